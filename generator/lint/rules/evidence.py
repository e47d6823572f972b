"""The rows that rules examine, read once, and the findings they return."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping

from generator.base.sentences import NOTHING, Sentence
from generator.model.records import Profile, Record, Standing, Topic
from generator.model.site import Site, SiteFile


class Finding(Record, frozen=True):
    """What a rule found; `check` determines the position."""

    code: str
    path: str
    """Below content/; empty for site.yaml."""
    said: Sentence
    advice: Sentence = NOTHING
    key: str = ""
    """Key of the front matter, with dots; empty for any text of the file, or all of it."""
    entry: str = ""
    """The value, an entry of a list, or the text."""
    other: str = ""
    """Another file below content/ that is involved."""
    paths: tuple[str, ...] = ()
    """All articles of a finding about several; `path` is the newest."""
    right: str = ""
    """The correction of `entry` in all `paths`, if it is certain."""

    def __post_init__(self) -> None:
        assert not self.right or (self.key and self.entry), f"{self.code}: nothing is mended without key and entry"

    @property
    def file(self) -> str:
        """Path of its file, from the site's folder."""
        return f"content/{self.path}" if self.path else SiteFile.NAME


class ArticleRow(Record, frozen=True):
    """An article, as rules see it."""

    path: str
    title: str
    epoch: int
    """Publication time in seconds since 1970."""
    zone: str
    authors: tuple[str, ...]
    editors: tuple[str, ...]
    tags: tuple[str, ...]
    summary: str
    photo: str
    """Address of its photo on the site; empty for none."""
    follows: str
    text: bytes
    """Digest of the body."""
    draft: bool
    silent: bool
    """Whether the body is empty."""
    textless: bool
    """Whether it needs no text: a draft, or a type that shows something else."""
    withdrawn: bool
    """Or gone."""
    retracted: bool
    """Withdrawn, and not just gone."""


class MediaRow(Record, frozen=True):
    """A media file, as rules see it."""

    path: str
    size: int
    width: int
    """0 if it is not a picture."""
    used: bool
    """Whether any document refers to it, the theme or site.yaml names it, or it is published in any case."""


class Evidence(Record, frozen=True):
    """Everything that rules examine."""

    site: Site
    now: int
    articles: tuple[ArticleRow, ...]
    """By time."""
    profiles: tuple[Profile, ...]
    standing: tuple[Standing, ...]
    media: tuple[MediaRow, ...]
    topics: tuple[Topic, ...] = ()


class Rule(Record, frozen=True):
    """A row of the table of rules."""

    find: Callable[[Evidence], Iterator[Finding]]
    codes: Mapping[str, str]
    """Code of a finding -> its meaning, as in docs/problems.md; all are warnings by default."""
