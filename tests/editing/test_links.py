"""Links of a text lead where they led before, however they are written, when what they mean moves."""

from __future__ import annotations

import msgspec
import pytest

from generator.editing.links import Home, followed, steered
from generator.model.lookup_keys import link_key, person_key
from generator.model.records import Link
from tests.support import READING

SITE = msgspec.structs.replace(READING, base_url="https://uji.example")
HERE = Home("daerah/2024/10/a.md", "/daerah/2024/10/a/")
MOVED = {
    link_key(Link("link", "/daerah/2024/10/b/")): "/nasional/2024/10/b/", link_key(Link("image", "/foto/a.jpg")): "/gambar/a.jpg", link_key(Link("link", "/media/a.pdf")): "/dok/a.pdf",
    person_key("sari-wulan"): "sari-dewi",
}  # fmt: skip


def text(body: str, head: str = "", home: Home = HERE) -> str:
    """Return a text after the move, without the front matter that stays."""
    whole = f"---\ntitle: A\n{head}---\n{body}\n"
    found = followed(whole, MOVED, HERE, home, SITE)
    assert found.startswith("---\ntitle: A\n")
    return found.removeprefix("---\ntitle: A\n").removesuffix("\n").removeprefix("---\n")


OLD, NEW = "/daerah/2024/10/b/", "/nasional/2024/10/b/"


@pytest.mark.parametrize(
    ("body", "expected"),
    [
        (f"[x]({OLD})", f"[x]({NEW})"), (f"[x](<{OLD}>)", f"[x](<{NEW}>)"), (f'[x]({OLD} "judul")', f'[x]({NEW} "judul")'), (f"[x]( {OLD}#dua )", f"[x]( {NEW}#dua )"), (f"[x][1]\n\n[1]: {OLD}", f"[x][1]\n\n[1]: {NEW}"),
        (f"[x][1]\n\n   [1]: <{OLD}> 'j'", f"[x][1]\n\n   [1]: <{NEW}> 'j'"), ("![x](/foto/a.jpg)", "![x](/gambar/a.jpg)"), ("[![x](/foto/a.jpg)](/media/a.pdf)", "[![x](/gambar/a.jpg)](/dok/a.pdf)"),
        ("[x](/foto/a.jpg)", "[x](/gambar/a.jpg)"), ("![x](/media/b.pdf)", "![x](/media/b.pdf)"), (f"[x](https://uji.example{OLD}#d)", f"[x](https://uji.example{NEW}#d)"), (f"[x](https://lain.example{OLD})", f"[x](https://lain.example{OLD})"),
        (f"`[x]({OLD})` dan [x]({OLD})", f"`[x]({OLD})` dan [x]({NEW})"), (f"    [x]({OLD})\n\n[y]({OLD})", f"    [x]({OLD})\n\n[y]({NEW})"), (f"~~~\n[x]({OLD})\n~~~\n\n[y]({OLD})", f"~~~\n[x]({OLD})\n~~~\n\n[y]({NEW})"),
        (f"Baca Juga: [x]({OLD})", f"Baca Juga: [x]({NEW})"), ("tanpa tautan", "tanpa tautan"), (f"\\[x]({OLD})", f"\\[x]({OLD})"), ("[x](mailto:a@b.example)", "[x](mailto:a@b.example)"), ("[x](b.md)", "[x](b.md)"),
    ],
)  # fmt: skip
def test_a_link_in_a_body_follows(body: str, expected: str) -> None:
    """In its form, with its fragment; what is code, of another site, or of another sort stays."""
    assert text(body) == expected
    assert followed(body, MOVED, HERE, HERE, SITE) == expected, (
        "of a file without front matter, from its first letter on"
    )


@pytest.mark.parametrize(
    ("head", "expected"),
    [
        (f"follows: {OLD}\n", f"follows: {NEW}\n"), (f"related: [{OLD}, /x/]\n", f"related: [{NEW}, /x/]\n"), (f"unrelated: {OLD}\n", f"unrelated: {NEW}\n"), ("photo: {src: /foto/a.jpg, caption: K}\n", "photo: {src: /gambar/a.jpg, caption: K}\n"),
        ("photo: /foto/a.jpg\n", "photo: /gambar/a.jpg\n"), (f"corrections:\n- {{text: X, link: {OLD}#a}}\n", f'corrections:\n- {{text: X, link: "{NEW}#a"}}\n'), ("author: Sari Wulan\neditor: [Budi, sari-wulan]\n", "author: sari-dewi\neditor: [Budi, sari-dewi]\n"),
        (f"summary: {OLD}\n", f"summary: {OLD}\n"), (f"lanjutan: {OLD}\n", f"lanjutan: {NEW}\n"), ("foto: {berkas: /foto/a.jpg}\n", "foto: {berkas: /gambar/a.jpg}\n"), (f"follows: https://uji.example{OLD}\n", f"follows: {NEW}\n"),
    ],
)  # fmt: skip
def test_what_front_matter_names_follows(head: str, expected: str) -> None:
    """Articles, pictures and people, by their keys; no other text."""
    assert text("Isi.", head) == f"{expected}---\nIsi."


@pytest.mark.parametrize(
    ("body", "expected"),
    [("![x](peta.jpg)", "![x](/daerah/2024/10/peta.jpg)"), ("[x](../c/)", "[x](/daerah/2024/10/c/)"), ("[x](/daerah/)", "[x](/daerah/)"), ("[x](#dua)", "[x](#dua)")],
)  # fmt: skip
def test_a_relative_link_of_what_moves_goes_on_leading_there(body: str, expected: str) -> None:
    """One from the top, or within the text, does so by itself."""
    assert text(body, home=Home("nasional/a.md", "/nasional/a/")) == expected
    assert text(body) == body


PICTURE, TEXT = link_key(Link("image", "/x/")), link_key(Link("link", "/x/"))


@pytest.mark.parametrize(
    ("body", "expected"),
    [
        ("[x](/x/)", "[x](/teks/)"), ("![x](/x/)", "![x](/foto/)"), ("[x `![`](/x/)", "[x `![`](/teks/)"), ("!\\[x](/x/)", "!\\[x](/x/)"),
        ("a! [x](/x/)", "a! [x](/teks/)"), ("[![x](/x/)](/x/)", "[![x](/foto/)](/teks/)"),
        ('<img src="/x/" alt="">', '<img src="/foto/" alt="">'), ('<a href="/x/">x</a>', '<a href="/teks/">x</a>'),
        ("[x][1]\n\n[1]: /x/", "[x][1]\n\n[1]: /teks/"),
    ],
)  # fmt: skip
def test_a_picture_and_a_page_of_one_address_are_two(body: str, expected: str) -> None:
    """What the target is decides where it went: a picture's has an exclamation mark, or its own element."""
    reading = msgspec.structs.replace(SITE, html=True)
    assert followed(f"{body}\n", {PICTURE: "/foto/", TEXT: "/teks/"}, HERE, HERE, reading) == f"{expected}\n"


@pytest.mark.parametrize(
    ("body", "expected"),
    [
        (f"[![x](/foto/a.jpg)]({OLD})", f"[![x](/gambar/a.jpg)]({NEW})"), (f"[a ![x](/foto/z.jpg) b]({OLD}#d)", f"[a ![x](/foto/z.jpg) b]({NEW}#d)"),
        ("![a [b] c](/foto/a.jpg)", "![a [b] c](/gambar/a.jpg)"), (f"[a ![b [c] d](/foto/a.jpg)]({OLD})", f"[a ![b [c] d](/gambar/a.jpg)]({NEW})"),
        (rf"[a \] ![b]({OLD})", rf"[a \] ![b]({OLD})"), (f"a ] [x]({OLD})", f"a ] [x]({NEW})"), (f"![a `]` b](/foto/a.jpg) [x]({OLD})", f"![a `]` b](/gambar/a.jpg) [x]({NEW})"),
    ],
)  # fmt: skip
def test_a_picture_that_leads_somewhere_is_two_links(body: str, expected: str) -> None:
    """The picture's and that of the text around it, whatever brackets stand in their texts."""
    assert text(body) == expected


@pytest.mark.parametrize(
    ("body", "expected"),
    [
        ("[x](../c/peta.pdf)", "[x](/daerah/2024/c/peta.pdf)"), ("[x](../c/#dua)", "[x](/daerah/2024/10/c/#dua)"),
        ("![x](peta.jpg) [y](/daerah/)", "![x](/daerah/2024/10/peta.jpg) [y](/daerah/)"),
        ("[x](mailto:a@b.example) [y](../c/)", "[x](mailto:a@b.example) [y](/daerah/2024/10/c/)"),
        ("[x](../b/)", f"[x]({NEW})"), ("`![x](peta.jpg)`", "`![x](peta.jpg)`"),
    ],
)  # fmt: skip
def test_each_relative_link_of_what_moves_is_judged_alone(body: str, expected: str) -> None:
    """One whose target moves, too, leads to where that is now."""
    assert text(body, home=Home("nasional/a.md", "/nasional/a/")) == expected


def test_the_folder_of_a_text() -> None:
    """Is that of its file; at the top it has none."""
    assert [Home(path, "/").folder for path in ("daerah/2024/a.md", "a.md")] == ["daerah/2024", ""]


@pytest.mark.parametrize(
    ("head", "expected"),
    [
        ("photo: {src: /x/, caption: /x/}\n", "photo: {src: /foto/, caption: /x/}\n"), ("picture: /x/\n", "picture: /foto/\n"),
        ("link: /x/\n", "link: /teks/\n"), ("pinned: [/x/, /y/]\n", "pinned: [/teks/, /y/]\n"), ("related: [/x/#a]\n", 'related: ["/teks/#a"]\n'),
        ("follows: ''\n", "follows: ''\n"), ("follows: /y/\n", "follows: /y/\n"), ("related: [{a: /x/}]\n", "related: [{a: /x/}]\n"),
        ("corrections: [{link: /x/, text: /x/}]\n", "corrections: [{link: /teks/, text: /x/}]\n"),
        ("editor: Sari Wulan\n", "editor: sari-dewi\n"), ("title: /x/\n", "title: /x/\n"),
    ],
)  # fmt: skip
def test_which_values_of_the_front_matter_are_addresses(head: str, expected: str) -> None:
    """Those of the keys that name one, of a group in its own key alone."""
    moved = {PICTURE: "/foto/", TEXT: "/teks/", person_key("sari-wulan"): "sari-dewi"}
    whole = "---\n{}---\nIsi.\n"
    assert followed(whole.format(head), moved, HERE, HERE, SITE) == whole.format(expected)


@pytest.mark.parametrize(
    ("front", "expected"),
    [
        (f"lead: {OLD}\n", f"lead: {NEW}\n"), (f"utama: {OLD}#dua\n", f'utama: "{NEW}#dua"\n'), (f"next: [{OLD}, /y/]\n", f"next: [{NEW}, /y/]\n"),
        (f"berikutnya: {OLD}\n", f"berikutnya: {NEW}\n"), (f"picks: [{OLD}]\n", f"picks: [{NEW}]\n"), (f"pilihan: [{OLD}]\n", f"pilihan: [{NEW}]\n"),
        (f"lead: {{article: {OLD}, title: {OLD}}}\n", f"lead: {{article: {NEW}, title: {OLD}}}\n"),
        (f"breaking: {{text: {OLD}, link: {OLD}}}\n", f"breaking: {{text: {OLD}, link: {NEW}}}\n"),
        (f"mendesak: {{tautan: {OLD}, berita: {OLD}}}\n", f"mendesak: {{tautan: {NEW}, berita: {NEW}}}\n"),
        (f"lead: https://uji.example{OLD}\n", f"lead: {NEW}\n"), (f"lead: https://lain.example{OLD}\n", f"lead: https://lain.example{OLD}\n"),
        ("lead: ''\n", "lead: ''\n"), ("blocks: [daerah, nasional]\n", "blocks: [wilayah, nasional]\n"), ("blok: [daerah]\n", "blok: [wilayah]\n"),
        ("blocks: [{kanal: daerah, count: 5}]\n", "blocks: [{kanal: wilayah, count: 5}]\n"), ("blok: [{kanal: daerah, judul: daerah}]\n", "blok: [{kanal: wilayah, judul: daerah}]\n"),
        ("title: daerah\nkanal: daerah\n", "title: daerah\nkanal: daerah\n"), (f"blocks: [{{article: {OLD}}}]\n", f"blocks: [{{article: {NEW}}}]\n"),
        ("", ""),
    ],
)  # fmt: skip
def test_what_a_front_page_names_follows(front: str, expected: str) -> None:
    """Articles by their addresses and kanals by their slugs, each in its own keys; no other text."""
    assert steered(front, MOVED, {"daerah": "wilayah"}, "https://uji.example") == expected
