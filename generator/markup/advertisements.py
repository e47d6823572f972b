"""The portal's own advertisements, one in each file of content/iklan/: a picture, and when and where it is shown."""

from __future__ import annotations

from generator.base.errors import Problem
from generator.base.sentences import sentence
from generator.base.text import quoted, suggest
from generator.config.article_keys import ADVERTISEMENT
from generator.config.entries import Source, did_you_mean
from generator.config.fields import Fields
from generator.markup.documents import read
from generator.model.records import Advertisement, Body, Link
from generator.model.site import Reading


def parse_advertisement(
    data: bytes, path: str, reading: Reading, *, broken: bool = False
) -> tuple[Advertisement | None, list[Problem]]:
    """Read an advertisement from content/iklan/<name>.md; `path` and `broken` as for a profile."""

    def make(fields: Fields, source: Source, body: str, first_line: int) -> Advertisement:
        picture, alt, url = fields.value("picture"), fields.text("alt"), fields.value("link")
        links = [Link("image", picture, alt, *fields.place("picture"))] if picture.startswith("/") else []
        links += [Link("link", url, "", *fields.place("link"))] if url.startswith("/") else []
        if picture and not links[:1]:
            message = sentence("the picture of an advertisement is a file of content/")
            fields.wrong("picture", message, sentence("save it there, and write its path: /foto/iklan/x.png"))
        if body.strip():
            message = sentence("an advertisement has no text: readers see its picture alone")
            source.wrong(first_line, 0, message, sentence("delete it, or make it a part of the picture"))
        places, kanal = fields.texts("places"), fields.texts("categories")
        if reading.ad_places is not None:
            _known(fields, "places", places, reading.ad_places)
        _known(fields, "categories", kanal, reading.categories)
        start, end = fields.value("from"), fields.value("until")
        if start and end and end.epoch <= start.epoch:
            message = sentence("this advertisement ends before it begins")
            fields.wrong("until", message, sentence("correct one of the two times"), code="bad-date")
        shown = Body(((),), tuple(links), "", 0, "")
        return Advertisement(path, shown, url, places, kanal, start, end)

    return read(data, f"content/{path}", reading, ADVERTISEMENT, make, broken=broken)


def _known(fields: Fields, key: str, written: tuple[str, ...], known: tuple[str, ...]) -> None:
    """Note a value that is not among the known ones."""
    wrong = next((value for value in written if value not in known), "")
    if not wrong:
        return
    meant = did_you_mean(suggest(wrong, known))
    if key == "places":
        message = sentence("the theme shows no advertisements at the place {name}", name=quoted(wrong))
        names = ", ".join((*known, wrong))
        hint = meant or sentence("write into site.yaml: theme_settings: {{iklan: [{names}]}}", names=names)
    else:
        message = sentence("there is no kanal {name}", name=quoted(wrong))
        hint = meant or sentence("the kanal are {names}", names=", ".join(known))
    fields.wrong(key, message, hint)
