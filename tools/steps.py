"""What one parse costs in steps that can be counted: calls of functions, and uses of patterns among them.

    make steps

prints how many a standard article takes from its bytes to what the store keeps of it, beside the number that is held.
They are the same on every machine and however busy it is, so that a parse that becomes dearer is noticed, which no test
of how time grows with size can tell. `tests/test_steps.py` holds them. Whoever makes a parse cheaper writes the new
number here.
"""

from __future__ import annotations

import re
import sys
import tempfile
from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import Any, NamedTuple

from generator.base.source import Source
from generator.config import site_yaml
from generator.engine.parse import Job, parse_batch
from generator.engine.scan import Candidate
from generator.store.folders import UNKNOWN

MOST = 1.3
"""How many times as many steps there may be as are written here."""


class Steps(NamedTuple):
    """What a run of something took."""

    calls: int
    """Of functions, in Python and in C."""
    patterns: int
    """Of these, uses of patterns: each may look at all of a text."""


HELD = {"article": Steps(11_979, 494), "with HTML": Steps(13_305, 539)}
"""Measured with Python 3.11; newer ones call a little less."""

_CONFIG = "name: A\nbase_url: https://a.example\ncategories: [{slug: daerah, name: Daerah}]\n"
_HEAD = """---
title: "Perahu Sekolah %: Warga Muara Teduh Menunggu"
author: [Sari Anggraini, Rustam]
editor: Bagus Santosa
timestamp: Rabu, 9 Oktober 2024 | 16:10 WIB
updated: 2024-10-09 18:00 WIB
summary: Warga Muara Teduh menunggu perahu sekolah yang akan mengantar 64 murid.
tags: [perahu sekolah, Muara Teduh, pendidikan]
photo:
  src: /foto/2024/10/perahu.jpg
  caption: Perahu sekolah di dermaga, Rabu (9/10/2024).
  credit: Kabar Muara/Sari Anggraini
source: {name: Dinas Pendidikan, url: https://dinas.example/}
corrections:
  - {timestamp: 2024-10-09 19:00 WIB, type: ralat, text: "Semula tertulis 46, yang benar 64."}
---
"""
_PARAGRAPH = (
    'Warga Desa % menunggu perahu sekolah sejak pukul 06.00 WIB, Rabu (9/10/2024). "Anak-anak tidak perlu memutar '
    'lagi," kata Kepala Desa Marwan, yang menyebut **64 murid** dari [tiga dusun](/daerah/2024/10/dusun-%/) ikut naik. '
    "Harga solar "
    "Rp6.800 per liter; jaraknya 12,5 km.\n\n"
)
_REST = """## Jadwal %

- Senin sampai Jumat: dua kali
- Sabtu: satu kali

> Perahu ini milik desa, kata Marwan.

| Dusun | Murid |
|---|---|
| Hulu % | 24 |
| Hilir | 40 |

![Perahu](/foto/2024/10/dermaga-%.jpg "Perahu di dermaga. (Foto: Sari Anggraini)")

Baca Juga: [](harga-solar-%)

"""


def text(number: int, *, html: bool = False) -> str:
    """Return an article of some 700 words, which differs from others in its numbers alone."""
    body = _PARAGRAPH * 12 + _REST + _PARAGRAPH * 6 + ("<b>Tebal %</b> dan <em>miring</em>.\n\n" if html else "")
    return (_HEAD + body + "Perahu berangkat besok.***(SA)\n").replace("%", str(number))


def counted(work: Callable[[], object]) -> Steps:
    """Return the steps of something, which is done once."""
    calls = patterns = 0

    def note(_: object, event: str, arg: Any) -> None:
        nonlocal calls, patterns
        if event == "call":
            calls += 1
        elif event == "c_call":
            calls += 1
            patterns += isinstance(getattr(arg, "__self__", None), re.Pattern)

    before = sys.getprofile()
    sys.setprofile(note)
    try:
        work()
    finally:
        sys.setprofile(before)
    return Steps(calls, patterns)


def measured(name: str) -> Steps:
    """Return the steps of the parse of a standard article, after another one, by which caches are filled."""
    html = name == "with HTML"
    site, _ = site_yaml.parse(_CONFIG + ("html: safe\n" if html else ""))
    assert site is not None
    with tempfile.TemporaryDirectory() as folder:
        job = Job(Source(folder), site.reading)
        runs = []
        for number in (1, 2):
            file = Path(folder, f"daerah/{number}.md")
            file.parent.mkdir(exist_ok=True)
            file.write_text(text(number, html=html), "utf-8")
            runs.append(partial(parse_batch, job, (Candidate(f"daerah/{number}.md", UNKNOWN, b""),)))
        (first,) = runs[0]()
        assert not first.problems, first.problems
        return counted(runs[1])


def main() -> int:
    """Print a table; 1 if any parse takes more steps than it may."""
    found = {name: measured(name) for name in HELD}
    print(f"{'one parse':12} {'calls':>8} {'held':>8} {'patterns':>9} {'held':>8}")
    for name, steps in found.items():
        held = HELD[name]
        print(f"{name:12} {steps.calls:8,} {held.calls:8,} {steps.patterns:9,} {held.patterns:8,}")
    return int(any(one > MOST * most for name in HELD for one, most in zip(found[name], HELD[name], strict=True)))


if __name__ == "__main__":
    sys.exit(main())
