"""The command line: the only place that prints, exits, and looks at the clock and the environment.

``main`` is the command with everything below it. What looks after plates and hosts is loaded when it is first asked for,
so that a build of an unchanged site does not wait for it.
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from asylmura_ssg.cli.commands import main

__all__ = ["main"]

_OF_PLATES = ("adoption", "census", "register_desk", "workshop")


def __getattr__(name: str) -> object:
    """Return ``main``, whole (PEP 562)."""
    if name != "main":
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    from asylmura_ssg.cli.bindery import volume  # noqa: PLC0415 - see above
    from asylmura_ssg.cli.commands import main  # noqa: PLC0415
    from asylmura_ssg.cli.exhibit import exhibit  # noqa: PLC0415
    from asylmura_ssg.cli.freezing import freeze  # noqa: PLC0415
    from asylmura_ssg.cli.hosting import hosting, probe  # noqa: PLC0415
    from asylmura_ssg.cli.plates import plates  # noqa: PLC0415
    from asylmura_ssg.cli.preflight import preflight  # noqa: PLC0415

    for module in _OF_PLATES:  # each adds its commands to the group of the plates
        import_module(f"{__name__}.{module}")
    plates.add_command(probe)
    main.add_command(volume)
    main.add_command(freeze)
    main.add_command(plates)
    main.add_command(exhibit)
    main.add_command(hosting)
    main.add_command(preflight)
    globals()["main"] = main
    return main
