"""Links of a text lead where they led before, however they are written, when what they mean moves."""

from __future__ import annotations

import msgspec
import pytest

from generator.editing.links import Home, followed
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
