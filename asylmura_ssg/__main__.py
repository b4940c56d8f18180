"""``python -m asylmura_ssg``."""

from asylmura_ssg.cli import main

main(prog_name="asylmura")
