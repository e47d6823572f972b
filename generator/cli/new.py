"""`ssg new`: a draft in the right place, with what is known filled in."""

from __future__ import annotations

import os
from collections.abc import Iterator, Mapping
from pathlib import Path

import click

from generator.base import digest
from generator.base.errors import UsageError
from generator.base.folder import DEVICES, is_own
from generator.base.git import asked
from generator.base.sentences import Language, Sentence, sentence
from generator.base.text import quoted, slugify, squeeze
from generator.base.timestamps import Stamp
from generator.cli.clock import now_of
from generator.cli.command import Argument, Command, texts
from generator.cli.terminal import language_of
from generator.config.article_keys import ARTICLE, AUTHOR, PAGE
from generator.config.front_matter import folder_kanal
from generator.config.keys import Key
from generator.config.rewriting import block
from generator.editing.sources import addresses_of, lists_of, read
from generator.markup.documents import parse
from generator.model.records import Profile
from generator.model.site import Site, kanal_meant
from generator.model.urls import target_url
from generator.theming.loading import read_site

_SLUG = 80
"""Maximum characters of a file name."""


@click.command(
    cls=Command,
    epilog="ssg new article 'Jalan Desa Diperbaiki' --kanal daerah\nssg new author 'Sari Anggraini'\n"
    "ssg new page 'Tentang Kami'",
)
@click.argument("kind", type=click.Choice(("article", "author", "page")))
@click.argument("title", cls=Argument, metavar="TITLE", callback=texts)
@click.option("--kanal", metavar="SLUG", callback=texts, help="Kanal of an article; by default that of the folder.")
@click.option("--author", metavar="NAME", callback=texts, help="Who writes it; by default who commits in git.")
@click.option("--region", metavar="REGION", callback=texts, help="Where it is about: province, slash, regency.")
@click.option("--open", "opens", is_flag=True, help="Open it in VISUAL or EDITOR, or else as the desktop does.")
@click.pass_obj
def command(
    site: str, kind: str, title: str, kanal: str | None, author: str | None, region: str | None, *, opens: bool
) -> int:
    """Begin an article, an author's profile or a standing page, and print its path.

    An article is a draft in content/<kanal>/<year>/<month>/, with what is known of it. Nothing is overwritten.
    """
    language, folder = language_of(site), Path(site)
    title = squeeze(title)
    slug = slug_for(title)
    table: tuple[Key, ...]
    if kind == "article":
        configuration, _ = read_site(folder)
        stamp = Stamp(now_of(None), configuration.zone)
        place = f"{_kanal(configuration, folder, kanal)}/{stamp.local:%Y/%m}/{slug}.md"
        table, values = ARTICLE, article_values(configuration, folder, stamp, title, author or "", region or "")
    elif kind == "author":
        initials = "".join(word[0] for word in title.split() if word[0].isalpha()).upper()
        place, table, values = f"authors/{slug}.md", AUTHOR, {"name": title, "initials": initials}
    else:
        place, table, values = f"pages/{slug}.md", PAGE, {"title": title}
    text = _text(table, values, language)
    check_new(folder, place, text)
    file = folder / "content" / place
    _write(file, text)
    click.echo(os.path.relpath(file))
    if opens:
        _open(file)
    return 0


def slug_for(title: str) -> str:
    """Return the name of the file for a headline, without its ending; raises UsageError if there is none."""
    slug = slugify(title)[:_SLUG].strip("-")
    if not slug:
        raise UsageError(sentence("{written} has no letters to make an address of", written=quoted(title)))
    return f"{slug}-1" if slug in DEVICES else slug


def check_new(folder: Path, place: str, text: str) -> None:
    """Refuse a file that a build would refuse, that is reached by a symbolic link, or whose address a listing has."""
    if not is_own(folder, f"content/{place}"):
        raise UsageError(sentence("{path} is reached by a symbolic link; nothing was changed", path=f"content/{place}"))
    configuration, _ = read_site(folder)
    record, problems = read(place, text.encode(), configuration.reading)
    errors, _ = configuration.severities.parted(problems)
    if errors:
        raise UsageError(sentence("{problem}; nothing was changed", problem=errors[0].said))
    for url in addresses_of(record, configuration.reading):
        if target_url(url) in lists_of(configuration):
            raise UsageError(
                sentence("{url} is an address of {other}; nothing was changed", url=url, other="site.yaml")
            )


def _write(file: Path, text: str) -> None:
    file.parent.mkdir(parents=True, exist_ok=True)
    try:
        with file.open("x", encoding="utf-8", newline="\n") as opened:
            opened.write(text)
    except FileExistsError:
        raise UsageError(
            sentence("{file} is there already; choose another title, or go on writing it", file=os.path.relpath(file))
        ) from None


def _kanal(site: Site, folder: Path, given: str | None) -> str:
    known = site.reading.categories
    if given is None:
        content = (folder / "content").resolve()
        here = Path.cwd()
        inside = content in here.parents
        given = folder_kanal(f"{here.relative_to(content).as_posix()}/", site.reading) if inside else ""
        if given not in known and len(known) > 1:
            raise UsageError(sentence("name the kanal: --kanal with one of {categories}", categories=", ".join(known)))
        return given if given in known else known[0]
    if given in known:
        return given
    meant = kanal_meant(given, known)
    if meant:
        raise UsageError(
            sentence('{given} is not a kanal of this site; did you mean "{meant}"?', given=quoted(given), meant=meant)
        )
    raise UsageError(
        sentence(
            "{given} is not a kanal of this site: it must be one of {categories}",
            given=quoted(given),
            categories=", ".join(known),
        )
    )


def article_values(site: Site, folder: Path, stamp: Stamp, title: str, author: str, region: str) -> dict[str, str]:
    """Return what is known of a new article; a value may be empty."""
    values = {
        "title": title, "author": _author(site, folder, author),
        "timestamp": f"{stamp.local:%Y-%m-%d %H:%M} {stamp.zone}", "draft": "true", "region": region,
    }  # fmt: skip
    if "{id}" in site.reading.permalink:
        # Nobody hands out numbers: what several people begin in one minute differs in the last four digits.
        values["id"] = f"{stamp.local:%Y%m%d%H%M}{digest.key(title + author) % 10_000:04}"
    return values


def _author(site: Site, folder: Path, given: str) -> str:
    """Return the name of the matching profile; without one, `given`, never git's user name."""
    wanted = given or asked(folder, "config", "user.name")
    for file in sorted((folder / "content" / "authors").glob("*.md")) if wanted else ():
        profile, _ = parse(file.read_bytes(), f"authors/{file.name}", site.reading)
        if isinstance(profile, Profile):
            names = (slugify(profile.name), profile.slug, slugify(profile.initials))
            if slugify(wanted) in names:
                return profile.name
    return given


def _text(table: tuple[Key, ...], values: Mapping[str, str], language: Language) -> str:
    """Return the front matter with what is known, and some lines of help."""
    given = ((key, values[key.name]) for key in table if values.get(key.name))
    # true and a time are written as they are; any other value is quoted if YAML needs it.
    lines = (
        f"{key.name}: {value}\n" if key.form in ("flag", "time") else block({key.name: value}) for key, value in given
    )
    more = ", ".join(f"{key.name} ({language.put(key.meaning)})" for key in table if key.name not in values)
    advice = _advice(values) if table is ARTICLE else [sentence("also: {more}", more=more)]
    return "".join(["---\n", *lines, *(f"# {language.put(said)}\n" for said in advice), "---\n"])


def _advice(values: Mapping[str, str]) -> Iterator[Sentence]:
    more = ", ".join(key for key in ("summary", "tags", "region", "source") if not values.get(key))
    month = f"{values['timestamp'][:4]}/{values['timestamp'][5:7]}"
    shown = f"{{src: /foto/{month}/….jpg, caption: …, credit: …}}"
    yield sentence("also: {more}, {photo}", more=more, photo=f"photo: {shown}")
    missing = ", ".join(f"{key}: …" for key in ("author", "editor") if not values.get(key))
    yield sentence("before it is published: write {missing} and delete the line draft: true", missing=missing)
    yield sentence("all keys, while you type, in VS Code: ssg schema --install")


def _open(file: Path) -> None:
    editor = os.environ.get("VISUAL") or os.environ.get("EDITOR")
    if not editor:
        click.launch(str(file))
        return
    try:
        click.edit(filename=str(file))
    except ValueError as error:
        # Of a command line with an open quotation mark; others fail with this exception, too.
        raise click.ClickException(f"{editor}: {error}") from error
