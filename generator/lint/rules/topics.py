"""Topics whose tag no article has."""

from __future__ import annotations

from collections.abc import Iterator

from generator.base.sentences import sentence
from generator.base.text import index, near, quoted, slugify
from generator.lint.rules.evidence import Evidence, Finding, Rule

_LETTERS = 2
"""The edit distance of a misspelled tag."""


def topics(evidence: Evidence) -> Iterator[Finding]:
    """Yield the topics with a list that stays empty, each with the tags that its name nearly is."""
    tags = {slugify(tag): tag for article in evidence.articles if not article.withdrawn for tag in article.tags}
    for topic in evidence.topics:
        if topic.slug in tags:
            continue
        said = sentence("no article has the tag {slug}, so readers find nothing there", slug=quoted(topic.slug))
        hint = sentence("write it into tags of an article, or give the file the name of a tag")
        alike = (tag for tag in tags if tag[0] == topic.slug[0] and abs(len(tag) - len(topic.slug)) <= _LETTERS)
        if meant := near(topic.slug, index(alike, _LETTERS), _LETTERS):
            hint = sentence("if it is about {tag}, call the file {slug}.md", tag=quoted(tags[meant[0]]), slug=meant[0])
        yield Finding("empty-topic", topic.path, said, hint)


RULES = (Rule(topics, {"empty-topic": "No article has the tag of a topic."}),)
