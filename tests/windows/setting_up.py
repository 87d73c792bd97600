"""Set up a Windows Python under Wine from packages alone; once, some minutes."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path

HERE = Path(__file__).resolve().parent
PROJECT = HERE.parents[1]
VERSION = "3.12"
_DEBIAN = ("wine", "wine64", "gcc-mingw-w64-x86-64")
_BUILT_BY_PYTHON_ORG = "panda3d==1.10.16"
"""A package whose wheel for Windows carries the DLLs of a Python that python.org built."""
_COMPILER = "x86_64-w64-mingw32-gcc"
_READY = "ready"


def set_up(folder: Path) -> None:
    """Make the Python in a folder, unless it is there, and give it the packages that the project has now.

    Needs uv, and root's rights on a Debian where Wine is missing. Raises CalledProcessError, with what the command said
    on standard error.
    """
    if (folder / _READY).exists():
        _install_packages(folder, folder / "python")
        return
    folder.mkdir(parents=True, exist_ok=True)
    _install_wine()
    python = folder / "python"
    if python.exists():
        shutil.rmtree(python)
    _unpack_python(folder, python)
    _build(folder, python)
    _install_packages(folder, python)
    shutil.copy(HERE / "sitecustomize.py", python / "Lib" / "site-packages")
    _run("wineboot", "-i", folder=folder)
    _run("winecfg", "-v", "win10", folder=folder, command="wine")
    _share_drive_c(folder)
    (folder / _READY).touch()


def environment(folder: Path) -> dict[str, str]:
    """What Wine and the programs in it need to know."""
    more = {"WINEPREFIX": str(folder / "wine"), "WINEDEBUG": os.environ.get("WINEDEBUG", "-all")}
    plugin = os.environ.get("XQT_QPA_PLATFORM", "offscreen")  # see sitecustomize.py
    left_out = ("PYTHON", "VIRTUAL_ENV", "UV_", "QT_QPA")
    kept = {name: value for name, value in os.environ.items() if not name.startswith(left_out)}
    return kept | more | {"XQT_QPA_PLATFORM": plugin}


def windows_command(folder: Path, arguments: list[str]) -> list[str]:
    """The command line that runs the Windows Python."""
    return ["wine", str(folder / "python" / "python.exe"), *arguments]


def _run(*arguments: str, folder: Path | None = None, command: str = "", **more: str) -> str:
    line = [command, *arguments] if command else list(arguments)
    done = subprocess.run(
        line, check=True, cwd=PROJECT, stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, text=True,
        env=(environment(folder) if folder else dict(os.environ)) | more,
    )  # fmt: skip
    return done.stdout


def _install_wine() -> None:
    if shutil.which("wine") and shutil.which(_COMPILER):
        return
    if not shutil.which("apt-get"):
        sys.exit(f"Install these first: {', '.join(_DEBIAN)}")
    root = [] if os.geteuid() == 0 else ["sudo"]
    _run(*root, "apt-get", "update", "-qq")
    _run(*root, "env", "DEBIAN_FRONTEND=noninteractive", "apt-get", "install", "-qq", "-y",
         "--no-install-recommends", *_DEBIAN)  # fmt: skip


def _install(folder: Path, target: Path, *wanted: str) -> None:
    _run("uv", "pip", "install", "--quiet", "--python", _linux_python(), "--python-platform", "x86_64-pc-windows-msvc",
         "--python-version", VERSION, "--only-binary", ":all:", "--target", str(target), *wanted)  # fmt: skip


def _share_drive_c(folder: Path) -> None:
    r"""Have \\localhost\C$ lead to drive C, as on Windows."""
    share = folder / "wine" / "dosdevices" / "unc" / "localhost" / "C$"
    share.parent.mkdir(parents=True, exist_ok=True)
    share.symlink_to(folder / "wine" / "drive_c")


def _linux_python() -> str:
    """A Python of the same version for this system: its library in Python is the same everywhere."""
    return _run("uv", "python", "find", "--no-project", VERSION, **_all_of_pyenv()).strip()


def _all_of_pyenv() -> dict[str, str]:
    """Have pyenv, where it is, give any of its versions: uv ends at a name of its that leads to none."""
    if not shutil.which("pyenv"):
        return {}
    versions = [each for each in _run("pyenv", "versions", "--bare").split() if each.startswith(f"{VERSION}.")]
    return {"PYENV_VERSION": ":".join(versions)}


def _unpack_python(folder: Path, python: Path) -> None:
    carrier = folder / "carrier"
    _install(folder, carrier, "--no-deps", _BUILT_BY_PYTHON_ORG)
    libraries = python / "DLLs"
    libraries.mkdir(parents=True)
    for each in (carrier / "deploy_libs").iterdir():
        name = each.name.lower()
        if name == "_wmi.pyd":  # Wine dies in it; `platform` does without
            continue
        if name.endswith(".pyd") or name.startswith(("lib", "sqlite3", "zlib1")):
            shutil.copy(each, libraries)
        elif name.startswith(("python3", "vcruntime")):
            shutil.copy(each, python)
    shutil.rmtree(carrier)
    library = _run(_linux_python(), "-c", "import sysconfig; print(sysconfig.get_path('stdlib'))").strip()
    left_out = shutil.ignore_patterns("test", "lib-dynload", "site-packages", "__pycache__")
    shutil.copytree(library, python / "Lib", ignore=left_out)
    (python / "Lib" / "site-packages").mkdir()


def _build(folder: Path, python: Path) -> None:
    _run(_COMPILER, "-municode", "-O1", str(HERE / "python_exe.c"), "-o", str(python / "python.exe"))
    bcrypt = str(python / "bcryptprimitives.dll")
    _run(_COMPILER, "-shared", str(HERE / "bcryptprimitives.c"), "-o", bcrypt, "-ladvapi32")
    _run(_COMPILER, "-shared", str(HERE / "icuuc.c"), "-o", str(python / "icuuc.dll"))
    names = folder / "python3.def"
    names.write_text(
        "LIBRARY python3\nEXPORTS\n"
        + "".join(f"  {each}=python312.{each}\n" for each in _exported(python / "python312.dll"))
    )
    _run(_COMPILER, "-shared", "-nostdlib", str(HERE / "python3.c"), str(names), "-o", str(python / "python3.dll"),
         "-Wl,-e,DllMainCRTStartup")  # fmt: skip


def _exported(library: Path) -> list[str]:
    """The names that a DLL exports."""
    listing = _run(_COMPILER.replace("gcc", "objdump"), "-p", str(library))
    table = listing.split("[Ordinal/Name Pointer] Table", 1)[1].split("\n\n", 1)[0]
    return [line.split()[-1] for line in table.splitlines()[1:] if line.split()]


def _install_packages(folder: Path, python: Path) -> None:
    exported = _run("uv", "export", "--quiet", "--no-hashes", "--no-emit-project", "--python", _linux_python())
    text = "".join(f"{line}\n" for line in exported.splitlines() if not line.startswith("-"))
    wanted, installed, target = folder / "wanted.txt", folder / "installed.txt", python / "Lib" / "site-packages"
    if installed.exists() and installed.read_text("utf-8") == text:
        return
    wanted.write_text(text, "utf-8")
    _install(folder, target, "--upgrade", "-r", str(wanted))
    wanted.replace(installed)
