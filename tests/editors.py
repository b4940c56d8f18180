"""An editor at work on a small encyclopedia of their own, kept in git: gives commands, and looks at what they did."""

from __future__ import annotations

import io
import json
import shutil
import subprocess
from pathlib import Path
from typing import Any

import cv2
import numpy as np
import pytest
import qrcode
from click.testing import CliRunner, Result
from PIL import ExifTags, Image
from published import MINIATURE

from asylmura_ssg.cli import main

TODAY = "2026-11-20"
MATRIX = "sha256:b2e308e83ea8af6e70f4f59e0fdf1a27efa7276007357e09681597a96f1c7073"


class Editor:
    """Stands in a folder that holds ``content``, which is the miniature as it was committed."""

    def __init__(self, root: Path, monkeypatch: pytest.MonkeyPatch) -> None:
        self.root, self.content = root, root / "content"
        self.register = self.content / "plates" / "register.jsonl"
        self.photographs = self.content / "plates" / "photographs"
        shutil.copytree(MINIATURE, self.content)
        monkeypatch.chdir(root)
        self.git("init", "--quiet", "--initial-branch", "main")
        self.commit("as it landed")

    def git(self, *words: str, check: bool = True) -> subprocess.CompletedProcess[str]:
        """Run git in the folder."""
        who = ["-c", "user.name=Editor", "-c", "user.email=editor@example.org", "-c", "commit.gpgsign=false"]
        return subprocess.run(["git", *who, *words], cwd=self.root, check=check, capture_output=True, text=True)

    def commit(self, message: str) -> None:
        """Commit everything."""
        self.git("add", "--all")
        self.git("commit", "--quiet", "--message", message)

    def plates(self, *words: str, answers: str = "") -> Result:
        """Give a command, ``asylmura plates …``."""
        options = ["--content", "content", "--cache", "cache"]
        return CliRunner().invoke(main, ["plates", *words, *options], input=answers, catch_exceptions=False)

    def wrote(self, *words: str, answers: str = "") -> list[dict[str, Any]]:
        """Give a command that must succeed and only add to the register; return the events it added."""
        before = self.register.read_bytes()
        result = self.plates(*words, answers=answers)
        assert result.exit_code == 0, result.output
        after = self.register.read_bytes()
        assert after.startswith(before)
        return [json.loads(line) for line in after[len(before) :].decode().splitlines()]

    def refused(self, *words: str, code: int, answers: str = "") -> str:
        """Give a command that must fail and write nothing at all; return what it said."""
        before = self.kept()
        result = self.plates(*words, answers=answers)
        assert result.exit_code == code, result.output
        assert self.kept() == before
        return result.output

    def kept(self) -> dict[str, bytes]:
        """Return everything that stands beside the register, and the register; what is hidden, too."""
        files = (path for path in (self.content / "plates").rglob("*") if path.is_file())
        return {path.relative_to(self.content).as_posix(): path.read_bytes() for path in files}

    def check(self) -> Result:
        """Run ``asylmura check``."""
        return CliRunner().invoke(
            main, ["check", "--no-advice", "--content", "content", "--jobs", "1"], catch_exceptions=False
        )

    def publish_all(self) -> None:
        """Publish the one entry that is still in review."""
        record = self.content / "monuments/aq-meshit/monument.yaml"
        record.write_text(record.read_text("utf-8").replace("status: review", "status: published"), "utf-8")


def camera(lat: float, lon: float, orientation: int = 1) -> Image.Exif:
    """Return what a telephone writes beside a picture: where it was taken, and by whom and with what."""
    held = Image.Exif()
    held[ExifTags.Base.Make], held[ExifTags.Base.Artist] = "SecretCam", "Somebody Named"
    held[ExifTags.Base.Orientation] = orientation
    place = held.get_ifd(ExifTags.IFD.GPSInfo)
    for key, value, letters in ((1, lat, "NS"), (3, lon, "EW")):
        place[key] = letters[value < 0]
        place[key + 1] = (int(abs(value)), int(abs(value) * 60 % 60), round(abs(value) * 3600 % 60, 3))
    return held


def view(*texts: str, turned: float = 12, tilt: float = 0.15, width: int = 1400, height: int = 1050) -> Image.Image:
    """Draw a photograph-like picture: sky and ground, on it plates with these codes, turned and seen askew, with noise."""
    chance = np.random.default_rng(7)
    ground = np.linspace(210, 90, height)[:, None, None] * np.array([0.95, 1.0, 1.05])
    scene = np.repeat(ground, width, axis=1).astype(np.uint8)
    for at, text in enumerate(texts):
        middle = (width * (2 * at + 1) / (2 * len(texts)), height / 2)
        _hang(scene, text, middle, side=min(420, width * 0.8 / len(texts)), turned=turned, tilt=tilt)
    grain = chance.normal(0, 6, scene.shape)
    return Image.fromarray(np.clip(cv2.GaussianBlur(scene, (0, 0), 0.9) + grain, 0, 255).astype(np.uint8))


def _hang(scene: Any, text: str, middle: tuple[float, float], *, side: float, turned: float, tilt: float) -> None:
    code = qrcode.QRCode(border=4)
    code.add_data(text)
    code.make()
    modules = np.where(np.array(code.get_matrix(), bool), 25, 235).astype(np.uint8)
    plate = cv2.cvtColor(cv2.resize(modules, (480, 480), interpolation=cv2.INTER_NEAREST), cv2.COLOR_GRAY2RGB)
    angle = np.deg2rad(turned)
    corners = np.array([[-1 + tilt, -1], [1, -1 + tilt], [1, 1], [-1, 1]]) * side / 2
    turn = np.array([[np.cos(angle), -np.sin(angle)], [np.sin(angle), np.cos(angle)]])
    placed = (corners @ turn.T + middle).astype(np.float32)
    own = np.array([[0, 0], [480, 0], [480, 480], [0, 480]], np.float32)
    lens = cv2.getPerspectiveTransform(own, placed)
    size = (scene.shape[1], scene.shape[0])
    covered = cv2.warpPerspective(np.full_like(plate, 255), lens, size)[..., :1] > 127
    np.copyto(scene, cv2.warpPerspective(plate, lens, size), where=covered)


def saved(picture: Image.Image, file: Path, **beside: Any) -> Path:
    """Save a picture as JPEG with what stands beside it, such as ``exif``; return the file."""
    file.parent.mkdir(parents=True, exist_ok=True)
    out = io.BytesIO()
    picture.save(out, "JPEG", quality=88, **beside)
    file.write_bytes(out.getvalue())
    return file
