"""`ssg popular`: from a log to the front page, and what it refuses."""

from __future__ import annotations

import gzip
import json
import subprocess
from pathlib import Path

import pytest

from tests.annex.popular.test_lines import caddy, cloudflare, nginx
from tests.support import ROOT, Portal, article, command, site, ssg_here

FILE = "data/popular.json"
PAGE = "/daerah/2024/10/a/"


@pytest.fixture
def portal(tmp_path: Path) -> Portal:
    portal = site(tmp_path / "situs")
    portal.add("content/daerah/2024/10/a.md", article("Judul A"))
    portal.add("content/daerah/2024/10/b.md", article("Judul B"))
    portal.build()
    return portal


def log(portal: Portal, *lines: bytes, name: str = "a.log") -> str:
    data = b"".join(line + b"\n" for line in lines)
    return str(portal.add(f"../{name}", gzip.compress(data) if name.endswith(".gz") else data))


def test_from_a_log_to_the_front_page(portal: Portal) -> None:
    """What logs of all forms say together is written, and the next build shows it."""
    logs = [
        log(portal, nginx(f"GET {PAGE} HTTP/1.1"), nginx("GET /daerah/2024/10/b/ HTTP/1.1"), nginx("GET / HTTP/1.1")),
        log(portal, caddy(uri=f"{PAGE}?x"), name="b.log.gz"), log(portal, cloudflare(ClientRequestURI=PAGE), name="c.log"),
    ]  # fmt: skip
    result = ssg_here(portal, "popular", *logs)
    assert (result.returncode, result.stderr) == (0, "")
    assert result.stdout == "4 views until Thursday, 10 October 2024, 12:00 WIB; data/popular.json is written\n"
    written = (portal.folder / FILE).read_text()
    assert json.loads(written) == {
        "until": "2024-10-10T12:00:00+07:00",
        "hours": 24,
        "views": {PAGE: 3, "/daerah/2024/10/b/": 1},
    }
    assert "10.0.0.1" not in written
    assert "Mozilla" not in written
    assert not portal.build().warnings
    assert portal.read("index.html").partition("kotak terpopuler")[2].index("Judul A") > 0
    assert not [*(portal.folder / "data").glob("*.new*")]


def test_standard_input(portal: Portal) -> None:
    """A log may come from another program, packed or not."""
    line = nginx(f"GET {PAGE} HTTP/1.1") + b"\n"
    for data in (line, gzip.compress(line)):
        done = subprocess.run(command(portal, "popular", "-"), cwd=ROOT, input=data, capture_output=True, check=True)
        assert b"1 view until" in done.stdout


def test_another_form(portal: Portal) -> None:
    """A log of another form is refused with the place of the first line, and the counts stay as they were."""
    portal.add(FILE, "{}")
    result = ssg_here(portal, "popular", log(portal, b"x 10.0.0.9", b"y", nginx(f"GET {PAGE} HTTP/1.1")))
    assert result.returncode == 1
    assert "a.log:1" in result.stderr
    assert "10.0.0.9" not in result.stderr
    assert (portal.folder / FILE).read_text() == "{}"


def test_some_lines_of_another_form(portal: Portal) -> None:
    """Few such lines are told of, and the others count."""
    line = nginx(f"GET {PAGE} HTTP/1.1")
    result = ssg_here(portal, "popular", log(portal, line, b"x", line))
    assert result.returncode == 0
    assert "a.log:2" in result.stderr


def test_nobody(portal: Portal) -> None:
    """Where nobody has read an article, nothing is written."""
    result = ssg_here(portal, "popular", log(portal, nginx("GET / HTTP/1.1")))
    assert result.returncode == 1
    assert FILE in result.stderr
    assert not (portal.folder / FILE).exists()


def test_what_cannot_be_read(portal: Portal) -> None:
    """A log that is not there, a folder, a site that was never built: a sentence, and exit code 2."""
    for name in ("/tidak/ada.log", str(portal.folder)):
        assert ssg_here(portal, "popular", name).returncode == 2
    portal.remove(".ssg")
    result = ssg_here(portal, "popular", log(portal, nginx()))
    assert (result.returncode, "Traceback" in result.stderr) == (2, False)


def test_a_link_in_the_place_of_the_file(portal: Portal, tmp_path: Path) -> None:
    """The file is never written through a link, nor in the place of a folder."""
    (tmp_path / "lain").mkdir()
    (tmp_path / "lain/popular.json").write_text("lain")
    (portal.folder / "data").mkdir()
    own = log(portal, nginx(f"GET {PAGE} HTTP/1.1"))
    (portal.folder / FILE).symlink_to(tmp_path / "lain/popular.json")
    assert ssg_here(portal, "popular", own).returncode == 2
    (portal.folder / FILE).unlink()
    (portal.folder / FILE).mkdir()
    assert ssg_here(portal, "popular", own).returncode == 2
    portal.remove("data")
    (portal.folder / "data").symlink_to(tmp_path / "lain")
    assert ssg_here(portal, "popular", own).returncode == 2
    assert (tmp_path / "lain/popular.json").read_text() == "lain"


def test_the_most_read_are_written(portal: Portal) -> None:
    """An archive in which all was read gives a file of a thousand addresses."""
    for number in range(1100):
        portal.add(
            f"content/daerah/2024/09/c-{number}.md", article(f"Judul {number}", timestamp="2024-09-09 16:10 WIB")
        )
    portal.build()
    lines = [nginx(f"GET /daerah/2024/09/c-{number}/ HTTP/1.1") for number in range(1100)]
    assert ssg_here(portal, "popular", log(portal, *lines)).returncode == 0
    assert len(json.loads((portal.folder / FILE).read_text())["views"]) == 1000


def test_what_is_said_is_a_whole_sentence(portal: Portal) -> None:
    """With the numbers, the first place and the file, on the right one of two ways out."""
    good, bad = nginx(f"GET {PAGE} HTTP/1.1"), b"x"
    name = log(portal, good, bad, good, bad)
    result = ssg_here(portal, "popular", name, "--hours", "5")
    assert (result.returncode, result.stdout, result.stderr) == (
        0,
        "2 views until Thursday, 10 October 2024, 12:00 WIB; data/popular.json is written\n",
        f"2 lines of 4 are none of nginx or Apache (combined), Caddy or Cloudflare, first {name}:2\n",
    )
    assert (portal.folder / FILE).read_text() == (
        f'{{\n "until": "2024-10-10T12:00:00+07:00",\n "hours": 5,\n "views": {{\n  "{PAGE}": 2\n }}\n}}\n'
    )
    name = log(portal, good, bad, bad)
    result = ssg_here(portal, "popular", name)
    assert (result.returncode, result.stdout, result.stderr) == (
        1,
        "",
        f"error: 2 lines of 3 are none of nginx or Apache (combined), Caddy or Cloudflare, first {name}:2\n",
    )
    name = log(portal, b"x")
    result = ssg_here(portal, "popular", name)
    assert result.stderr == f"error: 1 line of 1 is none of nginx or Apache (combined), Caddy or Cloudflare: {name}:1\n"
    result = ssg_here(portal, "popular", log(portal, nginx("GET / HTTP/1.1")))
    assert (result.returncode, result.stdout, result.stderr) == (
        1,
        "",
        "error: nobody has read an article there; data/popular.json stays as it was\n",
    )


def test_refusals_say_what_to_do(portal: Portal) -> None:
    """Before a log is read."""
    (portal.folder / FILE).mkdir(parents=True)
    result = ssg_here(portal, "popular", "/tiada")
    said = "error: data/popular.json is not a file of its own; remove what is there\n"
    assert (result.returncode, result.stdout, result.stderr) == (2, "", said)
    portal.remove("data")
    for name in "ab":
        portal.remove(f"content/daerah/2024/10/{name}.md")
    portal.build()
    result = ssg_here(portal, "popular", "/tiada")
    said = "error: the last build has published no article\n"
    assert (result.returncode, result.stdout, result.stderr) == (2, "", said)
    assert ssg_here(portal, "popular", "/tiada", "--hours", "0").returncode == 2
    assert ssg_here(portal, "popular", "/tiada", "--hours", "745").returncode == 2


def test_only_what_this_host_was_asked_for_counts(portal: Portal) -> None:
    """Where a log says the host, by the address that the portal has, without its port and path."""
    host = "kabar.example"
    (portal.folder / "site.yaml").write_text(
        (portal.folder / "site.yaml").read_text().replace("uji.example", f"{host.title()}:8443/dua")
    )
    portal.build()
    lines = [caddy(uri=f"/dua{PAGE}", host=one) for one in (host, f"{host}:443", "uji.example", "")]
    assert ssg_here(portal, "popular", log(portal, *lines)).returncode == 0
    assert json.loads((portal.folder / FILE).read_text())["views"] == {PAGE: 3}
