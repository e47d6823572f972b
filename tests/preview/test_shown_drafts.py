"""A preview that shows drafts, or no longer, is the one that would begin so now."""

from __future__ import annotations

import random
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from generator.engine.options import Options
from generator.preview import state
from generator.preview.preview import Preview
from generator.preview.watch import EVERYTHING
from generator.store import outputs
from tests.quick import LONG
from tests.support import NOW, Portal, article, site

TURNS, SEEDS = (25, 20) if LONG else (5, 2)
DAY = 86400


@contextmanager
def begun(folder: Path, now: int, *, drafts: bool) -> Iterator[Preview]:
    """A preview that has read the whole site."""
    options = Options(site=str(folder), output="", now=now, drafts=drafts, jobs=1)
    with state.opened(folder) as store:
        preview = Preview(options, store, state.folder_of(folder))
        preview.update(now, EVERYTHING, lambda *_: None)
        yield preview
        preview.close()


def pages(preview: Preview) -> dict[str, tuple[int, str, str]]:
    """Return all that a browser may be shown, by address."""
    paths = (path for _, path, _ in outputs.pages(preview._store))
    found = {url: preview.pages.find(url) for url in (f"/{path.removesuffix('index.html')}" for path in paths)}
    return {url: (one.status, one.kind, one.digest) for url, one in found.items() if one.kind != "missing"}


def write(portal: Portal, chance: random.Random) -> None:
    """Write an article: of now, of another day, a draft, or one that ends; a draft may lead nowhere."""
    number = chance.randrange(10)
    keys = {"tags": f"[T{chance.randrange(3)}]", "timestamp": f"2024-10-{chance.randrange(5, 16):02} 08:00 WIB"}
    keys |= {"draft": "true"} if chance.random() < 0.4 else {}
    keys |= {"expires": "2024-10-17"} if chance.random() < 0.2 else {}
    target = "tiada" if "draft" in keys and chance.random() < 0.5 else "inti"
    path = f"content/{('daerah', 'nasional')[number % 2]}/2024/10/a{number}.md"
    portal.add(
        path,
        article(
            f"Judul {number} {chance.randrange(99)}",
            f"[x](inti)\n\nBaca Juga: [](/{target}/)" if target == "tiada" else "[x](inti)",
            **keys,
        ),
    )


@pytest.mark.parametrize("seed", range(SEEDS))
def test_showing_drafts_and_taking_them_back_leaves_no_trace(tmp_path: Path, seed: int) -> None:
    """Whatever is saved, deleted or seen at another time in between."""
    chance = random.Random(seed)
    portal = site(tmp_path)
    portal.add("content/daerah/2024/10/inti.md", article("Inti", timestamp="2024-10-01 08:00 WIB"))
    for _ in range(8):
        write(portal, chance)
    with begun(portal.folder, NOW, drafts=True) as preview:
        for turn in range(TURNS):
            drafts = chance.random() < 0.5 if turn > 1 else bool(turn)
            now = NOW + chance.choice((0, 0, -4, 3, 6, 8)) * DAY
            write(portal, chance)
            if chance.random() < 0.3:
                chance.choice(sorted(portal.folder.glob("content/*/2024/10/a*.md"))).unlink()
            preview.update(now, EVERYTHING, lambda *_: None, drafts=drafts)
            assert not preview.problems
            other = tmp_path / f"other-{turn}"
            shutil.copytree(portal.folder, other, ignore=shutil.ignore_patterns(".ssg"))
            with begun(other, now, drafts=drafts) as fresh:
                assert pages(preview) == pages(fresh)
