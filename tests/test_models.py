"""Models in three dimensions: what the reader takes, the Khronos validator takes; what would not open is refused."""

from __future__ import annotations

import hashlib
import json
import struct
import subprocess
import sys
from pathlib import Path

import pytest
from browsing import tool
from models import Document, glb, packed
from published import MINIATURE, TEMPLATES

from asylmura_ssg.model.exhibit import LARGEST_MODEL
from asylmura_ssg.read.glb import MOST_VALUES, look_into
from asylmura_ssg.read.raster import UnfitError

GOOD = glb()
JSON_LENGTH = struct.unpack_from("<I", GOOD, 12)[0]


def without_mesh(document: Document) -> None:
    document.update(meshes=[{"primitives": []}], nodes=[{}])


BROKEN = {
    "nothing": b"",
    "another kind": b"PK\3\4" + GOOD[4:],
    "first version": GOOD[:4] + struct.pack("<I", 1) + GOOD[8:],
    "cut off": GOOD[:-100],
    "cut in its description": GOOD[:60],
    "description spoilt": GOOD[:20] + b"}" * JSON_LENGTH + GOOD[20 + JSON_LENGTH :],
    "description is a list": packed(b"[]", b""),
    "accessor beyond its bytes": glb(lambda d: d["accessors"][0].update(count=5000)),
    "indices that are not there": glb(lambda d: d["meshes"][0]["primitives"][0].update(indices=9)),
    "bytes beyond the file": glb(lambda d: d["bufferViews"][4].update(byteLength=10**6)),
    "bytes before the file": glb(lambda d: d["bufferViews"][4].update(byteOffset=-4)),
}
REFUSED = {
    "texture that is no picture": glb(texture=b"GIF89a" + bytes(40)),
    "joined to another": GOOD + GOOD,
    "nothing to be seen": glb(without_mesh),
    "picture elsewhere": glb(lambda d: d["images"].__setitem__(0, {"uri": "https://example.org/a.png"})),
    "bytes elsewhere": glb(lambda d: d["buffers"].append({"uri": "more.bin", "byteLength": 4})),
    "Draco": glb(lambda d: d.update(extensionsUsed=["KHR_draco_mesh_compression"])),
    "meshopt": glb(lambda d: d.update(extensionsUsed=["EXT_meshopt_compression"])),
    "Basis": glb(lambda d: d.update(extensionsUsed=["KHR_texture_basisu"])),
    "unknown extension": glb(
        lambda d: d.update(extensionsRequired=["ACME_hologram"], extensionsUsed=["ACME_hologram"])
    ),
    "too much geometry": glb(
        lambda d: d["accessors"].append({"componentType": 5126, "count": MOST_VALUES, "type": "VEC3"})
    ),
}
"""What the validator has no error for, and would still not open on our page as it was meant."""


def validated(models: dict[str, bytes], folder: Path) -> dict[str, list[str]]:
    """Return the errors that the Khronos glTF Validator finds, by the models' names."""
    for number, data in enumerate(models.values()):
        (folder / f"{number}.glb").write_bytes(data)
    files = [str(folder / f"{number}.glb") for number in range(len(models))]
    script = Path(__file__).parent / "browser" / "validate-model.cjs"
    said = subprocess.run(
        [str(Path(sys.executable).with_name("node")), script, tool("gltf-validator/index.js"), *files],
        check=True,
        capture_output=True,
        text=True,
    )
    return dict(zip(models, map(json.loads, said.stdout.splitlines()), strict=True))


def test_a_sound_model_is_measured_in_its_own_metres() -> None:
    assert look_into(GOOD) == pytest.approx((1.0, 1.22, 1.0), abs=1e-6)


def bare(document: Document) -> None:
    for key in ("images", "textures", "samplers", "materials"):
        del document[key]
    del document["meshes"][0]["primitives"][0]["material"]


def test_a_model_without_textures_is_sound() -> None:
    assert look_into(glb(bare))[0] == 1.0


@pytest.mark.parametrize("name", [*BROKEN, *REFUSED])
def test_what_would_not_open_is_refused_in_words_and_with_a_remedy(name: str) -> None:
    with pytest.raises(UnfitError) as refused:
        look_into((BROKEN | REFUSED)[name])
    assert str(refused.value).split()[0] in {"is", "has", "says", "keeps", "holds", "does", "points", "cannot"}
    assert refused.value.remedy


def test_the_khronos_validator_agrees_on_what_is_sound_and_what_is_broken(tmp_path: Path) -> None:
    sound = {"good": GOOD, "miniature": (MINIATURE / "exhibits" / "qyzyl-kesene" / "qyzyl-kesene.glb").read_bytes()}
    found = validated(sound | BROKEN, tmp_path)
    assert [found[name] for name in sound] == [[], []]
    assert [name for name in BROKEN if not found[name]] == []


def told(data: bytes) -> tuple[float, ...] | str:
    """Return a model's extent, or what to do about it."""
    try:
        return look_into(data)
    except UnfitError as error:
        return error.remedy


def test_no_spoilt_byte_brings_the_reader_down() -> None:
    for place in range(0, len(GOOD), 101):
        found = told(GOOD[:place] + bytes([GOOD[place] ^ 0xFF]) + GOOD[place + 1 :])
        assert found
        assert isinstance(found, str) or min(found) >= 0


def test_the_largest_model_is_said_once() -> None:
    assert LARGEST_MODEL == 10_000_000
    docs = (TEMPLATES.parent / "docs" / "exhibits.md").read_text("utf-8")
    assert "10 MB" in docs


VIEWER = "18b2e711035aa4705ee281530a55dc2338ff05eed3d70ae16d54105282a75ed5"
"""SHA-256 of dist/model-viewer.min.js of @google/model-viewer 4.4.0."""


def test_the_viewer_is_the_file_that_its_makers_published() -> None:
    folder = TEMPLATES / "vendor" / "model-viewer"
    assert hashlib.sha256((folder / "model-viewer.min.js").read_bytes()).hexdigest() == VIEWER
    assert "Apache License" in (folder / "LICENSE.txt").read_text("utf-8")
    assert "Three.js Authors" in (folder / "LICENSE-three.txt").read_text("utf-8")
    assert "Google LLC" in (folder / "LICENSE-lit.txt").read_text("utf-8")
    readme = (folder / "README.md").read_text("utf-8")
    assert "4.4.0" in readme
    assert VIEWER in readme
