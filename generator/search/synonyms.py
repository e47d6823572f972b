"""Short names that readers write and headlines spell out, or the other way round."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType

from generator.search.words import tokens

SHORT_NAMES: Mapping[str, str] = MappingProxyType(
    {
        "babel": "kepulauan-bangka-belitung", "bangka-belitung": "kepulauan-bangka-belitung",
        "diy": "daerah-istimewa-yogyakarta", "dki": "dki-jakarta", "gtlo": "gorontalo",
        "jabar": "jawa-barat", "jateng": "jawa-tengah", "jatim": "jawa-timur",
        "kalbar": "kalimantan-barat", "kalsel": "kalimantan-selatan", "kaltara": "kalimantan-utara",
        "kalteng": "kalimantan-tengah", "kaltim": "kalimantan-timur", "kepri": "kepulauan-riau",
        "malut": "maluku-utara", "nad": "aceh", "ntb": "nusa-tenggara-barat", "ntt": "nusa-tenggara-timur",
        "pabar": "papua-barat", "pabardaya": "papua-barat-daya", "papeg": "papua-pegunungan",
        "pasel": "papua-selatan", "pateng": "papua-tengah", "sulbar": "sulawesi-barat",
        "sulsel": "sulawesi-selatan", "sulteng": "sulawesi-tengah", "sultra": "sulawesi-tenggara",
        "sulut": "sulawesi-utara", "sumbar": "sumatera-barat", "sumsel": "sumatera-selatan",
        "sumut": "sumatera-utara", "jogja": "yogyakarta", "jogjakarta": "yogyakarta",
    }
)  # fmt: skip
"""Short names of provinces and what they stand for, as slugs."""


def both_ways(pairs: Mapping[str, str]) -> dict[str, str]:
    """Return what a query looks up of pairs that mean the same, such as "jateng" and "jawa tengah"."""
    found: dict[str, str] = {}
    for one, other in sorted(pairs.items()):
        first, second = " ".join(tokens(one)), " ".join(tokens(other))
        if first and second and first != second:
            found.setdefault(first, second)
            found.setdefault(second, first)
    return found
