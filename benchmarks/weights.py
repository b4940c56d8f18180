"""Weighs every plate's page of the site as it was last built: what travels before it can be read.

    python3 build.py && python -m benchmarks.weights [--site output]

Sizes are of bytes packed by gzip as hosts pack them, a kilobyte being 1,024.
"""

from __future__ import annotations

import argparse
import re
import statistics
from pathlib import Path

from asylmura_ssg.check.budgets import PAGE, asked_by, packed

ROOT = Path(__file__).parent.parent
_PLATE = re.compile(r"[0-9]{5}")


def weights(site: Path) -> dict[str, tuple[int, int]]:
    """Return for each plate the bytes of its page with its style, and of the scripts that it begins with."""
    pages = {folder.name: folder / "index.html" for folder in sorted(site.iterdir()) if _PLATE.fullmatch(folder.name)}
    found = {}
    for plate, page in pages.items():
        html = page.read_bytes()
        scripts = asked_by(html).scripts
        found[plate] = packed(html), sum(packed((site / script.removeprefix("/")).read_bytes()) for script in scripts)
    return found


def main() -> None:
    """Say what the heaviest page and the one in the middle weigh."""
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("--site", type=Path, default=ROOT / "output")
    found = weights(parser.parse_args().site)
    heaviest = max(found, key=lambda plate: found[plate][0])
    page, scripts = found[heaviest]
    middle = statistics.median(size for size, _ in found.values())
    print(f"{len(found)} plates' pages, of at most {PAGE / 1024:.0f} KB with their style")
    print(f"heaviest  {heaviest}: {page / 1024:.1f} KB, its scripts {scripts / 1024:.1f} KB")
    print(f"median    {middle / 1024:.1f} KB")


if __name__ == "__main__":
    main()
