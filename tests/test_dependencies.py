"""What the project says it stands on: pyproject.toml, the lock and the imports tell the same."""

from __future__ import annotations

import ast
import re
import sys
import tomllib
from importlib.metadata import packages_distributions
from pathlib import Path

import grimp
import pytest
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

from asylmura_ssg import toolchain

ROOT = Path(__file__).parent.parent
PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))
LOCK = (ROOT / "requirements.lock").read_text("utf-8")


def imported() -> set[str]:
    """Return the libraries that the package imports, by their modules' names."""
    graph = grimp.build_graph("asylmura_ssg", include_external_packages=True, cache_dir=None)
    return {module for module in graph.modules if graph.is_module_squashed(module)} - sys.stdlib_module_names


def imported_by_tests() -> set[str]:
    """Return the libraries that tests and benchmarks import, by their modules' names."""
    files = [*(ROOT / "tests").glob("*.py"), *(ROOT / "benchmarks").glob("*.py")]
    nodes = [node for file in files for node in ast.walk(ast.parse(file.read_bytes()))]
    names = {alias.name for node in nodes if isinstance(node, ast.Import) for alias in node.names}
    names |= {node.module or "" for node in nodes if isinstance(node, ast.ImportFrom)}
    ours = {"asylmura_ssg", "benchmarks", *(file.stem for file in files)}
    return {name.partition(".")[0] for name in names} - ours - sys.stdlib_module_names


def declared(*, tests: bool) -> list[Requirement]:
    extra = PROJECT["project"]["optional-dependencies"]["test"] if tests else []
    return [Requirement(line) for line in [*PROJECT["project"]["dependencies"], *extra]]


@pytest.mark.parametrize(("tests", "modules"), [(False, imported()), (True, imported_by_tests())])
def test_every_library_imported_is_declared(*, tests: bool, modules: set[str]) -> None:
    distributions = packages_distributions()
    brought_by = {module: {canonicalize_name(name) for name in distributions[module]} for module in modules}
    names = {canonicalize_name(requirement.name) for requirement in declared(tests=tests)}
    assert {module: brought for module, brought in brought_by.items() if not brought & names} == {}


def test_what_the_makers_import_is_part_of_what_a_made_file_is_known_by() -> None:
    """What is made is kept by the digest of its makers: a part of them that it left out would leave stale files standing."""
    graph = grimp.build_graph("asylmura_ssg", include_external_packages=True, cache_dir=None)
    rooms = {f"asylmura_ssg.{place.removesuffix('.py')}" for place in toolchain.MAKERS}
    makers = {module for room in rooms for module in {room, *graph.find_descendants(room)}}
    used = {found for module in makers for found in graph.find_modules_directly_imported_by(module)} - makers
    keepers = {"asylmura_ssg.cache", "asylmura_ssg.toolchain", "asylmura_ssg.workers"}  # they change no byte
    assert {module for module in used if module.startswith("asylmura_ssg")} == keepers
    brought = packages_distributions()
    libraries = {brought[module][0] for module in used - sys.stdlib_module_names if graph.is_module_squashed(module)}
    known = {canonicalize_name(name) for name in toolchain.LIBRARIES}
    assert {name for name in libraries if canonicalize_name(name) not in known} == set()


def test_the_contract_of_the_pure_rooms_names_every_library() -> None:
    (pure,) = (c for c in PROJECT["tool"]["importlinter"]["contracts"] if c["type"] == "forbidden")
    assert imported() - set(pure["forbidden_modules"]) == set()


def test_the_lock_holds_what_is_declared() -> None:
    locked = dict(re.findall(r"^(\S+?)==(\S+)", LOCK, re.MULTILINE))
    wrong = [
        str(requirement)
        for requirement in declared(tests=True)
        if not requirement.specifier.contains(locked.get(canonicalize_name(requirement.name), "0"))
    ]
    assert wrong == []


def test_the_lock_holds_every_package_by_its_hash_and_names_no_place() -> None:
    entries = re.split(r"\n(?=\S)", re.sub(r"(?m)^\s*#.*\n", "", LOCK).strip())
    assert [
        entry.split()[0] for entry in entries if not re.match(r"\S+==\S+ \\\n\s+--hash=sha256:[0-9a-f]{64}", entry)
    ] == []
    assert "://" not in LOCK
