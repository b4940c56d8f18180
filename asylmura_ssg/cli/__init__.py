"""The command line: the only place that prints, exits, and looks at the clock and the environment."""

from asylmura_ssg.cli.commands import main
from asylmura_ssg.cli.plates import plates

main.add_command(plates)

__all__ = ["main"]
