"""Deploying: what docs/deploy.md and the CI files say, done for real as far as one machine can."""

from __future__ import annotations

import http.client
import os
import re
import shlex
import shutil
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import quote

import pytest
import yaml

from generator.base import dates
from generator.cli.init import create, pipelines
from tests.pipelines import github, github_steps, gitlab
from tests.quick import sample
from tests.support import Portal, article, site

ROOT = Path(__file__).parent.parent
DOC = (ROOT / "docs" / "deploy.md").read_text("utf-8")
NOW = dates.parse("2026-11-24 12:00 WIB", "WIB").epoch
LATER = dates.parse("2026-11-24 12:15 WIB", "WIB").epoch
SCHEDULED = "content/daerah/2026/11/dermaga-baru.md"
PAGE = "daerah/2026/11/dermaga-baru/index.html"


def new_portal(folder: Path) -> Portal:
    """Make a new portal with an article that goes out between NOW and LATER, and one with an old address."""
    create(folder)
    portal = Portal(folder)
    portal.now = NOW
    portal.add(SCHEDULED, article("Dermaga Baru", timestamp="2026-11-24 12:10 WIB"))
    portal.add(
        "content/opini/2026/11/lama.md", article("Lama", aliases="[/berita/lama/]", timestamp="2026-11-20 08:00")
    )
    return portal


# ------------------------------------------------------------------------- nginx


def block(language: str, needle: str) -> str:
    """Return the one code block of docs/deploy.md in a language that holds a text."""
    found = [one for one in re.findall(rf"^```{language}\n(.*?)^```", DOC, re.MULTILINE | re.DOTALL) if needle in one]
    assert len(found) == 1
    return found[0]


def rsync(source: Path, target: Path) -> None:
    """Run the rsync line of the documentation, to a folder of this machine."""
    [command] = [line for line in block("sh", "rsync ").splitlines() if line.startswith("rsync ")]
    *words, written, to = shlex.split(command)
    assert (written, to) == ("build/", "deploy@kabarmuara.example:/srv/kabarmuara/")
    subprocess.run([*words, f"{source}/", f"{target}/"], check=True)


class Server:
    """nginx with the server block of the documentation."""

    def __init__(self, folder: Path, port: int) -> None:
        self.folder = folder
        self.root = folder / "www"
        self.port = port
        self.root.mkdir()
        site = block("nginx", "server {")
        for old, new in (
            ("listen 80;", f"listen 127.0.0.1:{port};"),
            ("root /srv/kabarmuara;", f"root {self.root};"),
        ):
            assert old in site
            site = site.replace(old, new)
        (folder / "site.conf").write_text(site)
        temporary = "".join(
            f"{one}_temp_path {folder}/{one};\n" for one in ("client_body", "proxy", "fastcgi", "uwsgi", "scgi")
        )
        (folder / "nginx.conf").write_text(
            # pytest's folders are for their owner alone.
            ("user root;\n" if os.geteuid() == 0 else "")
            + f"daemon off;\npid {folder}/pid;\nerror_log {folder}/error.log;\nevents {{ }}\n"
            f"http {{\n{temporary}access_log off;\ninclude {mime_types()};\ninclude {folder}/site.conf;\n}}\n"
        )
        args = ["nginx", "-p", str(folder), "-e", str(folder / "error.log"), "-c", str(folder / "nginx.conf")]
        self.process = subprocess.Popen(args)
        deadline = time.monotonic() + 60
        while not self._answers():
            assert self.process.poll() is None, (folder / "error.log").read_text()
            assert time.monotonic() < deadline, "nginx does not answer"
            time.sleep(0.02)

    def _answers(self) -> bool:
        with socket.socket() as found:
            return found.connect_ex(("127.0.0.1", self.port)) == 0

    def stop(self) -> None:
        self.process.terminate()
        self.process.wait(30)

    def get(self, url: str, **headers: str) -> tuple[int, dict[str, str], str]:
        """Return status, headers (by lower-case name) and text of an answer."""
        connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=60)
        try:
            connection.request("GET", quote(url), headers={k.replace("_", "-"): v for k, v in headers.items()})
            answer = connection.getresponse()
            body = answer.read().decode("utf-8", "replace")
            return answer.status, {k.lower(): v for k, v in answer.getheaders()}, body
        finally:
            connection.close()


def mime_types() -> Path:
    places = [Path(place) / "mime.types" for place in ("/etc/nginx", "/usr/local/etc/nginx", "/opt/homebrew/etc/nginx")]
    return next(place for place in places if place.exists())


@pytest.fixture(scope="module")
def server(tmp_path_factory) -> Iterator[tuple[Server, Portal]]:
    if shutil.which("nginx") is None or shutil.which("rsync") is None:
        pytest.skip("nginx or rsync is not installed (Debian: apt-get install nginx-light rsync)")
    folder = tmp_path_factory.mktemp("deploy")
    portal = new_portal(folder / "kabar")
    portal.build()
    (folder / "nginx").mkdir()
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    running = Server(folder / "nginx", port)
    try:
        rsync(portal.output, running.root)
        yield running, portal
    finally:
        running.stop()


ARTICLE = "/daerah/2026/10/perahu-sekolah-muara-teduh/"


@pytest.mark.parametrize(
    "url", ["/", ARTICLE, "/daerah/", "/penulis/sari-anggraini/", "/redaksi/", "/fragmen/terkini.html"]
)
def test_pages_come_as_utf8_for_a_minute(server, url):
    status, headers, body = server[0].get(url)
    assert status == 200
    assert headers["content-type"] == "text/html; charset=utf-8"
    assert headers["cache-control"] == "public, max-age=60"
    assert headers["x-content-type-options"] == "nosniff"
    assert "default-src 'none'" in headers["content-security-policy"]
    assert "Perahu Sekolah" in body or "Kabar Muara" in body


@pytest.mark.parametrize("url", ["/feed.xml", "/daerah/feed.xml"])
def test_feeds_come_as_rss(server, url):
    status, headers, body = server[0].get(url)
    assert status == 200
    assert headers["content-type"] == "application/rss+xml; charset=utf-8"
    assert "<rss" in body


def test_json_feeds_come_as_such(server):
    status, headers, body = server[0].get("/daerah/feed.json")
    assert status == 200
    assert headers["content-type"].startswith("application/feed+json")
    assert '"https://jsonfeed.org/version/1.1"' in body


@pytest.mark.parametrize("url", ["/sitemap.xml", "/sitemap-news.xml", "/sitemap-2026-10.xml"])
def test_sitemaps_come_as_xml(server, url):
    status, headers, _ = server[0].get(url)
    assert (status, headers["content-type"]) == (200, "text/xml; charset=utf-8")


@pytest.mark.parametrize(
    ("url", "kind", "seconds"),
    [
        ("/foto/2026/10/perahu.jpg", "image/jpeg", 2592000),
        ("/aset/kabar.css", "text/css; charset=utf-8", 3600),
        ("/aset/kabar.js", "application/javascript; charset=utf-8", 3600),
        ("/aset/favicon.svg", "image/svg+xml; charset=utf-8", 3600),
        ("/robots.txt", "text/plain; charset=utf-8", 60),
    ],
)
def test_pictures_are_kept_long_and_assets_for_an_hour(server, url, kind, seconds):
    status, headers, _ = server[0].get(url)
    assert (status, headers["content-type"]) == (200, kind)
    assert headers["cache-control"] == f"public, max-age={seconds}"


@pytest.mark.parametrize("url", ["/tidak-ada/", "/daerah/2099/", "/tidak-ada.jpg", "/fragmen/", "/404.html", "/é"])
def test_what_does_not_exist_is_404_with_the_portals_own_page(server, url):
    status, headers, body = server[0].get(url)
    assert status == 404
    assert headers["content-type"] == "text/html; charset=utf-8"
    assert "Kabar Muara" in body


@pytest.mark.parametrize("url", ["/.warta", "/.warta-stage/journal", "/daerah/.~tmp~/index.html"])
def test_files_of_the_generator_are_not_served(server, url):
    running, portal = server
    assert (portal.output / ".warta").exists()
    assert not (running.root / ".warta").exists()
    (running.root / ".warta").write_text("left by another way of copying")
    try:
        assert running.get(url)[0] == 404
    finally:
        (running.root / ".warta").unlink()


def test_a_folder_without_its_slash_is_redirected_without_naming_the_host(server):
    status, headers, _ = server[0].get(ARTICLE.rstrip("/"))
    assert (status, headers["location"]) == (301, ARTICLE)


def test_an_old_address_leads_to_the_article(server):
    status, _, body = server[0].get("/berita/lama/")
    assert status == 200
    assert 'rel="canonical" href="https://kabarmuara.example/opini/2026/11/lama/"' in body
    assert 'http-equiv="refresh"' in body


def test_a_browser_that_has_the_page_gets_304(server):
    _, headers, _ = server[0].get(ARTICLE)
    status, _, body = server[0].get(ARTICLE, If_None_Match=headers["etag"])
    assert (status, body) == (304, "")


def test_pages_are_compressed(server):
    _, headers, _ = server[0].get("/", Accept_Encoding="gzip")
    assert headers["content-encoding"] == "gzip"
    assert "Accept-Encoding" in headers["vary"]


def test_after_a_build_only_what_changed_has_another_etag_and_what_is_gone_is_gone(server):
    running, portal = server
    quiet, busy = "/kontak/", "/olahraga/"
    before = {url: running.get(url)[1]["etag"] for url in (quiet, busy)}
    portal.remove("content/olahraga/2026/10/persimuda-imbang-di-kandang.md")
    portal.build()
    rsync(portal.output, running.root)
    assert running.get(quiet)[1]["etag"] == before[quiet]
    assert running.get(busy)[1]["etag"] != before[busy]
    assert running.get("/olahraga/2026/10/persimuda-imbang-di-kandang/")[0] == 404
    assert [path for path in running.root.rglob(".*") if path.is_file()] == []


# ---------------------------------------------------------------------- CI files


@pytest.mark.parametrize("path", pipelines())
def test_this_repository_has_the_files_of_a_new_portal_but_installs_itself(path: str) -> None:
    assert (ROOT / path).read_text("utf-8") == pipelines()[path].replace("install -r requirements.txt", "install .")


def test_github_publishes_on_push_on_the_clock_and_by_hand():
    workflow = github(ROOT)
    triggers = workflow[True]  # YAML reads `on` as a truth value
    assert triggers["push"] == {"branches": ["main"]}
    assert triggers["schedule"] == [{"cron": "*/15 * * * *"}]
    assert "workflow_dispatch" in triggers


def test_github_never_cuts_off_a_run_that_publishes():
    concurrency = github(ROOT)["concurrency"]
    assert concurrency["cancel-in-progress"] == "${{ github.event_name == 'pull_request' }}"
    assert concurrency["group"].endswith("|| 'publish' }}")


def test_github_gets_no_more_rights_than_it_needs():
    assert github(ROOT)["permissions"] == {"contents": "read", "pages": "write", "id-token": "write"}


def test_githubs_actions_are_pinned_to_a_major_version_of_github_itself():
    used = [step["uses"] for step in github_steps(ROOT) if "uses" in step]
    assert used
    assert all(re.fullmatch(r"actions/[a-z/-]+@v\d+", one) for one in used)


def test_github_saves_after_publishing_what_it_restored_before_building():
    steps = github_steps(ROOT)
    order = [step.get("uses", step.get("name", "")).partition("@")[0] for step in steps]
    assert order == [
        "actions/checkout", "actions/setup-python", "actions/cache/restore", "Install", "Build", "Budget",
        "actions/upload-pages-artifact", "actions/deploy-pages", "actions/cache/save", "Next", "actions/cache/save",
        "Held back",
    ]  # fmt: skip
    restored, saved = (
        next(step for step in steps if f"cache/{name}@" in step.get("uses", "")) for name in ("restore", "save")
    )
    assert restored["with"]["path"] == saved["with"]["path"]
    assert restored["with"]["key"] == saved["with"]["key"]
    assert saved["with"]["key"].startswith(restored["with"]["restore-keys"])


def test_the_last_step_is_red_while_something_is_held_back(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """After readers have the rest: the scripts of both services are run as they are written."""
    portal = site(tmp_path)
    monkeypatch.setenv("PATH", f"{Path(sys.executable).parent}{os.pathsep}{os.environ['PATH']}")
    github_script = github_steps(ROOT)[-1]["run"]
    publish, held = (
        gitlab(ROOT)["script"][-1],
        yaml.safe_load((ROOT / ".gitlab-ci.yml").read_text())["held"]["script"][0],
    )

    def codes() -> tuple[int, int, int]:
        portal.build(hold=True)
        scripts = (github_script, publish, held)
        found = [subprocess.run(["bash", "-ec", one], cwd=portal.folder, check=False).returncode for one in scripts]
        return found[0], found[1], found[2]

    portal.add("content/daerah/2024/10/b.md", article("B"))
    assert codes() == (0, 0, 0)
    portal.add("content/daerah/2024/10/a.md", article("A: B"))
    assert codes() == (1, 0, 1)
    portal.remove("content/daerah/2024/10/a.md")
    assert codes() == (0, 0, 0)


def test_gitlab_publishes_the_folder_that_it_builds_on_the_default_branch_and_on_the_clock():
    job = gitlab(ROOT)
    assert job["artifacts"]["paths"] == [".warta-held", "public"]
    assert [rule["if"] for rule in job["rules"]] == [
        '$CI_PIPELINE_SOURCE == "schedule"',
        "$CI_COMMIT_BRANCH == $CI_DEFAULT_BRANCH",
    ]
    assert job["interruptible"] is False


class Runner:
    """What a CI service does around the shell steps: a fresh checkout, and a cache that outlives it."""

    def __init__(self, folder: Path, repository: Path, cached: list[str], script: str) -> None:
        self.folder = folder
        self.repository = repository
        self.cached = [path.strip("/") for path in cached]
        self.script = script
        self.runs = 0
        self.said = ""
        self.checkout = folder
        tools = folder / "bin"
        tools.mkdir()
        for name, does in (
            ("ssg", f'exec {shlex.quote(sys.executable)} -m generator "$@"'),
            ("pip", f'echo "$@" > {shlex.quote(str(folder / "pip"))}'),
            ("python", f'exec {shlex.quote(sys.executable)} "$@"'),
        ):
            (tools / name).write_text(f"#!/bin/sh\n{does}\n")
            (tools / name).chmod(0o755)

    def run(self, now: int) -> int:
        """Run the steps in a fresh checkout with the state restored; save it when they succeed."""
        self.runs += 1
        self.checkout = checkout = self.folder / f"checkout-{self.runs}"
        # Only what git would bring, with new times; the cache, as all archives do, keeps times.
        leave = shutil.ignore_patterns(".ssg", "build", "public")
        shutil.copytree(self.repository, checkout, copy_function=shutil.copyfile, ignore=leave)
        cache = self.folder / "cache"
        for name in self.cached:
            if (cache / name).exists():
                shutil.copytree(cache / name, checkout / name)
        env = {
            **os.environ,
            "PATH": f"{self.folder / 'bin'}:{os.environ['PATH']}",
            "PYTHONPATH": str(ROOT),
            "STATUS": "success",
            "SOURCE_DATE_EPOCH": str(now),
        }
        done = subprocess.run(
            ["bash", "-e", "-c", self.script], cwd=checkout, env=env, capture_output=True, text=True, check=False
        )
        self.said = done.stdout + done.stderr
        if done.returncode == 0:
            shutil.rmtree(cache, ignore_errors=True)
            for name in self.cached:
                shutil.copytree(checkout / name, cache / name)
        return done.returncode

    def stats(self, output: str) -> dict[str, tuple[int, bytes]]:
        """Return times and bytes of the output."""
        folder = self.checkout / output
        return {
            path.relative_to(folder).as_posix(): (path.stat().st_mtime_ns, path.read_bytes())
            for path in folder.rglob("*")
            if path.is_file()
        }


def github_runner(folder: Path, repository: Path) -> Runner:
    steps = github_steps(repository)
    cached = next(step for step in steps if "cache/restore@" in step.get("uses", ""))["with"]["path"].split()
    return Runner(folder, repository, cached, "\n".join(step["run"] for step in steps if "run" in step))


def gitlab_runner(folder: Path, repository: Path) -> Runner:
    job = gitlab(repository)
    return Runner(folder, repository, job["cache"]["paths"], "\n".join(job["script"]))


@pytest.mark.slow
@pytest.mark.parametrize(("make", "output"), [(github_runner, "build"), (gitlab_runner, "public")])
def test_the_steps_publish_on_the_clock_and_write_nothing_without_need(tmp_path, make, output):
    portal = new_portal(tmp_path / "repository")
    runner = make(tmp_path, portal.folder)
    assert runner.run(NOW) == 0, runner.said
    assert (tmp_path / "pip").read_text() == "install -r requirements.txt\n"
    first = runner.stats(output)
    assert PAGE not in first

    assert runner.run(NOW + 60) == 0, runner.said
    assert "nothing to do" in runner.said
    assert runner.stats(output) == first, "a fresh checkout with the state restored writes nothing"

    assert runner.run(LATER) == 0, runner.said
    third = runner.stats(output)
    assert PAGE in third, "the hour of an article has come"
    written = {path for path, known in third.items() if first.get(path) != known}
    assert "index.html" in written
    assert "sitemap-news.xml" in written
    assert "kontak/index.html" not in written

    clean = portal.clean(now=LATER)
    assert {path: data for path, (_, data) in third.items()} == clean


@pytest.mark.parametrize(
    ("event", "at", "now"), [("schedule", 0, "true"), ("schedule", 60, "false"), ("push", 60, "true")]
)
def test_github_wakes_up_for_nothing_but_the_next_hour(tmp_path: Path, event: str, at: int, now: str) -> None:
    """What the last run has left says when that is; a push does not wait for it."""
    (tmp_path / ".warta-next").write_text(f"{int(time.time()) + at}")
    [step] = [one for one in github(ROOT)["jobs"]["due"]["steps"] if "run" in one]
    env = {"PATH": os.environ["PATH"], "GITHUB_EVENT_NAME": event, "GITHUB_OUTPUT": str(tmp_path / "output")}
    subprocess.run(["bash", "-e", "-c", step["run"]], cwd=tmp_path, env=env, check=True)
    assert (tmp_path / "output").read_text() == f"now={now}\n"


@pytest.mark.slow
@pytest.mark.parametrize(("make", "output"), sample([(github_runner, "build"), (gitlab_runner, "public")], 2))
def test_a_problem_in_the_site_fails_the_run_and_publishes_nothing(tmp_path, make, output):
    portal = new_portal(tmp_path / "repository")
    runner = make(tmp_path, portal.folder)
    assert runner.run(NOW) == 0, runner.said
    before = runner.stats(output)
    portal.edit("site.yaml", "name:", "nama:")
    assert runner.run(LATER) != 0
    assert "site.yaml" in runner.said
    assert runner.stats(output) == before
    portal.edit("site.yaml", "nama:", "name:")
    assert runner.run(LATER) == 0, "the state of the last good run is still there"
    assert PAGE in runner.stats(output)


@pytest.mark.slow
@pytest.mark.parametrize(("make", "output", "code"), [(github_runner, "build", 1), (gitlab_runner, "public", 0)])
def test_a_mistake_in_an_article_keeps_nothing_else_away(tmp_path, make, output, code):
    """GitHub's run is red at its end, GitLab's in a job of its own; what the run publishes is there by then."""
    portal = new_portal(tmp_path / "repository")
    runner = make(tmp_path, portal.folder)
    portal.add("content/daerah/2024/10/resep.md", article("Resep: Mudah"))
    assert runner.run(LATER) == code, runner.said
    assert "content/daerah/2024/10/resep.md" in runner.said
    assert PAGE in runner.stats(output)
