"""Whatever an archive holds is content of strangers: it is read as far as it goes, and what comes of it builds."""

from __future__ import annotations

import json
import random
from collections.abc import Callable
from html import escape
from pathlib import Path

import pytest

from tests.exports import export
from tests.fuzz import hostile
from tests.importing_support import HEAD, Archive, post
from tests.support import run_for, tree

BOMB = (
    '<!DOCTYPE x [<!ENTITY a "aaaaaaaaaa">'
    + "".join(f'<!ENTITY {b} "{10 * f"&{a};"}">' for a, b in zip("abcdefgh", "bcdefghi", strict=True))
    + "]>"
)


@pytest.mark.parametrize(
    ("text", "said"),
    [
        (HEAD.replace("<rss", f"{BOMB}<rss", 1) + post(1) + post(2, "&i;"), "document type"),
        (HEAD.replace("<rss", '<!DOCTYPE x SYSTEM "file:///etc/passwd"><rss', 1) + post(1), "document type"),
        (HEAD.replace("<rss", '<!DOCTYPE x [<!ENTITY y SYSTEM "file:///etc/passwd">]><rss', 1) + post(1, more="&y;"),
            "document type"), (HEAD + post(1) + post(2, title="<b>"), "well-formed"),
        (HEAD + post(1) + "<item>" + "<a>" * 100_000, "deep"), (HEAD + post(1) + "<item></lain>", "well-formed"),
        (HEAD + post(1) + "<item><title x='1' x='2'>", "well-formed"),
        (HEAD + post(1) + "<item><![CDATA[" + "x" * 100, "too soon"),
    ],
)  # fmt: skip
def test_xml_that_would_do_harm(tmp_path: Path, text: str, said: str) -> None:
    """No document type is read and no entity expands or leads elsewhere; nothing is nested without end."""
    archive = Archive(tmp_path)
    archive.file.write_text(text, "utf-8")
    done = run_for(*archive.words())
    assert said in done.stderr
    assert done.returncode == 1
    assert said == "document type" or archive.body() == "Isi berita."


@pytest.mark.parametrize("seed", range(3))
def test_a_damaged_export_is_read_as_far_as_it_goes(tmp_path: Path, seed: int) -> None:
    """Bytes changed anywhere never crash the import, and what it writes builds."""
    rng = random.Random(seed)
    data = bytearray("".join(export(8)).encode())
    for _ in range(4):
        data[rng.randrange(len(data) // 2, len(data))] = rng.randrange(256)
    archive = Archive(tmp_path)
    archive.file.write_bytes(data)
    assert run_for(*archive.words()).returncode in {0, 1}
    assert archive.built().report.articles > 2


@pytest.mark.slow
@pytest.mark.parametrize("written", [str, escape])
def test_what_comes_out_is_judged_by_the_same_rules_as_what_is_written_here(
    tmp_path: Path, written: Callable[[str], str]
) -> None:
    """Articles from the grammar of harm publish no element, attribute or scheme that is not on the lists."""
    rng = random.Random(5)
    bodies = {n: written(hostile.body(rng)).encode(errors="replace").decode().replace("]]>", "") for n in range(1, 60)}
    first = Archive(tmp_path)
    first.export(*(post(n, body, **{"wp:post_name": f"a{n}"}) for n, body in bodies.items()))
    run_for(*first.words())
    dead = {int(line["id"]) for line in first.notes("dead-link")}
    assert len(dead) < 30
    archive = Archive(tmp_path)
    archive.portal = tmp_path / "lagi"
    archive.export(*(post(n, body, **{"wp:post_name": f"a{n}"}) for n, body in bodies.items() if n not in dead))
    run_for(*archive.words())
    for path, data in tree(archive.built().output).items():
        hostile.check_file(path, data)


_DATES = ("2019-10-09", "2019-10-09T16:10:00+07:00", "2019-10-09 00:00:00 -0500", "0001-01-01", "2999-12-31", "kemarin")
_ADDRESSES = (
    "/", "/404.html", "/tag/", "/tag/banjir/", "/penulis/", "/daerah/", "/daerah/2/", "/feed.xml", "/aset/x/", "x",
    "/a/../b/", "//evil.example/", "https://[", "/sama/", "/SAMA/", "/sama", "/con/", f"/{'x' * 300}/", "/a b/",
    "/%00/",
)  # fmt: skip
_TEXTS = ("Banjir", "banjir", "Sari", "404", "null", "-", "none", "tag", "penulis", "2", "***(AB)", "---", "# x")
_NAMES = (
    "sama",
    "Sama",
    "404",
    "con",
    "index",
    "tag",
    "penulis",
    "a b",
    "berita-{}",
    "2",
    "日本",
    "x" * 120,
    "-",
    "null",
)
_PATHS = (
    "content/{}.md", "content/daerah/{}.md", "content/daerah/{}/index.md", "content/{}/_index.md",
    "_posts/2019-10-09-{}.md",
    "daerah/_posts/2019-10-09-{}.html", "_drafts/{}.md", "{}.md", "content/a/b/c/d/e/{}.markdown", "src/{}.md",
    "content/tag/{}.html",
)  # fmt: skip
_KEYS = "date lastmod slug url permalink aliases author editor categories tags description image draft id expiryDate type".split()


def text_of(rng: random.Random) -> str:
    """Return a file of another system: front matter in one of three languages, more or less right, and a body."""
    said: dict[str, object] = {"title": rng.choice(_TEXTS), "date": rng.choice(_DATES[:3])}
    for key in rng.sample(_KEYS, rng.randrange(8)):
        given = _TEXTS
        if "date" in key.lower() or key == "lastmod":
            given = _DATES
        elif key in {"slug", "url", "permalink", "aliases"}:
            given = _ADDRESSES
        one = rng.choice(given)
        said[key] = rng.choice((one, [one, rng.choice(_TEXTS)], {"name": one}))
    toml = "\n".join(f"{key} = {json.dumps(value)}" for key, value in said.items() if not isinstance(value, dict))
    yaml = "\n".join(f"{key}: {json.dumps(value)}" for key, value in said.items())
    loose = "\n".join(f"{key}: {value}" for key, value in said.items())
    head = rng.choice((f"---\n{yaml}\n---\n", f"---\n{loose}\n---\n", f"+++\n{toml}\n+++\n", f"{json.dumps(said)}\n"))
    again = rng.choice(("", "", "", f"---\n{yaml}\n---\n", "\n\n---\ntitle: Lagi\ndate: 2019-10-09\n---\n", "---\n\n"))
    return f"{head}{again}{hostile.body(rng)}"


def test_any_folder_that_is_imported_builds(tmp_path: Path) -> None:
    """Whatever texts, addresses and front matter people left in it; and what is held back has a hint."""
    rng = random.Random("folder")
    archive = Archive(tmp_path, "folder", "lama")
    for number in range(48):
        path = archive.file / rng.choice(_PATHS).format(rng.choice(_NAMES).format(number))
        if not any(above.is_file() for above in path.parents) and not path.is_dir():
            archive.add(str(path), text_of(rng).encode("utf-8", "replace"))
    assert run_for(*archive.words("--host", "a.example")).returncode in {0, 1}
    report = archive.built().report
    assert report.articles + report.pages > 0
    assert [problem.message for problem in report.held if not problem.hint] == []
