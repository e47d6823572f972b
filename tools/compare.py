"""Compare what two commits of the program put out: a change of its inside may change none of it.

    make compare BASE=main                the program as it is now beside that of a commit, all parts
    make compare BASE=HEAD PART=demo      some parts: demo, corpus, fixtures, imports, hosts

Both programs run with the same libraries, over the same content, that of the folder as it is now. Nothing is recorded:
what differs is listed, by file and line. The corpus needs ../shared/bench (BENCH), and is skipped without it.
"""

from __future__ import annotations

import argparse
import difflib
import json
import os
import re
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Callable, Iterator, Mapping
from concurrent.futures import ThreadPoolExecutor
from functools import partial
from pathlib import Path

from tests import exports, tables, test_problems
from tests.importing_support import parts_of
from tests.support import CONFIG, article

ROOT = Path(__file__).parents[1]
NOW = ("--now", "2026-11-29 12:00 WIB")
SHOWN, FILES = 12, 25
"""Lines that are shown of a file that differs, and files."""
HOSTS = ("nginx", "apache", "caddy", "cloudflare", "netlify", "github", "gitlab", "s3")
TARGETS = """host: %s
hsts: 365d
redirects: {/lama/satu/: /daerah/, /lama/dua.html: 'https://lain.example/'}
deploy:
  utama: {to: sftp, host: a.example, path: /srv/kabar}
  dav: {to: webdav, url: 'https://dav.example/', path: kabar}
  awan: {to: s3, path: kabar}
"""

Files = dict[str, bytes]
Ssg = Callable[..., str]
"""Runs `ssg` of one of the programs in a folder; returns what it says, with its exit code."""


def ssg(program: Path, folder: Path, *words: str) -> str:
    """Run `ssg` of a program in a folder."""
    surroundings = {
        **os.environ, "PYTHONPATH": str(program), "SSG_LANG": "en", "COLUMNS": "100", "LC_ALL": "C.UTF-8", "TZ": "UTC",
    }  # fmt: skip
    command = [sys.executable, "-m", "generator", *words]
    done = subprocess.run(
        command, cwd=folder, env=surroundings, check=False, stdout=subprocess.PIPE, stderr=subprocess.STDOUT
    )
    said = done.stdout.decode(errors="replace").replace(str(folder), "SITE").replace(str(program), "PROGRAM")
    if said.startswith('{"ok":true'):
        said = json.dumps({**json.loads(said), "seconds": 0}, indent=1, ensure_ascii=False)
    said = re.sub(r'"seconds":[0-9.]+', '"seconds":0', said)
    said = re.sub(r"· \d+[.,]\d+ s$", "· N s", said, flags=re.MULTILINE)
    return f"$ ssg {' '.join(words)}\n{said}\n[{done.returncode}]\n"


def script(words: list[Path | str], folder: Path) -> None:
    """Run a script of the bench."""
    subprocess.run([sys.executable, *words], cwd=folder, check=True, capture_output=True)


def tree(folder: Path) -> Files:
    """Return all files below a folder, without the state of builds and what differs from build to build."""
    found = (file for file in folder.rglob("*") if file.is_file() and ".ssg" not in file.parts)
    return {file.relative_to(folder).as_posix(): file.read_bytes() for file in found}


def demo(run: Ssg, folder: Path) -> Files:
    """Build the portal of this repository, first and again, and ask commands about it."""
    for name in ("content", "themes"):
        shutil.copytree(ROOT / name, folder / name)
    shutil.copy(ROOT / "site.yaml", folder)
    if (ROOT / ".ssg/pictures").is_dir():
        shutil.copytree(ROOT / ".ssg/pictures", folder / ".ssg/pictures")
    said = [run("build", *NOW, "--json") for _ in range(2)]
    one = min(file.relative_to(folder).as_posix() for file in (folder / "content/daerah").rglob("*.md"))
    for words in (
        ("check", *NOW), ("check", *NOW, "--format", "gitlab"), ("next", *NOW), ("why", one, *NOW), ("why", "/", *NOW),
        ("tags",), ("tags", "rename", "nelayan", "Nelayan Kecil", "--dry-run"),
        ("mv", one, "content/politik/2026/11/a.md", "--dry-run"), *(("schema", kind) for kind in ("article", "site")),
    ):  # fmt: skip
        said += [run(*words)]
    return {**tree(folder / "build"), "said": "".join(said).encode()}


def corpus(run: Ssg, folder: Path) -> Files:
    """Build an archive of the bench, and again after each of its edits."""
    bench = Path(os.environ["BENCH"]).resolve()
    subprocess.run(
        [sys.executable, bench / "corpus.py", ".", "--n", "2000"], cwd=folder, check=True, capture_output=True
    )
    shutil.copy(bench / "site.yaml", folder)
    found: Files = {}
    for step in ("first", "add", "fix", "retitle", "undo"):
        if step != "first":
            script([bench / "edit.py", ".", step], folder)
        said = run("build", "--now", "2025-12-24 12:00 WIB", "--json")
        found |= {f"{step}/{path}": data for path, data in tree(folder / "build").items()}
        found[f"{step}/said"] = said.encode()
    return found


def fixtures(run: Ssg, folder: Path) -> Files:
    """Check each case of tests/fixtures/problems.txt, and build it with --hold."""
    found: Files = {}
    for name, text, _ in tables.cases("problems.txt"):
        for number, files in enumerate(test_problems.tries(text)):
            shutil.rmtree(folder / "site", ignore_errors=True)
            for path, data in {"site.yaml": CONFIG, **test_problems.GOOD, **files}.items():
                file = folder / "site" / path
                file.parent.mkdir(parents=True, exist_ok=True)
                file.write_bytes(data if isinstance(data, bytes) else data.encode())
            how = ("--now", "2024-10-10 12:00 WIB")
            words = (("check", *how, "--format", "json"), ("build", *how, "--hold", "--jobs", "1", "--json"))
            found[f"{name} {number}"] = "".join(run("--site", "site", *one) for one in words).encode()
            found |= {f"{name} {number}/{path}": data for path, data in tree(folder / "site/build").items()}
    return found


def imports(run: Ssg, folder: Path) -> Files:
    """Move archives of other systems in, and build them."""
    (folder / "wordpress").write_text("".join(exports.export(100)), "utf-8")
    recorded = parts_of((ROOT / "tests/fixtures/imports/folder.txt").read_text("utf-8"))
    for path, text in recorded.items():
        target = folder / "folder" / path
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_text(text, "utf-8")
    said = [
        run("import", "wordpress", "wordpress", "--into", "portal/wordpress"),
        run("import", "folder", "folder/lama", "--into", "portal/folder"),
    ]
    return {**tree(folder / "portal"), "said": "".join(said).encode()}


def hosts(run: Ssg, folder: Path) -> Files:
    """Write the files for each host, and pipelines."""
    articles = folder / "content/daerah/2024/10"
    articles.mkdir(parents=True)
    moved = article("Pindah", timestamp="2024-10-08 10:00 WIB", aliases="[/a/b/, /c.html, '/?p=17']")
    (articles / "a.md").write_text(moved, "utf-8")
    (articles / "b.md").write_text(article("Selesai", timestamp="2024-10-08 11:00 WIB", gone="true"), "utf-8")
    found: Files = {}
    for host in HOSTS:
        (folder / "site.yaml").write_text(CONFIG + TARGETS % host, "utf-8")
        found[f"{host}/said"] = (run("build", *NOW, "--jobs", "1", "--json") + run("host", host)).encode()
        found |= {f"{host}/{path}": data for path, data in tree(folder / "build").items()}
    for service in ("github", "gitlab"):
        for goal in (f"{service}-pages", "cloudflare-pages", "netlify", "utama", "dav", "awan"):
            found[f"{service} {goal}"] = run("ci", service, goal, "--print").encode()
    return found


PARTS: Mapping[str, Callable[[Ssg, Path], Files]] = {
    "demo": demo, "corpus": corpus, "fixtures": fixtures, "imports": imports, "hosts": hosts,
}  # fmt: skip


def put_out(part: str, program: Path, folder: Path) -> Files:
    """Return what a program puts out for a part; both programs work in folders of the same name."""
    place = folder / "site"
    place.mkdir(parents=True)
    return PARTS[part](partial(ssg, program, place), place)


def differences(then: Files, now: Files) -> Iterator[str]:
    """Yield the files that differ, with the lines in which they do."""
    paths = [path for path in {**then, **now} if then.get(path) != now.get(path)]
    for path in paths[:FILES]:
        if path not in then or path not in now:
            yield f"  {'+' if path in now else '-'} {path}"
            continue
        yield f"  {path}"
        before, after = (data[path].decode(errors="replace").splitlines() for data in (then, now))
        lines = [one[:160] for one in difflib.unified_diff(before, after, lineterm="", n=0)][2:]
        yield from (f"    {line}" for line in lines[:SHOWN])
        if len(lines) > SHOWN:
            yield f"    … {len(lines) - SHOWN} lines more"
    if paths:
        yield f"  {len(paths)} of {len({**then, **now})} files differ"


def main() -> int:
    """Compare; return 1 if anything differs."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("base", help="a commit")
    parser.add_argument("--part", default=",".join(PARTS))
    given = parser.parse_args()
    os.environ.setdefault("BENCH", str(ROOT.parent / "shared/bench"))
    code = 0
    with tempfile.TemporaryDirectory() as top, ThreadPoolExecutor(2) as pool:
        base = Path(top, "program")
        git = ["git", "-C", str(ROOT), "worktree"]
        subprocess.run([*git, "add", "--quiet", "--detach", str(base), given.base], check=True)
        try:
            for part in given.part.split(","):
                if part == "corpus" and not Path(os.environ["BENCH"], "corpus.py").is_file():
                    print(f"{part:9} skipped: {os.environ['BENCH']} has no corpus.py")
                    continue
                places = ((base, Path(top, "then", part)), (ROOT, Path(top, "now", part)))
                then, now = pool.map(lambda place: put_out(part, *place), places)  # noqa: B023 - it ends within the loop
                lines = [*differences(then, now)]
                print(f"{part:9} {'DIFFERS' if lines else f'equal, {len(now)} files'}", *lines, sep="\n", flush=True)
                code = code or bool(lines)
        finally:
            subprocess.run([*git, "remove", "--force", str(base)], check=True)
    return code


if __name__ == "__main__":
    sys.exit(main())
