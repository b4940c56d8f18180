"""The command line: the only place that prints, exits, and looks at the clock and the environment.

``main`` is the command with everything below it. Each command's module is loaded when the command is called: a command
waits for no other one's.
"""

from __future__ import annotations

from collections.abc import Iterator, MutableMapping
from importlib import import_module
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    import click

    from asylmura_ssg.cli.commands import main

__all__ = ["main"]

_HOMES: Final = {
    "check": ("checking",),
    "compare": ("comparison",),
    "exhibit": ("exhibit",),
    "export": ("exporting",),
    "freeze": ("freezing",),
    "hook": ("editor_support",),
    "handbook": ("handbook",),
    "hosting": ("hosting",),
    "import": ("interchange",),
    "new": ("accession",),
    "picture": ("pictures",),
    "plates": ("plates", "adoption", "census", "hosting", "register_desk", "workshop"),
    "preflight": ("preflight",),
    "schemas": ("editor_support",),
    "serve": ("preview",),
    "status": ("programme",),
    "volume": ("bindery",),
}
"""Where each command lives that does not live in commands.py: the module that names it, then those that add to it."""


class _Commands(MutableMapping[str, "click.Command"]):
    """The commands by name; one that is asked for is loaded first."""

    def __init__(self, loaded: MutableMapping[str, click.Command]) -> None:
        self._loaded = loaded

    def __getitem__(self, name: str) -> click.Command:
        if name not in self._loaded and name in _HOMES:
            import click  # noqa: PLC0415 - as below

            homes = [import_module(f"{__name__}.{home}") for home in _HOMES[name]]
            held = (each for each in vars(homes[0]).values() if isinstance(each, click.Command))
            self._loaded[name] = next(command for command in held if command.name == name)
        return self._loaded[name]

    def __setitem__(self, name: str, command: click.Command) -> None:
        self._loaded[name] = command

    def __delitem__(self, name: str) -> None:
        del self._loaded[name]

    def __iter__(self) -> Iterator[str]:
        return iter(sorted({*_HOMES, *self._loaded}))

    def __len__(self) -> int:
        return len({*_HOMES, *self._loaded})


def __getattr__(name: str) -> object:
    """Return ``main``, whole (PEP 562)."""
    if name != "main":
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    from asylmura_ssg.cli.commands import main  # noqa: PLC0415 - a build of an unchanged site is answered without click

    main.commands = _Commands(main.commands)
    globals()["main"] = main
    return main
