"""Old addresses and the source itself, held against the portal as it is built."""

from __future__ import annotations

import json
import os
import threading
from pathlib import Path
from typing import Any

import pytest

from tests.exports import SITE
from tests.importing_support import Archive, post
from tests.support import Portal, copied, run_for


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


def verified(archive: Archive, text: str | bytes, *words: str) -> tuple[int, dict[str, Any]]:
    """Return the exit code, and what is said of the addresses of a file."""
    file = archive.folder / "alamat.txt"
    file.write_bytes(text if isinstance(text, bytes) else text.encode())
    done = run_for("import", "--verify-addresses", str(file), "--into", str(archive.portal), "--json", *words)
    return done.returncode, json.loads(done.stdout)


VERDICTS = {
    "same": ["/2019/10/satu/", "/2019/10/dua", f"{SITE}/2019/10/satu/", SITE, "/2019/10/satu/?utm_source=x#y",
        "/2019/10/satu/#x", "/2019/10/%73atu/", "/feed.xml"],
    "redirect": ["/khusus/lama/", "/khusus/lama", "/category/daerah/"], "gone": ["/2019/10/sampah/", "/Hilang"],
    "elsewhere": ["/wp-content/uploads/a.jpg", "/x.JPEG"],
    "query": ["/?p=1", "/2019/10/satu/?p=1&q=2"],
    "missing": ["/tiada/", "/hilang/", "/2019/10/SATU/", "/x.mp4", "/../site.yaml", "/%2e%2e/site.yaml",
        "/2019/../2019/10/satu/", f"/{'a' * 5000}", f"/{'a/' * 3000}", "/²/2/"],
}  # fmt: skip


@pytest.mark.parametrize(
    ("address", "verdict"), [(address, verdict) for verdict, addresses in VERDICTS.items() for address in addresses]
)
def test_the_verdict_of_an_address(once: Archive, address: str, verdict: str) -> None:
    """By what a reader would find there: hosts tell letters of both cases apart, and no dots lead out of the output."""
    code, found = verified(once, f"{address}\n")
    assert (found["counts"], code) == ({verdict: 1}, int(verdict == "missing"))


def test_an_address_in_capitals_is_another(once: Archive) -> None:
    """No page can redirect from there: a rule of the host does."""
    assert once.ways()["/2019/10/Besar/"] == ("/2019/10/besar/", "rule")
    assert verified(once, "/2019/10/Besar/\n")[1]["counts"] == {"missing": 1}


def test_the_most_frequent_addresses_are_told_first(once: Archive) -> None:
    """Those that do not answer, and how often they occur; then all by their words, in the language of the desk."""
    text = "/z/\n/y/\n/2019/10/satu/\n/y/\n\nkata saja\nhttp://[\n/2019/10/satu\n" + 1000 * "/?p=1\n" + "/esc\x1b/\n"
    code, found = verified(once, text)
    assert (code, found["ok"], found["hits"]) == (1, False, {"missing": 4, "same": 2, "query": 1000})
    assert found["found"] == [
        ["/?p=1", "query", 1000],
        ["/y/", "missing", 2],
        ["/esc/", "missing", 1],
        ["/z/", "missing", 1],
    ]
    words = ("import", "--verify-addresses", str(once.folder / "alamat.txt"), "--into", str(once.portal))
    assert run_for(*words).stdout.splitlines()[0] == "needs a rule        1,000  /?p=1"
    told = run_for(*words, SSG_LANG="id").stdout.splitlines()
    assert told[1] == "tidak ada               2  /y/"
    assert told[-1].startswith("tidak ada: 3, ")


@pytest.mark.parametrize(
    ("text", "counts"),
    [
        ("/2019/10/satu/\n\n  /tiada/ 12\r\n", "same missing"),
        ("\ufeff \n<urlset><url><loc>/2019/10/satu/</loc></url><url><x/></url><url><loc></loc></url></urlset>", "same"),
        (f"<urlset xmlns='http://www.sitemaps.org/schemas/sitemap/0.9'><url><loc>{SITE}/tiada/</loc></url></urlset>",
            "missing"),
        *((f'x "{method} /tiada/ HTTP/1.1" {status} 5\nx "GET /2019/10/satu/ HTTP/2" 200 5', "same missing") for method,
            status in (("GET", 200), ("HEAD", 200), ("GET", 301), ("GET", 304))),
        *((f'x "{method} /tiada/ HTTP/1.1" {status} 5\nx "GET /2019/10/satu/ HTTP/2" 200 5', "same") for method,
            status in (("POST", 200), ("GET", 404), ("GET", 500), ("GET", 410))),
    ],
)  # fmt: skip
def test_the_addresses_of_a_file(once: Archive, text: str, counts: str) -> None:
    """A list, a sitemap, what Hugo prints, or a log, of which what was read and answered counts."""
    assert verified(once, text)[1]["counts"] == dict.fromkeys(counts.split(), 1)


def test_addresses_come_from_a_pipe_too(once: Archive) -> None:
    """A log that is unpacked on the way cannot be gone back in."""
    os.mkfifo(pipe := once.folder / "pipa")
    threading.Thread(target=lambda: pipe.write_text("/tiada/\n/2019/10/dua/\n", "utf-8"), daemon=True).start()
    done = run_for("import", "--verify-addresses", str(pipe), "--into", str(once.portal), "--json")
    assert json.loads(done.stdout)["counts"] == {"missing": 1, "same": 1}


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("kata\n", "holds no address"), ("<urlset><url><loc>https://a.example/a/</loc></url><url><loc>https://kabar",
            "it ends too soon; fetch it once more"),
        (f"path,slug,permalink\n{'x' * 200_000},,\n", "alamat.txt"),
    ],
)  # fmt: skip
def test_a_file_that_cannot_be_read_is_a_sentence(once: Archive, text: str, said: str) -> None:
    """Addresses that were not read are not taken for none."""
    code, found = verified(once, text)
    assert (code, said in found["error"]) == (2, True)


def test_a_damaged_list_of_old_addresses_is_a_sentence(once: Archive, tmp_path: Path) -> None:
    """It says to import once more."""
    archive = Archive(tmp_path)
    archive.portal = copied(Portal(once.portal), tmp_path).folder
    (archive.portal / "import/addresses.jsonl").write_text("rusak\n", "utf-8")
    code, found = verified(archive, "/satu/\n")
    assert (code, "addresses.jsonl is damaged; import once more" in found["error"]) == (2, True)


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
