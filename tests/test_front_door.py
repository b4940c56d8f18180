"""The front door, really walked through: a small house with its own lock, on a machine that has or lacks things.

The house's packages are wheels made here, so nothing is fetched; what the machine lacks is said by its environment: by
``PATH``, and by libraries that come first and cannot be loaded.
"""

from __future__ import annotations

import ast
import hashlib
import os
import re
import shutil
import signal
import subprocess
import sys
import time
import zipfile
from dataclasses import dataclass
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent
DOOR = ROOT / "build.py"
SETTING_UP = "Setting up .venv from requirements.lock; this takes a minute, once.\n"

# Says what it was handed, and by which brick it stands.
COMMAND = """
import os, sys
import brick
print(sys.argv[1:], os.getcwd(), brick.COLOUR, os.environ["GREETING"])
sys.exit(7)
"""

# Installs what it is told to where it is told to, unless that cannot be had.
NPM = """
def npm():
    import pathlib, sys
    folder = pathlib.Path(sys.argv[-1])
    if "broken" in (folder / "package-lock.json").read_text():
        sys.exit("npm error code EINTEGRITY")
    (folder / "installed").write_text(" ".join(sys.argv[1:]))
"""

# The door as another person sees it: an older Python, or someone who is not, or is, the administrator.
SEEN_BY = "import os, runpy, sys; {}; sys.argv[:] = sys.argv[1:]; runpy.run_path(sys.argv[0], run_name='__main__')"

TOOLS = "Fetching the tests' tools for pages by npm, out of tests/browser/package-lock.json; 90 MB, once.\n"
PROFILE = "PSOuncoated_v3_FOGRA52.icc"
PACKAGES = "ghostscript libharfbuzz-subset0 libpango-1.0-0 libpangoft2-1.0-0"
INSTALL = f"apt-get install -y --no-install-recommends {PACKAGES}"


@dataclass(frozen=True)
class House:
    """A project with a front door. ``place`` is its folder, ``wheels`` the packages there are."""

    place: Path
    wheels: Path

    def lock(self, colour: str, *, digest: str = "") -> None:
        """Lock the brick of a colour; by another digest than its own, if one is given."""
        wheel = self.wheels / f"brick-{len(colour)}-py3-none-any.whl"
        about = f"brick-{len(colour)}.dist-info"
        with zipfile.ZipFile(wheel, "w") as file:
            file.writestr("brick.py", f"COLOUR = {colour!r}\n{NPM}")
            file.writestr(f"{about}/entry_points.txt", "[console_scripts]\nnpm = brick:npm\n")
            file.writestr(f"{about}/METADATA", f"Metadata-Version: 2.1\nName: brick\nVersion: {len(colour)}\n")
            file.writestr(f"{about}/WHEEL", "Wheel-Version: 1.0\nRoot-Is-Purelib: true\nTag: py3-none-any\n")
            file.writestr(f"{about}/RECORD", "".join(f"{name},,\n" for name in file.namelist()))
        digest = digest or hashlib.sha256(wheel.read_bytes()).hexdigest()
        text = f"brick=={len(colour)} --hash=sha256:{digest}\n"
        (self.place / "requirements.lock").write_text(text, encoding="utf-8")

    def environment(self, **more: str) -> dict[str, str]:
        """Return an environment in which pip knows these wheels and nothing else."""
        kept = {name: value for name, value in os.environ.items() if not name.startswith(("PIP_", "PYTHON"))}
        pip = {"PIP_NO_INDEX": "1", "PIP_FIND_LINKS": str(self.wheels), "PIP_CONFIG_FILE": os.devnull}
        return {**kept, **pip, "GREETING": "сәлем", "XDG_DATA_HOME": str(self.person), **more}

    @property
    def person(self) -> Path:
        """Where the person keeps what is theirs: among it an ICC profile, so that none is fetched."""
        return self.wheels.parent / "person"

    def enter(self, *arguments: str, seen_by: str = "", **environment: str) -> subprocess.CompletedProcess[str]:
        """Call the door from another folder; ``seen_by`` changes who or what calls it."""
        caller = ["-c", SEEN_BY.format(seen_by)] if seen_by else []
        return subprocess.run(
            [sys.executable, *caller, str(self.place / "build.py"), *arguments],
            capture_output=True, text=True, check=False, cwd=self.wheels, env=self.environment(**environment),
        )  # fmt: skip

    def loaded(self) -> set[str]:
        """Return the modules that the door itself loads before it hands over."""
        door = [sys.executable, "-I", "-S", "-X", "importtime", str(self.place / "build.py")]
        said = subprocess.run(door, capture_output=True, text=True, check=False, env=self.environment()).stderr
        return {line.rpartition("|")[2].strip() for line in said.splitlines()}

    def handed(self, *arguments: str, colour: str = "red") -> str:
        """Return what the command prints when it was handed these arguments as they stand."""
        return f"{list(arguments)} {self.wheels} {colour} сәлем\n"


@pytest.fixture
def house(tmp_path: Path) -> House:
    place, wheels = tmp_path / "a house", tmp_path / "wheels"
    for part, main in (("asylmura_ssg", COMMAND), ("tests", COMMAND.replace("argv[1:]", "argv"))):
        (place / part).mkdir(parents=True)
        (place / part / "__main__.py").write_text(main, encoding="utf-8")
    wheels.mkdir()
    shutil.copy(DOOR, place)
    (place / "tests" / "browser").mkdir()
    for name in ("package.json", "package-lock.json"):
        (place / "tests" / "browser" / name).write_text("{}", encoding="utf-8")
    made = House(place, wheels)
    made.lock("red")
    (made.person / "color" / "icc").mkdir(parents=True)
    (made.person / "color" / "icc" / PROFILE).write_bytes(b"a profile")
    return made


@dataclass(frozen=True)
class Machine:
    """A machine without Ghostscript and the volume's libraries.

    ``programs`` is all that ``PATH`` finds, ``libraries`` all that fails.
    """

    programs: Path
    libraries: Path

    @property
    def environment(self) -> dict[str, str]:
        return {"PATH": str(self.programs), "LD_LIBRARY_PATH": str(self.libraries)}

    @property
    def called(self) -> list[str]:
        """What was asked of apt-get and sudo, in order."""
        calls = self.programs / "calls"
        return calls.read_text("utf-8").splitlines() if calls.exists() else []

    def program(self, name: str, script: str) -> None:
        """Put a program on the path; it notes its call down, then does what the script says."""
        path = self.programs / name
        path.write_text(f'#!/bin/sh\necho "{name} $*" >> "{self.programs}/calls"\n{script}\n', encoding="utf-8")
        path.chmod(0o755)


@pytest.fixture
def bare(tmp_path: Path) -> Machine:
    machine = Machine(tmp_path / "programs", tmp_path / "libraries")
    machine.programs.mkdir()
    machine.libraries.mkdir()
    for name in ("env", "ln", "rm"):
        (machine.programs / name).symlink_to(str(shutil.which(name)))
    for name in ("libharfbuzz-subset.so.0", "libpango-1.0.so.0", "libpangoft2-1.0.so.0"):
        (machine.libraries / name).touch()  # found first, and no library: loading it fails
    return machine


def test_the_first_call_sets_up_and_later_ones_hand_over_at_once(house: House) -> None:
    first = house.enter("check", "--format", "json")
    assert (first.stdout, first.stderr, first.returncode) == (
        house.handed("check", "--format", "json"), SETTING_UP, 7,
    )  # fmt: skip

    asked = {
        (): ("build",), ("--no-volume",): ("build", "--no-volume"), ("no-such",): ("no-such",),
        ("--help",): ("--help",), ("-h",): ("-h",), ("--version",): ("--version",),
    }  # fmt: skip
    for arguments, handed in asked.items():
        next_time = house.enter(*arguments)
        assert (next_time.stdout, next_time.stderr, next_time.returncode) == (house.handed(*handed), "", 7)

    tests = house.enter("test", "-k", "one thing")
    assert tests.stderr == TOOLS
    assert tests.stdout == house.handed(str(house.place / "tests"), "-k", "one thing")

    loaded = house.loaded()
    assert "os" in loaded
    assert not loaded & {"ctypes", "fcntl", "importlib.util", "pathlib", "re", "shutil", "subprocess", "typing"}


def test_another_lock_or_another_place_is_set_up_anew(house: House) -> None:
    house.enter()
    house.lock("green")
    again = house.enter()
    assert (again.stdout, again.stderr) == (house.handed("build", colour="green"), SETTING_UP)

    moved = House(house.place.rename(house.place.with_name("moved")), house.wheels)
    there = moved.enter()
    assert (there.stdout, there.stderr) == (moved.handed("build", colour="green"), SETTING_UP)


def test_a_set_up_that_was_killed_is_made_good_by_the_next_call(house: House) -> None:
    door = subprocess.Popen(
        [sys.executable, str(house.place / "build.py")], stderr=subprocess.PIPE, env=house.environment(),
        start_new_session=True,
    )  # fmt: skip
    deadline = time.monotonic() + 60
    while not (house.place / ".venv" / "pyvenv.cfg").exists():
        assert time.monotonic() < deadline
        time.sleep(0.01)
    os.killpg(door.pid, signal.SIGKILL)
    door.communicate()
    assert door.returncode == -signal.SIGKILL

    again = house.enter()
    assert (again.stdout, again.stderr, again.returncode) == (house.handed("build"), SETTING_UP, 7)


def test_of_two_calls_at_once_one_sets_up_and_the_other_waits(house: House) -> None:
    doors = [
        subprocess.Popen(
            [sys.executable, str(house.place / "build.py")], stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True,
            cwd=house.wheels, env=house.environment(),
        )
        for _ in range(2)
    ]  # fmt: skip
    said = [door.communicate(timeout=120) for door in doors]
    assert [out for out, _ in said] == [house.handed("build")] * 2
    assert sorted(err for _, err in said) == ["", SETTING_UP]


def test_a_package_that_is_not_the_locked_one_is_refused(house: House) -> None:
    house.lock("red", digest="0" * 64)
    refused = house.enter()
    assert (refused.stdout, refused.returncode) == ("", 2)
    assert "Expected sha256 " + "0" * 64 in refused.stderr
    assert "The set-up stopped at: " in refused.stderr
    assert not (house.place / ".venv" / "made-from").exists()


@pytest.mark.parametrize("version", [(3, 6, 15), (3, 10, 13)])
def test_an_older_python_is_told_what_is_needed(house: House, version: tuple[int, int, int]) -> None:
    told = house.enter(seen_by=f"sys.version_info = {version}")
    assert told.returncode == 2
    assert told.stderr.startswith(f"Asyl Mura needs Python 3.11 or newer; this is {version[0]}.{version[1]}.\n")


def test_an_older_python_can_read_as_far_as_that() -> None:
    names = [type(node).__name__ for node in ast.parse(DOOR.read_bytes(), feature_version=(3, 7)).body]
    assert names[:4] == ["Expr", "Import", "Import", "If"]


def test_without_apt_the_missing_libraries_are_named(house: House, bare: Machine) -> None:
    told = house.enter(**bare.environment)
    assert (told.stdout, told.returncode) == ("", 2)
    assert told.stderr == (
        "Missing: gs, libharfbuzz-subset.so.0, libpango-1.0.so.0, libpangoft2-1.0.so.0.\n"
        f"Install what brings them (on Debian: {PACKAGES}), then try again.\n"
    )


@pytest.mark.parametrize("sudo", [False, True])
def test_who_may_not_install_is_told_the_exact_command(house: House, bare: Machine, *, sudo: bool) -> None:
    bare.program("apt-get", "")
    if sudo:
        bare.program("sudo", "exit 1")  # as where it would ask for a password
    told = house.enter(seen_by="os.geteuid = lambda: 1000", **bare.environment)
    as_root = "sudo " if sudo else ""
    assert (told.stdout, told.returncode) == ("", 2)
    assert f"\n\n    {as_root}apt-get update && {as_root}{INSTALL}\n\n" in told.stderr
    assert bare.called == (["sudo -n true"] if sudo else [])
    assert not (house.place / ".venv").exists()


def test_the_administrator_has_it_installed(house: House, bare: Machine) -> None:
    # One source of packages does not answer, so the update fails; what is needed can be had all the same.
    bare.program("apt-get", f'[ "$1" = update ] && exit 100\nrm {bare.libraries}/*\nln -s /bin/true {bare.programs}/gs')
    done = house.enter(seen_by="os.geteuid = lambda: 0", **bare.environment)
    assert (done.stdout, done.returncode) == (house.handed("build"), 7)
    assert done.stderr == f"Installing {PACKAGES}.\n{SETTING_UP}"
    assert bare.called == ["apt-get update", INSTALL]


# A machine with apt-get and without a server, whose user may not install.
SERVERLESS = (
    "import shutil; found = shutil.which; os.geteuid = lambda: 1000; "
    "shutil.which = lambda name, **how: {'nginx': None, 'sudo': None, 'apt-get': name}.get(name, found(name, **how))"
)


def test_what_tests_alone_need_is_asked_for_by_tests_alone(house: House) -> None:
    done = house.enter("check", seen_by=SERVERLESS)
    assert (done.stdout, done.returncode) == (house.handed("check"), 7)

    told = house.enter("test", seen_by=SERVERLESS)
    assert (told.stdout, told.returncode) == ("", 2)
    assert told.stderr.startswith("Missing: nginx.\n")
    assert "\n    apt-get update && apt-get install -y --no-install-recommends nginx\n" in told.stderr


# A machine whose apt knows a package that holds the profile; apt is shown by a script of ours, dpkg-deb is the real one.
APT = """case "$*" in
*indextargets*) echo "http://example.org/debian stable" ;;
*update*) for word in "$@"; do case "$word" in Dir::Etc::sourcelist=*) cp "${word#*=}" "{calls}.sources";; esac; done ;;
*download*) cp {package} . ;;
esac"""


def debian_package(folder: Path, name: str) -> Path:
    """Return a Debian package that holds one file, made by dpkg-deb."""
    tree = folder / "tree"
    (tree / "DEBIAN").mkdir(parents=True)
    (tree / "DEBIAN" / "control").write_text(
        "Package: icc-profiles\nVersion: 1\nArchitecture: all\nMaintainer: Nobody <nobody@example.org>\nDescription: test\n"
    )
    (tree / "usr" / "share" / "color" / "icc").mkdir(parents=True)
    (tree / "usr" / "share" / "color" / "icc" / name).write_bytes(b"the profile")
    package = folder / "icc-profiles_1_all.deb"
    subprocess.run(
        ["dpkg-deb", "--build", "--root-owner-group", str(tree), str(package)], check=True, capture_output=True
    )
    return package


@pytest.fixture
def shelf(tmp_path: Path) -> Machine:
    """Return a machine whose own programs stand before the real ones on the path."""
    machine = Machine(tmp_path / "programs", tmp_path / "libraries")
    machine.programs.mkdir()
    return machine


def test_the_tests_profile_is_taken_out_of_its_package_once_and_the_system_stays_as_it_is(
    house: House, shelf: Machine, tmp_path: Path
) -> None:
    shutil.rmtree(house.person)
    package = debian_package(tmp_path / "debian", PROFILE)
    calls = shelf.programs / "calls"
    shelf.program("apt-get", APT.replace("{calls}", str(calls)).replace("{package}", str(package)))
    where = {"PATH": f"{shelf.programs}:{os.environ['PATH']}"}
    nobody = "os.geteuid = lambda: 1000; os.path.expanduser = lambda path: path; is_there = os.path.exists; "
    unseen = "os.path.exists = lambda path: is_there(path) and not str(path).startswith('/usr/share/color')"

    plain = house.enter("build", **where)
    assert (plain.stderr, shelf.called) == (SETTING_UP, [])

    done = house.enter("test", seen_by=nobody + unseen, **where)
    assert (done.stderr, done.returncode) == (
        f"Fetching {PROFILE} for the tests, out of Debian's icc-profiles; 71 MB, once.\n{TOOLS}", 7,
    )  # fmt: skip
    assert (house.place / ".venv" / "share" / "color" / "icc" / PROFILE).read_bytes() == b"the profile"
    sources = (shelf.programs / "calls.sources").read_text("utf-8")
    assert re.fullmatch(r"deb (\[signed-by=\S+\] )?http://example\.org/debian stable non-free\n", sources)
    asked = [call for call in shelf.called if not call.startswith("apt-get indextargets")]
    assert len(asked) == 2
    for call in asked:
        assert "Dir::Etc::sourceparts=-" in call
        assert not re.search(r"Dir::(State::lists|Cache|Etc::sourcelist)=/(var|etc)", call)

    again = house.enter("test", seen_by=nobody + unseen, **where)
    assert (again.stderr, again.returncode) == ("", 7)


def test_where_the_tests_profile_cannot_be_fetched_its_place_is_told(house: House, shelf: Machine) -> None:
    shutil.rmtree(house.person)
    shelf.program("apt-get", "exit 100")
    unseen = "is_there = os.path.exists; os.path.exists = lambda path: is_there(path) and not str(path).startswith('/usr/share/color')"
    told = house.enter("test", seen_by=unseen, PATH=f"{shelf.programs}:{os.environ['PATH']}")
    assert (told.stdout, told.returncode) == ("", 2)
    assert f"Missing: {PROFILE}, which the tests print with; it could not be fetched." in told.stderr
    assert "\n    ~/.local/share/color/icc/\n" in told.stderr


def test_the_tests_tools_are_installed_by_their_lock_once_and_again_for_another_lock(house: House) -> None:
    place = house.place / ".venv" / "browser"
    assert house.enter("build").stderr == SETTING_UP
    assert not place.exists()
    assert (house.enter("test").stderr, house.enter("test").stderr) == (TOOLS, "")
    assert (place / "installed").read_text("utf-8").split()[:2] == ["ci", "--ignore-scripts"]

    lock = house.place / "tests" / "browser" / "package-lock.json"
    lock.write_text('{"other": true}', encoding="utf-8")
    assert (house.enter("test").stderr, house.enter("test").stderr) == (TOOLS, "")

    lock.write_text('{"broken": true}', encoding="utf-8")
    for _ in range(2):
        refused = house.enter("test")
        assert (refused.stdout, refused.returncode) == ("", 2)
        assert refused.stderr.startswith(f"{TOOLS}npm error code EINTEGRITY\n\nThe set-up stopped at: ")


def test_an_install_that_fails_shows_its_last_words(house: House, bare: Machine) -> None:
    bare.program("apt-get", "echo E: Unable to locate package; exit 100")
    told = house.enter(seen_by="os.geteuid = lambda: 0", **bare.environment)
    assert (told.stdout, told.returncode) == ("", 2)
    assert "E: Unable to locate package\n" in told.stderr
    assert told.stderr.endswith(f"The set-up stopped at: env DEBIAN_FRONTEND=noninteractive {INSTALL}\n")


def test_an_install_that_helps_nothing_is_not_called_a_success(house: House, bare: Machine) -> None:
    bare.program("apt-get", "")
    bare.program("sudo", 'shift\n"$@"')
    told = house.enter(seen_by="os.geteuid = lambda: 1000", **bare.environment)
    assert told.returncode == 2
    assert re.search(
        r"^Installed, and yet .* does not find: gs, libharfbuzz-subset\.so\.0, ", told.stderr, re.MULTILINE
    )
    quietly = "sudo -n env DEBIAN_FRONTEND=noninteractive"
    assert bare.called == [
        "sudo -n true", f"{quietly} apt-get update", "apt-get update", f"{quietly} {INSTALL}", INSTALL,
    ]  # fmt: skip
