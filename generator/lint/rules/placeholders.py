"""Placeholder texts of `ssg init`."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from urllib.parse import urlsplit

from generator.base.sentences import Sentence, sentence
from generator.base.text import quoted
from generator.lint.rules.evidence import Evidence, Finding, Rule
from generator.model.records import Body
from generator.model.site import Site

NAME = "Kabar Muara"
ADDRESS = "https://kabarmuara.example"
COMPANY = "PT Nama Perusahaan Pers"

PLACEHOLDERS = (
    COMPANY, "Jalan Contoh Nomor 1", "Nama Penanggung Jawab", "Nama Pemimpin Redaksi", "kabarmuara.example",
    "+62 000 0000 0000", "Draf:",
)  # fmt: skip
"""Texts of the skeleton that no real portal has; each is verbatim in site.yaml or content/."""
SAMPLE_TITLES = (
    "Perahu Sekolah Muara Teduh Mulai Mengantar 64 Murid", "Persimuda Muara Teduh Ditahan Imbang di Kandang",
    "Harga Ikan di Muara Teduh Turun Setelah Cuaca Membaik",
)  # fmt: skip
"""Headlines of its articles."""
SAMPLES = (
    "Profil ini contoh: ganti dengan profil wartawan Anda", "peristiwa dalam berita contoh adalah rekaan",
    "meliput Kabupaten Muara Teduh", "berita daerah dari Kabupaten Muara Teduh", "para atlet dari Muara Teduh",
    "berita daerah untuk warga Muara Teduh",
)  # fmt: skip
"""Sentences of its profiles, standing pages and site.yaml that no other portal has."""
_OWN = sentence("write what is true of your portal")
_DRAFT = re.compile(r"<p>(?:<em>|<strong>)*Draf:")
"""The beginning of a new portal's standing page."""
_RESERVED = re.compile(r"(?:^|\.)(?:example(?:\.(?:com|net|org))?|test|invalid)$")
"""Reserved host names (RFC 2606)."""


def placeholder_text(evidence: Evidence) -> Iterator[Finding]:
    """Find placeholders: such a portal names nobody responsible, or has invented news."""
    yield from _of_site(evidence.site)
    for page in evidence.standing:
        text = _text(page.body)
        if _DRAFT.search(text):
            said = sentence("this page is still the draft that a new portal begins with")
            hint = sentence("fill it in, and delete the paragraph that begins with Draf:")
            yield Finding("placeholder-text", page.path, said, hint, entry="Draf:")
        elif left := _first(text, (*PLACEHOLDERS, *SAMPLES)):
            yield Finding("placeholder-text", page.path, _begins(left), _OWN, entry=left)
    for profile in evidence.profiles:
        if left := _first(_text(profile.body), SAMPLES):
            hint = sentence("delete the file, or write it for somebody of your newsroom")
            yield Finding("placeholder-text", profile.path, _begins(left), hint, entry=left)
    for article in evidence.articles:
        if article.title in SAMPLE_TITLES:
            said = sentence("this article is a sample of a new portal: what it tells never happened")
            yield Finding("placeholder-text", article.path, said, sentence("delete it, and its photo"), "title")


def _of_site(site: Site) -> Iterator[Finding]:
    if _RESERVED.search(urlsplit(site.base_url).hostname or ""):
        said = sentence("{url} can be the address of no portal", url=quoted(site.base_url))
        hint = sentence("write the address that readers will use: base_url: https://…")
        yield Finding("placeholder-text", "", said, hint, "base_url")
    if _first(site.description, SAMPLES):
        yield Finding("placeholder-text", "", _begins(site.description), _OWN, "description")
    kanal = next((kanal for kanal in site.categories if _first(kanal.description, SAMPLES)), None)
    if kanal is not None:
        yield Finding("placeholder-text", "", _begins(kanal.description), _OWN, "categories")
    redaksi = site.redaksi
    for key in redaksi.__struct_fields__ if redaksi is not None else ():
        value = getattr(redaksi, key)
        if _first(value, PLACEHOLDERS):
            hint = sentence("write who it is; UU 40/1999, Pasal 12 asks for the names of those who are responsible")
            yield Finding("placeholder-text", "", _begins(value), hint, f"redaksi.{key}")


def _begins(text: str) -> Sentence:
    return sentence("{value} is what a new portal begins with", value=quoted(text))


def _first(text: str, samples: Iterable[str]) -> str:
    return next((sample for sample in samples if sample in text), "")


def _text(body: Body) -> str:
    return "".join(piece for part in body.parts for piece in part if isinstance(piece, str))


RULES = (Rule(placeholder_text, {"placeholder-text": "What a new portal begins with was never filled in."}),)
