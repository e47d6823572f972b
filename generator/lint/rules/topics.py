"""Topics whose tag no article has."""

from __future__ import annotations

from collections.abc import Iterator

from generator.base.sentences import sentence
from generator.base.text import quoted, slugify
from generator.lint.rules.evidence import Evidence, Finding, Rule


def topics(evidence: Evidence) -> Iterator[Finding]:
    """Yield the topics whose list stays empty."""
    tags = {slugify(tag) for article in evidence.articles if not article.withdrawn for tag in article.tags}
    for topic in evidence.topics:
        if topic.slug not in tags:
            said = sentence("no article has the tag {slug}, so readers find nothing there", slug=quoted(topic.slug))
            hint = sentence("write it into tags of an article, or give the file the name of a tag")
            yield Finding("empty-topic", topic.path, said, hint)


RULES = (Rule(topics, {"empty-topic": "No article has the tag of a topic."}),)
