"""The photo of an article: its file, and what is said of it."""

from __future__ import annotations

import pytest
from msgspec.structs import replace

from generator.base.errors import Problem
from generator.portal.records import Photo
from generator.readers.frontmatter import parse_article
from tests.support import READING, article

WHOLE = replace(READING, base_url="https://uji.example")


def read(photo: str, *, draft: bool = False, credit: bool = True) -> tuple[Photo | None, list[Problem]]:
    text = article(photo=photo, **({"draft": "true"} if draft else {}))
    found, problems = parse_article(text.encode(), "daerah/a.md", replace(WHOLE, require_credit=credit))
    return (found.matter.photo if found is not None else None), problems


@pytest.mark.parametrize(
    ("caption", "credit", "expected"),
    [
        ("Air naik", "Sari", ("Air naik", "Sari")), ("Air naik (Foto: Sari)", "", ("Air naik", "Sari")),
        ("Air naik (sumber foto : Sari ) ", "", ("Air naik", "Sari")), ("Air (Ilustrasi: Sari)", "Budi", ("Air", "Budi")),
        ("Air (Foto: Sari) naik", "Budi", ("Air (Foto: Sari) naik", "Budi")), ("Air (Gambar: Sari)", "Budi", ("Air (Gambar: Sari)", "Budi")),
        ("Air", "Foto: Sari", ("Air", "Sari")), ("Air", "foto : Sari", ("Air", "Sari")), ("Air", "Potret Sari", ("Air", "Potret Sari")),
    ],
)  # fmt: skip
def test_who_took_it(caption: str, credit: str, expected: tuple[str, str]) -> None:
    """Also where the caption says so at its end; the word for a photo is left out."""
    photo, problems = read(f'{{src: /foto/a.jpg, caption: "{caption}", credit: "{credit}"}}')
    assert problems == []
    assert photo is not None
    assert (photo.caption, photo.credit) == expected


@pytest.mark.parametrize(
    ("caption", "told"),
    [
        *((name, True) for name in (
            "IMG_2041.jpg", "banjir.JPEG", "a.jpg", "a.png", "a.webp", "a.avif", "a.gif", "a.heic", "a.tif", "a.tiff", "IMG-2041", "dsc 01", "DSCF0001",
            "DJI_0007", "PXL_2024", "Screenshot 2024-10-09", "vid1", "WhatsApp Image 2024-10-09 at 16.10",
        )),
        *((name, False) for name in ("Air naik di a.jpg", "img", "a.pdf", "IMG dari udara", "Gambar WhatsApp", "Dsc: 4 orang, 2 perahu")),
    ],
)  # fmt: skip
def test_the_name_of_a_file_is_no_caption(caption: str, told: bool) -> None:
    """As cameras, telephones and programs write them."""
    _, problems = read(f'{{src: /foto/a.jpg, caption: "{caption}", credit: Sari}}')
    assert [one.code for one in problems] == ["unfinished-text"] * told


@pytest.mark.parametrize("focus", ["50% 30%", "0% 100%", "100% 0%", "7% 99%"])
def test_a_point_to_keep_in_view(focus: str) -> None:
    """Two percentages."""
    photo, problems = read(f"{{src: /foto/a.jpg, credit: Sari, focus: {focus}}}")
    assert problems == []
    assert photo is not None
    assert photo.focus == focus


@pytest.mark.parametrize("focus", ["101% 0%", "50%", "50% 30", "50 30", "kiri atas", "050% 1%"])
def test_no_point_of_a_picture(focus: str) -> None:
    """Anything else is told."""
    _, problems = read(f"{{src: /foto/a.jpg, credit: Sari, focus: {focus}}}")
    assert [one.code for one in problems] == ["bad-value"]
    assert "50% 20%" in str(problems[0].hint)


@pytest.mark.parametrize(
    ("more", "draft", "required", "codes"),
    [
        ("", False, True, ["missing-credit"]), ("", True, True, []), ("", False, False, []), (", ai: Nama Alat", False, True, []),
        (", credit: Sari", False, True, []),
    ],
)  # fmt: skip
def test_a_photo_names_who_took_it(more: str, draft: bool, required: bool, codes: list[str]) -> None:
    """Unless a tool made it, it is a draft's, or the portal asks for none."""
    _, problems = read(f"{{src: /foto/a.jpg{more}}}", draft=draft, credit=required)
    assert [one.code for one in problems] == codes


def test_what_is_missing_is_shown_whole() -> None:
    """Ready to paste: of a photo that is but an address, all of it."""
    assert [str(one.hint) for one in read("/foto/a.jpg")[1]] == ["write photo: {src: /foto/a.jpg, credit: …}"]
    assert ["credit" in str(one.hint) and "photo:" not in str(one.hint) for one in read("{src: /foto/a.jpg}")[1]] == [
        True
    ]
    (found,) = read("{caption: A, credit: Sari}")[1]
    assert (found.code, "src: /foto/…" in str(found.hint)) == ("missing-key", True)


def test_a_picture_that_readers_may_not_see() -> None:
    """From http:// on a portal of https://."""
    assert [one.code for one in read("{src: 'http://x.example/a.jpg', credit: Sari}")[1]] == ["unreachable-link"]
    assert read("{src: 'https://x.example/a.jpg', credit: Sari}")[1] == []


@pytest.mark.parametrize(
    ("photo", "said"),
    [
        ("{src: /a.jpg, caption: a.jpg, credit: S}", ["6:31 this caption is the name of a file | write what the photo shows, and where and when"]), ("{src: /a.jpg, credit: S, focus: x}", ['6:40 "x" is not a point of a picture | write it like "50% 20%"']),
        ("{src: /a.jpg}", ['6:0 "photo.credit" is missing: a photo names who took it | write credit: …']), ("/a.jpg", ['6:0 "photo.credit" is missing: a photo names who took it | write photo: {src: /a.jpg, credit: …}']), ("{credit: S}", ['6:0 "photo.src" is missing: a photo needs a file | write src: /foto/…']),
        ("{src: /a.jpg, credit: S, fit: x}", ['6:38 "x" is not a known photo.fit | choose one of whole']), ("{src: /a.jpg, credit: S, fit: WHOLE}", []), ("{src: /a.jpg, ai: Alat}", []), ("a.jpg", ['6:0 "photo.credit" is missing: a photo names who took it | write photo: {src: a.jpg, credit: …}']),
        ("foto", ["6:8 photo must be a group of keys, not text | write photo: and below it, indented, src: /foto/2024/10/x.jpg"]), ("/foto", ['6:0 "photo.credit" is missing: a photo names who took it | write photo: {src: /foto, credit: …}']), ("a.abcdef", ["6:8 photo must be a group of keys, not text | write photo: and below it, indented, src: /foto/2024/10/x.jpg"]),
        ("{src: http://a.id/b.jpg, credit: S}", ["6:14 readers may not see this picture: the portal has https://, and its address has not | write https://…, or save the picture below content/, and write its path: /foto/2024/10/x.jpg"]),
    ],
)  # fmt: skip
def test_what_is_said_of_a_photo(photo: str, said: list[str]) -> None:
    """With its place and what to write; a single address, or a file's name, is that of the picture."""
    _, problems = read(photo)
    assert [f"{one.where.line}:{one.where.column} {one.message} | {one.hint}" for one in problems] == said
