"""One flag for expected texts, and one profile for properties: the same examples on every run, none remembered."""

from __future__ import annotations

import pytest
from hypothesis import settings

pytest_plugins = ["published", "hosts", "browsing"]

settings.register_profile("house", derandomize=True, database=None, deadline=None)
settings.load_profile("house")


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption(
        "--rewrite", action="store_true", help="Write what is said now as the expected texts; then read the diff."
    )
