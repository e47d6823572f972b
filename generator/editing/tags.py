"""Tags of all articles: counting and renaming."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from pathlib import Path

from generator.base.errors import UsageError
from generator.base.sentences import sentence
from generator.base.text import quoted, slugify
from generator.config import rewriting
from generator.config.entries import is_void
from generator.editing.changes import Change
from generator.editing.sources import SourceFile, entries_of, judge, led_on, naming, settings_of, sources
from generator.model.site import Site


def counts(texts: Iterable[SourceFile]) -> Counter[str]:
    """Return how many articles have each tag, by spelling."""
    found: Counter[str] = Counter()
    for source in texts:
        found.update(set(written(source.text)))
    return found


def written(text: str) -> list[str]:
    """Return the tags of an article as written, in order; a single text is one tag."""
    _, found = entries_of(text, "tags")
    return [tag for place, tag in found.items() if tag.strip() or len(place) > 1]


def renamed(site: Path, configuration: Site, old: str, new: str) -> list[Change]:
    """Return the changes that rename a tag, in any letter case, in all articles; duplicates are removed.

    The old list is redirected to the new one in site.yaml, and the topic of the old one is that of the new one.

    Raises:
        UsageError: the new name is not a valid tag, both tags have a topic, or a front matter cannot be edited.

    """
    if "," in new:
        raise UsageError(sentence("{tag} looks like several tags: name one; nothing was changed", tag=quoted(new)))
    if is_void("tags", new):
        raise UsageError(sentence("{tag} says that there is no tag; nothing was changed", tag=quoted(new)))
    changes = []
    for source in sources(site, configuration.reading.article_bytes):
        with naming(f"content/{source.path}"):
            text = _with(source.text, old, new)
        if text != source.text:
            judge(source, source.path, source.changed(text), configuration, configuration)
            changes.append(Change(f"content/{source.path}", source.data, source.changed(text)))
    before, after = slugify(old), slugify(new)
    lists: list[Change] = []
    if changes and before != after:
        settings, paths = settings_of(site), configuration.paths
        with naming(settings.path):
            text = led_on(settings.text, paths.tag_url(before), paths.tag_url(after))
        if text != settings.text:
            lists.append(Change(settings.path, settings.data, settings.changed(text)))
        lists += _topic_moved(site, f"content/topics/{before}.md", f"content/topics/{after}.md")
    # The articles come last: as long as one is left, the command can be run again after a kill.
    return lists + changes


def _topic_moved(site: Path, old: str, new: str) -> list[Change]:
    if not (site / old).is_file():
        return []
    if (site / new).exists():
        raise UsageError(sentence("there are {old} and {new}: keep one of them; nothing was changed", old=old, new=new))
    data = (site / old).read_bytes()
    return [Change(new, None, data), Change(old, data, None)]


def _with(text: str, old: str, new: str) -> str:
    key, found = entries_of(text, "tags")
    places = [place for place, tag in found.items() if tag != new and slugify(tag) == slugify(old)]
    after = list(dict.fromkeys(new if place in places else tag for place, tag in found.items()))
    if places and len(after) < len(found):
        return rewriting.with_key(text, key, after)
    for place in places:
        text = rewriting.replaced(text, place, new)
    return text
