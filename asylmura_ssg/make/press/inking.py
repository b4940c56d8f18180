"""What a set page is inked for: a printing house, or screens."""

from __future__ import annotations

from dataclasses import dataclass

from asylmura_ssg.model.digest import digest_of
from asylmura_ssg.model.press import Medium, Printer


@dataclass(frozen=True, slots=True)
class Inking:
    """A medium and, for the press, the printer; a screen has none."""

    medium: Medium
    printer: Printer | None

    def __post_init__(self) -> None:
        if (self.medium is Medium.PRESS) is (self.printer is None):
            raise ValueError("the press is some printer's, a screen is nobody's")

    @staticmethod
    def on_press(printer: Printer) -> Inking:
        """Return the inking of a printer."""
        return Inking(Medium.PRESS, printer)

    @staticmethod
    def on_screen() -> Inking:
        """Return the inking of screens."""
        return Inking(Medium.SCREEN, None)

    def set_by(self) -> str:
        """Return the digest of all that inking a page depends on: not paper, cover or file names."""
        if self.printer is None:
            return str(self.medium)
        p = self.printer
        return digest_of((p.standard, p.condition.sha256, p.bleed, p.marks, p.ink_limit, p.pictures))
