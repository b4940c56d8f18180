"""A picture added to an entry: held against its place, the volumes that print it and the pictures that are there already."""

from __future__ import annotations

import io
import re
from collections.abc import Mapping
from dataclasses import dataclass, replace
from pathlib import Path

from PIL import Image

from asylmura_ssg.accession.master import Master
from asylmura_ssg.accession.photograph import Told
from asylmura_ssg.amend import Edit, edited, write_all
from asylmura_ssg.diagnostics import Report
from asylmura_ssg.model.digest import digest_bytes
from asylmura_ssg.model.figures import FINE, least_pixels, printed_sizes, resolution
from asylmura_ssg.model.geography import Outline, distance_km
from asylmura_ssg.model.language import LANGUAGES, Localized
from asylmura_ssg.model.monument import Monument
from asylmura_ssg.model.slug import free_slug, slug_of
from asylmura_ssg.read.catalogue import Common
from asylmura_ssg.read.pictures import Press
from asylmura_ssg.read.raster import UnfitError
from asylmura_ssg.read.record import Record, read_record
from asylmura_ssg.read.register.standing import FARTHEST_KM
from asylmura_ssg.record_form import Form, inserted_item
from asylmura_ssg.tree import Bytes, read_tree

RECORD = "monument.yaml"
_PICTURES = (".jpg", ".jpeg", ".png", ".webp", ".tif", ".tiff")
_BY_A_CAMERA = re.compile(r"(img|dsc|dscn|dscf|pxl|mvi|p|photo|image|wa|whatsapp-image|screenshot)?[-\d]*")
_ALIKE = (
    6  # of 64 bits: the same photograph saved again differs in three or four, another one of the same wall in a dozen
)


@dataclass(frozen=True, slots=True)
class Entry:
    """An entry as it is: where its folder lies, its files by name, its record, and what is wrong with it."""

    folder: Path
    files: dict[str, Bytes]
    record: Record | None
    report: Report

    @property
    def monument(self) -> Monument | None:
        """What its record says; None where it cannot be read."""
        return None if self.record is None else self.record.entry.monument


@dataclass(frozen=True, slots=True)
class Words:
    """What is said of a picture."""

    caption: Localized[str]
    alt: Localized[str]
    author: str
    licence: str
    year: int | None


def read_entry(folder: Path, shown: str, common: Common) -> Entry:
    """Return an entry as it stands in its folder, which diagnostics show as ``shown``."""
    files = {path: replace(file, shown=f"{shown}/{path}") if file.held is not None else file
             for path, file in read_tree(folder).items()}  # fmt: skip
    report = Report()
    record = read_record(folder.name, shown, files, common.shared.known(None), report)
    return Entry(folder, files, record, report)


# The place


def elsewhere(told: Told, monument: Monument, outlines: Mapping[str, Outline]) -> str:
    """Return in words that a picture was taken somewhere else; empty when it was not, or nobody can tell."""
    point, own = told.point, monument.location.point
    if point is None:
        return ""
    if own is not None:
        away = distance_km(point, own)
        return "" if away <= FARTHEST_KM else (
            f"it was taken {away:,.0f} km from the monument, at {point.lat:g}, {point.lon:g}"
        )  # fmt: skip
    outline = outlines.get(monument.region)
    if outline is None or outline.contains(point):
        return ""
    away = outline.distance_km(point)
    return "" if away <= FARTHEST_KM else (
        f'it was taken {away:,.0f} km outside "{monument.region}", at {point.lat:g}, {point.lon:g}'
    )  # fmt: skip


# Print


def demand_fine(master: Master, monument: Monument, presses: Mapping[str, Press]) -> str:
    """Return what is to be said of how a picture would look on paper, empty when it is fine.

    It is held against the volumes that hold the entry, against every volume where none does yet. Raises UnfitError for one
    that a volume's printer does not take.
    """
    size = (master.raster.width, master.raster.height)
    held = [(picture.width, picture.height) for picture in monument.pictures]
    warning = ""
    for volume in monument.volumes or tuple(presses):
        press = presses.get(volume)
        if press is None:
            continue
        printed = [each for row in printed_sizes([*held, size], press.page) for each in row][-1]
        ppi, enough = resolution(size[0], printed[0]), min(FINE, press.pictures.target)
        width, height = least_pixels(printed, press.pictures.minimum)
        if ppi < press.pictures.minimum:
            raise UnfitError(
                f"has {size[0]} × {size[1]} px; {volume} prints it {printed[0]:.0f} × {printed[1]:.0f} mm, "
                f"that is {ppi} dots per inch, and its printer takes {press.pictures.minimum} at least",
                f"{width} × {height} px are wanted: take the original; enlarging adds nothing",
            )
        if ppi < enough:
            width, height = least_pixels(printed, enough)
            warning = f"{volume} prints it with {ppi} dots per inch; {width} × {height} px would make {enough}"
    return warning


# What is there already


def twin(master: Master, entry: Entry) -> str:
    """Return the name of the file in the entry's folder that is this very picture, empty when there is none."""
    digest = digest_bytes(master.data)
    return next((name for name, file in entry.files.items() if file.digest == digest), "")


def lookalike(master: Master, entry: Entry) -> str:
    """Return the name of the picture in the entry's folder that looks the same, empty when none does."""
    own = _fingerprint(master.data)
    for name, file in entry.files.items():
        if name.lower().endswith(_PICTURES):
            try:
                if (own ^ _fingerprint(file.data)).bit_count() <= _ALIKE:
                    return name
            except (OSError, ValueError, SyntaxError):
                continue  # one that cannot be opened is told elsewhere
    return ""


def _fingerprint(data: bytes) -> int:
    """Return 64 bits, each whether a field of the picture is lighter than its neighbour: much the same at any size."""
    with Image.open(io.BytesIO(data)) as image:
        image.draft("L", (72, 64))
        small = image.convert("L").resize((9, 8), Image.Resampling.BOX)
    tones = small.tobytes()
    bits = (tones[row * 9 + column] < tones[row * 9 + column + 1] for row in range(8) for column in range(8))
    return sum(bit << place for place, bit in enumerate(bits))


def name_for(wanted: str, source: str, master: Master, entry: Entry) -> str:
    """Return the file name of a new picture: as wanted, else after the file it came from, else after the entry.

    No two pictures of an entry share a name before the dot, capitals aside: on the site they share an address.
    """
    stem = slug_of(wanted.rpartition(".")[0] or wanted) or slug_of(source.rpartition(".")[0])
    if not stem or (not wanted and _BY_A_CAMERA.fullmatch(stem)):
        stem = entry.folder.name
    taken = {name.rpartition(".")[0].lower() for name in entry.files}
    return f"{free_slug(stem, taken)}.{master.ending}"


# Adding


def added(entry: Entry, name: str, master: Master, words: Words, common: Common) -> tuple[str, str, Report]:
    """Return the record's text before and after with a picture added, and what would be wrong with the entry then.

    Raises ValueError when the record cannot be amended as it stands.
    """
    before = entry.files[RECORD].data.decode()
    line_end = "\r\n" if "\r\n" in before else "\n"
    text = before.replace("\r\n", "\n")
    edit: Edit = inserted_item(text, "pictures", _item(name, words))
    after = edited(text, [edit]).replace("\n", line_end)
    files = dict(entry.files)
    files[name] = Bytes(name, name, master.data, digest_bytes(master.data))
    files[RECORD] = replace(files[RECORD], held=after.encode(), digest=digest_bytes(after.encode()))
    report = Report()
    shown = files[RECORD].shown.removesuffix(f"/{RECORD}")
    read_record(entry.folder.name, shown, dict(sorted(files.items())), common.shared.known(None), report)
    return before, after, report


def keep(entry: Entry, name: str, master: Master, record: str) -> None:
    """Write the picture and the record that names it, both or neither. Raises FileExistsError, and OSError as it comes."""
    place = entry.folder / name
    if place.exists() or place.is_symlink():
        raise FileExistsError(17, "the file is there already", str(place))
    write_all({place: master.data, entry.folder / RECORD: record.encode()})


def _item(name: str, words: Words) -> Form:
    return {
        "file": name,
        "caption": _localized(words.caption),
        "alt": _localized(words.alt),
        "author": words.author,
        "licence": words.licence,
        "year": words.year,
    }


def _localized(text: Localized[str]) -> dict[str, Form]:
    return {str(language): text.own(language) for language in LANGUAGES}
