"""Make an archive of Markdown of the data sets that the judged queries were written for.

    python -m tools.search_quality.collect FOLDER CSV...

A CSV has a row an article of detik.com, with its address, headline, time and text under the names that data sets give
them. An article's file is named by the number in its address, its folder by the part of the portal that it stood in.
"""

from __future__ import annotations

import csv
import json
import re
import sys
from pathlib import Path
from urllib.parse import urlsplit

from generator.base.text import squeeze

ADDRESS, HEADLINE, TIME, TEXT = ("url", "tautan"), ("judul",), ("tanggal",), ("isi", "isi_berita")
_NUMBER = re.compile(r"/d-(\d+)/")
_AMERICAN = re.compile(r"(\d+)/(\d+)/(\d{4}) (\d+:\d+)")
_NOISE = re.compile(r"SCROLL TO CONTINUE WITH CONTENT|ADVERTISEMENT")


def main(folder: Path, sources: list[Path]) -> None:
    csv.field_size_limit(1 << 24)
    for source in sources:
        with source.open(encoding="utf-8", newline="") as rows:
            for row in csv.DictReader(rows):
                _write(folder, row)


def _write(folder: Path, row: dict[str, str]) -> None:
    address, headline, time, text = (
        next((row[name] for name in names if row.get(name)), "") for names in (ADDRESS, HEADLINE, TIME, TEXT)
    )
    number = _NUMBER.search(address)
    if not number or not text:
        return
    place = urlsplit(address)
    part = place.netloc.split(".")[0]
    path = folder / (place.path.split("/")[1] if part == "www" else part) / f"{number[1]}.md"
    path.parent.mkdir(parents=True, exist_ok=True)
    matter = {"title": squeeze(headline), "timestamp": _AMERICAN.sub(r"\3-\1-\2 \4 WIB", time)}
    lines = "".join(f"{key}: {json.dumps(value, ensure_ascii=False)}\n" for key, value in matter.items())
    paragraphs = "\n\n".join(squeeze(line) for line in _NOISE.sub("", text).splitlines() if line.strip())
    path.write_text(f"---\n{lines}---\n\n{paragraphs}\n", "utf-8")


if __name__ == "__main__":
    main(Path(sys.argv[1]), [Path(name) for name in sys.argv[2:]])
