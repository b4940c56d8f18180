"""Every check there is, one after the other; what follows the name is for pytest. All run, whichever fails."""

from __future__ import annotations

import subprocess
import sys
import time
from pathlib import Path

HOME = Path(__file__).parent.parent
LINT_IMPORTS = "import sys; from importlinter.cli import lint_imports_command; sys.exit(lint_imports_command())"


def main(pytest_arguments: list[str]) -> int:
    """Run the checks, sum them up, and return the exit code: 1 if any failed."""
    checks = {
        "ruff check": ["-m", "ruff", "check"],
        "ruff format": ["-m", "ruff", "format", "--check"],
        "mypy": ["-m", "mypy"],
        "imports": ["-c", LINT_IMPORTS, "--no-logo"],
        "pytest": ["-m", "pytest", *pytest_arguments],
    }
    rows = []
    for name, command in checks.items():
        print(f"== {name}", flush=True)
        started = time.perf_counter()
        failed = subprocess.run([sys.executable, *command], cwd=HOME, check=False).returncode != 0
        rows.append((name, failed, time.perf_counter() - started))
    print()
    for name, failed, seconds in rows:
        print(f"{name:<12} {'FAILED' if failed else 'passed'} {seconds:6.1f} s")
    return 1 if any(failed for _, failed, _ in rows) else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
