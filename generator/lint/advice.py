"""Advice: warnings for the writer of a file that can be published as it is."""

from __future__ import annotations

import re
from collections.abc import Iterator

from generator.base.codes import Code
from generator.base.errors import Problem, Where, capped, excerpt, ordered
from generator.base.sentences import Sentence, sentence
from generator.base.text import quoted, slugify
from generator.base.textfile import decode
from generator.config.article_keys import spelled
from generator.lint.text.stray_text import unfinished_text
from generator.model.index_entry import own_keys
from generator.model.lookup_keys import link_key
from generator.model.records import Article, Link, Matter, Profile, Remark, RemarkKind, Standing

_SILENT = sentence("this picture has neither alt text nor caption, so readers who cannot see it learn nothing of it")

_PAID = frozenset(("adv", "advertorial", "pariwara", "sponsored", "konten-berbayar", "paid-content", "iklan-berbayar"))
"""Tags by which other systems know what is paid for."""
_LABEL = re.compile(
    r"(?:[\[(] ?(?:adv|advertorial|pariwara|sponsored|iklan) ?[\])]|(?:adv|advertorial|pariwara|sponsored) ?[:|])",
    re.IGNORECASE,
)
"""How headlines begin there."""
_OWN = sentence("this alias is the address of the page itself, so it is left out")
_HINTS: dict[RemarkKind, Sentence] = {
    "html": sentence(
        "HTML has no effect here: write **bold**, *italics* or [text](/address/), "
        "or put it between backticks if readers are to see it"
    ),
    "shortcode": sentence("write in Markdown what it stood for, or put it between backticks if readers are to see it"),
    "link": sentence(
        "the address of a link begins with https:, http:, mailto:, tel: or /, that of a picture with https: or /"
    ),
    "apart": sentence("write no space between the brackets: [text](/address/)"),
    "bold": sentence("write **bold** within one paragraph, without spaces inside of the asterisks"),
    "footnote": sentence("write the footnote: a paragraph that begins with the same brackets and a colon"),
    "comment": sentence(
        "a comment begins with <!-- and ends at the first -->, without spaces or long dashes in either: write it so, "
        "or delete what readers are not to see"
    ),
    "heading": sentence("put a space behind the # of a heading"),
    "removed": sentence(
        "tables, pictures and the like come through; scripts, styles, forms and frames never do: delete it"
    ),
    "unused": sentence("refer to it from the text with the same brackets, or delete it"),
    "bullet": sentence("begin each line of the list with a hyphen and a space, below an empty line"),
    "lines": sentence("put an empty line between two paragraphs"),
    "indented": sentence("delete the blanks at the beginning of the line, or put code between two lines of ```"),
    "underlined": sentence("put an empty line above the line of signs, or write a heading as ## Heading"),
    "table": sentence("write a line | --- | --- | below the first one, with as many columns"),
    "date": sentence("write the date without the full stop: 17 Agustus 2024"),
    "garbled": sentence("open the text where you copied it from, and paste it again"),
    "feed": sentence("put an empty line between two paragraphs, and delete these signs"),
    "note": sentence("write what is missing, or delete it"),
    "filler": sentence("write the text that belongs here, or delete it"),
    "page": sentence("write <!-- halaman --> on a line of its own, without a number"),
    "mark": sentence("it stands at the very end of the text: move it there, or delete it"),
    "stars": sentence("write three asterisks: ***(SA)"),
    "foreign": sentence("delete it"),
    "entity": sentence("write the sign itself: & for &amp;, a blank for &nbsp;"),
    "columns": sentence("write it as a table: | Ikan | Harga |, below it | --- | --- |, and a line for each row"),
    "nowhere": sentence("write its address, or delete the link"),
    "baca": sentence("put an empty line above it"),
    "unreachable": sentence("write the address that readers use, or delete the link"),
    "no picture": sentence("save the picture below content/, and write its path: /foto/2024/10/x.jpg"),
    "more": sentence("delete it, or write the excerpt as the summary in the front matter"),
}

_MESSAGES: dict[RemarkKind, Sentence] = {
    "bullet": sentence("this list becomes one paragraph, with its bullets in it"),
    "lines": sentence("these lines become one paragraph"),
    "indented": sentence("this paragraph is shown as code, for the blanks in front of it"),
    "underlined": sentence("this paragraph is a heading, for the line below it"),
    "table": sentence("this table becomes one paragraph, with its strokes in it"),
    "date": sentence("this date begins a list, for the full stop behind its number"),
    "garbled": sentence("these letters are garbled: some program read them in another encoding"),
    "feed": sentence("readers will see these signs: they end no line"),
    "note": sentence("readers will see this note"),
    "filler": sentence("readers will see this filler text"),
    "page": sentence("this does not split the article"),
    "mark": sentence("this closing mark is not at the end, so readers will see it as text"),
    "stars": sentence("readers will see this closing mark as text, since it has too few asterisks"),
    "foreign": sentence("readers will see this, which the program left that the text was copied from"),
    "columns": sentence("these columns become one paragraph"),
    "nowhere": sentence("this link leads nowhere"),
    "baca": sentence("this Baca Juga becomes no box, since it stands right below another line"),
    "blank": sentence("readers will see this as text: an address with a blank in it needs < and > around it"),
    "mistyped": sentence("readers cannot open this address: its beginning is mistyped"),
    "unreachable": sentence("readers cannot open this address: it is on your computer or network, or for editing"),
    "no picture": sentence("this is the address of a page, not of a picture, so readers see none"),
    "more": sentence("this mark ends no excerpt: lists show the first sentences of the text"),
    "unused": sentence("no reader sees this footnote, since nothing refers to it"),
}


def advice(record: Article | Profile | Standing, data: bytes) -> tuple[Problem, ...]:
    """Return the warnings for a file that was read without problems.

    Args:
        record: of the file.
        data: its bytes, for the excerpts.

    """
    own = record.matter.own_aliases if isinstance(record, Article) else record.own_aliases
    path = f"content/{record.path}"
    problems = [Problem(Where(path, *place), "own-alias", _OWN, sentence("delete this alias")) for place in own]
    if isinstance(record, Article) and not record.matter.draft:
        problems += [*_withdrawal(record), *_sponsor(record), *_follows(record)]
        if not record.matter.is_over:
            problems += unfinished_text(path, record.matter.title, data)
    # Drafts, and what is withdrawn or gone, have no readers.
    if not isinstance(record, Article) or not (record.matter.draft or record.matter.is_over):
        problems += [
            Problem(Where(path, line, column), "missing-alt", _SILENT, hint)
            for line, column, hint in _silent(record, data)
        ]
        problems += [
            Problem(Where(path, one.line, one.column), _code(one), _message(one), _hint(one))
            for one in record.body.remarks
        ]
    return tuple(capped(ordered(problems), decode(data, path)[0])) if problems else ()


def _withdrawal(article: Article) -> Iterator[Problem]:
    """Yield what a withdrawn article still tells: its headline, or the words of it in addresses."""
    matter, where = article.matter, Where(f"content/{article.path}")
    if matter.retracted is None:
        return
    spelling = spelled(indonesian=matter.indonesian)
    if matter.title == matter.retracted.headline and _words(matter.title):
        hint = sentence(
            "if that names whom you want to spare, add {title}: to {retracted}, and another slug",
            title=spelling.written("retracted", "title"),
            retracted=spelling.written("retracted"),
        )
        yield Problem(
            where, "withdrawn-slug", sentence("headline and address of this withdrawn article stay public"), hint
        )
        return
    hidden = {*_words(matter.retracted.headline)}.difference(_words(matter.title))
    for url in (article.url, *matter.aliases):
        words = ", ".join(word for word in dict.fromkeys(_words(url)) if word in hidden)
        if words:
            message = sentence(
                "this article is withdrawn, but its address {url} still has words of the headline: {words}",
                url=quoted(url),
                words=words,
            )
            hint = sentence("if they name whom you want to spare, give it another slug and take out that alias")
            yield Problem(where, "withdrawn-slug", message, hint)


def _sponsor(article: Article) -> Iterator[Problem]:
    """Yield what is paid for and does not look like it."""
    matter = article.matter
    if matter.sponsor is not None and matter.type != "advertorial" and not matter.is_over:
        message = sentence("{name} pays for this article, but readers are not told", name=quoted(matter.sponsor.name))
        hint = sentence(
            "add {key}: advertorial, or take out sponsor", key=spelled(indonesian=matter.indonesian).written("type")
        )
        yield Problem(Where(f"content/{article.path}"), "unlabelled-sponsor", message, hint)
    elif matter.type != "advertorial" and not matter.is_over and (paid := _paid(matter)):
        kind = spelled(indonesian=matter.indonesian).written("type")
        hint = sentence(
            "if somebody pays for it, write {key}: advertorial and sponsor: …, by which all lists and feeds label it",
            key=kind,
        )
        message = sentence("{word} stands here as a word alone, so readers are not told who pays", word=quoted(paid))
        yield Problem(Where(f"content/{article.path}"), "unlabelled-sponsor", message, hint)


def _paid(matter: Matter) -> str:
    """Return the word by which headline or tags say that an article is paid for; empty if none does."""
    found = _LABEL.match(matter.title)
    return found[0].strip(" :|-") if found else next((tag for tag in matter.tags if slugify(tag) in _PAID), "")


def _follows(article: Article) -> Iterator[Problem]:
    """Yield that an article goes on with itself, which leads no reader anywhere."""
    follows = article.matter.follows
    if follows and link_key(Link("link", follows)) in own_keys(article):
        field = spelled(indonesian=article.matter.indonesian).written("follows")
        hint = sentence("take {written} out of {field}", written=quoted(follows), field=field)
        said = sentence("{field} names the article itself", field=field)
        yield Problem(Where(f"content/{article.path}"), "no-effect", said, hint)


def _words(text: str) -> list[str]:
    """Return the words of a headline or address that may be somebody's name, as addresses have them."""
    return [word for word in slugify(text, len(text)).split("-") if len(word) > 2]


def _code(remark: Remark) -> Code:
    if remark.kind in ("bullet", "lines", "indented", "underlined", "table", "date", "columns", "baca"):
        return "lost-lines"
    if remark.kind in ("mistyped", "unreachable", "no picture", "nowhere"):
        return "unreachable-link"
    if remark.kind == "garbled":
        return "garbled-text"
    if remark.kind in ("note", "filler"):
        return "unfinished-text"
    return "no-effect" if remark.kind in ("more", "removed", "unused", "page") else "markup-as-text"


def _hint(remark: Remark) -> Sentence:
    return sentence("write {plain}", plain=remark.meant) if remark.meant else _HINTS[remark.kind]


def _message(remark: Remark) -> Sentence:
    """Return the sentence about what is not what it was meant to be in a body."""
    if remark.kind in _MESSAGES:
        return _MESSAGES[remark.kind]
    if remark.kind == "removed":
        if remark.count == 1:
            return sentence("readers do not get this HTML")
        return sentence("readers do not get this HTML, and {more} more in this file", more=remark.count - 1)
    if remark.count == 1:
        return sentence("readers will see this markup as text")
    return sentence("readers will see this markup as text, and {more} more in this file", more=remark.count - 1)


def _silent(record: Article | Profile | Standing, data: bytes) -> Iterator[tuple[int, int, Sentence]]:
    """Yield line, column and hint of each picture without alt text and caption; either is enough for those who hear."""
    if isinstance(record, Article):
        photo, words = record.matter.photo, spelled(indonesian=record.matter.indonesian)
        if photo is not None and not photo.alt and not photo.caption:
            before = excerpt(decode(data, record.path)[0], photo.line)[: max(0, photo.column - 1)].strip()
            short = before == f"{words.written('photo')}:"
            names = {name: words.written("photo", name) for name in ("src", "caption")}
            whole = f"{before} {{{names['src']}: {photo.src}, {names['caption']}: …}}"
            yield (
                photo.line,
                photo.column,
                sentence("write {plain}", plain=whole)
                if short
                else sentence(
                    "add alt: or {caption}: below {src}:, with what the picture shows",
                    **names,
                ),
            )
    for line, column in record.body.silent:
        yield line, column, sentence("write what it shows between the brackets: ![Pedagang menata ikan](/foto/…)")
