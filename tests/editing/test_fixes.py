"""What is wrong with a file and has one right answer."""

from __future__ import annotations

import time
from collections.abc import Callable
from pathlib import Path

import pytest

from generator.base.sentences import NOTHING
from generator.editing import fixes
from generator.editing.changes import apply
from generator.editing.fixes import changes, retyped
from generator.editing.sources import SourceFile
from generator.lint.rules.evidence import Finding
from generator.markup.documents import parse_article
from tests.editing.encodings import ENCODINGS, Encoding
from tests.lint_support import LONG, checked
from tests.support import READING, article, site


def with_line(key: str, line: str) -> str:
    """Return an article with a line in the place of a key."""
    return article(**{"title": "Judul", key: ""}).replace("---\n", f"---\n{line}\n", 1)


def mended(text: str, path: str = "daerah/2024/10/a.md") -> str:
    """Return a text without its slips, with line feeds and with those of Windows alike."""
    found = retyped(SourceFile(path, text.encode()), READING)
    windows = retyped(SourceFile(path, b"\xef\xbb\xbf" + text.replace("\n", "\r\n").encode()), READING)
    assert windows == found.replace("\n", "\r\n")
    return found


@pytest.mark.parametrize(
    ("line", "expected"),
    [
        ("timestamp: 10/24/2024 16.10", "timestamp: 2024-10-24 16:10"),
        ("timestamp: '9/10/24 4 sore WITA' # pagi", "timestamp: '2024-10-09 16:00 WITA' # pagi"),
        ("timestamp: 9 October 2024 16:10", "timestamp: 9 Oktober 2024 16:10"),
        ("tags: banjir,  Muara Teduh ,", "tags: [banjir, Muara Teduh]"), ("tags: banjir; perahu", "tags: [banjir, perahu]"),
        ('tags: "#banjir #perahu"', "tags: [banjir, perahu]"), ("title: Perahu <b>Datang</b> &amp; Pergi", "title: Perahu Datang & Pergi"),
        ("summary: Kata dia, â€œairâ€˜ – ya", "summary: Kata dia, “air‘ – ya"),
        ("title: Bupati: Perahu Datang", 'title: "Bupati: Perahu Datang"'),
        ('title: Bupati: "Perahu" Datang', "title: 'Bupati: \"Perahu\" Datang'"),
        ("title: Gempa #5 Mengguncang", 'title: "Gempa #5 Mengguncang"'), ('title: "Perahu Datang', 'title: "Perahu Datang"'),
        ("tags: [Perahu, Sekolah", "tags: [Perahu, Sekolah]"), ("editor:Budi Rahman", "editor: Budi Rahman"),
        ("tags:\n\t- Perahu", "tags:\n  - Perahu"), ("judul: Perahu Datang", "title: Perahu Datang"),
        ("tittle: Perahu Datang", "title: Perahu Datang"), ("Penulis: Sari", "author: Sari"), ("slug: Perahu Datang", "slug: perahu-datang"),
        ("category: Nasional", "category: nasional"), ("aliases: [/lama/, /daerah/2024/10/a/]", "aliases: [/lama/]"),
        ("corrections:\n  - {timestamp: 10/24/2024 16.10, text: A}", "corrections:\n  - {timestamp: 2024-10-24 16:10, text: A}"),
    ],
)  # fmt: skip
def test_a_slip_in_front_matter(line: str, expected: str) -> None:
    """Nothing but what is wrong changes."""
    key = expected.partition(":")[0]
    text = with_line(key, line)
    assert mended(text) == text.replace(line, expected)


@pytest.mark.parametrize(
    ("body", "expected"),
    [
        ("Lihat [denah] (/denah/) dan [peta]  (/peta/).", "Lihat [denah](/denah/) dan [peta](/peta/)."),
        ("Kata ** tebal ** dan **dua **.", "Kata **tebal** dan **dua**."), ("##Kronologi\n\nIsi.", "## Kronologi\n\nIsi."),
        ("Satu.\n\n<!-- Halaman 2 -->\n\nDua.", "Satu.\n\n<!-- halaman -->\n\nDua."), ("Satu.\n\n[halaman]\n\nDua.", "Satu.\n\n<!-- halaman -->\n\nDua."),
        ("![perahu](/foto/perahu datang.jpg)", "![perahu](</foto/perahu datang.jpg>)"),
        ("[peta](https://https://dinas.example/)", "[peta](https://dinas.example/)"), ("[peta](http://localhost/)", "[peta](http://localhost/)"),
    ],
)  # fmt: skip
def test_a_slip_in_the_text(body: str, expected: str) -> None:
    """Each of them."""
    assert mended(article("Judul", body)) == article("Judul", expected)


def test_several_slips_that_hide_each_other() -> None:
    """YAML that cannot be read hides what else is wrong."""
    text = article("Bupati: Datang", "##A", timestamp="10/24/2024 16.10", tags="a, b").replace("author:", "penulis:")
    expected = article('"Bupati: Datang"', "## A", timestamp="2024-10-24 16:10", tags="[a, b]")
    assert mended(f"\n\n{text}") == expected


@pytest.mark.parametrize(
    "keys", [{"editor": ""}, {"photo": "{src: /a.jpg}"}, {"timestamp": "kemarin"}, {"category": "x"}]
)
def test_a_slip_in_the_text_beside_other_errors(keys: dict[str, str]) -> None:
    """What only a person can mend stays, and keeps nothing else from being mended."""
    assert mended(article("Judul", "##A", **keys)) == article("Judul", "## A", **keys)


@pytest.mark.parametrize(
    ("status", "draft"),
    [("publish", ""), ("draft", "status: draft\n"), ("review", "status: review\n"), ("pending", "draft: true\n")],
)
def test_all_keys_of_another_system_are_renamed_at_once(status: str, draft: str) -> None:
    """Also where their values bring problems that nobody saw before."""
    text = (
        f"---\nJudul: Harga Ikan Naik\nPENULIS: Sari\ndate: 2024-10-09 16:10\nstatus: {status}\n"
        "categories: [Daerah]\nlayout: post\nfeatured_image: /foto/a.jpg\nwarna: merah\n---\nIsi.\n"
    )
    assert mended(text) == (
        f"---\ntitle: Harga Ikan Naik\nauthor: Sari\ntimestamp: 2024-10-09 16:10\n{draft}"
        "category: [daerah]\nphoto: /foto/a.jpg\nwarna: merah\n---\nIsi.\n"
    )


@pytest.mark.parametrize(
    ("lines", "expected"),
    [
        ("status:\n  publish\nJudul: Harga Ikan Naik\n", "title: Harga Ikan Naik\n"),
        ("Judul: Harga Ikan Naik\nstatus:\n  publish\n", "title: Harga Ikan Naik\n"),
        ("Judul: Harga Ikan Naik\nstatus: >-\n  pending\n", "title: Harga Ikan Naik\ndraft: >-\n  true\n"),
        ("Judul: Ikan\nstatus: |\n  publish\nPENULIS: Sari\n", "title: Ikan\nauthor: Sari\n"),
        ("Judul: Harga Ikan Naik\nstatus:\n  pending\n", "title: Harga Ikan Naik\ndraft:\n  true\n"),
        ("Judul: Ikan\nstatus: pending  # tunggu polisi\n", "title: Ikan\ndraft: true  # tunggu polisi\n"),
        ("Judul: Ikan\nStatus: draft\n", "title: Ikan\nstatus: draft\n"),
        ("Judul: Ikan\nSTATUS: Private\n", "title: Ikan\ndraft: true\n"),
        ("Judul: Ikan\nstatus:\n", "title: Ikan\nstatus:\n"),
        ("Judul: Ikan\ntags:\n- ikan\nguid:\n- /?p=15\n", "title: Ikan\ntags:\n- ikan\n"),
        ("Judul: Ikan\naliases:\n  - /ikan/\nguid:\n  - /p/\n", "title: Ikan\naliases:\n  - /ikan/\n"),
        ("Judul: Ikan\nguid: satu\n  dua\nlayout: {a: b}\n", "title: Ikan\n"),
        ('"Judul" : Ikan\n\'status\' : "private"\n', 'title : Ikan\ndraft : "true"\n'),
        ("? Judul\n: Ikan\nPENULIS: Sari\n", "? Judul\n: Ikan\nPENULIS: Sari\n"),
        ("{Judul: Ikan, PENULIS: Sari}\n", "{Judul: Ikan, PENULIS: Sari}\n"),
        ('Judul: Ikan\nsummary: "Ikan\u2028naik"\nPENULIS: A\n', 'title: Ikan\nsummary: "Ikan\u2028naik"\nauthor: A\n'),
    ],
)  # fmt: skip
def test_a_key_that_is_renamed_or_goes_changes_no_other_value(lines: str, expected: str) -> None:
    """However many lines its value has: what is left of them must not become part of the headline, or a tag."""
    assert mended(f"---\n{lines}---\nIsi.\n") == f"---\n{expected}---\nIsi.\n"


def test_keys_of_a_profile_are_renamed() -> None:
    """By the words for those that profiles have."""
    assert (
        mended("---\nNama: Sari\njabatan: Wartawan\n---\n", "authors/sari.md")
        == "---\nname: Sari\nrole: Wartawan\n---\n"
    )


@pytest.mark.parametrize("fence", ["--", "----", "———", "-----"])
def test_a_line_that_is_nearly_three_hyphens(fence: str) -> None:
    """At the beginning and at the end of the front matter."""
    text = article()
    assert mended(text.replace("---\n", f"{fence}\n", 1)) == text
    assert mended(text.replace("\n---\n", f"\n{fence}\n", 1)) == text


@pytest.mark.parametrize(
    "line",
    [
        "timestamp: 31 September 2024 16.10", "timestamp: 13/13/2024 16.10", "timestamp: Senin, 9 Oktober 2024 16:10", "timestamp: kemarin",
        "title: Bupati: Datang # cek", "category: kriminal", "jdlu: Perahu", "aliases: /daerah/2024/10/a/", "photo: /foto/a.jpg",
        "title: 'Perahu' Datang 'Lagi",
    ],
)  # fmt: skip
def test_what_may_mean_two_things_stays(line: str) -> None:
    """A person has to say what was meant."""
    text = with_line(line.partition(":")[0], line)
    assert mended(text) == text


@pytest.mark.parametrize(
    ("path", "text"),
    [("authors/sari.md", "---\nname: Sari: Reporter\n---\n"), ("pages/a.md", "---\ntitle: A: B\n---\nIsi.\n")],
)
def test_profiles_and_standing_pages(path: str, text: str) -> None:
    """They are read as what they are."""
    head, _, rest = text.removeprefix("---\n").partition("\n")
    key, _, value = head.partition(": ")
    assert mended(text, path) == f'---\n{key}: "{value}"\n{rest}'


@pytest.mark.parametrize("text", ["", "Isi.", "---\ntitle: &a A\n---\n", "---\n---\n", "\n\n", "---\n- a\n---\n"])
def test_any_text_can_be_looked_at(text: str) -> None:
    """And is what it was, or more of an article."""
    mended(text)


@pytest.mark.parametrize(
    "line",
    [
        "timestamp: 10/24/2024 16.10", "tags: banjir, perahu", "slug: Perahu Datang", "aliases: [/lama/]",
        "title: Perahu <b>Datang</b>",
    ],
)  # fmt: skip
def test_a_text_stays_as_it_is_where_no_rule_can_help(line: str) -> None:
    """A value whose key stands there twice cannot be changed alone."""
    text = f"---\n{line}\n{line}\n---\nIsi.\n"
    assert mended(text) == text


def test_a_file_of_keys_that_nobody_knows_is_looked_at_once() -> None:
    """Not once for each of them, for whoever can write a file could make a check stall."""
    text = article("Judul", "Isi.", **{f"judul{number}": "x" for number in range(1500)})

    def seconds(work: Callable[[], object]) -> float:
        start = time.process_time()
        work()
        return time.process_time() - start

    once = max(seconds(lambda: parse_article(text.encode(), "daerah/2024/10/a.md", READING)), 0.01)
    assert seconds(lambda: retyped(SourceFile("daerah/2024/10/a.md", text.encode()), READING)) < 15 * once


FILE = "content/daerah/a.md"


def right(path: str, key: str, old: str, new: str) -> Finding:
    """Return a value that has one right form."""
    return Finding("near-tags", path, NOTHING, key=key, entry=old, right=(new,))


def test_a_value_changes_where_it_stands(tmp_path: Path) -> None:
    """In a list as in a line, with comments, quotation marks and line ends as they were."""
    portal = site(tmp_path)
    text = "---\r\ntitle: 'Satu' # catatan\r\ntags:\r\n  - jateng   # dua\r\n  - \"Tiga\"\r\nauthor: Sari  Angraini\r\n---\r\nSari Angraini\r\n"
    portal.add(FILE, text)
    mends = (
        right("daerah/a.md", "tags", "jateng", "Jateng"),
        right("daerah/a.md", "author", "Sari Angraini", "Sari Anggraini"),
    )
    (change,) = changes(portal.folder, READING, mends, ())
    assert change.after is not None
    assert change.after.decode() == text.replace("- jateng ", "- Jateng ").replace("Sari  Angraini", "Sari Anggraini")


@pytest.mark.parametrize(
    ("line", "mended"),
    [
        ("title: Juara # 1 untuk Persangka Muara Teduh", 'title: "Juara # 1 untuk Persangka Muara Teduh"'),
        ("summary: Nomor #  2", 'summary: "Nomor # 2"'),
        ("summary: Nomor # dua", "summary: Nomor # dua"), ("summary: 'Nomor' # 2", "summary: 'Nomor' # 2"),
    ],
)  # fmt: skip
def test_a_value_that_was_cut_is_whole(tmp_path: Path, line: str, mended: str) -> None:
    """If what follows the # begins with a number; else it may be a note."""
    portal = site(tmp_path)
    text = article(LONG if line.startswith("summary") else "").replace("---\n", f"---\n{line}\n", 1)
    portal.add(FILE, text)
    after = [change.after for change in changes(portal.folder, READING, (), checked(portal).warnings)]
    assert after == ([text.replace(line, mended).encode()] if line != mended else [])


@pytest.mark.parametrize("text", ["", "---\nauthor: &x A\n---\n", "---\nauthor: {a: A}\n---\n"])
def test_what_cannot_be_changed_alone_stays(tmp_path: Path, text: str) -> None:
    """Nobody saves a file that a machine has misread."""
    portal = site(tmp_path)
    portal.add(FILE, text)
    assert (
        list(
            changes(
                portal.folder,
                READING,
                [right("daerah/a.md", "author", "A", "B"), right("daerah/tiada.md", "author", "A", "B")],
                (),
            )
        )
        == []
    )


@pytest.mark.parametrize("encoded", ENCODINGS)
def test_a_value_is_mended_in_any_encoding(tmp_path: Path, encoded: Encoding) -> None:
    """Files as Windows and old editors save them are mended as others are, and keep their line ends and their mark."""
    portal = site(tmp_path)
    portal.add(FILE, encoded(article("Satu", "** tebal **", tags="[jateng]")))
    (change,) = changes(
        portal.folder, READING, [right("daerah/a.md", "tags", "jateng", "Jateng")], checked(portal).warnings
    )
    assert change.after == encoded(article("Satu", "**tebal**", tags="[Jateng]"))


def test_a_symbolic_link_stands_for_the_file_that_is_mended(tmp_path: Path) -> None:
    """Which is changed once, though the slip is found at both paths; one that leads elsewhere is left alone."""
    portal = site(tmp_path)
    portal.add(FILE, article("Satu", "** tebal **", tags="[jateng]"))
    (portal.folder / "content/nasional").mkdir()
    (portal.folder / "content/nasional/l.md").symlink_to("../daerah/a.md")
    mends = [right(path, "tags", "jateng", "Jateng") for path in ("daerah/a.md", "nasional/l.md")]
    found = list(changes(portal.folder, READING, mends, checked(portal).warnings))
    assert [(one.path, one.after) for one in found] == [
        (FILE, article("Satu", "**tebal**", tags="[Jateng]").encode()),
    ]
    apply(portal.folder, found)
    portal.add("luar.md", article("Luar", tags="[jateng]"))
    (portal.folder / "content/nasional/k.md").symlink_to("../../luar.md")
    assert list(changes(portal.folder, READING, [right("nasional/k.md", "tags", "jateng", "Jateng")], ())) == []


@pytest.mark.parametrize(
    ("number", "changed"),
    [(0, "a\r\nb\nc"), (1, "A\r\nb\nc"), (2, "a\r\nB\nc"), (3, "a\r\nb\nC"), (4, "a\r\nb\nc"), (-1, "a\r\nb\nc")],
)  # fmt: skip
def test_a_line_is_changed_alone(number: int, changed: str) -> None:
    """None is, of a number that no line has; a line end stays."""
    assert fixes._line_changed("a\r\nb\nc", number, str.upper) == changed


def test_a_line_that_goes() -> None:
    """With its end."""
    assert fixes._line_changed("a\r\nb\nc", 1, lambda _: None) == "b\nc"
