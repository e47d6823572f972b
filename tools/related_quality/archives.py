"""Archives as others keep them: Markdown with YAML or TOML front matter, among them sites of Warta."""

from __future__ import annotations

import html
import re
import tomllib
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import yaml

from generator.base.dates import DateError, parse
from generator.base.text import slugify, squeeze

TIMES = ("timestamp", "published", "date")
TAGS = ("tags", "topics", "series")
_FENCES: dict[str, Callable[[str], Any]] = {"---": yaml.safe_load, "+++": tomllib.loads}
_NOISE = re.compile(
    r"\{\{[<%{].*?[>%}]\}\}|\{%.*?%\}|<!--.*?-->|<[^>]+>|https?://\S+|^[ \t]*[-=|:*_]{3,}[ \t]*$",
    re.DOTALL | re.MULTILINE,
)
_LINK = re.compile(r"!?\[([^\]]*)\]\([^)]*\)")


@dataclass(frozen=True, order=True)
class Article:
    """What is compared of an article, and what decides where it may stand."""

    when: int
    """Seconds since 1970."""
    title: str
    body: str
    """Paragraphs without markup, an empty line between two."""
    tags: tuple[str, ...]
    kanal: str
    """A slug."""
    region: str = ""
    address: str = ""
    """The path of its file below the archive, without `.md`."""


def read(folder: Path) -> list[Article]:
    """Return the articles of an archive that have a headline and a time, the oldest first."""
    root = folder / "content" if (folder / "content").is_dir() else folder
    return sorted(article for path in sorted(root.rglob("*.md")) for article in _article(path, root))


def _article(path: Path, root: Path) -> Iterator[Article]:
    text = path.read_text("utf-8", "replace")
    fence, load = text[:3], _FENCES.get(text[:3])
    _, _, rest = text.partition("\n")
    matter, found, body = rest.partition(f"\n{fence}")
    if not load or not found:
        return
    try:
        keys = load(matter)
    except (yaml.YAMLError, tomllib.TOMLDecodeError):
        return
    when = (
        _when(next((keys[key] for key in TIMES if keys.get(key)), path.name[:10])) if isinstance(keys, dict) else None
    )
    if when is None or not keys.get("title") or keys.get("draft"):
        return
    kanal = slugify(str(keys.get("category") or path.relative_to(root).parts[0].removesuffix(".md")))
    if path.parent == root and not keys.get("category"):
        kanal = "berita"
    yield Article(
        when, squeeze(str(keys["title"])), plain(body), _tags(keys), kanal, str(keys.get("region") or ""),
        path.relative_to(root).with_suffix("").as_posix(),
    )  # fmt: skip


def _when(value: object) -> int | None:
    """Return a time in seconds, whatever a front matter has for it; one without a zone is taken as UTC."""
    text = str(value)
    try:
        time = datetime.fromisoformat(text)
    except ValueError:
        try:
            return parse(text, "WIB").epoch
        except DateError:
            return None
    return int((time if time.tzinfo else time.replace(tzinfo=UTC)).timestamp())


def _tags(keys: dict[str, Any]) -> tuple[str, ...]:
    """Return the tags of an article; of two that make the same address, the first."""
    tags: dict[str, str] = {}
    for key in TAGS:
        value = keys.get(key) or ()
        for tag in value.split() if isinstance(value, str) else value:
            if slug := slugify(str(tag)):
                tags.setdefault(slug, squeeze(str(tag)))
    return tuple(tags.values())


def plain(markdown: str) -> str:
    """Return the paragraphs of Markdown without markup, addresses and code of templates."""
    text = _LINK.sub(r"\1", _NOISE.sub(" ", html.unescape(markdown)))
    paragraphs = (squeeze(part).lstrip("#>*-+0123456789.) ") for part in re.split(r"\n\s*\n", text))
    return "\n\n".join(part for part in paragraphs if part)
