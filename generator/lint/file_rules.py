"""Rules for one parsed file: warnings to the writer about a file that can be published."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping

from msgspec.structs import replace

from generator.base.codes import Code
from generator.base.errors import Problem, Where, capped, excerpt, ordered
from generator.base.sentences import NOTHING, Sentence, sentence
from generator.base.text import decode, quoted, slugify
from generator.config.article_keys import names_of
from generator.model.records import Advertisement, Article, Profile, Standing

_PAID = frozenset(("adv", "advertorial", "pariwara", "sponsored", "konten-berbayar", "paid-content", "iklan-berbayar"))
"""Tags that mark paid content in other systems."""
_LABEL = re.compile(
    r"(?:[\[(] ?(?:adv|advertorial|pariwara|sponsored|iklan) ?[\])]|(?:adv|advertorial|pariwara|sponsored) ?[:|])",
    re.IGNORECASE,
)
"""Beginnings of headlines of paid content."""
_MARKUP = sentence("readers will see this markup as text")
_MORE = {_MARKUP: sentence("readers will see this markup as text, and {more} more in this file")}
"""The same for several in one file."""
_SAID: Mapping[Code, Mapping[str, tuple[Sentence, Sentence]]] = {
    "markup-as-text": {
        "html": (_MARKUP,
            sentence("HTML has no effect here: write **bold**, *italics* or [text](/address/), or put it "
            "between backticks if readers are to see it")),
        "shortcode": (_MARKUP,
            sentence("write in Markdown what it stood for, or put it between backticks if readers are to see it")),
        "link": (_MARKUP,
            sentence("the address of a link begins with https:, http:, mailto:, tel: or /, that of a picture "
            "with https: or /")),
        "apart": (_MARKUP, sentence("write no space between the brackets: [text](/address/)")),
        "blank": (sentence("readers will see this as text: an address with a blank in it needs < and > around it"),
            NOTHING),
        "bold": (_MARKUP, sentence("write **bold** within one paragraph, without spaces inside of the asterisks")),
        "heading": (_MARKUP, sentence("put a space behind the # of a heading")),
        "footnote": (_MARKUP,
            sentence("write the footnote: a paragraph that begins with the same brackets and a colon")),
        "comment": (_MARKUP,
            sentence("a comment begins with <!-- and ends at the first -->, without spaces or long dashes in "
            "either: write it so, or delete what readers are not to see")),
        "table": (sentence("this table becomes one paragraph, with its strokes in it"),
            sentence("write a line | --- | --- | below the first one, with as many columns")),
        "stars": (sentence("readers will see this closing mark as text, since it has too few asterisks"),
            sentence("write three asterisks: ***(SA)")),
        "mark": (sentence("this closing mark is not at the end, so readers will see it as text"),
            sentence("it stands at the very end of the text: move it there, or delete it")),
    },
    "no-effect": {
        "unused": (sentence("no reader sees this footnote, since nothing refers to it"),
            sentence("refer to it from the text with the same brackets, or delete it")),
    },
    "garbled-text": {
        "garbled": (sentence("these letters are garbled: some program read them in another encoding"),
            sentence("open the text where you copied it from, and paste it again")),
    },
    "unreachable-link": {
        "mistyped": (sentence("readers cannot open this address: its beginning is mistyped"), NOTHING),
        "unreachable": (sentence("readers cannot open this address: it is on your computer or network, or for editing"),
            sentence("write the address that readers use, or delete the link")),
        "no picture": (sentence("this is the address of a page, not of a picture, so readers see none"),
            sentence("save the picture below content/, and write its path: /foto/2024/10/x.jpg")),
        "nowhere": (sentence("this link leads nowhere"), sentence("write its address, or delete the link")),
    },
}  # fmt: skip
"""Message and hint for each kind of remark; the hint is replaced if the remark knows what was meant."""
_CODES = {kind: code for code, kinds in _SAID.items() for kind in kinds}
_PHRASES = (
    b"[todo", b"[cek lagi", b"[halaman ", b"(cek lagi)", b"nama narasumber", b"jangan tayang", b"lorem ipsum",
    b"sebagai model bahasa, saya", b"berikut draf ", b"oaicite", "†source】".encode(),
    b"<media omitted>", b"<media tidak disertakan>", b"embargo sampai", b"<<<<<<< ",
)  # fmt: skip
"""What no report contains: notes to oneself, filler, leftovers of assistants and chats, and an unmerged version."""
_FEW_WORDS = 15
"""An infographic with fewer says at most where its figures are from."""


Text = Article | Profile | Standing | Advertisement


def advice(record: Text, data: bytes) -> tuple[Problem, ...]:
    """Return the warnings for a file without problems; `data` are its bytes, for the excerpts."""
    problems = [problem for rule in RULES for problem in rule(record, data)]
    return tuple(capped(ordered(problems), decode(data, f"content/{record.path}")[0])) if problems else ()


def _has_readers(record: Text) -> bool:
    """Return whether a file has readers, unlike a draft or a withdrawn or gone article."""
    return not isinstance(record, Article) or not (record.matter.draft or record.matter.is_over)


def withdrawn_slug(article: Text, _: bytes) -> Iterator[Problem]:
    """Yield what a withdrawn article still reveals: its headline, or words of it in addresses."""
    if not isinstance(article, Article) or article.matter.draft or article.matter.retracted is None:
        return
    matter, retracted, where = article.matter, article.matter.retracted, Where(f"content/{article.path}")
    if matter.title == retracted.headline and _words(matter.title):
        hint = sentence(
            "if that names whom you want to spare, add {title}: to {retracted}, and another slug",
            title="title",
            retracted="retracted",
        )
        yield Problem(
            where, "withdrawn-slug", sentence("headline and address of this withdrawn article stay public"), hint
        )
        return
    hidden = {*_words(retracted.headline)}.difference(_words(matter.title))
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


def unlabelled_sponsor(article: Text, _: bytes) -> Iterator[Problem]:
    """Yield paid articles that are not labelled."""
    if not isinstance(article, Article) or article.matter.type == "advertorial" or not _has_readers(article):
        return
    matter, where = article.matter, Where(f"content/{article.path}")
    if matter.sponsor is not None:
        said = sentence("{name} pays for this article, but readers are not told", name=quoted(matter.sponsor.name))
        hint = sentence("add {key}: advertorial, or take out sponsor", key="type")
        yield Problem(where, "unlabelled-sponsor", said, hint)
        return
    label = _LABEL.match(matter.title)
    if paid := label[0].strip(" :|-") if label else next((tag for tag in matter.tags if slugify(tag) in _PAID), ""):
        said = sentence("{word} stands here as a word alone, so readers are not told who pays", word=quoted(paid))
        hint = sentence(
            "if somebody pays for it, write {key}: advertorial and sponsor: …, by which all lists and feeds label it",
            key="type",
        )
        yield Problem(where, "unlabelled-sponsor", said, hint)


def _words(text: str) -> list[str]:
    """Return the words of a headline or address, as in slugs, that may be a person's name."""
    return [word for word in slugify(text, len(text)).split("-") if len(word) > 2]


def unfinished(article: Text, data: bytes) -> Iterator[Problem]:
    """Yield the first trace of unfinished work or of pasting."""
    if not isinstance(article, Article) or not _has_readers(article):
        return
    start, text = data.find(b"\n---", 3) + 4, data.lower()
    found = [at for phrase in _PHRASES if (at := text.find(phrase, start)) >= 0]
    if found:
        said, at = sentence("readers will see this note"), min(found)
        before = data[data.rfind(b"\n", 0, at) + 1 : at].decode("utf-8", "replace")
        place = Where(f"content/{article.path}", data.count(b"\n", 0, at) + 1, len(before) + 1)
        yield Problem(place, "unfinished-text", said, sentence("write what is missing, or delete it"))


def remarks(record: Text, _: bytes) -> Iterator[Problem]:
    """Yield the parser's remarks."""
    for remark in record.body.remarks if _has_readers(record) else ():
        code = _CODES[remark.kind]
        said, hint = _SAID[code][remark.kind]
        if remark.count > 1 and said in _MORE:
            said = replace(_MORE[said], values=(("more", remark.count - 1),))
        if remark.meant:
            hint = sentence("write {plain}", plain=remark.meant)
        yield Problem(Where(f"content/{record.path}", remark.line, remark.column), code, said, hint)


def missing_alt(record: Text, data: bytes) -> Iterator[Problem]:
    """Yield the pictures without alt text and caption; screen readers need either."""
    if not _has_readers(record):
        return
    said = sentence("this picture has neither alt text nor caption, so readers who cannot see it learn nothing of it")
    path = f"content/{record.path}"
    photo = record.matter.photo if isinstance(record, Article) else None
    if isinstance(record, Article) and photo is not None and not photo.alt and not photo.caption:
        before = excerpt(decode(data, record.path)[0], photo.line)[: max(0, photo.column - 1)].strip()
        hint = sentence(
            "add alt: or {caption}: below {src}:, with what the picture shows", src="src", caption="caption"
        )
        if before.removesuffix(":") in names_of("photo"):
            hint = sentence("write {plain}", plain=f"{before} {{src: {photo.src}, caption: …}}")
        yield Problem(Where(path, photo.line, photo.column), "missing-alt", said, hint)
    if isinstance(record, Article):
        yield from _unspoken(record)
    for place in record.body.silent:
        hint = sentence("write what it shows between the brackets: ![Pedagang menata ikan](/foto/…)")
        yield Problem(Where(path, *place), "missing-alt", said, hint)


def _unspoken(article: Article) -> Iterator[Problem]:
    """Yield an infographic without its content in words."""
    path, matter = f"content/{article.path}", article.matter
    if matter.type == "infografik" and article.body.words < _FEW_WORDS:
        said = sentence("this infographic has no text, so readers who cannot see it learn nothing of its figures")
        hint = sentence("write into the text what it shows, in sentences or as a table")
        photo = matter.photo
        yield Problem(Where(path, photo.line, photo.column) if photo else Where(path), "missing-alt", said, hint)


RULES: tuple[Callable[[Text, bytes], Iterator[Problem]], ...] = (
    withdrawn_slug,
    unlabelled_sponsor,
    unfinished,
    remarks,
    missing_alt,
)
"""Each gets a parsed file and its bytes."""
