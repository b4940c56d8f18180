"""What other programs read of an entry: one recipe → one file."""

from __future__ import annotations

from asylmura_ssg.make.machines.citations import bibtex, csl_json, ris
from asylmura_ssg.make.machines.iiif import image_info, manifest
from asylmura_ssg.make.machines.lido import lido_record
from asylmura_ssg.make.machines.reference import references
from asylmura_ssg.make.machines.xml_form import as_file
from asylmura_ssg.model.recipe import RecordRecipe
from asylmura_ssg.model.route import ImageInfo, Manifest, RecordFile

__all__ = ["make_record"]


def make_record(recipe: RecordRecipe) -> bytes:
    """Return the file its route names."""
    match recipe.route:
        case RecordFile(_, "bib"):
            return bibtex(references(recipe.monument, recipe.frames, recipe.versions)).encode()
        case RecordFile(_, "ris"):
            return ris(references(recipe.monument, recipe.frames, recipe.versions)).encode()
        case RecordFile(_, "csl.json"):
            return csl_json(references(recipe.monument, recipe.frames, recipe.versions)).encode()
        case RecordFile():
            return as_file(lido_record(recipe.monument, recipe.frames[0], recipe.related, recipe.versions))
        case Manifest():
            return manifest(recipe.monument, recipe.frames).encode()
        case ImageInfo(_, stem):
            picture = next(each for each in recipe.monument.pictures if each.stem == stem)
            return image_info(recipe.monument, picture, recipe.frames[0]).encode()
        case _:
            raise TypeError(f"{recipe.route} is no record")
