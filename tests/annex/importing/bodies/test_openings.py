"""What a body begins with that a page shows above it."""

from __future__ import annotations

import pytest

from generator.annex.importing.bodies.openings import headline, without_photo


@pytest.mark.parametrize(
    ("body", "found"),
    [
        ("\n# Air  *naik*\n\nIsi.", ("Air naik", "\nIsi.")), ("## Air naik ##\nIsi.", ("Air naik", "Isi.")), ("Air naik\n====\nIsi.", ("Air naik", "Isi.")),
        ("# Air naik {#air .besar}\nIsi.", ("Air naik", "Isi.")), ('<h1 class="x">Air naik</h1>\n\n<p>Isi.</p>', ("Air naik", "<p>Isi.</p>")), ("# Air naik", ("Air naik", "")),
    ],
)  # fmt: skip
def test_the_headline_that_a_text_begins_with(body: str, found: tuple[str, str]) -> None:
    """In each form that these systems know, and what follows it."""
    assert headline(body) == found


@pytest.mark.parametrize(
    "body",
    ["", "Isi.\n\n# Air", "### Air\n", "    # Air\n", "#Air\n", "# [Air](/a/)\n", "# ![](a.jpg)\n", "# <b>Air</b>\n", "<h1><a>Air</a></h1>", "- Air\n===\n", "Air\n\n===\n", "---\n===\n"],
)  # fmt: skip
def test_a_text_that_begins_with_no_headline_is_left_alone(body: str) -> None:
    """One that holds more than words is none, so that nothing goes with it."""
    assert headline(body) == ("", body)


@pytest.mark.parametrize(
    ("text", "photo", "left", "said"),
    [
        ("![A](/a.jpg)\n\nIsi.", {}, "Isi.", {"alt": "A"}), ('![](/a.jpg "K")\n\nIsi.', {}, "Isi.", {"caption": "K"}), ('![A](/a.jpg "K")\n\nIsi.', {"caption": "K", "alt": "B"}, "Isi.", {"caption": "K", "alt": "B"}),
        ("![\\[a\\]](/a.jpg)\n\nIsi.", {"caption": "K"}, "Isi.", {"caption": "K", "alt": "[a]"}),
    ],
)  # fmt: skip
def test_a_photo_that_the_body_repeats_is_there_once(
    text: str, photo: dict[str, str], left: str, said: dict[str, str]
) -> None:
    """Above the text, with what the body says of it where nothing else does."""
    assert without_photo(text, {"src": "/a.jpg", **photo}) == (left, {"src": "/a.jpg", **said})


@pytest.mark.parametrize(
    "text",
    ["Isi.\n\n![A](/a.jpg)\n\n", "![A](/b.jpg)\n\nIsi.", '![A](/a.jpg "Lain")\n\nIsi.', "![A](/a.jpg) Isi.\n\n", "[![A](/a.jpg)](/b/)\n\nIsi.", "![A](/a.jpg)"],
)  # fmt: skip
def test_another_picture_stays(text: str) -> None:
    """Or the same further down, with another caption, as a link, or as all that there is."""
    photo = {"src": "/a.jpg", "caption": "K"}
    assert without_photo(text, photo) == (text, photo)
    assert without_photo(text, {}) == (text, {})


@pytest.mark.parametrize(
    ("body", "found"),
    [
        ("<H1>Air naik</H1>Isi.", ("Air naik", "Isi.")), ("Air naik\n=\n\nIsi.", ("Air naik", "\nIsi.")), ("Air naik\n  ==  \nIsi.", ("Air naik", "Isi.")), ("# #1 #\n", ("#1", "")), ("# Air &amp; api\n\n", ("Air & api", "\n")),
        ("# Air {naik}\n", ("Air {naik}", "")), ("# Air {.a} naik\n", ("Air {.a} naik", "")), ("# Air (naik)\n", ("Air (naik)", "")), ("Air\n===", ("Air", "")),
    ],
)  # fmt: skip
def test_what_is_in_a_headline(body: str, found: tuple[str, str]) -> None:
    """All of its words, without the signs that make it one; only a name at its end is none of them."""
    assert headline(body) == found


@pytest.mark.parametrize("body", ["Air\n= =\nIsi.", "Air\n   \nIsi.", "Air\n", "Air\n==a\n", "<h1>Air <b>naik</b></h1>", "<h1>Air", "###### Air\n"])  # fmt: skip
def test_what_only_looks_like_a_headline(body: str) -> None:
    """It stays in the text."""
    assert headline(body) == ("", body)


def test_a_caption_that_nothing_else_has() -> None:
    """It goes to a photo without a credit too, but beside a credit alone it stays with its own picture."""
    text, photo = '![A](</a.jpg> "Kata \\"K\\"")\n\nIsi.', {"src": "/a.jpg"}
    assert without_photo(text, {**photo, "alt": "B"}) == ("Isi.", {**photo, "caption": 'Kata "K"', "alt": "B"})
    assert without_photo(text, {**photo, "credit": "C"}) == (text, {**photo, "credit": "C"})
    assert without_photo("![](/a.jpg)\n\n", {**photo, "credit": "C"}) == ("", {**photo, "credit": "C"})


def test_a_headline_keeps_its_last_letters() -> None:
    """Signs that close it go, and nothing else does."""
    assert headline("# Xbox x\n") == ("Xbox x", "")
    assert headline("## Xbox x ##\n") == ("Xbox x", "")
