"""Time what a deploy takes after one edit, for each kind of target, beside rclone and aws, and print a table.

    python -m tools.bench_deploy --bench ../shared/bench --sizes 1000,10000 [--kinds local,s3] [--aws BINARY]

`--bench` is that of tools/bench.py. Each target is a real server of this machine behind a proxy that counts what
passes: bytes either way and, of HTTP, requests. The first deploy of an archive over FTP or WebDAV takes long; with
`--copied` its files are put where the server has them, and the target is told that it has them. Then
rclone (and aws, if it is given) brings the whole folder to a copy of the same target, which it has to list. Machines
are noisy: compare figures of one run.
"""

from __future__ import annotations

import argparse
import os
import resource
import shutil
import subprocess
import sys
import tempfile
import time
from pathlib import Path

from tests.deploying_support import PASSWORD, rclone
from tests.deploys import ENDS, Target
from tools.bench_bare import tell

ROOT = Path(__file__).parents[1]
NOW = ("--now", "2025-12-23T08:00:00+07:00")


def measured(target: Target, name: str, words: list[str]) -> None:
    """Run a command and print what it took."""
    proxy = target.proxy
    carried, requests = (proxy.carried, proxy.requests) if proxy else (0, 0)
    before, start = resource.getrusage(resource.RUSAGE_CHILDREN), time.perf_counter()
    subprocess.run(words, check=True, stdout=subprocess.DEVNULL)
    seconds, after = time.perf_counter() - start, resource.getrusage(resource.RUSAGE_CHILDREN)
    work = after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime
    moved = f"{(proxy.carried - carried) / 1e6:.2f} MB | {proxy.requests - requests}" if proxy else "– | –"
    print(f"| {target.kind} | {name} | {seconds:.2f} s | {work:.2f} s | {moved} |", flush=True)


def place_of(target: Target) -> str:
    """Return the folder of a target as rclone has it in one text."""
    if target.proxy is None:
        return str(target.public)
    hidden = subprocess.run([rclone(), "obscure", PASSWORD], capture_output=True, text=True, check=True).stdout.strip()
    who = f"user=uji,pass={hidden}"
    if target.kind == "webdav":
        return f":webdav,url='http://127.0.0.1:{target.proxy.port}/',vendor=other,{who}:publik"
    return f":{target.kind},host=127.0.0.1,port={target.proxy.port},{who}:publik"


def bench(kind: str, site: Path, edit: Path, folder: Path, aws: str, *, copied: bool) -> None:
    """Deploy an archive, edit it, deploy that, and bring the whole folder by other programs."""
    ssg = [str(Path(sys.executable).with_name("ssg")), "--site", str(site)]
    target = Target(kind, folder)
    config = (site / "site.yaml").read_text("utf-8").partition("deploy:\n")[0]
    (site / "site.yaml").write_text(f"{config}deploy:\n  utama: {target.line}\n", "utf-8")
    try:
        subprocess.run([*ssg, "build", *NOW], check=True, stdout=subprocess.DEVNULL)
        if copied:
            subprocess.run(["cp", "-a", f"{site}/build/.", str(target.public)], check=True)
            tell(site, "utama")
        else:
            measured(target, "all of it", [*ssg, "deploy"])
        subprocess.run([sys.executable, str(edit), str(site), "add"], check=True, stdout=subprocess.DEVNULL)
        subprocess.run([*ssg, "build", *NOW], check=True, stdout=subprocess.DEVNULL)
        measured(target, "one article", [*ssg, "deploy"])
        measured(target, "nothing", [*ssg, "deploy"])
        if copied:
            same = [rclone(), "sync", str(site / "build"), place_of(target), "--exclude", "/.warta*"]
            measured(target, "rclone sync, nothing", [*same, "--exclude", "/.warta*/**"])
        elif kind in ("local", "s3"):
            place = str(folder / "copy")
            if kind == "s3":
                assert target.proxy is not None
                url = f"http://127.0.0.1:{target.proxy.port}"
                place = f":s3,provider=Other,endpoint='{url}',access_key_id=a,secret_access_key=b:kabar"
            again = [rclone(), "sync", str(site / "build"), place, "--exclude", "/.warta*/**", "--exclude", "/.warta"]
            measured(target, "rclone sync, first", again)
            measured(target, "rclone sync, nothing", again)
            if kind == "s3" and aws:
                sync = [
                    aws,
                    "--endpoint-url",
                    url,
                    "s3",
                    "sync",
                    str(site / "build"),
                    "s3://kabar/",
                    "--only-show-errors",
                ]
                measured(target, "aws s3 sync", sync)
    finally:
        target.close()


def main() -> None:
    """Print a table for each size."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--bench", type=Path, default=ROOT.parent / "shared/bench")
    parser.add_argument("--sizes", default="1000")
    parser.add_argument("--kinds", default=",".join(ENDS))
    parser.add_argument("--aws", default="", help="path of the aws command line")
    parser.add_argument("--copied", action="store_true", help="copy the archive to where the server has it, and say so")
    given = parser.parse_args()
    os.environ |= {"SSG_DEPLOY_PASSWORD": PASSWORD, "AWS_ACCESS_KEY_ID": "a", "AWS_SECRET_ACCESS_KEY": "b"}
    for size in given.sizes.split(","):
        with tempfile.TemporaryDirectory(prefix="warta-bench-") as work:
            site = Path(work, "site")
            corpus = [sys.executable, str(given.bench / "corpus.py"), str(site), "--n", size]
            subprocess.run(corpus, check=True, stdout=subprocess.DEVNULL)
            shutil.copy(given.bench / "site.yaml", site)
            print(f"\n{size} articles\n\n| target | what | time | processor | moved | requests |")
            print("|---|---|---|---|---|---|")
            for kind in given.kinds.split(","):
                folder = Path(work, kind)
                folder.mkdir()
                bench(kind, site, given.bench / "edit.py", folder, given.aws, copied=given.copied and kind != "s3")


if __name__ == "__main__":
    main()
