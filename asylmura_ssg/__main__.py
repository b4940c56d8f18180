"""``python -m asylmura_ssg``."""

import sys

try:
    from asylmura_ssg.cli import commands

    # What is said most often is answered without loading what looks after plates and hosts.
    if sys.argv[1:2] == ["build"]:
        commands.main(prog_name="asylmura")
    else:
        from asylmura_ssg.cli import main

        main(prog_name="asylmura")
except KeyboardInterrupt:  # before the command has begun, or when it is done
    sys.exit(130)  # 128 + SIGINT, as shells have it
