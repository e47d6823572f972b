"""What rules look at, as rows that were read of the store once, and what they find."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping

from generator.base.sentences import NOTHING, Sentence
from generator.model.records import Link, Profile, Record, Standing
from generator.model.site import Site, SiteFile


class Finding(Record, frozen=True):
    """What a rule has found; `check` looks for the place."""

    code: str
    path: str
    """Below content/; empty for site.yaml."""
    said: Sentence
    advice: Sentence = NOTHING
    key: str = ""
    """Key of the front matter, or of site.yaml with points between; empty for the whole file."""
    entry: str = ""
    """What stands there: of a list, that entry; without a key, a text of the body."""
    other: str = ""
    """Another file below content/ that has a part in it."""
    paths: tuple[str, ...] = ()
    """Of what several articles have: all of them; `path` is the newest."""
    line: int = 0
    """Where it is, if the rule knows that."""
    column: int = 0
    right: tuple[str, ...] = ()
    """What `entry` becomes in all `paths` if it has one right form; several are a list."""

    def __post_init__(self) -> None:
        assert not self.right or (self.key and self.entry), f"{self.code}: nothing is mended without key and entry"

    @property
    def file(self) -> str:
        """Path of the file that it is about, from the site's folder."""
        return f"content/{self.path}" if self.path else SiteFile.NAME


class Look(Record, frozen=True):
    """What rules see of an article."""

    path: str
    title: str
    epoch: int
    """Publication time in seconds since 1970, as `updated`, which is 0 for never."""
    updated: int
    amended: int
    """The last time of its corrections and of its withdrawal; 0 if it has neither."""
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
    traits: bytes
    """Packed, as `related` compares them; empty unless it is published."""
    silent: bool
    """Whether there is nothing in the body."""
    textless: bool
    """Whether it may be without text: a draft, or of a type that shows something else."""
    withdrawn: bool
    """Or gone."""
    written: Callable[[str], str]
    """How its file writes a key, by the English name."""
    unannounced: bool
    """Whether a report is gone, and nothing says why."""


class Picture(Record, frozen=True):
    """What rules see of a media file."""

    path: str
    size: int
    width: int
    """0 for what is no picture."""
    used: bool
    """Whether any document refers to it."""
    fault: Sentence = NOTHING
    """Why readers may not be able to open it, as the end of a sentence; empty if they are, or a build says so."""
    hint: Sentence = NOTHING


class Withdrawal(Record, frozen=True):
    """A Baca Juga, or an entry of the front matter, that leads to an article that is withdrawn or gone."""

    path: str
    """Of the file that holds it."""
    link: Link
    gone: bool
    """Whether the article is gone, so that readers do not see the box."""
    key: str = ""
    """Key of the front matter, as its file writes it."""
    follows: bool = False
    """Whether that is `follows`."""


class Copy(Record, frozen=True):
    """A public file with the bytes of a picture of a withdrawn article."""

    path: str
    """Of the article, below content/."""
    link: Link
    """The picture, as the article has it."""
    other: str
    """Path of the copy."""


class Desk(Record, frozen=True):
    """All that rules look at."""

    site: Site
    now: int
    looks: tuple[Look, ...]
    """By time."""
    profiles: tuple[Profile, ...]
    standing: tuple[Standing, ...]
    media: tuple[Picture, ...]
    withdrawals: tuple[Withdrawal, ...]
    aliases: frozenset[str]
    """Addresses in site.yaml that `redirects` lead to and that are but old addresses of articles."""
    hidden: tuple[str, ...] = ()
    """Paths of hidden files and folders that somebody may take for published."""
    copies: tuple[Copy, ...] = ()
    """Of pictures of withdrawn articles."""


class Rule(Record, frozen=True):
    """A row of the table of rules."""

    find: Callable[[Desk], Iterator[Finding]]
    codes: Mapping[str, str]
    """Code of what it finds -> what that means, as docs/problems.md says; all are warnings unless site.yaml differs."""
