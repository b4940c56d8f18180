"""The front door: ``python3 build.py`` on a fresh machine sets up what is missing, then builds the encyclopedia.

What follows the name is a command of ``asylmura_ssg``, handed over as it stands, or ``test``, which runs every check
there is. What the commands do is not known here. Standard library only; and once all is set up nobody is kept waiting,
so whatever a set-up alone needs is loaded by the set-up.
"""

import os
import sys

if sys.version_info < (3, 11):  # noqa: UP036 - whoever calls an older one is told so, not shown a traceback
    sys.stderr.write("Asyl Mura needs Python 3.11 or newer; this is {}.{}.\n".format(*sys.version_info[:2]))
    sys.stderr.write("If this machine has a newer one, call it by its name, as in: python3.11 build.py\n")
    sys.exit(2)

HERE = os.path.dirname(os.path.abspath(__file__))
VENV = os.path.join(HERE, ".venv")
PYTHON = os.path.join(VENV, "bin", "python")
LOCK = os.path.join(HERE, "requirements.lock")
STAMP = os.path.join(VENV, "made-from")
ASKED_TOOLS, TOOLS = os.path.join(HERE, "tests", "browser"), os.path.join(VENV, "browser")
"""What looks at pages in the tests and comes with npm: where it is locked, and where it is put."""

NEEDED = {
    "ensurepip": "python3-venv",
    "gs": "ghostscript",
    "libharfbuzz-subset.so.0": "libharfbuzz-subset0",
    "libpango-1.0.so.0": "libpango-1.0-0",
    "libpangoft2-1.0.so.0": "libpangoft2-1.0-0",
}
"""What makes virtual environments, proves plates, sets the volume, and comes with no Python package.

With each, the Debian package that brings it.
"""

TESTED_WITH = {
    "/usr/lib/nginx/modules/ngx_http_brotli_static_module.so": "libnginx-mod-http-brotli-static",
    "apache2": "apache2-bin",
    "chromium": "chromium",
    "java": "default-jre-headless",
    "libatomic.so.1": "libatomic1",
    "nginx": "nginx",
    "pdffonts": "poppler-utils",
    "qpdf": "qpdf",
}
"""What the tests alone need: servers that the hosting kit is tried on, a browser and what drives it, second opinions on files
and pages."""

PROFILE, BROUGHT_BY = "PSOuncoated_v3_FOGRA52.icc", "icc-profiles"
"""An ICC profile that the tests print with. It may be used by everybody and handed on by nobody but its makers.

Debian brings it, in a package of its section non-free: 71 MB, of which this one file is taken.
"""


def main(arguments: list[str]) -> None:
    """Set up where that is due, then become the command; where none is named, ``build``.

    Who asks for help or the version alone is told of all commands.
    """
    if not arguments or (arguments[0].startswith("-") and arguments[0] not in {"-h", "--help", "--version"}):
        arguments = ["build", *arguments]
    testing = arguments[0] == "test"
    if not is_set_up() or (testing and (missing(TESTED_WITH) or not has_profile() or not has_tools())):
        try:
            set_up({**NEEDED, **TESTED_WITH} if testing else NEEDED)
            if testing and not has_profile():
                fetch_profile()
            if testing and not has_tools():
                fetch_tools()
        except KeyboardInterrupt:
            raise refusal("\nInterrupted. The next run sets up anew.") from None
    program = ["-m", "asylmura_ssg", *arguments]
    if testing:
        program = [os.path.join(HERE, "tests"), *arguments[1:]]
    # -P: no file in the caller's folder is ever taken for a library.
    os.execv(PYTHON, [PYTHON, "-P", *program])


def is_set_up() -> bool:
    """Return whether a set-up was finished, in this place, from this very lock, by a Python that is still there."""
    try:
        with open(STAMP, "rb") as stamp:
            return stamp.read() == wanted_stamp() and os.path.exists(PYTHON)
    except FileNotFoundError:
        return False


def wanted_stamp() -> bytes:
    """Return what a finished set-up notes down: its place, what it found on the machine, and the lock, letter for letter."""
    with open(LOCK, "rb") as lock:
        return f"{HERE}\n{' '.join(NEEDED)}\n".encode() + lock.read()


def set_up(wanted: dict[str, str]) -> None:
    """Install what the machine lacks, then make ``.venv`` from the lock.

    The stamp comes last: a set-up cut short is one that never was.
    """
    import fcntl
    from pathlib import Path

    folder = os.open(HERE, os.O_RDONLY)
    fcntl.flock(folder, fcntl.LOCK_EX)  # a second set-up waits here, until this process hands over or dies
    lacking = missing(wanted)
    if lacking:
        install(lacking)
    if is_set_up():
        return
    say("Setting up .venv from requirements.lock; this takes a minute, once.")
    run(sys.executable, "-m", "venv", "--clear", VENV)
    # Wheels alone, each by its hash: nothing is built here, and nothing comes that the lock does not name.
    run(PYTHON, "-m", "pip", "install", "--require-hashes", "--no-deps", "--only-binary=:all:", "--requirement", LOCK)
    packages = next(Path(VENV).glob("lib/python*/site-packages"))
    (packages / "asylmura_ssg.pth").write_text(f"{HERE}\n", encoding="utf-8")
    unfinished = Path(f"{STAMP}.unfinished")
    unfinished.write_bytes(wanted_stamp())
    unfinished.replace(STAMP)


def missing(wanted: dict[str, str]) -> dict[str, str]:
    """Return what is not to be found of what is wanted; with each, the Debian package that brings it."""
    return {thing: package for thing, package in wanted.items() if not is_there(thing)}


def is_there(thing: str) -> bool:
    """Tell whether a file, a library, a program, or what Debian keeps apart of Python is to be found."""
    import ctypes
    import importlib.util
    import shutil

    if thing.startswith("/"):
        return os.path.exists(thing)
    if thing == "ensurepip":
        return importlib.util.find_spec(thing) is not None
    if ".so." not in thing:
        # Servers stand where the path of a person who is not the administrator does not lead.
        return shutil.which(thing, path=os.pathsep.join([*os.get_exec_path(), "/usr/sbin"])) is not None
    try:
        ctypes.CDLL(thing)
    except OSError:
        return False
    return True


def install(lacking: dict[str, str]) -> None:
    """Install what is lacking if that needs nobody's leave; else say exactly how it is done, and stop."""
    import importlib
    import shutil
    import subprocess

    names, packages = ", ".join(lacking), sorted(lacking.values())
    command = ["apt-get", "install", "-y", "--no-install-recommends", *packages]
    leave = administrator()
    if not shutil.which("apt-get"):
        raise refusal(f"Missing: {names}.\nInstall what brings them (on Debian: {' '.join(packages)}), then try again.")
    if leave is None:
        sudo = "sudo " if shutil.which("sudo") else ""
        how = f"{sudo}apt-get update && {sudo}{' '.join(command)}"
        raise refusal(f"Missing: {names}.\nAs an administrator, run\n\n    {how}\n\nthen try again.")
    say(f"Installing {' '.join(packages)}.")
    quietly = [*leave, "env", "DEBIAN_FRONTEND=noninteractive"]
    # A foreign source that does not answer fails the update, and need not matter; the install will tell.
    subprocess.run([*quietly, "apt-get", "update"], stdin=subprocess.DEVNULL, capture_output=True, check=False)
    run(*quietly, *command)
    importlib.invalidate_caches()
    lacking = missing(lacking)
    if lacking:
        raise refusal(f"Installed, and yet {sys.executable} does not find: {', '.join(lacking)}.")


def has_profile() -> bool:
    """Tell whether the tests' ICC profile lies where the command line looks for such."""
    home = os.environ.get("XDG_DATA_HOME") or os.path.expanduser("~/.local/share")
    shares = (os.path.join(VENV, "share"), "/usr/share", "/usr/local/share", home)
    return any(os.path.exists(os.path.join(share, "color", "icc", PROFILE)) for share in shares)


def fetch_profile() -> None:
    """Put the ICC profile into ``.venv``, out of the package that brings it; the system is left as it is.

    The section it lies in is seldom among a system's sources: apt is given sources and lists of its own for this once.
    """
    import io
    import subprocess
    import tarfile
    import tempfile
    from pathlib import Path

    say(f"Fetching {PROFILE} for the tests, out of Debian's {BROUGHT_BY}; 71 MB, once.")
    with tempfile.TemporaryDirectory(prefix="asylmura-") as scratch:
        try:
            package = download(scratch)
            files = subprocess.run(["dpkg-deb", "--fsys-tarfile", package], capture_output=True, check=True).stdout
            with tarfile.open(fileobj=io.BytesIO(files)) as archive:
                (found,) = (name for name in archive.getnames() if name.endswith(f"/{PROFILE}"))
                content = archive.extractfile(found)
                data = b"" if content is None else content.read()
        except (OSError, ValueError, subprocess.CalledProcessError):
            raise refusal(
                f"Missing: {PROFILE}, which the tests print with; it could not be fetched.\n"
                f"Get it from eci.org (PSO_Uncoated_v3) or from Debian's package {BROUGHT_BY} (section non-free), put it into\n\n"
                "    ~/.local/share/color/icc/\n\nthen try again."
            ) from None
    place = Path(VENV, "share", "color", "icc", PROFILE)
    place.parent.mkdir(parents=True, exist_ok=True)
    place.write_bytes(data)


def download(folder: str) -> str:
    """Return the profile's package, downloaded into a folder. Raises OSError, CalledProcessError, ValueError."""
    import subprocess
    from pathlib import Path

    scratch = Path(folder)
    form = ["--format", "$(REPO_URI) $(RELEASE)", "Created-By: Packages", "Origin: Debian"]
    told = subprocess.run(["apt-get", "indextargets", *form], capture_output=True, text=True, check=True).stdout
    keyring = "/usr/share/keyrings/debian-archive-keyring.gpg"
    signed = f"[signed-by={keyring}] " if os.path.exists(keyring) else ""
    places = sorted(set(told.splitlines()))
    (scratch / "sources").write_text("".join(f"deb {signed}{place} non-free\n" for place in places), encoding="utf-8")
    for part in ("lists/partial", "cache/archives/partial"):
        (scratch / part).mkdir(parents=True)
    own = [
        "apt-get", "-o", f"Dir::Etc::sourcelist={scratch}/sources", "-o", "Dir::Etc::sourceparts=-",
        "-o", f"Dir::State::lists={scratch}/lists", "-o", f"Dir::Cache={scratch}/cache", "-o", "APT::Sandbox::User=root",
    ]  # fmt: skip
    # A source without the section fails the update, and need not matter; the download will tell.
    subprocess.run([*own, "update"], stdin=subprocess.DEVNULL, capture_output=True, check=False)
    subprocess.run(
        [*own, "download", BROUGHT_BY], cwd=scratch, stdin=subprocess.DEVNULL, capture_output=True, check=True
    )
    (package,) = scratch.glob("*.deb")
    return str(package)


def has_tools() -> bool:
    """Tell whether the tests' tools were installed to the end, from this very lock."""
    try:
        with open(os.path.join(TOOLS, "made-from"), "rb") as stamp, open(lock_of(ASKED_TOOLS), "rb") as lock:
            return stamp.read() == lock.read()
    except FileNotFoundError:
        return False


def lock_of(folder: str) -> str:
    """Return where npm keeps the versions of what it installs, with their digests."""
    return os.path.join(folder, "package-lock.json")


def fetch_tools() -> None:
    """Install what looks at pages into ``.venv``, by the digests of its lock; nothing that comes is run while it comes."""
    import shutil
    from pathlib import Path

    say("Fetching the tests' tools for pages by npm, out of tests/browser/package-lock.json; 90 MB, once.")
    shutil.rmtree(TOOLS, ignore_errors=True)
    Path(TOOLS).mkdir()
    for name in ("package.json", "package-lock.json"):
        shutil.copyfile(os.path.join(ASKED_TOOLS, name), os.path.join(TOOLS, name))
    # Node trusts certificates of its own; who stands behind a company's proxy has others, where the system keeps them.
    npm = ("env", "NODE_USE_SYSTEM_CA=1", os.path.join(VENV, "bin", "npm"))
    run(*npm, "ci", "--ignore-scripts", "--no-audit", "--no-fund", "--no-update-notifier", "--prefix", TOOLS)
    shutil.copyfile(lock_of(TOOLS), os.path.join(TOOLS, "made-from"))


def administrator() -> list[str] | None:
    """Return what to put before a command to run it as root; None where that would take a password, or cannot be."""
    import shutil
    import subprocess

    if os.geteuid() == 0:
        return []
    if shutil.which("sudo") and not subprocess.run(["sudo", "-n", "true"], capture_output=True, check=False).returncode:
        return ["sudo", "-n"]
    return None


def run(*command: str) -> None:
    """Run a command without a word; where it fails, show its last words and stop."""
    import shlex
    import subprocess

    done = subprocess.run(
        command, stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, check=False
    )
    if done.returncode:
        tail = b"\n".join(done.stdout.splitlines()[-20:]).decode(errors="replace")
        raise refusal(f"{tail}\n\nThe set-up stopped at: {shlex.join(command)}")


def say(words: str) -> None:
    """Say what is being done."""
    print(words, file=sys.stderr, flush=True)


def refusal(words: str) -> SystemExit:
    """Say why it cannot go on, and return what ends the program with 2."""
    say(words)
    return SystemExit(2)


if __name__ == "__main__":
    main(sys.argv[1:])
