"""Topics whose tag, or whose box, no article has."""

from __future__ import annotations

from collections.abc import Iterator

from generator.base.sentences import sentence
from generator.base.text import index, near, quoted, slugify
from generator.lint.rules.evidence import Evidence, Finding, Rule

_LETTERS = 2
"""The edit distance of a misspelled tag."""


def topics(evidence: Evidence) -> Iterator[Finding]:
    """Yield the topics whose list stays empty, with the tags that their names nearly are, and those without a box."""
    tags: dict[str, str] = {}
    newest: dict[str, int] = {}
    for article in evidence.articles:
        for tag in () if article.withdrawn else article.tags:
            slug = slugify(tag)
            tags[slug], newest[slug] = tag, max(newest.get(slug, article.epoch), article.epoch)
    for topic in evidence.topics:
        if topic.slug in tags:
            if topic.since is not None and newest[topic.slug] < topic.since.epoch:
                said = sentence("no article of {tag} shows its box: all are older", tag=quoted(tags[topic.slug]))
                hint = sentence("write the time of the first article that should show it")
                yield Finding("empty-topic", topic.path, said, hint, "since")
            continue
        said = sentence("no article has the tag {slug}, so readers find nothing there", slug=quoted(topic.slug))
        hint = sentence("write it into tags of an article, or give the file the name of a tag")
        alike = (tag for tag in tags if tag[0] == topic.slug[0] and abs(len(tag) - len(topic.slug)) <= _LETTERS)
        if meant := near(topic.slug, index(alike, _LETTERS), _LETTERS):
            hint = sentence("if it is about {tag}, call the file {slug}.md", tag=quoted(tags[meant[0]]), slug=meant[0])
        yield Finding("empty-topic", topic.path, said, hint)


RULES = (Rule(topics, {"empty-topic": "No article has the tag of a topic, or shows its box."}),)
