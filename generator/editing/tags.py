"""Tags of all articles: how often each is written, and one name for two of them."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from pathlib import Path

from generator.base.errors import UsageError
from generator.base.sentences import sentence
from generator.base.text import quoted, slugify
from generator.config import rewriting
from generator.config.article_keys import name_in
from generator.config.entries import is_void
from generator.config.yaml_text import Items, Scalar
from generator.editing.changes import Change
from generator.editing.sources import Source, judge, led_on, naming, settings_of, sources
from generator.model.site import Site


def counts(texts: Iterable[Source]) -> Counter[str]:
    """Return how many articles have each tag, by the way it is written."""
    found: Counter[str] = Counter()
    for one in texts:
        found.update(set(written(one.text)))
    return found


def written(text: str) -> list[str]:
    """Return the tags of an article as they are written, in order; of a single text, that alone."""
    values = rewriting.values(text)
    node = values.entries.get(name_in(values.entries, "tags")) if values else None
    if isinstance(node, Scalar):
        return [node.value] if node.value.strip() else []
    return [item.value if isinstance(item, Scalar) else "" for item in node.items] if isinstance(node, Items) else []


def renamed(site: Path, configuration: Site, old: str, new: str) -> list[Change]:
    """Return the changes that give all articles with one tag another; where both are, the old one goes.

    The old list leads on to the new one, by `redirects` in site.yaml.

    Args:
        site: the site's folder.
        configuration: of the site.
        old: the tag, in any letter case.
        new: as it is to be written.

    Raises:
        UsageError: no article can have such a tag, or a front matter cannot be changed by a machine.

    """
    if "," in new:
        raise UsageError(sentence("{tag} looks like several tags: name one; nothing was changed", tag=quoted(new)))
    if is_void("tags", new):
        raise UsageError(sentence("{tag} says that there is no tag; nothing was changed", tag=quoted(new)))
    changes = []
    for one in sources(site, configuration.reading.article_bytes):
        with naming(f"content/{one.path}"):
            text = _with(one.text, old, new)
        if text != one.text:
            judge(one, one.path, one.changed(text), configuration, configuration)
            changes.append(Change(f"content/{one.path}", one.data, one.changed(text)))
    before, after = slugify(old), slugify(new)
    if changes and before != after:
        settings, paths = settings_of(site), configuration.paths
        with naming(settings.path):
            text = led_on(settings.text, paths.tag_url(before), paths.tag_url(after))
        if text != settings.text:
            changes.append(Change(settings.path, settings.data, settings.changed(text)))
    return changes


def _with(text: str, old: str, new: str) -> str:
    """Return the text of an article with a tag in the place of another."""
    tags = written(text)
    for number in reversed(range(len(tags))):
        if tags[number] == new or slugify(tags[number]) != slugify(old):
            continue
        values = rewriting.values(text)
        key = name_in(values.entries, "tags") if values else "tags"
        node = values.entries[key] if values else None
        if isinstance(node, Scalar):
            text = rewriting.replaced(text, (key,), new)
        elif new in tags:
            text = rewriting.dropped(text, (key, number))
        else:
            text = rewriting.replaced(text, (key, number), new)
            tags[number] = new
    return text
