"""Binary glTF 2.0, looked at before a browser has to (Khronos, glTF 2.0 Specification, chapter 4: GLB).

The container and what the file asks for are looked at here, in words a person can act on; its geometry is read by trimesh,
which refuses what points outside the file. What the viewer would fetch from elsewhere, or has no decoder for, is refused.
"""

from __future__ import annotations

import json
import struct
from collections.abc import Mapping, Sequence
from typing import Any, Final

from asylmura_ssg.read.raster import UnfitError, look_at

MOST_VALUES = 6_000_000
"""Of all accessors together: a million triangles with normals and texture coordinates, more than a phone turns smoothly."""

DECODED: Final = frozenset({
    "EXT_texture_webp", "KHR_lights_punctual", "KHR_materials_anisotropy", "KHR_materials_clearcoat",
    "KHR_materials_dispersion", "KHR_materials_emissive_strength", "KHR_materials_ior", "KHR_materials_iridescence",
    "KHR_materials_sheen", "KHR_materials_specular", "KHR_materials_transmission", "KHR_materials_unlit",
    "KHR_materials_variants", "KHR_materials_volume", "KHR_mesh_quantization", "KHR_texture_transform",
})  # fmt: skip
"""Extensions that the viewer understands by itself."""

_PACKED: Final = {
    "KHR_draco_mesh_compression": "Draco",
    "EXT_meshopt_compression": "meshopt",
    "KHR_meshopt_compression": "meshopt",
    "KHR_texture_basisu": "Basis Universal",
}
"""Compressions whose decoders the viewer would fetch from another host; the site ships none of them."""

_JSON, _BIN = b"JSON", b"BIN\0"
_EXPORT = "export it again as binary glTF 2.0 (.glb)"
_UNREADABLE = (
    ArithmeticError, AssertionError, AttributeError, LookupError, MemoryError, NotImplementedError, OSError, RecursionError,
    TypeError, ValueError, struct.error,
)  # fmt: skip
"""What trimesh raises on geometry that is not what the file says of it."""


def look_into(data: bytes) -> tuple[float, float, float]:
    """Return width, height and depth of a model in its metres. Raises UnfitError, whose words say why it cannot be shown."""
    document, binary = _opened(data)
    _check_self_contained(document)
    _check_decodable(document)
    _check_pictures(document, binary)
    return _extent(data)


def _opened(data: bytes) -> tuple[Mapping[str, Any], bytes]:
    """Return the JSON and the binary chunk of a container (4.4.2 header, 4.4.3 chunks)."""
    if len(data) < 20 or data[:4] != b"glTF":
        raise UnfitError("is no binary glTF file", _EXPORT)
    version, length, first, kind = struct.unpack_from("<III4s", data, 4)
    if version != 2:
        raise UnfitError(f"is binary glTF of version {version}", _EXPORT)
    if length != len(data):
        raise UnfitError(
            f"has {len(data)} bytes and says that it has {length}", "it was cut off on its way: copy it again"
        )
    if kind != _JSON or 20 + first > len(data):
        raise UnfitError("does not begin with its description", _EXPORT)
    try:
        document = json.loads(data[20 : 20 + first])
    except (ValueError, RecursionError):
        raise UnfitError("has a description that cannot be read", _EXPORT) from None
    if not isinstance(document, dict):
        raise UnfitError("has a description that cannot be read", _EXPORT)
    rest = data[20 + first :]
    if not rest:
        return document, b""
    if len(rest) < 8 or rest[4:8] != _BIN or 8 + struct.unpack_from("<I", rest)[0] > len(rest):
        raise UnfitError("is damaged after its description", _EXPORT)
    return document, rest[8:]


def _check_self_contained(document: Mapping[str, Any]) -> None:
    for kind in ("buffers", "images"):
        for each in _dicts(document.get(kind)):
            if "uri" in each:
                shown = str(each["uri"])[:40]
                raise UnfitError(f'keeps a part of itself elsewhere: "{shown}"', "export it as one .glb with all textures within")  # fmt: skip


def _check_decodable(document: Mapping[str, Any]) -> None:
    used = [*_words(document.get("extensionsUsed")), *_words(document.get("extensionsRequired"))]
    for name in used:
        if name in _PACKED:
            raise UnfitError(f"is packed with {_PACKED[name]}",
                             "save it without compression; quantised vertices and WebP textures make it small, too")  # fmt: skip
    strange = [name for name in _words(document.get("extensionsRequired")) if name not in DECODED]
    if strange:
        raise UnfitError(f"cannot be shown without {strange[0]}", "the viewer does not know it; export without it")
    values = [each.get("count") for each in _dicts(document.get("accessors"))]
    total = sum(value for value in values if isinstance(value, int))
    if total > MOST_VALUES:
        raise UnfitError(f"has {total} values in its geometry; {MOST_VALUES} are the most", "thin out its triangles to a hundred thousand")  # fmt: skip


def _check_pictures(document: Mapping[str, Any], binary: bytes) -> None:
    views = _dicts(document.get("bufferViews"))
    for view in views:
        start, length = view.get("byteOffset", 0), view.get("byteLength", 0)
        if not (isinstance(start, int) and isinstance(length, int) and 0 <= start <= start + length <= len(binary)):
            raise UnfitError("points at bytes that it does not hold", _EXPORT)
    for image in _dicts(document.get("images")):
        number = image.get("bufferView")
        if not (isinstance(number, int) and 0 <= number < len(views)):
            raise UnfitError("has a texture without a picture", _EXPORT)
        start = views[number].get("byteOffset", 0)
        try:
            look_at(binary[start : start + views[number]["byteLength"]])
        except UnfitError:
            raise UnfitError("has a texture that cannot be opened", "save its textures as JPEG, PNG or WebP") from None


def _extent(data: bytes) -> tuple[float, float, float]:
    import io  # noqa: PLC0415 - as the next

    import trimesh  # noqa: PLC0415 - most builds have no model to read, and it takes half a second to load

    try:
        scene = trimesh.load_scene(io.BytesIO(data), file_type="glb", skip_materials=True)
        extents = scene.extents
    except _UNREADABLE:
        raise UnfitError("has geometry that cannot be read", _EXPORT) from None
    if extents is None or not all(0 <= side < 1e6 for side in extents) or not any(extents):
        raise UnfitError("holds nothing that could be seen", _EXPORT)
    width, height, depth = (float(side) for side in extents)
    return width, height, depth


def _dicts(value: object) -> Sequence[Mapping[str, Any]]:
    return [each for each in value if isinstance(each, dict)] if isinstance(value, list) else []


def _words(value: object) -> Sequence[str]:
    return [each for each in value if isinstance(each, str)] if isinstance(value, list) else []
