"""The command line: the only place that prints, exits, and looks at the clock and the environment."""

from asylmura_ssg.cli import adoption, census, register_desk, workshop  # noqa: F401 - each adds its commands to the group of the plates
from asylmura_ssg.cli.commands import main
from asylmura_ssg.cli.hosting import hosting, probe
from asylmura_ssg.cli.plates import plates

main.add_command(plates)
main.add_command(hosting)
plates.add_command(probe)

__all__ = ["main"]
