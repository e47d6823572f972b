"""Placeholder texts of `ssg init`."""

from __future__ import annotations

from collections.abc import Iterator

from generator.base.sentences import sentence
from generator.base.text import quoted
from generator.lint.rules.evidence import Evidence, Finding, Rule
from generator.model.records import Body

NAME = "Kabar Muara"
ADDRESS = "https://kabarmuara.example"
COMPANY = "PT Nama Perusahaan Pers"

_SAMPLES = (
    COMPANY, "Jalan Contoh Nomor 1", "Nama Penanggung Jawab", "Nama Pemimpin Redaksi", ADDRESS,
    "@kabarmuara.example", "+62 000 0000 0000", "Draf: ", "Profil ini contoh: ganti dengan profil wartawan Anda",
    "peristiwa dalam berita contoh adalah rekaan", "meliput Kabupaten Muara Teduh",
    "berita daerah dari Kabupaten Muara Teduh", "para atlet dari Muara Teduh", "berita daerah untuk warga Muara Teduh",
)  # fmt: skip
"""Texts of the skeleton that no real portal has; each is verbatim in site.yaml or content/."""
_TITLES = (
    "Perahu Sekolah Muara Teduh Mulai Mengantar 64 Murid", "Persimuda Muara Teduh Ditahan Imbang di Kandang",
    "Harga Ikan di Muara Teduh Turun Setelah Cuaca Membaik",
)  # fmt: skip
"""Headlines of its articles."""


def placeholder_text(evidence: Evidence) -> Iterator[Finding]:
    """Find placeholders: such a portal names nobody responsible, or has invented news; in site.yaml, all of them."""
    yield from (_finding("", sample) for sample in _SAMPLES if sample in evidence.site.file.text)
    texts = [
        *((page.path, page.body) for page in evidence.standing),
        *((one.path, one.body) for one in evidence.profiles),
    ]
    for path, body in texts:
        plain = _text(body)
        yield from (_finding(path, sample) for sample in [sample for sample in _SAMPLES if sample in plain][:1])
    yield from (_finding(article.path, article.title) for article in evidence.articles if article.title in _TITLES)


def _finding(path: str, sample: str) -> Finding:
    said = sentence("{value} is what a new portal begins with", value=quoted(sample))
    hint = sentence("write what is true of your portal, or delete it")
    return Finding("placeholder-text", path, said, hint, entry=sample)


def _text(body: Body) -> str:
    return "".join(piece for part in body.parts for piece in part if isinstance(piece, str))


RULES = (Rule(placeholder_text, {"placeholder-text": "Sample text of a new portal was not replaced."}),)
