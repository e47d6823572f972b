"""What is imported builds, whatever it holds: what cannot be read is held back, and told."""

from __future__ import annotations

import json
import random
from pathlib import Path

import pytest

from generator.annex.importing.items import Options
from generator.annex.importing.run import run
from tests.fuzz import hostile
from tests.support import Portal

SYSTEMS = ("hugo", "jekyll", "eleventy", "zola")
_KEYS = (
    "title", "date", "lastmod", "slug", "url", "permalink", "aliases", "author", "editor", "categories", "tags",
    "description", "image", "images", "draft", "id", "expiryDate", "type", "layout", "weight",
)  # fmt: skip
_DATES = ("2019-10-09", "2019-10-09T16:10:00+07:00", "2019-10-09 00:00:00 -0500", "0001-01-01", "2999-12-31", "kemarin")
_ADDRESSES = (
    "/", "/404.html", "/tag/", "/tag/banjir/", "/penulis/", "/daerah/", "/daerah/2/", "/feed.xml", "/aset/x/", "x",
    "/a/../b/", "//evil.example/", "https://[", "/sama/", "/SAMA/", "/sama", "/con/", f"/{'x' * 300}/", "/a b/", "/%00/",
)  # fmt: skip
_TEXTS = ("Banjir", "banjir", "Sari", "404", "null", "-", "none", "tag", "penulis", "2", "***(AB)", "---", "# x")
_PATHS = (
    "content/{}.md", "content/daerah/{}.md", "content/daerah/{}/index.md", "content/{}/_index.md", "_posts/2019-10-09-{}.md",
    "daerah/_posts/2019-10-09-{}.html", "_drafts/{}.md", "{}.md", "content/a/b/c/d/e/{}.markdown", "src/{}.md",
    "content/404/{}.md", "content/tag/{}.html",
)  # fmt: skip
_NAMES = (
    "sama",
    "Sama",
    "404",
    "con",
    "index",
    "tag",
    "penulis",
    "a b",
    "berita-{}",
    "2",
    "日本",
    "x" * 120,
    "-",
    "null",
)


def _said(rng: random.Random, key: str) -> object:
    if "date" in key.lower() or key == "lastmod":
        return rng.choice(_DATES)
    if key in {"slug", "url", "permalink", "aliases"}:
        return rng.choice((rng.choice(_ADDRESSES), [rng.choice(_ADDRESSES) for _ in range(3)]))
    text = rng.choice((rng.choice(_TEXTS), hostile.payload(rng), hostile.words(rng)))
    return rng.choice((text, text, [text, rng.choice(_TEXTS)], {"name": text}))


def _file(rng: random.Random) -> bytes:
    """Return a file of another system: front matter in one of three languages, more or less right, and a body."""
    said = {key: _said(rng, key) for key in rng.sample(_KEYS, rng.randrange(8))} | {"title": rng.choice(_TEXTS)}
    if rng.random() < 0.7:
        said["date"] = rng.choice(_DATES[:3])
    whole = json.dumps(said, ensure_ascii=rng.random() < 0.5)
    toml = "\n".join(f"{key} = {json.dumps(value)}" for key, value in said.items() if not isinstance(value, dict))
    yaml = "\n".join(f"{key}: {json.dumps(value)}" for key, value in said.items())
    loose = "\n".join(f"{key}: {value}" for key, value in said.items())
    head = rng.choice((f"---\n{yaml}\n---\n", f"---\n{loose}\n---\n", f"+++\n{toml}\n+++\n", f"{whole}\n"))
    again = rng.choice(("", "", "", f"---\n{yaml}\n---\n", "\n\n---\ntitle: Lagi\ndate: 2019-10-09\n---\n", "---\n\n"))
    return f"{head}{again}{hostile.body(rng)}".encode("utf-8", "replace")


def folder(seed: int, files: int, top: Path) -> None:
    """Write a folder of files in which nothing is as a generator would want it."""
    rng = random.Random(seed)
    for number in range(files):
        path = top / rng.choice(_PATHS).format(rng.choice(_NAMES).format(number))
        if not any(above.is_file() for above in path.parents) and not path.is_dir():
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_bytes(_file(rng))


@pytest.mark.parametrize("seed", range(4))
def test_any_folder_that_is_imported_builds(tmp_path: Path, seed: int) -> None:
    """Whatever texts, addresses and front matter people left in it; and what is held back has a hint."""
    folder(seed, 60, tmp_path / "lama")
    system = SYSTEMS[seed % len(SYSTEMS)]
    run(Options(system, (str(tmp_path / "lama"),), str(tmp_path / "portal")), lambda *_: None)
    report = Portal(tmp_path / "portal").build()
    assert report.articles + report.pages > 0
    assert [problem.message for problem in report.held if not problem.hint] == []
