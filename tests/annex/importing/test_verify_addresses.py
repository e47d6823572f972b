"""Old addresses, held against the portal as it is built."""

from __future__ import annotations

import os
import threading
from pathlib import Path

import pytest

from generator.annex.importing.verify_addresses import Checked, addresses, verify
from generator.base.errors import UsageError
from tests.exports import SITE
from tests.importing_support import Archive, post
from tests.support import Portal


@pytest.fixture
def archive(tmp_path: Path) -> Archive:
    """An imported and built archive: one article at its old address, one that moved, and one in the bin."""
    archive = Archive(tmp_path)
    archive.export(
        post(1, **{"wp:post_name": "satu"}),
        post(2, **{"wp:post_name": "dua"}),
        post(3, link=f"{SITE}/khusus/lama/", **{"wp:post_name": "tiga"}),
        post(4, **{"wp:post_name": "sampah", "wp:status": "trash"}),
    )
    archive.run()
    Portal(archive.portal).build()
    return archive


def check(archive: Archive, text: str) -> dict[str, str]:
    """Return the verdict of each address of a file that does not answer, and the counts of all."""
    file = archive.folder / "alamat.txt"
    file.write_text(text, "utf-8")
    found = verify(str(file), archive.portal / "build", archive.portal, media_url=SITE)
    return {**{path: verdict for path, verdict, _ in found.found}, **{k: str(n) for k, n in found.counts.items()}}


def test_each_address_has_a_verdict(archive: Archive) -> None:
    """The same page, a page that leads on, gone on purpose, a picture elsewhere, missing."""
    text = f"{SITE}/2019/10/satu/\n/khusus/lama/\n/2019/10/sampah/\n/wp-content/uploads/a.jpg\n/tiada/\n/2019/10/dua\n"
    assert check(archive, text) == {
        "/2019/10/sampah/": "gone", "/tiada/": "missing", "same": "2", "redirect": "1", "gone": "1", "elsewhere": "1",
        "missing": "1",
    }  # fmt: skip


def test_the_list_of_hugo_is_read_as_the_program_prints_it(archive: Archive) -> None:
    """Its permalinks; drafts and what was never published have none that readers knew."""
    text = (
        "Running Hugo 0.1\npath,slug,title,date,expiryDate,publishDate,draft,permalink,kind,section\n"
        f'a.md,,"Satu, dua\ntiga",2019-10-09,,,false,{SITE}/2019/10/satu/,page,a\nb.md,,B,,,,false,{SITE}/tiada/,page,\n'
        f"c.md,,C,,,,true,{SITE}/draf/,page,\nd.md,,D,,,,false,,page,\nterpotong\n"
    )
    assert check(archive, text) == {"/tiada/": "missing", "same": "1", "missing": "1"}
    with pytest.raises(UsageError):
        check(archive, f"path,slug,permalink\n{'x' * 200_000},,\n")


def test_addresses_with_a_query_are_listed(archive: Archive) -> None:
    """What a query names needs a rule on the host; a query that says only how a reader came is none."""
    assert check(archive, "/?p=1\n/2019/10/satu/?utm_source=x\n") == {"/?p=1": "query", "query": "1", "same": "1"}


def test_a_sitemap_and_an_access_log_are_read(archive: Archive) -> None:
    """Of a log, only what was answered counts, and how often."""
    log = archive.folder / "access.log"
    log.write_text(
        '1.2.3.4 - - [09/Oct/2024:16:10:00 +0700] "GET /2019/10/satu/ HTTP/1.1" 200 5 "-" "x"\n'
        '1.2.3.4 - - [09/Oct/2024:16:10:01 +0700] "GET /wp-login.php HTTP/1.1" 404 5 "-" "x"\n'
        '1.2.3.4 - - [09/Oct/2024:16:10:02 +0700] "POST /x/ HTTP/1.1" 200 5 "-" "x"\n',
        "utf-8",
    )
    assert list(addresses(str(log))) == ["/2019/10/satu/"]
    sitemap = archive.folder / "sitemap.xml"
    sitemap.write_text(
        f"<urlset xmlns='http://www.sitemaps.org/schemas/sitemap/0.9'><url><loc>{SITE}/a/</loc></url></urlset>"
    )
    assert list(addresses(str(sitemap))) == [f"{SITE}/a/"]


def test_no_address_leads_out_of_the_output(archive: Archive) -> None:
    """Dots in an address find no file beside the portal."""
    assert check(archive, "/../site.yaml\n/%2e%2e/site.yaml\n")["missing"] == "1"


def test_without_a_built_portal_nothing_can_be_said(tmp_path: Path) -> None:
    """The sentence says to build first."""
    with pytest.raises(UsageError) as caught:
        verify("x", tmp_path, tmp_path, media_url="")
    assert str(caught.value) == f"there is no built portal in {tmp_path}; run ssg build first"


@pytest.fixture
def built(tmp_path: Path) -> Path:
    """The output of a build of few pages, and what an import knows of old addresses, in one folder."""
    pages = {
        "index.html": "x", "a/index.html": "x", "b.html": "x", "lama/index.html": '<meta http-equiv="refresh" content="0">', "jauh/index.html": "x" * 4071 + '<meta http-equiv="refresh"',
        "dekat/index.html": "x" * 4070 + '<meta http-equiv="refresh"', "c.txt": '<meta http-equiv="refresh"', "é x/index.html": "x",
    }  # fmt: skip
    for path, text in pages.items():
        (tmp_path / "build" / path).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / "build" / path).write_text(text, "utf-8")
    (tmp_path / "import").mkdir()
    (tmp_path / "import/addresses.jsonl").write_text(
        '{"old": "/Hilang/", "new": "", "how": "gone"}\n{"old": "/aturan/", "new": "/a/", "how": "rule"}\n', "utf-8"
    )
    return tmp_path


@pytest.mark.parametrize(
    ("address", "verdict"),
    [
        ("/a/", "same"), ("/a", "same"), ("/b.html", "same"), ("/", "same"), ("https://lama.example", "same"), ("/lama/", "redirect"), ("/lama", "redirect"), ("/jauh/", "same"), ("/dekat/", "redirect"), ("/c.txt", "same"), ("/%C3%A9%20x/", "same"),
        ("/Hilang", "gone"), ("/hilang", "missing"), ("/aturan/", "missing"), ("/tiada/", "missing"), ("/x.jpg", "elsewhere"), ("/x.JPEG", "elsewhere"), ("/x.mp4", "missing"), ("/?p=1", "query"), ("/a/?p=1&q=2", "query"), ("/a/?utm_source=x#y", "same"), ("/a/../a/", "missing"), ("/a/#x", "same"),
    ],
)  # fmt: skip
def test_the_verdict_of_an_address(built: Path, address: str, verdict: str) -> None:
    """By what a reader would find there."""
    (built / "x.txt").write_text(f"{address}\n", "utf-8")
    found = verify(str(built / "x.txt"), built / "build", built, media_url="https://m.example")
    path = {"/?p=1": "/?p=1", "/a/?p=1&q=2": "/a/?p=1"}.get(address, address)
    told = ((path, verdict, 1),) if verdict in {"gone", "query", "missing"} else ()
    assert found == Checked({verdict: 1}, {verdict: 1}, told)


def test_the_most_frequent_addresses_are_told_first(built: Path) -> None:
    """And those of one number by their names; what is no address is passed over."""
    (built / "x.txt").write_text("/z/\n/y/\n/a/\n/x/\n/y/\n\nkata saja\nhttp://[\n/a\n/x.jpg\n", "utf-8")
    found = verify(str(built / "x.txt"), built / "build", built, media_url="")
    told = (("/y/", "missing", 2), ("/x.jpg", "missing", 1), ("/x/", "missing", 1), ("/z/", "missing", 1))
    assert found == Checked({"missing": 4, "same": 2}, {"missing": 5, "same": 2}, told)


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("/a/\n\n  /b/ 12\r\n", ["/a/", "/b/"]), ("\ufeff \n<urlset><url><loc>/a/</loc></url><url><x/></url><url><loc></loc></url></urlset>", ["/a/"]),
        *((f'x "{method} /a/ HTTP/1.1" {status} 5\nx "GET /b/ HTTP/2" 200 5', ["/a/", "/b/"]) for method, status in (
            ("GET", 200), ("HEAD", 200), ("GET", 206), ("GET", 301), ("GET", 302), ("GET", 304), ("GET", 307), ("GET", 308)
        )),
        *((f'x "{method} /a/ HTTP/1.1" {status} 5\nx "GET /b/ HTTP/2" 200 5', ["/b/"]) for method, status in (("POST", 200), ("GET", 404), ("GET", 500), ("GET", 410))),
    ],
)  # fmt: skip
def test_the_addresses_of_a_file(tmp_path: Path, text: str, found: list[str]) -> None:
    """A list, a sitemap, or a log, of which what was read and answered counts."""
    (tmp_path / "x").write_text(text, "utf-8")
    assert list(addresses(str(tmp_path / "x"))) == found


def test_a_file_without_an_address_is_a_sentence(built: Path) -> None:
    """And so is one that is not there."""
    (built / "x").write_text("kata\n")
    for name, said in (
        ("x", "{} holds no address: it must be a sitemap, an access log, or a list of addresses"),
        ("tiada", "{} cannot be read: it does not exist"),
    ):
        with pytest.raises(UsageError) as caught:
            verify(f"{built}/{name}", built / "build", built, media_url="")
        assert str(caught.value) == said.format(f"{built}/{name}")


def test_an_address_longer_than_a_disk_allows_is_missing(archive: Archive, tmp_path: Path) -> None:
    """Logs are full of such addresses; they end nothing."""
    listed = tmp_path / "alamat.txt"
    listed.write_text(f"/{'a' * 5000}\n/{'a/' * 3000}\n", "utf-8")
    checked = verify(str(listed), archive.portal / "build", archive.portal, media_url="")
    assert checked.counts == {"missing": 2}


def test_addresses_come_from_a_pipe_too(tmp_path: Path) -> None:
    """A log that is unpacked on the way cannot be gone back in."""
    os.mkfifo(pipe := tmp_path / "pipa")
    writing = threading.Thread(target=lambda: pipe.write_text("/satu/\n/dua/\n", "utf-8"), daemon=True)
    writing.start()
    assert list(addresses(str(pipe))) == ["/satu/", "/dua/"]


def test_a_damaged_list_of_addresses_is_a_sentence(archive: Archive, tmp_path: Path) -> None:
    """It says to import once more."""
    (archive.portal / "import/addresses.jsonl").write_text("rusak\n", "utf-8")
    (tmp_path / "alamat.txt").write_text("/satu/\n", "utf-8")
    with pytest.raises(UsageError) as caught:
        verify(str(tmp_path / "alamat.txt"), archive.portal / "build", archive.portal, media_url="")
    assert (
        str(caught.value)
        == f"{archive.portal}/import/addresses.jsonl is damaged; import once more, which writes it anew"
    )


def test_a_sitemap_that_ends_too_soon_is_said(tmp_path: Path) -> None:
    """Addresses that were not read are not taken for none."""
    file = tmp_path / "sitemap.xml"
    file.write_text("<urlset><url><loc>https://kabarlama.example/a/</loc></url><url><loc>https://kabar")
    with pytest.raises(UsageError, match=r"sitemap.xml:1:\d+: it ends too soon; fetch it once more$"):
        list(addresses(str(file)))
