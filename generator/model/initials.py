"""Initials: whose the closing mark of an article may be, as far as the article itself says."""

from __future__ import annotations

from generator.base.text import slugify
from generator.model.records import Article


def unexplained(article: Article) -> tuple[str, ...]:
    """Return the initials in an article's closing mark, as ***(LL/SW), that should be those of people with profiles.

    Those that the front matter gives need no profile, and neither do the first letters or the first name of an author.
    """
    mark, matter = article.body.mark, article.matter
    if not mark or matter.is_over or slugify(mark) == slugify(matter.initials):
        return ()
    own = {slugify(matter.initials)}
    for author in matter.authors:
        words = slugify(author).split("-")
        own.update(("".join(word[:1] for word in words), words[0]))
    parts = (part.strip() for part in mark.replace("&", "/").split("/"))
    return tuple(dict.fromkeys(part for part in parts if slugify(part).replace("-", "") not in own | {""}))
