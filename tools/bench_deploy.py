"""Time what a deploy takes after one edit, for each kind of target, beside rclone and aws, and print a table.

    python -m tools.bench_deploy --bench ../shared/bench --sizes 1000,10000 [--kinds local,s3] [--aws BINARY]
        [--copied] [--keep FOLDER] [--patience SECONDS] [--lychee BINARY]

`--bench` is that of tools/bench.py. Each target is a real server of this machine behind a proxy that counts what
passes: bytes either way and, of HTTP, requests. The first deploy of an archive takes long; with `--copied` its files
are put where the server has them, and the target is told that it has them. Then rclone (and aws, if it is given) bring
one more article, and nothing, to the same target by comparing the whole folder with it, each until `--patience` ends.
`--keep` is the beginning of the names of folders for the archives and their first builds, FOLDER-1000 and so on, which
are those of tools/bench_bare.py. `--lychee` lets that program follow all links of the portal as nginx serves it from a
target that is a folder. Machines are noisy: compare figures of one run.
"""

from __future__ import annotations

import argparse
import os
import re
import subprocess
import sys
import tempfile
import time
from pathlib import Path

from generator.store.database import STATE
from tests.deploying_support import PASSWORD, as_s3, rclone
from tests.fuzz.deploys import ENDS, Target
from tests.servers import nginx
from tools import processors
from tools.bench_bare import NOW, SSG, adopt, archive, said, tell

ROOT = Path(__file__).parents[1]
_OWN = "/.warta*"
"""What is at a target and not of the portal, and what is in its output and not for readers."""


class Bench:
    """An archive, and what is measured with it."""

    def __init__(self, site: Path, given: argparse.Namespace) -> None:
        self._site, self._given = site, given
        self._output = site / "build"
        self._config = (site / "site.yaml").read_text("utf-8").partition("deploy:\n")[0]

    def run(self, kind: str, folder: Path) -> None:
        """Deploy the archive to a target, edit it, deploy that, and let other programs do the same."""
        # Of what site.yaml says of it nothing is part of the output.
        target = Target(kind, folder, self._output if self._given.copied else None)
        try:
            (self._site / "site.yaml").write_text(f"{self._config}deploy:\n  utama: {target.line}\n", "utf-8")
            deploy = (SSG, "--site", str(self._site), "deploy")
            if self._given.copied:
                tell(self._site, "utama")
            else:
                self._measured(target, "ssg deploy, all of it", *deploy)
            self._edit()
            self._measured(target, "ssg deploy, one article", *deploy)
            self._measured(target, "ssg deploy, nothing", *deploy)
            if self._given.lychee and kind == "local":
                self._follow(target, folder)
            for name, words in self._others(target).items():
                self._edit()
                self._measured(target, f"{name}, one article", *words, patience=self._given.patience)
                self._measured(target, f"{name}, nothing", *words, patience=self._given.patience)
        finally:
            target.close()

    def _edit(self) -> None:
        """Publish one more article."""
        bench = self._given.bench.absolute()
        said(sys.executable, str(bench / "edit.py"), str(self._site), "add", folder=bench)
        said(SSG, "--site", str(self._site), "build", *NOW, folder=bench)

    def _others(self, target: Target) -> dict[str, tuple[str, ...]]:
        """Return by which words other programs bring the whole folder to a target."""
        sync = (rclone(), "sync", str(self._output), place_of(target), "--quiet")
        rest = ("--exclude", _OWN, "--exclude", f"{_OWN}/**")
        found: dict[str, tuple[str, ...]] = {"rclone sync": (*sync, *rest)}
        if target.kind == "s3":
            assert target.proxy is not None
            # Without these it asks for each folder, and for the time of each file.
            found["rclone sync --fast-list --checksum"] = (*sync, *rest, "--fast-list", "--checksum")
            if self._given.aws:
                url = f"http://127.0.0.1:{target.proxy.port}"
                words = (self._given.aws, "--endpoint-url", url, "s3", "sync", str(self._output), "s3://kabar/")
                found["aws s3 sync"] = (*words, "--delete", "--exclude", _OWN[1:], "--only-show-errors")
        return found

    def _measured(self, target: Target, name: str, *words: str, patience: float | None = None) -> None:
        """Run a command and print what it took; another one than ours may fail, or be stopped."""
        proxy = target.proxy
        carried, requests = (proxy.carried, proxy.requests) if proxy else (0, 0)
        before, start = processors.ended(), time.perf_counter()
        ended = ""
        try:
            code = subprocess.run(words, stdout=subprocess.DEVNULL, timeout=patience, check=patience is None).returncode
            ended = f"failed ({code}) after " if code else ""
        except subprocess.TimeoutExpired:
            ended = "stopped after "
        seconds, work = time.perf_counter() - start, processors.ended() - before
        moved = f"{(proxy.carried - carried) / 1e6:.2f} MB" if proxy else "–"
        asked = proxy.requests - requests if proxy and target.kind in ("s3", "webdav") else "–"
        print(f"| {target.kind} | {name} | {ended}{seconds:.2f} s | {work:.2f} s | {moved} | {asked} |", flush=True)

    def _follow(self, target: Target, folder: Path) -> None:
        """Let lychee follow all links of the portal as a target has it, and print what it says."""
        config = subprocess.run(
            [SSG, "--site", str(self._site), "host", "nginx"], capture_output=True, text=True, check=True
        ).stdout
        written = re.search(r"^    root (.+);$", config, re.MULTILINE)
        base = re.search(r"^base_url: (\S+)$", self._config, re.MULTILINE)
        assert written, config
        assert base, self._config
        (folder / "nginx").mkdir()
        server = nginx(folder / "nginx", config, target.public, written[1])
        try:
            here = f"http://127.0.0.1:{server.port}"
            pages = sorted(page.relative_to(target.public).as_posix() for page in target.public.rglob("*.html"))
            # Of the page for addresses that lead nowhere nobody gets more than that they lead nowhere.
            addresses = [f"{here}/{page.removesuffix('index.html')}" for page in pages if page != "404.html"]
            (folder / "pages").write_text("\n".join(addresses), "utf-8")
            words = (
                "--files-from", str(folder / "pages"), "--remap", f"{base[1]} {here}", "--include", f"^{here}/",
                "--include-fragments", "--host-concurrency", "64", "--host-request-interval", "0ms", "--no-progress",
            )  # fmt: skip
            print(f"\n{len(addresses)} pages, and where they lead:\n", flush=True)
            subprocess.run([self._given.lychee, *words], check=False)
            print(flush=True)
        finally:
            server.stop()


def place_of(target: Target) -> str:
    """Return the folder of a target as rclone has it in one text."""
    if target.proxy is None:
        return str(target.public)
    if target.kind == "s3":
        return f"{as_s3(f'http://127.0.0.1:{target.proxy.port}')}:kabar"
    hidden = subprocess.run([rclone(), "obscure", PASSWORD], capture_output=True, text=True, check=True).stdout.strip()
    who = f"user=uji,pass={hidden}"
    if target.kind == "webdav":
        return f":webdav,url='http://127.0.0.1:{target.proxy.port}/',vendor=other,{who}:publik"
    return f":{target.kind},host=127.0.0.1,port={target.proxy.port},{who}:publik"


def main() -> None:
    """Print a table for each size."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--bench", type=Path, default=ROOT.parent / "shared/bench")
    parser.add_argument("--sizes", default="1000")
    parser.add_argument("--kinds", default=",".join(ENDS))
    parser.add_argument("--aws", default="", help="path of the aws command line")
    parser.add_argument("--lychee", default="", help="path of lychee, which follows all links")
    parser.add_argument("--copied", action="store_true", help="copy the archive to where the server has it, and say so")
    parser.add_argument("--keep", default="", help="how the names of folders begin for what is made once")
    parser.add_argument("--patience", type=float, default=600, help="seconds after which other programs are stopped")
    given = parser.parse_args()
    os.environ |= {"SSG_DEPLOY_PASSWORD": PASSWORD, "AWS_ACCESS_KEY_ID": "a", "AWS_SECRET_ACCESS_KEY": "b"}
    for size in given.sizes.split(","):
        with tempfile.TemporaryDirectory(prefix="warta-bench-") as work:
            keep = Path(f"{given.keep}-{size}" if given.keep else work).absolute()
            keep.mkdir(parents=True, exist_ok=True)
            site = archive(keep, given.bench.absolute(), int(size))
            adopt(site / STATE)
            said(SSG, "--site", str(site), "build", *NOW, folder=keep)
            bench = Bench(site, given)
            print(f"\n{size} articles\n\n| target | what | time | processor | moved | requests |")
            print("|---|---|---|---|---|---|", flush=True)
            for kind in given.kinds.split(","):
                with tempfile.TemporaryDirectory(prefix=f"{kind}-", dir=work) as folder:
                    bench.run(kind, Path(folder))


if __name__ == "__main__":
    main()
