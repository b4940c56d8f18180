"""Models in three dimensions for tests: a brick cube under a dome, small enough to be read, and what can be wrong with it."""

from __future__ import annotations

import io
import json
import math
import struct
from collections.abc import Callable
from typing import Any

from PIL import Image, ImageDraw

Vertex = tuple[tuple[float, float, float], tuple[float, float, float], tuple[float, float]]
"""Where a vertex is, in metres; whither its face looks; where it lies on the texture."""

Document = dict[str, Any]
SEGMENTS, RINGS = 20, 6


def bricks() -> bytes:
    """Return a texture of bricks as PNG."""
    image = Image.new("P", (32, 32))
    image.putpalette([168, 92, 58, 206, 170, 128, 186, 110, 70])
    draw = ImageDraw.Draw(image)
    for row in range(4):
        draw.line((0, row * 8, 31, row * 8), fill=1)
        for column in range(2):
            left = column * 16 + (row % 2) * 8
            draw.line((left, row * 8, left, row * 8 + 7), fill=1)
            draw.rectangle((left + 5, row * 8 + 3, left + 8, row * 8 + 4), fill=2)
    out = io.BytesIO()
    image.save(out, "PNG", optimize=True)
    return out.getvalue()


def solid() -> tuple[list[Vertex], list[int]]:
    """Return the vertices and triangles of a cube one metre wide under a hemisphere of 0.42 m."""
    vertices: list[Vertex] = []
    triangles: list[int] = []

    def quad(corners: list[tuple[float, float, float]], normal: tuple[float, float, float]) -> None:
        first = len(vertices)
        for corner, place in zip(corners, ((0, 1), (4, 1), (4, 0), (0, 0)), strict=True):
            vertices.append((corner, normal, (float(place[0]), place[1] * 4.0)))
        triangles.extend(first + i for i in (0, 1, 2, 0, 2, 3))

    for turn in range(4):
        sine, cosine = round(math.sin(turn * math.pi / 2)), round(math.cos(turn * math.pi / 2))
        face = [
            (x * 0.5 * cosine + 0.5 * sine, y, 0.5 * cosine - x * 0.5 * sine)
            for x, y in ((-1, 0), (1, 0), (1, 0.8), (-1, 0.8))
        ]
        quad(face, (float(sine), 0.0, float(cosine)))
    quad([(-0.5, 0.8, 0.5), (0.5, 0.8, 0.5), (0.5, 0.8, -0.5), (-0.5, 0.8, -0.5)], (0.0, 1.0, 0.0))
    first = len(vertices)
    for ring in range(RINGS + 1):
        height = ring / RINGS * math.pi / 2
        for segment in range(SEGMENTS + 1):
            round_about = segment / SEGMENTS * 2 * math.pi
            normal = (
                math.cos(height) * math.sin(round_about),
                math.sin(height),
                math.cos(height) * math.cos(round_about),
            )
            place = (normal[0] * 0.42, 0.8 + normal[1] * 0.42, normal[2] * 0.42)
            vertices.append((place, normal, (segment / SEGMENTS * 10, ring / RINGS * 4)))
    for ring in range(RINGS):
        for segment in range(SEGMENTS):
            low, high = first + ring * (SEGMENTS + 1) + segment, first + (ring + 1) * (SEGMENTS + 1) + segment
            triangles.extend((low, low + 1, high + 1, low, high + 1, high))
    return vertices, triangles


def glb(change: Callable[[Document], None] | None = None, texture: bytes | None = None) -> bytes:
    """Return the model as binary glTF 2.0; ``change`` may alter its description before it is written."""
    vertices, triangles = solid()
    columns = [
        b"".join(struct.pack("<3f", *place) for place, _, _ in vertices),
        b"".join(struct.pack("<3f", *normal) for _, normal, _ in vertices),
        b"".join(struct.pack("<2f", *uv) for _, _, uv in vertices),
        struct.pack(f"<{len(triangles)}H", *triangles),
        bricks() if texture is None else texture,
    ]
    views, binary = [], b""
    for column in columns:
        views.append({"buffer": 0, "byteOffset": len(binary), "byteLength": len(column)})
        binary += column + b"\0" * (-len(column) % 4)
    for view, target in zip(views, (34962, 34962, 34962, 34963), strict=False):
        view["target"] = target
    document: Document = {
        "asset": {"version": "2.0", "generator": "tests"},
        "scene": 0,
        "scenes": [{"nodes": [0]}],
        "nodes": [{"mesh": 0}],
        "meshes": [
            {"primitives": [{"attributes": {"POSITION": 0, "NORMAL": 1, "TEXCOORD_0": 2}, "indices": 3, "material": 0}]}
        ],
        "materials": [
            {"pbrMetallicRoughness": {"baseColorTexture": {"index": 0}, "metallicFactor": 0, "roughnessFactor": 1}}
        ],
        "textures": [{"source": 0, "sampler": 0}],
        "samplers": [{"magFilter": 9729, "minFilter": 9987}],
        "images": [{"bufferView": 4, "mimeType": "image/png"}],
        "accessors": [
            {"bufferView": 0, "componentType": 5126, "count": len(vertices), "type": "VEC3", **_bounds(vertices)},
            {"bufferView": 1, "componentType": 5126, "count": len(vertices), "type": "VEC3"},
            {"bufferView": 2, "componentType": 5126, "count": len(vertices), "type": "VEC2"},
            {"bufferView": 3, "componentType": 5123, "count": len(triangles), "type": "SCALAR"},
        ],
        "bufferViews": views,
        "buffers": [{"byteLength": len(binary)}],
    }
    if change is not None:
        change(document)
    return packed(json.dumps(document, separators=(",", ":")).encode(), binary)


def packed(description: bytes, binary: bytes) -> bytes:
    """Return a container with two chunks, each padded to four bytes (glTF 2.0, 4.4.3)."""
    description += b" " * (-len(description) % 4)
    body = (
        struct.pack("<I4s", len(description), b"JSON")
        + description
        + struct.pack("<I4s", len(binary), b"BIN\0")
        + binary
    )
    return b"glTF" + struct.pack("<II", 2, 12 + len(body)) + body


def _bounds(vertices: list[Vertex]) -> Document:
    written = [struct.unpack("<3f", struct.pack("<3f", *place)) for place, _, _ in vertices]
    return {
        "min": [min(side) for side in zip(*written, strict=True)],
        "max": [max(side) for side in zip(*written, strict=True)],
    }
