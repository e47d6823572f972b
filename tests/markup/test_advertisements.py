"""Advertisements of content/iklan/: what a file says, and what is said of one that says it wrong."""

from __future__ import annotations

import pytest
from msgspec.structs import replace

from generator.base import dates
from generator.markup.advertisements import parse_advertisement
from generator.model.records import Link
from tests.support import READING

READ = replace(READING, ad_places=("atas", "teks"), base_url="https://uji.example", indonesian_keys=True)
HEAD = {"picture": "/foto/a.png", "alt": "Toko", "link": "https://toko.example/", "places": "[atas, teks]"}


def text_of(body: str = "", **keys: str) -> bytes:
    lines = "".join(f"{key}: {value}\n" for key, value in {**HEAD, **keys}.items() if value)
    return f"---\n{lines}---\n{body}".encode()


def test_an_advertisement_is_read() -> None:
    """Its picture and its target are references like those of a text; its times have the zone of the site."""
    times = {"from": "2024-10-01 00:00", "until": "2024-11-01 00:00 WITA"}
    ad, problems = parse_advertisement(
        text_of(**{**times, "link": "https://uji.example/toko/", "categories": "daerah"}), "iklan/a.md", READ
    )
    assert problems == []
    assert ad is not None
    assert ad.body.links == (Link("image", "/foto/a.png", "Toko", 2, 10), Link("link", "/toko/", "", 4, 7))
    assert (ad.url, ad.places, ad.kanal) == ("/toko/", ("atas", "teks"), ("daerah",))
    assert (ad.start, ad.end) == (dates.parse(times["from"], "WIB"), dates.parse(times["until"], "WIB"))
    assert [ad.runs(dates.parse(f"2024-{day} 00:00 WIB", "WIB").epoch) for day in ("09-30", "10-01", "10-31", "11-01")] == [
        False, True, True, False,
    ]  # fmt: skip


def test_an_advertisement_may_have_indonesian_keys() -> None:
    """Where site.yaml has them."""
    data = "---\ngambar: /foto/a.png\nalt: Toko\ntautan: https://toko.example/\ntempat: atas\ndari: 2024-10-01 00:00\n---\n"
    ad, problems = parse_advertisement(data.encode(), "iklan/a.md", READ)
    assert problems == []
    assert ad is not None
    assert ad.places == ("atas",)
    assert ad.start is not None


@pytest.mark.parametrize(
    ("keys", "place", "said", "hint"),
    [
        ({"picture": ""}, (1, 0), '"picture" is missing: an advertisement is a picture', "write picture: /foto/iklan/…"),
        ({"alt": ""}, (1, 0), '"alt" is missing: some readers do not see the picture', "write alt: …"),
        ({"link": ""}, (1, 0), '"link" is missing: an advertisement leads somewhere', "write link: https://…"),
        ({"places": ""}, (1, 0), '"places" is missing: an advertisement has a place', "write places: [atas, teks]"),
        ({"picture": "https://lain.example/a.png"}, (2, 10), "the picture of an advertisement is a file of content/",
         "save it there, and write its path: /foto/iklan/x.png"),
        ({"link": "javascript:x()"}, (4, 7), '"javascript:x()" is not an address', 'write "/kanal/2024/10/x/" or "https://…"'),
        ({"places": "[atas, bawah]"}, (5, 9), 'the theme shows no advertisements at the place "bawah"',
         "write into site.yaml: theme_settings: {iklan: [atas, teks, bawah]}"),
        ({"places": "tekz"}, (5, 9), 'the theme shows no advertisements at the place "tekz"', 'did you mean "teks"?'),
        ({"categories": "daerh"}, (6, 13), 'there is no kanal "daerh"', 'did you mean "daerah"?'),
        ({"from": "2024-10-02 00:00", "until": "2024-10-01 00:00"}, (7, 8), "this advertisement ends before it begins",
         "correct one of the two times"),
        ({"until": "kapan"}, (6, 8), None, None),
        ({"urls": "x"}, (6, 1), 'unknown key "urls"', None),
    ],
)  # fmt: skip
def test_mistakes_in_an_advertisement(
    keys: dict[str, str], place: tuple[int, int], said: str | None, hint: str | None
) -> None:
    """Each with its line, a sentence, and what to write."""
    reading = replace(READ, indonesian_keys=False)
    ad, (problem, *more) = parse_advertisement(text_of(**keys), "iklan/a.md", reading)
    assert more == []
    assert (ad is None) == (problem.code != "unknown-key")
    assert (problem.where.path, problem.where.line) == ("content/iklan/a.md", place[0])
    assert said is None or str(problem.message).startswith(said)
    assert hint is None or str(problem.hint) == hint


def test_a_text_would_not_be_shown() -> None:
    """So it is an error."""
    _, (problem,) = parse_advertisement(text_of("Beli di sini.\n"), "iklan/a.md", READ)
    assert str(problem.message) == "an advertisement has no text: readers see its picture alone"
    assert problem.where.line == 7
