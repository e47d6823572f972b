"""Deploying: what docs/deploy.md and the files of a new portal say, done for real as far as one machine can."""

from __future__ import annotations

import os
import re
import shlex
import shutil
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import pytest
import yaml

from generator.base import dates
from tests import servers
from tests.pipelines import github, github_steps, gitlab
from tests.servers import Server
from tests.support import ROOT, Portal, article, run, site

DOC = (ROOT / "docs/deploy.md").read_text("utf-8")
NOW = dates.parse("2026-11-24 12:00 WIB", "WIB").epoch
LATER = dates.parse("2026-11-24 12:15 WIB", "WIB").epoch
PAGE = "daerah/2026/11/dermaga-baru/index.html"
ARTICLE = "/daerah/2026/10/perahu-sekolah-muara-teduh/"


def new_portal(folder: Path) -> Portal:
    """Make a new portal with an article that goes out between NOW and LATER, and one with an old address."""
    assert run("init", str(folder)) == 0
    portal = Portal(folder)
    portal.now = NOW
    portal.add(
        "content/daerah/2026/11/dermaga-baru.md", article("Dermaga Baru", timestamp="2026-11-24 12:10 WIB")
    )  # fmt: skip
    lama = article("Lama", aliases="[/berita/lama/]", timestamp="2026-11-20 08:00")
    portal.add("content/opini/2026/11/lama.md", lama)
    return portal


def block(language: str, needle: str) -> str:
    """Return the one code block of docs/deploy.md in a language that holds a text."""
    blocks = re.findall(rf"^```{language}\n(.*?)^```", DOC, re.MULTILINE | re.DOTALL)
    (found,) = (one for one in blocks if needle in one)
    return found


def rsync(source: Path, target: Path) -> None:
    """Run the rsync line of the documentation, to a folder of this machine."""
    (command,) = (line for line in block("sh", "rsync ").splitlines() if line.startswith("rsync "))
    *words, written, to = shlex.split(command)
    assert (written, to) == ("build/", "deploy@kabarmuara.example:/srv/kabarmuara/")
    subprocess.run([*words, f"{source}/", f"{target}/"], check=True)


@pytest.fixture(scope="module")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[Server, Portal, Path]]:
    """The block of the documentation for nginx, and what its rsync has copied there."""
    servers.needs("nginx")
    if shutil.which("rsync") is None:
        pytest.skip("rsync is not installed")
    folder = tmp_path_factory.mktemp("deploy")
    portal = new_portal(folder / "kabar")
    portal.build()
    for name in ("nginx", "www"):
        (folder / name).mkdir()
    running = servers.nginx(folder / "nginx", block("nginx", "server {"), folder / "www", "/srv/kabarmuara")
    try:
        rsync(portal.output, folder / "www")
        yield running, portal, folder / "www"
    finally:
        running.stop()


@pytest.mark.slow
@pytest.mark.parametrize(
    ("url", "kind", "seconds", "text"),
    [
        ("/", "text/html; charset=utf-8", 60, "Kabar Muara"), (ARTICLE, "text/html; charset=utf-8", 60, "Perahu Sekolah"),
        ("/fragmen/terkini.html", "text/html; charset=utf-8", 60, ""), ("/feed.xml", "application/rss+xml; charset=utf-8", 60, "<rss"),
        ("/sitemap-news.xml", "text/xml; charset=utf-8", 60, "<urlset"), ("/aset/kabar.css", "text/css; charset=utf-8", 3600, ""),
        ("/foto/2026/10/perahu.jpg", "image/jpeg", 2592000, ""),
        ("/berita/lama/", "text/html; charset=utf-8", 60, "https://kabarmuara.example/opini/2026/11/lama/"),
    ],
)  # fmt: skip
def test_files_come_as_what_they_are(server, url, kind, seconds, text):
    """Pages for a minute, pictures long; an old address leads to its article."""
    status, headers, body = server[0].get(url)
    assert (status, headers["content-type"]) == (200, kind)
    assert headers["cache-control"] == f"public, max-age={seconds}"
    assert text in body


@pytest.mark.slow
@pytest.mark.parametrize("url", ["/tidak-ada/", "/fragmen/", "/404.html", "/é", "/.warta", "/.warta-stage/journal"])
def test_what_does_not_exist_is_404_with_the_portals_own_page(server, url):
    """Nor are files of the generator served, by whatever way they were copied."""
    running, _, root = server
    assert not (root / ".warta").exists()
    (root / ".warta").write_text("left by another way of copying")
    status, _, body = running.get(url)
    (root / ".warta").unlink()
    assert (status, "Kabar Muara" in body) == (404, True)


@pytest.mark.slow
def test_after_a_build_only_what_changed_has_another_etag_and_what_is_gone_is_gone(server):
    """A browser that has the page gets 304."""
    running, portal, root = server
    quiet, busy = "/kontak/", "/olahraga/"
    before = {url: running.get(url)[1]["etag"] for url in (quiet, busy)}
    portal.remove("content/olahraga/2026/10/persimuda-imbang-di-kandang.md")
    portal.build()
    rsync(portal.output, root)
    assert running.get(quiet, If_None_Match=before[quiet])[0] == 304
    assert running.get(busy, If_None_Match=before[busy])[0] == 200
    assert running.get("/olahraga/2026/10/persimuda-imbang-di-kandang/")[0] == 404
    assert [path for path in root.rglob(".*") if path.is_file()] == []


@pytest.fixture(scope="module")
def fresh(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A new portal, not built."""
    return new_portal(tmp_path_factory.mktemp("fresh") / "kabar").folder


def test_a_new_portal_publishes_on_push_on_the_clock_and_by_hand(fresh: Path) -> None:
    """With no more rights than are needed; a run that publishes is never cut off."""
    workflow, job = github(fresh), gitlab(fresh)
    triggers = workflow[True]  # YAML reads `on` as a truth value
    assert triggers["push"] == {"branches": ["main"]}
    assert triggers["schedule"] == [{"cron": "*/15 * * * *"}]
    assert "workflow_dispatch" in triggers
    assert workflow["permissions"] == {"contents": "read", "pages": "write", "id-token": "write"}
    assert workflow["concurrency"]["cancel-in-progress"] == "${{ github.event_name == 'pull_request' }}"
    used = [step["uses"] for step in github_steps(fresh) if "uses" in step]
    assert all(re.fullmatch(r"actions/[a-z/-]+@v\d+", one) for one in used)
    assert [rule["if"] for rule in job["rules"]] == [
        '$CI_PIPELINE_SOURCE == "schedule"', "$CI_COMMIT_BRANCH == $CI_DEFAULT_BRANCH",
    ]  # fmt: skip
    assert (job["artifacts"]["paths"], job["interruptible"]) == ([".warta-held", "public"], False)


def test_github_saves_after_publishing_what_it_restored_before_building(fresh: Path) -> None:
    """So the state that is kept is always that of what readers have."""
    steps = github_steps(fresh)
    order = [step.get("uses", step.get("name", "")).partition("@")[0] for step in steps]
    wanted = ["actions/cache/restore", "Build", "Budget", "actions/deploy-pages", "actions/cache/save", "Held back"]
    places = [order.index(one) for one in wanted]
    assert places == sorted(places)
    restored, saved = (steps[order.index(f"actions/cache/{name}")]["with"] for name in ("restore", "save"))
    assert (restored["path"], restored["key"]) == (saved["path"], saved["key"])
    assert saved["key"].startswith(restored["restore-keys"])


@pytest.mark.slow
def test_the_last_step_is_red_while_something_is_held_back(
    fresh: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """After readers have the rest: the scripts of both services are run as they are written."""
    portal = site(tmp_path)
    monkeypatch.setenv("PATH", f"{Path(sys.executable).parent}{os.pathsep}{os.environ['PATH']}")
    held = yaml.safe_load((fresh / ".gitlab-ci.yml").read_text())["held"]["script"][0]
    scripts = (github_steps(fresh)[-1]["run"], gitlab(fresh)["script"][-1], held)

    def codes() -> list[int]:
        portal.build(hold=True)
        return [subprocess.run(["bash", "-ec", one], cwd=portal.folder, check=False).returncode for one in scripts]

    portal.add("content/daerah/2024/10/b.md", article("B"))
    assert codes() == [0, 0, 0]
    portal.add("content/daerah/2024/10/a.md", article("A: B"))
    assert codes() == [1, 0, 1]
    portal.remove("content/daerah/2024/10/a.md")
    assert codes() == [0, 0, 0]


@pytest.mark.parametrize(
    ("event", "at", "now"), [("schedule", 0, "true"), ("schedule", 60, "false"), ("push", 60, "true")]
)
def test_github_wakes_up_for_nothing_but_the_next_hour(
    fresh: Path, tmp_path: Path, event: str, at: int, now: str
) -> None:
    """What the last run has left says when that is; a push does not wait for it."""
    (tmp_path / ".warta-next").write_text(f"{int(time.time()) + at}")
    (step,) = (one for one in github(fresh)["jobs"]["due"]["steps"] if "run" in one)
    env = {"PATH": os.environ["PATH"], "GITHUB_EVENT_NAME": event, "GITHUB_OUTPUT": str(tmp_path / "output")}
    subprocess.run(["bash", "-e", "-c", step["run"]], cwd=tmp_path, env=env, check=True)
    assert (tmp_path / "output").read_text() == f"now={now}\n"


class Runner:
    """What a CI service does around the shell steps: a fresh checkout, and a cache that outlives it."""

    def __init__(self, folder: Path, repository: Path, service: str) -> None:
        self.folder, self.repository, self.runs, self.said = folder, repository, 0, ""
        self.checkout = folder
        if service == "github":
            steps = github_steps(repository)
            cached = next(step for step in steps if "cache/restore@" in step.get("uses", ""))["with"]["path"].split()
            self.script = "\n".join(step["run"] for step in steps if "run" in step)
        else:
            cached, self.script = gitlab(repository)["cache"]["paths"], "\n".join(gitlab(repository)["script"])
        self.cached = [path.strip("/") for path in cached]
        self.output = "build" if service == "github" else "public"
        for name, does in (
            ("ssg", f'exec {shlex.quote(sys.executable)} -m generator "$@"'),
            ("pip", f'echo "$@" > {shlex.quote(str(folder / "pip"))}'),
            ("python", f'exec {shlex.quote(sys.executable)} "$@"'),
        ):
            file = folder / "bin" / name
            file.parent.mkdir(exist_ok=True)
            file.write_text(f"#!/bin/sh\n{does}\n")
            file.chmod(0o755)

    def run(self, now: int) -> int:
        """Run the steps in a fresh checkout with the state restored; save it when they succeed."""
        self.runs += 1
        self.checkout = self.folder / f"checkout-{self.runs}"
        # Only what git would bring, with new times; the cache, as all archives do, keeps times.
        leave = shutil.ignore_patterns(".ssg", "build", "public")
        shutil.copytree(self.repository, self.checkout, copy_function=shutil.copyfile, ignore=leave)
        cache = self.folder / "cache"
        for name in self.cached:
            if (cache / name).exists():
                shutil.copytree(cache / name, self.checkout / name)
        env = {
            **os.environ, "PATH": f"{self.folder / 'bin'}:{os.environ['PATH']}", "PYTHONPATH": str(ROOT),
            "STATUS": "success", "SOURCE_DATE_EPOCH": str(now),
        }  # fmt: skip
        words = ["bash", "-e", "-c", self.script]
        done = subprocess.run(words, cwd=self.checkout, env=env, capture_output=True, text=True, check=False)
        self.said = done.stdout + done.stderr
        if done.returncode == 0:
            shutil.rmtree(cache, ignore_errors=True)
            for name in self.cached:
                shutil.copytree(self.checkout / name, cache / name)
        return done.returncode

    def stats(self) -> dict[str, tuple[int, bytes]]:
        """Return times and bytes of the output."""
        files = [path for path in (self.checkout / self.output).rglob("*") if path.is_file()]
        return {
            path.relative_to(self.checkout / self.output).as_posix(): (path.stat().st_mtime_ns, path.read_bytes())
            for path in files
        }


@pytest.fixture(params=["github", "gitlab"])
def runner(request: pytest.FixtureRequest, tmp_path: Path) -> tuple[Runner, Portal]:
    portal = new_portal(tmp_path / "repository")
    return Runner(tmp_path, portal.folder, request.param), portal


@pytest.mark.slow
def test_the_steps_publish_on_the_clock_and_write_nothing_without_need(
    runner: tuple[Runner, Portal], tmp_path: Path
) -> None:
    """What they publish is a clean build; a problem in the site publishes nothing."""
    service, portal = runner
    assert service.run(NOW) == 0, service.said
    assert (tmp_path / "pip").read_text() == "install -r requirements.txt\n"
    first = service.stats()
    assert PAGE not in first

    portal.edit("site.yaml", "name:", "nama:")
    assert service.run(NOW + 30) != 0
    assert "site.yaml" in service.said
    assert service.stats() == first
    portal.edit("site.yaml", "nama:", "name:")

    assert service.run(NOW + 60) == 0, service.said
    assert "nothing to do" in service.said
    assert service.stats() == first, "a fresh checkout with the state restored writes nothing"

    assert service.run(LATER) == 0, service.said
    last = service.stats()
    written = {path for path, known in last.items() if first.get(path) != known}
    assert {PAGE, "index.html", "sitemap-news.xml"} <= written
    assert "kontak/index.html" not in written
    assert {path: data for path, (_, data) in last.items()} == portal.clean(now=LATER)


@pytest.mark.slow
def test_a_mistake_in_an_article_keeps_nothing_else_away(runner: tuple[Runner, Portal]) -> None:
    """GitHub's run is red at its end, GitLab's in a job of its own; what the run publishes is there by then."""
    service, portal = runner
    portal.add("content/daerah/2024/10/resep.md", article("Resep: Mudah"))
    assert service.run(LATER) == (1 if service.output == "build" else 0), service.said
    assert "content/daerah/2024/10/resep.md" in service.said
    assert PAGE in service.stats()
