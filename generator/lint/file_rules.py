"""Rules for one parsed file: warnings to the writer about a file that can be published."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping

from msgspec.structs import replace

from generator.base.codes import Code
from generator.base.errors import Problem, Where, capped, excerpt, ordered
from generator.base.sentences import NOTHING, Sentence, sentence
from generator.base.text import decode, fold, quoted, slugify, squeeze
from generator.config.article_keys import names_of
from generator.config.media import is_film
from generator.markup.films import FOLD
from generator.model.index_entry import own_keys
from generator.model.lookup_keys import link_key
from generator.model.records import Advertisement, Article, Link, Profile, Standing
from generator.model.urls import ADVERTISEMENTS

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
        "bold": (_MARKUP, sentence("write **bold** within one paragraph, without spaces inside of the asterisks")),
        "heading": (_MARKUP, sentence("put a space behind the # of a heading")),
        "footnote": (_MARKUP,
            sentence("write the footnote: a paragraph that begins with the same brackets and a colon")),
        "comment": (_MARKUP,
            sentence("a comment begins with <!-- and ends at the first -->, without spaces or long dashes in "
            "either: write it so, or delete what readers are not to see")),
        "entity": (_MARKUP, sentence("write the sign itself: & for &amp;, a blank for &nbsp;")),
        "feed": (sentence("readers will see these signs: they end no line"),
            sentence("put an empty line between two paragraphs, and delete these signs")),
        "mark": (sentence("this closing mark is not at the end, so readers will see it as text"),
            sentence("it stands at the very end of the text: move it there, or delete it")),
        "stars": (sentence("readers will see this closing mark as text, since it has too few asterisks"),
            sentence("write three asterisks: ***(SA)")),
        "foreign": (sentence("readers will see this, which the program left that the text was copied from"),
            sentence("delete it")),
        "blank": (sentence("readers will see this as text: an address with a blank in it needs < and > around it"),
            NOTHING),
    },
    "no-effect": {
        "more": (sentence("this mark ends no excerpt: lists show the first sentences of the text"),
            sentence("delete it, or write the excerpt as the summary in the front matter")),
        "unused": (sentence("no reader sees this footnote, since nothing refers to it"),
            sentence("refer to it from the text with the same brackets, or delete it")),
        "page": (sentence("this does not split the article"),
            sentence("write <!-- halaman --> on a line of its own, without a number")),
    },
    "lost-lines": {
        "bullet": (sentence("this list becomes one paragraph, with its bullets in it"),
            sentence("begin each line of the list with a hyphen and a space, below an empty line")),
        "lines": (sentence("these lines become one paragraph"), sentence("put an empty line between two paragraphs")),
        "indented": (sentence("this paragraph is shown as code, for the blanks in front of it"),
            sentence("delete the blanks at the beginning of the line, or put code between two lines of ```")),
        "underlined": (sentence("this paragraph is a heading, for the line below it"),
            sentence("put an empty line above the line of signs, or write a heading as ## Heading")),
        "table": (sentence("this table becomes one paragraph, with its strokes in it"),
            sentence("write a line | --- | --- | below the first one, with as many columns")),
        "columns": (sentence("these columns become one paragraph"),
            sentence("write it as a table: | Ikan | Harga |, below it | --- | --- |, and a line for each row")),
        "date": (sentence("this date begins a list, for the full stop behind its number"),
            sentence("write the date without the full stop: 17 Agustus 2024")),
        "baca": (sentence("this Baca Juga becomes no box, since it stands right below another line"),
            sentence("put an empty line above it")),
    },
    "garbled-text": {
        "garbled": (sentence("these letters are garbled: some program read them in another encoding"),
            sentence("open the text where you copied it from, and paste it again")),
    },
    "unfinished-text": {
        "note": (sentence("readers will see this note"), sentence("write what is missing, or delete it")),
        "filler": (sentence("readers will see this filler text"),
            sentence("write the text that belongs here, or delete it")),
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
_MERGE = (
    sentence("two versions of this text were never merged: these are signs of git"),
    sentence("keep one of them, and delete the lines with <<<<<<<, ======= and >>>>>>>"),
)
_WORDS: tuple[tuple[Code, tuple[Sentence, Sentence], tuple[bytes, ...]], ...] = (
    ("unfinished-text", _MERGE, (b"<<<<<<< ", b">>>>>>> ")),
    (
        "unfinished-text", _SAID["unfinished-text"]["note"],
        (
            b"NAMA NARASUMBER", b"(CEK LAGI)", b"(cek lagi)", b"JANGAN TAYANG", b"jangan tayang dulu",
            b"EMBARGO sampai", b"EMBARGO SAMPAI",
        ),
    ),
    (
        "markup-as-text", _SAID["markup-as-text"]["foreign"],
        (
            b"SCROLL TO CONTINUE WITH CONTENT", b"[Gambas:", b"sebagai model bahasa, saya",
            b"Apakah Anda ingin saya ",
        ),
    ),
)  # fmt: skip
"""Phrases that no report contains."""
_LIST = re.compile(
    rb"\n[ \t]*(?:(?:-(?=[A-Za-z])[^\n]*\n[ \t]*-(?=[A-Za-z]))|(?:\*[A-Za-z][^*\n]*\n[ \t]*\*[A-Za-z][^*\n]*$)"
    rb"|(?:\d{1,2}[.)](?=[A-Za-z])[^\n]*\n[ \t]*\d{1,2}[.)](?=[A-Za-z]))|(?:\(?\d{1,2}\) [^\n]*\n[ \t]*\(\d{1,2}\) )"
    rb"|(?:a[.)] [^\n]*\n[ \t]*b[.)] )|(?:\xe2\x86\x92[^\n]*\n[ \t]*\xe2\x86\x92))",
    re.MULTILINE,
)
"""Two lines that look like list items, but lack a space or a valid list marker.

The end of the line above them is part of it, so that a search skips to ends of lines.
"""
_TOP = re.compile(r"(?:oleh|laporan|penulis|reporter|wartawan)\s*:\s*\S.{0,60}", re.IGNORECASE)
_END = re.compile(r"(?:editor|penulis|reporter|tags?|kata kunci)\s*:\s*\S.*", re.IGNORECASE)
"""What the page itself shows above and below the text."""
_SIGNS = "#*_ \t\r"
_FEW_WORDS = 15
"""An infographic with fewer says at most where its figures are from."""
_TRANSCRIPT = re.compile(rb"^#{1,6}[ \t]+trans(?:krip|cript)\b", re.IGNORECASE | re.MULTILINE)


Text = Article | Profile | Standing | Advertisement


def advice(record: Text, data: bytes) -> tuple[Problem, ...]:
    """Return the warnings for a file without problems; `data` are its bytes, for the excerpts."""
    problems = [problem for rule in RULES for problem in rule(record, data)]
    return tuple(capped(ordered(problems), decode(data, f"content/{record.path}")[0])) if problems else ()


def _has_readers(record: Text) -> bool:
    """Return whether a file has readers, unlike a draft or a withdrawn or gone article."""
    return not isinstance(record, Article) or not (record.matter.draft or record.matter.is_over)


def own_alias(record: Text, _: bytes) -> Iterator[Problem]:
    """Yield the aliases that are the page's own address."""
    said = sentence("this alias is the address of the page itself, so it is left out")
    for place in record.matter.own_aliases if isinstance(record, Article) else record.own_aliases:
        yield Problem(Where(f"content/{record.path}", *place), "own-alias", said, sentence("delete this alias"))


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


def follows_itself(article: Text, _: bytes) -> Iterator[Problem]:
    """Yield an article that continues itself."""
    if not isinstance(article, Article) or article.matter.draft or not article.matter.follows:
        return
    follows = article.matter.follows
    if link_key(Link("link", follows)) in own_keys(article):
        hint = sentence("take {written} out of {field}", written=quoted(follows), field="follows")
        said = sentence("{field} names the article itself", field="follows")
        yield Problem(Where(f"content/{article.path}"), "no-effect", said, hint)


def _words(text: str) -> list[str]:
    """Return the words of a headline or address, as in slugs, that may be a person's name."""
    return [word for word in slugify(text, len(text)).split("-") if len(word) > 2]


def unfinished(article: Text, data: bytes) -> Iterator[Problem]:
    """Yield traces of unfinished work and of pasting."""
    if not isinstance(article, Article) or not _has_readers(article):
        return
    path = f"content/{article.path}"
    start = data.find(b"\n---", 3) + 4
    for code, (message, hint), words in _WORDS:
        for word in words:
            if (at := data.find(word, start)) >= 0:
                yield Problem(_place(path, data, at), code, message, hint)
                break
    found = _LIST.search(data, start) if b"```" not in data else None
    if found is not None:
        yield Problem(_place(path, data, found.start() + 1), "lost-lines", *_SAID["lost-lines"]["bullet"])
    yield from _around(path, article.matter.title, data, start)


def _around(path: str, title: str, data: bytes, start: int) -> Iterator[Problem]:
    body = data[start:].strip()
    first, _, _ = body.partition(b"\n")
    last = body[body.rfind(b"\n") + 1 :]
    top, end = (line[:200].decode("utf-8", "replace").strip(_SIGNS) for line in (first, last))
    at = data.find(first, start)
    if top and fold(squeeze(top)) == fold(title):
        said = sentence("the text begins with its headline, which readers see twice then")
        yield Problem(_place(path, data, at), "unfinished-text", said, sentence("delete it"))
    elif _TOP.fullmatch(top):
        said = sentence("the page says above the text who wrote it, so readers see that twice")
        yield Problem(_place(path, data, at), "unfinished-text", said, sentence("delete it"))
    if first is not last and _END.fullmatch(end):
        said = sentence("the page says this below the text, so readers see it twice")
        hint = sentence("delete it, and write it into the front matter if it is not there")
        yield Problem(_place(path, data, data.rfind(last)), "unfinished-text", said, hint)


def _place(path: str, data: bytes, at: int) -> Where:
    line = data.count(b"\n", 0, at) + 1
    column = len(data[data.rfind(b"\n", 0, at) + 1 : at].decode("utf-8", "replace")) + 1
    return Where(path, line, column)


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


def leads_to_advertisement(record: Text, _: bytes) -> Iterator[Problem]:
    """Yield the links to the file of an advertisement, which has no page."""
    for link in record.body.links:
        path = link.target.lstrip("/").removeprefix("content/")
        if link.kind != "image" and path.startswith(f"{ADVERTISEMENTS}/") and path.endswith(".md"):
            place = Where(f"content/{record.path}", link.line, link.column)
            said = sentence("this leads to an advertisement, which has no page")
            yield Problem(place, "dead-link", said, sentence("write the address to which the advertisement leads"))


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
        yield from _unspoken(record, data)
    for place in record.body.silent:
        hint = sentence("write what it shows between the brackets: ![Pedagang menata ikan](/foto/…)")
        yield Problem(Where(path, *place), "missing-alt", said, hint)


def _unspoken(article: Article, data: bytes) -> Iterator[Problem]:
    """Yield an infographic without its content in words, and a video of the site without what is said in it."""
    path, matter, body = f"content/{article.path}", article.matter, article.body
    if matter.type == "infografik" and body.words < _FEW_WORDS:
        said = sentence("this infographic has no text, so readers who cannot see it learn nothing of its figures")
        hint = sentence("write into the text what it shows, in sentences or as a table")
        photo = matter.photo
        yield Problem(Where(path, photo.line, photo.column) if photo else Where(path), "missing-alt", said, hint)
    if matter.type != "video" or any(isinstance(one, str) and FOLD in one for part in body.parts for one in part):
        return
    hint = sentence("write below a heading ## Transkrip what is said, and by whom")
    film = next((link for link in body.links if link.kind == "image" and is_film(link.target)), None)
    if heading := _TRANSCRIPT.search(data, data.find(b"\n---", 3) + 4):
        yield Problem(_place(path, data, heading.start()), "missing-alt", sentence("this transcript is empty"), hint)
    elif film is not None:
        said = sentence("this video has no transcript, so readers who cannot hear it do not learn what is said")
        yield Problem(Where(path, film.line, film.column), "missing-alt", said, hint)


RULES: tuple[Callable[[Text, bytes], Iterator[Problem]], ...] = (
    own_alias,
    withdrawn_slug,
    unlabelled_sponsor,
    follows_itself,
    unfinished,
    remarks,
    missing_alt,
    leads_to_advertisement,
)
"""Each gets a parsed file and its bytes."""
