"""``python -m asylmura_ssg``."""

import sys

from asylmura_ssg.cli import commands

# What is said most often is answered without loading what looks after plates and hosts.
if sys.argv[1:2] == ["build"]:
    commands.main(prog_name="asylmura")
else:
    from asylmura_ssg.cli import main

    main(prog_name="asylmura")
