"""Make the dictionary with which records are compressed, of a site's content.

    python -m tools.dictionary site.yaml

The one that comes with the package was made of the demo site, whose articles are our own. It fits all news in
Indonesian: words and their endings, and how a record is built (see `store.compression`). To make another one is worth
it when records are built differently; all stores are then made anew.
"""

from __future__ import annotations

import random
import sys
from pathlib import Path

from backports import zstd

from generator.markup.documents import parse
from generator.model import codec
from generator.store import compression
from generator.theming.loading import read_site

SIZE = 32 * 1024
"""Bytes. Half of it keeps four parts of a hundred less; twice of it saves nothing more."""


def samples(folder: Path) -> list[bytes]:
    """Return the packed records of a site, in an order that is the same each time."""
    site, _ = read_site(folder)
    found = []
    for file in sorted((folder / "content").rglob("*.md")):
        path = file.relative_to(folder / "content").as_posix()
        record, _ = parse(file.read_bytes(), path, site.reading)
        if record is not None:
            found.append(codec.encode(record))
    random.Random(1).shuffle(found)
    return found


def main() -> int:
    """Write the dictionary into the package."""
    made = zstd.train_dict(samples(Path(sys.argv[1]).parent), SIZE)
    Path(compression.__file__).with_name(compression.DICTIONARY).write_bytes(made.dict_content)
    return 0


if __name__ == "__main__":
    sys.exit(main())
