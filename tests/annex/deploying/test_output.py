"""The files that are to be sent are kept as they were built."""

from __future__ import annotations

import gzip
import json
import os
import re
from pathlib import Path

import pytest

from generator.annex.deploying.output import (
    Built,
    Since,
    Taken,
    compress,
    digest_of,
    take,
    tree_with,
    with_compressed,
)
from generator.base.digest import digest
from generator.base.errors import UsageError
from generator.model.deploy_targets import FORMS
from tests import servers
from tests.deploying_support import built, deploy, newsroom
from tests.support import Portal, run, tree

FILES = {"index.html": b"beranda", "daerah/a/index.html": b"berita"}
BUILT = {path: Built("list", digest(data)) for path, data in FILES.items()} | {
    "index.html.gz": Built("list", b"x", "index.html")
}


@pytest.fixture
def output(tmp_path: Path) -> Path:
    for path, data in FILES.items():
        file = tmp_path / "build" / path
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_bytes(data)
    return tmp_path / "build"


def taken(output: Path, *batches: tuple[str, ...]) -> list[Taken]:
    return take(output, batches, BUILT, output.parent / "work")


def test_each_batch_has_a_folder_of_second_names(output: Path) -> None:
    """A build that puts another file in the place of one changes nothing of it; a twin is made here."""
    first, second = taken(output, ("index.html", "index.html.gz"), ("daerah/a/index.html",))
    assert (first.folder.name, second.folder.name) == ("0", "1")
    assert (first.folder / "index.html").samefile(output / "index.html")
    assert (first.folder / "index.html.gz").read_bytes() == compress("index.html.gz", b"beranda")
    assert (list(first.stats), list(second.stats)) == (["index.html"], ["daerah/a/index.html"])
    (output / "baru").write_bytes(b"baru")
    (output / "baru").replace(output / "index.html")
    first.check()
    assert (first.folder / "index.html").read_bytes() == b"beranda"


@pytest.mark.parametrize("harm", ["other", "gone", "link", "folder", "file above"])
def test_a_file_that_is_not_as_it_was_built_is_refused(output: Path, harm: str) -> None:
    """By name, before anything is sent."""
    file = output / "daerah/a/index.html"
    file.unlink()
    if harm == "other":
        file.write_bytes(b"lain")
    elif harm == "link":
        (output / "sama").write_bytes(b"berita")
        file.symlink_to(output / "sama")
    elif harm == "folder":
        file.mkdir()
    elif harm == "file above":
        file.parent.rmdir()
        file.parent.write_bytes(b"")
    with pytest.raises(UsageError, match=r"daerah/a/index.html is not as it was built; run ssg build --verify"):
        taken(output, ("daerah/a/index.html",))


def test_a_file_that_somebody_writes_into_is_noticed(output: Path) -> None:
    """Its second name has the same bytes."""
    (found,) = taken(output, ("index.html",))
    found.check()
    (output / "index.html").write_bytes(b"berandal")
    with pytest.raises(UsageError, match=r"index.html was changed while it was sent"):
        found.check()
    (output / "index.html").write_bytes(b"beranda")
    os.utime(output / "index.html", ns=(0, 0))
    with pytest.raises(UsageError, match="was changed"):
        found.check()


def test_without_second_names_the_bytes_are_copied(output: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """With their time, by which a target may know them."""

    def refuse(*_: object) -> None:
        raise OSError

    os.utime(output / "index.html", (1, 1))
    monkeypatch.setattr(os, "link", refuse)
    (found,) = taken(output, ("index.html",))
    copy = found.folder / "index.html"
    assert (copy.read_bytes(), copy.stat().st_mtime, found.stats) == (b"beranda", 1, {})
    assert not copy.samefile(output / "index.html")


TEXTS = (".html", ".xml", ".json", ".css", ".js", ".txt", ".webmanifest", ".svg")


@pytest.fixture
def portal(tmp_path: Path) -> Portal:
    """A portal that was deployed to a folder with twins."""
    made = newsroom(tmp_path, f"{{to: local, path: {tmp_path / 'terbit/publik'}, compress: [gz]}}")
    assert run("--site", str(made.folder), "deploy") == 0
    return made


def there(portal: Portal) -> dict[str, bytes]:
    """Return what readers get."""
    return tree(portal.folder.parent / "terbit/publik")


def check(portal: Portal) -> None:
    """Check that each text has its twin, nothing else has one, and the rest is what was built."""
    found = there(portal)
    twins = {path.removesuffix(".gz"): gzip.decompress(data) for path, data in found.items() if path.endswith(".gz")}
    assert twins == {path: data for path, data in built(portal).items() if path.endswith(TEXTS)}
    assert {path: data for path, data in found.items() if not path.endswith(".gz")} == built(portal)


def test_twins_go_with_their_texts(portal: Portal, capsys: pytest.CaptureFixture[str]) -> None:
    """What differs is packed again, what is the same is not, and a twin goes when its text does."""
    check(portal)
    assert deploy(portal, capsys)["files"] == 0
    portal.edit("content/daerah/2024/10/b-1.md", "berita", "kabar")
    portal.remove("content/daerah/2024/10/b-0.md")
    report = portal.build()
    changed = report.added + report.changed + report.deleted
    packed = sum(
        path.endswith(".bin") for path in json.loads((portal.folder / ".ssg/changed.json").read_text())["changed"]
    )
    assert packed > 0
    assert deploy(portal, capsys)["files"] == 2 * changed - packed
    check(portal)


def test_they_come_when_they_are_asked_for_and_are_mended(portal: Portal, capsys: pytest.CaptureFixture[str]) -> None:
    """A line of site.yaml adds or takes them; a twin that somebody replaced is found by --verify."""
    assert deploy(portal, capsys, "--verify")["files"] == 0
    is_damage = portal.folder.parent / "terbit/publik/index.html.gz"
    for data in (b"bukan gzip", gzip.compress(b"lain"), gzip.compress(bytes(1 << 22))):
        is_damage.write_bytes(data)
        assert deploy(portal, capsys, "--verify")["files"] == 1
    portal.edit("site.yaml", ", compress: [gz]", "")
    portal.build()
    assert deploy(portal, capsys)["files"] > 10
    assert not [path for path in there(portal) if path.endswith(".gz")]
    portal.edit("site.yaml", "publik}", "publik, compress: [gz]}")
    portal.build()
    assert deploy(portal, capsys)["files"] > 10
    check(portal)


@pytest.mark.parametrize("form", FORMS)
def test_a_twin_is_known_by_its_text(form: str) -> None:
    """Whoever packed it, it stands for the text that it holds; what holds more, or is none, stands for nothing."""
    if form == "br":
        pytest.importorskip("brotli", reason="brotli is not installed")
    path, text = f"a/index.html.{form}", b"<p>Isi berita.</p>" * 900
    known = digest_of(path, compress(path, text), len(text))
    assert known == digest(form.encode() + digest(text))
    assert len(compress(path, text)) < len(text) / 20
    assert digest_of(path, compress(path, text + b"!"), len(text)) != known
    assert digest_of(path, b"bukan", len(text)) != known


@pytest.mark.slow
def test_nginx_sends_them_as_they_are(portal: Portal, capsys: pytest.CaptureFixture[str]) -> None:
    """What `ssg host nginx` prints lets nginx send the twin to whoever takes gzip, and the text to others."""
    servers.needs("nginx")
    capsys.readouterr()
    assert run("--site", str(portal.folder), "host", "nginx") == 0
    text = capsys.readouterr().out
    root = re.findall(r"^    root (.+);$", text, re.MULTILINE)[0]
    folder = portal.folder.parent / "nginx"
    folder.mkdir()
    server = servers.nginx(folder, text, portal.folder.parent / "terbit/publik", root)
    try:
        size = len(there(portal)["index.html.gz"])
        _, packed_headers, _ = server.get("/", Accept_Encoding="gzip")
        assert (packed_headers["content-encoding"], packed_headers["content-length"]) == ("gzip", str(size))
        assert packed_headers["content-type"] == "text/html; charset=utf-8"
        assert server.get("/")[2].encode() == there(portal)["index.html"]
    finally:
        server.stop()


def test_what_is_known_by_what_was_changed_alone() -> None:
    """It is as all files are: those that are new, and those that the target has and that were not deleted."""
    a, b = Built("list", b"a"), Built("media", b"b")
    found = Since({"sama": b"s", "lama": b"l", "ubah": b"u"}, {"ubah": a, "baru": b}, {"lama"})
    whole = {"ubah": a, "baru": b, "sama": Built("", b"s")}
    assert (dict(found), len(found), list(found), found.differ) == (whole, 3, ["ubah", "baru", "sama"], {"ubah", "baru", "lama"})  # fmt: skip
    assert [path in found for path in ("ubah", "baru", "sama", "lama", "tiada")] == [True, True, True, False, False]
    for path in ("lama", "tiada"):
        with pytest.raises(KeyError):
            found[path]
    # What was deleted and came again is there.
    assert Since({"a": b"x"}, {"a": a}, {"a"})["a"] == a
    assert "a" in Since({"a": b"x"}, {"a": a}, {"a"})


def test_texts_have_a_twin_of_each_form() -> None:
    """By their ending, in any letters; its digest tells the form and the text, and all else stays."""
    given = {"a.html": Built("list", b"a"), "b/c.SVG": Built("media", b"b"), "d.jpg": Built("media", b"d")}
    assert with_compressed(given, ("gz", "br")) == {
        **given, "a.html.gz": Built("list", digest(b"gza"), "a.html"), "a.html.br": Built("list", digest(b"bra"), "a.html"), "b/c.SVG.gz": Built("media", digest(b"gzb"), "b/c.SVG"), "b/c.SVG.br": Built("media", digest(b"brb"), "b/c.SVG"),
    }  # fmt: skip
    assert with_compressed(given, ()) == given
    for ending in TEXTS:
        assert f"a{ending}.gz" in with_compressed({f"a{ending}": Built("x", b"a")}, ("gz",))


def test_a_tree_with_twins_is_another() -> None:
    """By each form, in its order; without any, it is what was built."""
    assert tree_with("0a", ()) == "0a"
    assert tree_with("0a", ("gz", "br")) == digest(b"0a gz br").hex()
    assert tree_with("0a", ("br", "gz")) == digest(b"0a br gz").hex()


def test_a_twin_is_packed_the_same_way_each_time() -> None:
    """Without a time in it, so that the same text is the same file."""
    packed = compress("a.gz", b"berita")
    assert packed[4:8] == bytes(4)
    assert (gzip.decompress(packed), compress("b.gz", b"berita")) == (b"berita", packed)
    assert digest_of("a.gz", packed, 6) == digest(b"gz" + digest(b"berita"))
    assert digest_of("a.gz", packed, 5) == digest(b"gz" + digest(b"berita"))
    assert digest_of("a.gz", packed, 4) == digest(b"gz" + digest(b"berit"))
    assert digest_of("a.gz", packed[:-12], 6) != digest_of("a.gz", packed, 6)
    assert digest_of("a.gz", b"bukan", 6) == b"none"


def test_what_is_refused_is_said_whole(output: Path) -> None:
    """With the file, and what to do."""
    (output / "index.html").write_bytes(b"lain")
    said = f"{output}/index.html is not as it was built; run ssg build --verify, then ssg deploy again"
    for path in ("index.html", "index.html.gz"):
        with pytest.raises(UsageError) as caught:
            taken(output, (path,))
        assert str(caught.value) == said
    (found,) = taken(output, ("daerah/a/index.html",))
    (output / "daerah/a/index.html").write_bytes(b"beritb")
    os.utime(output / "daerah/a/index.html", ns=(1, 1))
    with pytest.raises(UsageError) as caught:
        found.check()
    assert str(caught.value) == (
        "daerah/a/index.html was changed while it was sent; run ssg build --verify, then ssg deploy again"
    )
