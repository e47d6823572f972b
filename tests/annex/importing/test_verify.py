"""Old addresses and the source itself, held against the portal as it is built."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from tests.exports import SITE
from tests.importing_support import Archive, matter, post, site
from tests.support import run_for


@pytest.fixture(scope="module")
def once(tmp_path_factory: pytest.TempPathFactory) -> Archive:
    """An imported and built archive: articles at their old addresses, one that moved, one in the bin, one in capitals."""
    archive = Archive(tmp_path_factory.mktemp("alamat"))
    archive.export(
        *(post(n, **{"wp:post_name": name}) for n, name in ((1, "satu"), (2, "dua"))),
        post(3, link=f"{SITE}/khusus/lama/", **{"wp:post_name": "tiga"}),
        post(4, **{"wp:post_name": "sampah", "wp:status": "trash"}), post(5, link=f"{SITE}/2019/10/Besar/",
            **{"wp:post_name": "besar"}),
        post(6, link=f"{SITE}/Hilang/", **{"wp:post_name": "hilang", "wp:status": "trash"}),
    )  # fmt: skip
    archive.run()
    archive.built()
    return archive


def missing(archive: Archive, text: str) -> dict[str, int]:
    """Return the addresses of a file at which nothing is, and how often each is in it."""
    file = archive.folder / "alamat.txt"
    file.write_text(text, "utf-8")
    done = run_for(*archive.words("--verify", "--addresses", str(file), "--json"))
    said = json.loads(done.stdout)
    assert (done.returncode, said["ok"]) == (int(bool(said["losses"])), not said["losses"])
    return {loss["address"]: loss["times"] for loss in said["losses"]}


ANSWERED = (
    "/2019/10/satu/", "/2019/10/dua", f"{SITE}/2019/10/satu/", SITE, "/2019/10/satu/?utm_source=x#y", "/2019/10/satu/#x",
    "/2019/10/%73atu/", "/feed.xml", "/khusus/lama/", "/khusus/lama", "/category/daerah/", "/2019/10/sampah/", "/Hilang",
    "/wp-content/uploads/a.jpg", "/x.JPEG", "/?p=1", "/2019/10/Besar/", "https://situs-lain.example/tiada/",
)  # fmt: skip
"""By a page, a redirect, a rule of the host or where media are; gone on purpose; of another site."""
MISSING = (
    "/hilang/", "/2019/10/SATU/", "/2019/10/satu/?p=1&q=2", "/x.mp4", "/../site.yaml", "/%2e%2e/site.yaml",
    "/2019/../2019/10/satu/", f"/{'a' * 5000}", f"/{'a/' * 3000}", "/²/2/",
)  # fmt: skip


def test_an_address_answers_as_it_would_a_reader(once: Archive) -> None:
    """Hosts tell letters of both cases apart, and no dots lead out of the output."""
    found = missing(once, "\n".join((*ANSWERED, "/tiada/", *MISSING)))
    assert (len(found), found["/../site.yaml"]) == (len(MISSING), 2)
    assert missing(once, "\n".join(ANSWERED)) == {}


def test_the_most_frequent_addresses_are_told_first(once: Archive) -> None:
    """With how often they occur, in the language of the desk."""
    text = "/z/\n/y/\n/2019/10/satu\n/y/\n\nkata saja\nhttp://[\n/esc\x1b/\n"
    assert list(missing(once, text).items()) == [("/y/", 2), ("/esc/", 1), ("/z/", 1)]
    words = once.words("--verify", "--addresses", str(once.folder / "alamat.txt"))
    assert run_for(*words).stdout.splitlines()[0] == "old addresses  /y/: /y/ (2)"
    assert run_for(*words, SSG_LANG="id").stdout.splitlines()[0].startswith("alamat lama ")


READ = [("GET", 200), ("HEAD", 200), ("GET", 301), ("GET", 304)]
UNREAD = [("POST", 200), ("GET", 404), ("GET", 500), ("GET", 410)]


@pytest.mark.parametrize(
    ("text", "times"),
    [
        ("\ufeff \n<urlset><url><loc>/2019/10/satu/</loc></url><url><x/></url><url><loc></loc></url></urlset>", 0),
        (f"<urlset xmlns='http://www.sitemaps.org/schemas/sitemap/0.9'><url><loc>{SITE}/tiada/</loc></url></urlset>", 1),
        ("a.md,/2019/10/satu/\nb.md,/tiada/\n", 1),
        (f"path,slug,draft,permalink\na.md,,false,{SITE}/tiada/\nb.md,,true,{SITE}/lain/\n", 1),
        *((f'x "{method} /tiada/ HTTP/1.1" {code} 5\nx "GET /2019/10/satu/ HTTP/2" 200 5', 1) for method, code in READ),
        *((f'x "{method} /tiada/ HTTP/1.1" {code} 5\nx "GET /2019/10/satu/ HTTP/2" 200 5', 0) for method, code in UNREAD),
    ],
)  # fmt: skip
def test_the_addresses_of_a_file(once: Archive, text: str, times: int) -> None:
    """A sitemap, two columns, what Hugo prints, or a log, of which what was read and answered counts."""
    assert missing(once, text) == ({"/tiada/": times} if times else {})


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("kata\n", "holds no address"), ("<urlset><url><loc>https://a.example/a/</loc></url><url><loc>https://kabar",
            "it ends too soon; 1 entry of 2 could not be read; fetch it once more"),
        (f"path,slug,permalink\n{'x' * 200_000},,\n", "alamat.txt"),
    ],
)  # fmt: skip
def test_a_file_that_cannot_be_read_is_a_sentence(once: Archive, text: str, said: str) -> None:
    """Addresses that were not read are not taken for none."""
    file = once.folder / "alamat.txt"
    file.write_text(text, "utf-8")
    assert said in once.refused("--verify", "--addresses", str(file))


SHOWN = f'<p>Satu dua tiga.</p><p><img src="{SITE}/a.jpg" alt="A"> <form>Kirim</form></p>'


def test_the_source_is_held_against_the_pages(tmp_path: Path) -> None:
    """What a page lacks is named, apart from what the report said already; where all is there, that is all it says."""
    archive = Archive(tmp_path)
    archive.export(*(post(n, SHOWN, **{"wp:post_name": name}) for n, name in enumerate(("satu", "dua", "tiga"), 1)))
    assert "run ssg build first" in archive.refused("--verify")
    archive.run()
    portal = archive.built()
    assert archive.run("--verify")["losses"] == []
    assert run_for(*archive.words("--verify")).stdout == "3 texts were compared\n"
    portal.edit("content/daerah/2019/10/satu.md", "dua tiga", "dua")
    portal.edit("content/daerah/2019/10/satu.md", "16:10", "16:11")
    portal.edit("content/daerah/2019/10/satu.md", "![A](/a.jpg)", "")
    portal.edit("content/daerah/2019/10/satu.md", "Sari Wulan", "Made")
    (portal.folder / "content/daerah/2019/10/dua.md").unlink()
    portal.build()
    found = archive.run("--verify", code=1)["losses"]
    assert [(loss["what"], loss["item"], loss["missing"]) for loss in found] == [
        ("words", "1", "tiga"), ("date", "1", "2019-10-09 16:10"), ("byline", "1", "Sari Wulan"), ("picture", "1", "a"),
        ("page", "2", "Judul"),
    ]  # fmt: skip
    told = run_for(*archive.words("--verify")).stdout
    assert told.endswith("Missing, and in no report: words 1, dates 1, bylines 1, pictures 1, pages 1\n")


def test_an_old_export_is_read_as_wordpress_reads_it(tmp_path: Path) -> None:
    """The end of a script ends no text. A mistake, or the end of the file, costs one, and no proof passes over it."""
    script = "Satu <script>//<![CDATA[\nx()\n//]]></script> dua."
    texts = [post(n, script, title=f"Harga & pasar {n}", **{"wp:post_name": f"n{n}"}) for n in (1, 2, 3)]
    archive = Archive(tmp_path)
    archive.export(*texts)
    archive.run()
    assert [archive.body(f"n{n}.md") for n in (1, 2, 3)] == ["Satu\n\ndua."] * 3
    archive.built()
    archive.run("--verify")
    broken = {
        "it is not well-formed XML; 1 entry of 3 could not be read": texts[1].replace("<title>", "<title><b>"),
        "it ends too soon; 1 entry of 3 could not be read": texts[1].replace("</item>", ""),
    }
    for said, text in broken.items():
        archive.export(texts[0], text, texts[2])
        assert [fault["message"] for fault in archive.run(code=1)["faults"]] == [said]
        assert archive.body("n3.md") == "Satu\n\ndua."
        assert [fault["message"] for fault in archive.run("--verify", code=1)["faults"]] == [said]


def test_of_a_folder_the_first_file_says_where_texts_were(tmp_path: Path) -> None:
    """An access log beside it is only held against the pages."""
    archive = site(tmp_path)
    archive.add("content/daerah/rapat.md", matter("Rapat"))
    (tmp_path / "alamat.csv").write_text("daerah/rapat.md,/2019/rapat/\n")
    (tmp_path / "access.log").write_text('x "GET /tiada/rapat/ HTTP/1.1" 200 5\nx "GET /2019/rapat/ HTTP/1.1" 200 5\n')
    words = ("--addresses", str(tmp_path / "alamat.csv"))
    archive.run(*words)
    archive.built()
    found = archive.run("--verify", *words, "--addresses", str(tmp_path / "access.log"), code=1)["losses"]
    assert [loss["address"] for loss in found] == ["/tiada/rapat/"]
