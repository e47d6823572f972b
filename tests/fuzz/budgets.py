"""What a text may cost: processor time against its size, over the worst texts that are known.

    python -m tests.fuzz.budgets

prints for each of them the time that it takes at four sizes, each twice the one before, and the power of the size
with which that grows: 1 is linear, 2 is quadratic. `tests/test_budgets.py` holds every one of them below a limit.
"""

from __future__ import annotations

import re
import sys
from collections.abc import Callable
from functools import partial
from typing import NamedTuple

from msgspec.structs import replace

from generator.config import site_yaml
from generator.config.yaml_text import MAX_BYTES
from generator.markup.documents import parse_article
from tests import growth

Text = Callable[[int], str]
"""Makes a text of about so many characters."""

READING = site_yaml.parse("name: A\nbase_url: https://a.example\ncategories: [{slug: daerah, name: Daerah}]\n")[
    0
].reading  # type: ignore[union-attr]
HEAD = "title: A\ntimestamp: 2024-10-09 16:10 WIB\nauthor: S\neditor: B\n"


def repeated(unit: str) -> Text:
    return lambda size: unit * (size // len(unit))


def around(before: str, unit: str, after: str = "") -> Text:
    return lambda size: before + unit * (size // len(unit)) + after


def rising(unit: str, tail: str = "") -> Text:
    """Return lines of one, two, three … units, so that there are about as many lengths as the root of the size."""
    return lambda size: "".join(unit * n + tail for n in range(1, int((2 * size / len(unit)) ** 0.5)))


def halves(first: str, middle: str, second: str) -> Text:
    return lambda size: (
        first * (size // (len(first) + len(second))) + middle + second * (size // (len(first) + len(second)))
    )


def numbered(unit: str) -> Text:
    """Return units with another number in each."""
    return lambda size: "".join(unit.replace("%", str(n)) for n in range(size // (len(unit) + 3)))


FRONT: dict[str, Text] = {
    "blanks and a hash": around('summary: "a', "\t", 'b"\n# x'),
    "blanks before a hash": around("summary: a", " ", "#x"),
    "hashes": around("summary: a", " #x"),
    "hashes in lists": around("tags: [", "a , ", "]\nsummary: a #x"),
    "blank lines": around("summary: a", "\n", "#x"),
    "lines of blanks": around("summary: |\n  a\n", "   \n", "#x"),
    "a long word": around("summary: ", "a"),
    "a long line of words": around("summary: ", "a "),
    "quotation": around('summary: "', 'a\\"', '"'),
    "escapes": around('summary: "', "\\u00e9", '"'),
    "escapes of controls": around("tags: [", '"\\0",', "]"),
    "quotation not closed": around('summary: "', "a\n  "),
    "quotations not closed": numbered('k%: "a\n'),
    "single quotes": around("summary: '", "''", "'"),
    "brackets": around("tags: ", "["),
    "braces": around("tags: ", "{"),
    "brackets closed": halves("[", "tags: a", "]"),
    "a list": around("tags: [", "a,", "]"),
    "a list of its own words": lambda size: "tags: [" + numbered("t%,")(size) + "]",
    "a long list": around("tags:\n", "- a\n"),
    "lists in lists": around("tags: ", "- "),
    "lists of lists": around("tags:\n", "- [a, b]\n"),
    "mappings": around("source: [", "{name: a, url: https://a.id},", "]"),
    "mappings with the wrong keys": around("source: [", "{nama: a},", "]"),
    "corrections": around("corrections:\n", "- {timestamp: 2024-10-09 16:10 WIB, text: a}\n"),
    "unknown keys": numbered("key%: a\n"),
    "keys misspelt": numbered("tittle%: a\n"),
    "the same key": repeated("summary: a\n"),
    "keys without values": numbered("k%:\n"),
    "keys without a space": numbered("k%:a\n"),
    "questions": repeated("? a\n"),
    "complex keys": repeated("? [a]\n: b\n"),
    "colons": around("summary: ", "a: "),
    "tags of YAML": around("tags: [", "!a b,", "]"),
    "anchors": lambda size: "tags: [" + numbered("&a% b,")(size) + "]",
    "documents": repeated("--- a\n"),
    "directives": repeated("%YAML 1.1\n"),
    "folded": around("summary: >\n", "  a\n\n"),
    "literal": around("summary: |\n", "  a\n"),
    "indentation falling": lambda size: (
        "summary: |\n" + "".join(" " * n + "\n" for n in range(int((2 * size) ** 0.5), 1, -1))
    ),
    "indentation rising": lambda size: "".join(" " * n + f"k{n}:\n" for n in range(int((2 * size) ** 0.5))),
    "odd blanks": around("summary: a", "\u00a0"),
    "line separators": around("summary: a", "\u2028b"),
    "controls": around("summary: a", "\x01"),
    "tags that are one": around("tags: ", "a, "),
    "tags that are too long": lambda size: "tags: [" + ", ".join("a" * 200 for _ in range(size // 202)) + "]",
    "aliases": lambda size: "aliases: [" + numbered("/a%/,")(size) + "]",
    "aliases that are none": lambda size: "aliases: [" + numbered("a%,")(size) + "]",
    "a long alias": around("aliases: [/", "a/", "]"),
    "an alias of points": around("aliases: [/", ".a", "]"),
    "an alias like a file": around("aliases: [/a.", "p", "/]"),
    "captions": around("photo: {src: /a.png, credit: a, caption: '", "(foto: a ", "'}"),
    "captions in brackets": around("photo: {src: /a.png, credit: a, caption: 'a", " (", "(foto:a)'}"),
    "captions of blanks": around("photo: {src: /a.png, credit: a, caption: 'a(foto: ", "a  ", "'}"),
    "a focus": around("photo: {src: /a.png, credit: a, focus: '", "1", "% 1%'}"),
    "a slug": around("slug: ", "a-"),
    "a slug of accents": around("slug: ", "é"),
    "a time": around("updated: ", "1"),
    "a time of words": around("updated: ", "a "),
    "a time of blanks": around("updated: '2024-10-09", "\\t", "x'"),
    "a region": around("region: ", "/a"),
    "an address": around("source: {name: a, url: 'https://", "a.", "'}"),
    "a type": around("type: ", "ab"),
    "a kanal": around("category: ", "a-"),
    "a flag": around("draft: ", "a"),
    "what it follows": around("follows: ", "/a"),
    "an author": around("author: [", "é,", "]"),
}
"""Front matter, without the keys that are required."""

BODIES: dict[str, Text] = {
    "brackets": repeated("["),
    "brackets with text": repeated("[a"),
    "bracket pairs": repeated("[]"),
    "brackets closed": halves("[", "", "]"),
    "brackets before addresses": halves("[", "a", "](b)"),
    "links": repeated("[a](/b) "),
    "links of their own": numbered("[a](/b%) "),
    "links to others": numbered("[a](https://b.id/%) "),
    "links in lines": numbered("[a](/b%)\n"),
    "links nested": repeated("[" * 9 + "a" + "](b)" * 9),
    "links without end": repeated("[a]("),
    "links in pointed brackets": repeated("[a](<b"),
    "titles without end": repeated('[a](b "'),
    "titles": repeated('[a](b "c") '),
    "parentheses": around("[a](", "("),
    "link texts": around("[", "a ", "](/b)"),
    "a link over lines": around("[", "a\n", "](/b)"),
    "targets that are not found": numbered("[a][r%] "),
    "references to one": around("[a]: /b\n\n", "[a]\n"),
    "references": numbered("[r%]: b\n"),
    "references and their links": lambda size: numbered("[r%]: /b%\n")(size // 2) + "\n" + numbered("[r%] ")(size // 2),
    "a label": around("[", "a", "]: b\n\n[a]"),
    "a label of lines": around("[", "a\n"),
    "labels of sharp letters": repeated("[ẞ]: b\n"),
    "titles of references": repeated("[a]: b \"x\n[a]: b 'x\n"),
    "pictures": repeated("!["),
    "pictures whole": repeated("![a](/b.png) "),
    "pictures nested": repeated("![" * 9 + "a" + "](b)" * 9),
    "pictures nested deeply": halves("![", "a", "](b)"),
    "pictures in links": repeated("[![a](/b.png)](/c) "),
    "figures": repeated('![a](/b.png "c")\n\n'),
    "autolinks": repeated("<http://a.b> "),
    "autolinks encoded": around("<http://a.b/", "%C3%A9", ">"),
    "autolinks that do not end": repeated("<http://a.b "),
    "autolinks in alt texts": repeated("![<http://a.b/%00>](/c.png) "),
    "addresses of e-mail": repeated("<a@b.id> "),
    "an e-mail of points": around("<a@", "b.", ">"),
    "an e-mail of hyphens": around("<a@", "b-", ">"),
    "less than": repeated("<"),
    "tags": repeated("<a "),
    "entities": repeated("&amp;"),
    "entities that are none": repeated("&a"),
    "numbers of characters": repeated("&#x202e;"),
    "a number of a character": around("&#", "1", ";"),
    "controls": repeated("a\x01"),
    "backslashes": repeated("\\"),
    "backslashes of signs": repeated("\\*"),
    "backticks": repeated("`"),
    "backticks rising": rising("`", "a"),
    "backticks falling": lambda size: "".join("`" * n + "a" for n in range(int((2 * size) ** 0.5), 0, -1)),
    "code": repeated("`a` "),
    "emphasis": repeated("*_"),
    "emphasis opened": repeated("*a **b _c "),
    "emphasis closed": repeated("a* b** c_ "),
    "emphasis both": repeated("a**b"),
    "emphasis nested": halves("*a ", "", " a*"),
    "emphasis of three": repeated("***a** "),
    "strikethrough": repeated("~~a "),
    "strikethrough closed": halves("~~a ", "", " a~~"),
    "quotes": repeated(">"),
    "quotes of lines": repeated("> a\n"),
    "quotes with lazy lines": around(">" * 15 + "a\n", "b\n"),
    "quotes rising": rising(">", "a\n"),
    "lists on a line": repeated("- "),
    "lists nested": lambda size: "".join("  " * depth + "- a\n" for depth in range(int(size**0.5))),
    "items": repeated("- a\n"),
    "items apart": repeated("- a\n\n"),
    "items of numbers": repeated("1. a\n"),
    "lists of both kinds": repeated("- a\n* a\n"),
    "lists and quotes": repeated("> - 1. "),
    "headings": numbered("## a%\n\n"),
    "headings of signs": repeated("# "),
    "headings below": repeated("a\n=\n"),
    "terms": repeated("a\n: b\n\n"),
    "terms in lists": repeated("- a\n  : b\n"),
    "terms in quotes": repeated("> a\n> : b\n\n"),
    "colons in quotes": repeated("> : "),
    "tasks": repeated("- [ ] a\n"),
    "footnotes": numbered("[^%]: a\n\n"),
    "references to a footnote": around("[^a]: b\n\n", "[^a] "),
    "rules": repeated("* * *\n"),
    "a rule": repeated("* "),
    "fences": repeated("```\n"),
    "fences in quotes": repeated("> ```\n\n"),
    "a fence of words": around("```", "a ", "\n"),
    "indented": repeated("    a\n"),
    "tables": repeated("|a|b|\n|-|-|\n|c|d|\n\n"),
    "a table": around("|a|b|\n|-|-|\n", "|c|d|\n"),
    "a table of columns": lambda size: "|a" * (size // 6) + "|\n" + "|-" * (size // 6) + "|\n|\n",
    "a table that is filled up": around("|a" * 9 + "|\n" + "|-" * 9 + "|\n", "|\n"),
    "rows of escapes": around("|a|\n|-|\n", "|\\|\n"),
    "heads of tables": repeated("|-\n"),
    "pipes": repeated("|"),
    "comments": repeated("<!-- a -->\n"),
    "comments on a line": repeated("<!-- a -->"),
    "comments without end": repeated("<!-- a\n\n"),
    "parts": repeated("a\n\n<!-- halaman -->\n\n"),
    "breaks of blanks": around("<!--", " ", "halaman -->"),
    "boxes": numbered("Baca Juga: [a](/b%)\n\n"),
    "boxes on a line": around("Baca Juga: ", "[a](/b) "),
    "boxes of blanks": around("Baca Juga", " ", ": [a](/b)"),
    "embeds": repeated("https://youtu.be/dQw4w9WgXcQ\n\n"),
    "an embed": around("https://www.youtube.com/watch?", "a=b&", "v=x"),
    "marks": around("a ", "*", "***(LL)"),
    "a mark of blanks": around("a ***(", " ", "LL)"),
    "a long address": around("[a](http://", "é", ")"),
    "host names": repeated("[a](http://é.x/) "),
    "a host of points": around("[a](http://", "é.", ")"),
    "percents": around("[a](http://b/", "%", ")"),
    "a word": repeated("a"),
    "words": repeated("kata "),
    "sentences": repeated("A. "),
    "blanks": repeated(" "),
    "blanks before lines": repeated(" a\n   "),
    "tabs": repeated("-\ta\n"),
    "hard breaks": repeated("a  \n"),
    "blanks in a line": around("a", " ", "b"),
    "lines": repeated("a\n"),
    "paragraphs": repeated("a\n\n"),
    "carriage returns": repeated("a\r"),
    "right to left": repeated("\u202ea\u2069"),
}  # fmt: skip
"""Bodies; a megabyte of each is refused or bounded by the limits of `commonmark`."""

HTML: dict[str, Text] = {
    "elements": repeated("<b>a</b> "),
    "elements opened": repeated("<b>a "),
    "elements closed": repeated("a</b> "),
    "elements nested": halves("<b>", "a", "</b>"),
    "elements crossed": repeated("<b><i>a</b></i> "),
    "elements between emphasis": repeated("*a <b>b* c</b> "),
    "blocks": repeated("<p>a</p>\n\n"),
    "blocks opened": repeated("<p>a\n"),
    "blocks nested": halves("<div>\n\n", "a\n\n", "</div>\n\n"),
    "wrappers opened": repeated("<div>"),
    "quotes of HTML": halves("<blockquote>", "a", "</blockquote>"),
    "details": repeated("<details>\n<summary>a</summary>\n\nb\n\n</details>\n\n"),
    "items without lists": repeated("<li>a\n"),
    "lists of HTML": halves("<ul><li>", "a", "</ul>"),
    "definitions": around("<dl>", "<dt>a<dd>b", "</dl>"),
    "rows": around("<table>", "<tr><td>a</td></tr>", "</table>"),
    "cells": around("<table><tr>", "<td>a", "</table>"),
    "cells outside of tables": repeated("<td>a"),
    "tables of HTML": halves("<table><tr><td>", "a", "</table>"),
    "tables not closed": repeated("<table><tr><td>a"),
    "spans of cells": repeated("<table><tr><td colspan=100 rowspan=100>a</table>\n"),
    "links of HTML": numbered("<a href='/b%'>a</a> "),
    "links of HTML not closed": repeated("<a href='/b'>a "),
    "links around blocks": repeated("<a href='/b'><p>a</p></a>\n"),
    "links in links of Markdown": repeated("[a <a href='/b'>c</a>](/d) "),
    "pictures of HTML": repeated("<img src='/a.png' alt='b'>"),
    "figures of HTML": repeated("<figure><img src='/a.png'><figcaption>b</figcaption></figure>\n\n"),
    "headings of HTML": numbered("<h3>a%</h3>\n\n"),
    "headings in headings": repeated("<h2><h3>a"),
    "frames": repeated("<iframe src='https://www.youtube.com/embed/abcdefghijk'></iframe>\n\n"),
    "frames not closed": repeated("<iframe src='https://youtu.be/abcdefghijk'>\n"),
    "scripts": repeated("<script>a</script>\n"),
    "scripts not closed": repeated("<script>"),
    "what goes with its content": halves("<svg>", "a", "</svg>"),
    "attributes": around("<p", " a=b", ">c</p>"),
    "attributes of quotation marks": around("<p a='", '"', "'>c</p>"),
    "an attribute without end": around("<p a='", "b "),
    "tags without end": repeated("<p a='b' "),
    "tags of slashes": around("<p ", "/", ">"),
    "a name of a tag": around("<", "a", ">"),
    "names of tags": numbered("<a%>b"),
    "references in attributes": around("<abbr title='", "&amp;", "'>a</abbr>"),
    "references in HTML": around("<p>", "&lt;", "</p>"),
    "comments in HTML": around("<p>", "<!-- a -->", "</p>"),
    "comments in HTML without end": repeated("<p><!-- a\n"),
    "breaks": repeated("<br>"),
    "a text in pre": around("<pre>", "a\n", "</pre>"),
    "empty paragraphs": repeated("<p></p>"),
    "declarations": repeated("<!a>"),
    "instructions": repeated("<?a?>"),
    "data": repeated("<![CDATA[a]]>"),
    "data without end": repeated("<![CDATA["),
}
"""Bodies where site.yaml wants HTML."""

LIVE: dict[str, Text] = {
    "entries": repeated("## 17.10 – A (S)\n\na\n\n"),
    "entries without a time": numbered("## a%\n\n"),
    "times": around("## 17.10 – ", "17.10 "),
    "days": around("## ", "9 Oktober "),
    "brackets of names": around("## 17.10 – A ", "(a"),
    "names": around("## 17.10 – A (", "a/", ")"),
    "signs before a time": around("## ", "*"),
    "blanks in a heading": around("## 17.10", " ", "–"),
}
"""Bodies of live reports."""

FRAMES: dict[str, Text] = {
    "lines like fences": around("title: A\n", "--\n"),
    "a line of blanks": around("title: A\n", " ", "x"),
    "a fence of blanks": around("title: A\n---", " ", "x\n"),
    "no fence": repeated("a\n"),
    "nothing but blanks": repeated(" \n"),
}
"""Files whose front matter does not end."""


DOUBLINGS = 3
"""Over which the power is taken."""
LEAST = 250
"""Bytes of the smallest text."""


class File(NamedTuple):
    """A kind of text."""

    name: str
    make: Callable[[int], bytes]
    most: int
    """Bytes, beyond which it is refused at a glance."""
    html: bool = False
    """Whether HTML has an effect."""


def files(*, more: bool = False) -> list[File]:
    """Return all kinds of texts.

    With `more` also bodies whose signs stand far apart, so that larger ones are taken, and Markdown where HTML is wanted.
    """
    found = [File(f"front matter: {name}", _front(text), MAX_BYTES - 200) for name, text in FRONT.items()]
    found += [File(f"body: {name}", _body(text), ARTICLE) for name, text in BODIES.items()]
    found += [File(f"HTML: {name}", _body(text), ARTICLE, html=True) for name, text in HTML.items()]
    found += [File(f"live: {name}", _body(text, "type: live\n"), ARTICLE) for name, text in LIVE.items()]
    found += [File(f"file: {name}", _frame(text), ARTICLE) for name, text in FRAMES.items()]
    if more:
        found += [File(f"among HTML: {name}", _body(text), ARTICLE, html=True) for name, text in BODIES.items()]
        found += [File(f"spread: {name}", _body(_spread(text)), ARTICLE) for name, text in BODIES.items()]
    return found


ARTICLE = READING.article_bytes - 1_000


def _front(text: Text) -> Callable[[int], bytes]:
    return lambda size: f"---\n{HEAD}{text(size - 100)}\n---\nIsi.\n".encode()


def _body(text: Text, more: str = "") -> Callable[[int], bytes]:
    return lambda size: f"---\n{HEAD}{more}---\n{text(size)}\n".encode()


def _frame(text: Text) -> Callable[[int], bytes]:
    return lambda size: f"---\n{text(size)}".encode()


def _spread(text: Text) -> Text:
    return lambda size: re.sub(r"([*_~`<>&|!\[])", rf"\1{'k' * 19}", text(size // 20))


def measure(file: File, enough: float, again: int = 1) -> growth.Cost:
    """Read larger and larger files until one takes `enough` seconds; of several readings the fastest counts."""
    sizes: list[int] = []
    seconds: list[float] = []
    size = LEAST
    while size <= file.most:
        data = file.make(size)
        sizes.append(len(data))
        seconds.append(growth.fastest(partial(_reading, data, html=file.html), again))
        if seconds[-1] >= enough and len(sizes) > DOUBLINGS:
            break
        size *= 2
    last = slice(-1 - DOUBLINGS, None)
    return growth.Cost(file.name, tuple(sizes[last]), tuple(seconds[last]))


def _reading(data: bytes, *, html: bool) -> Callable[[], object]:
    return partial(parse_article, data, "daerah/a.md", replace(READING, html=html))


def main() -> int:
    """Print a table, the worst last; 1 if the time of any text grows faster than its size."""
    costs = []
    for file in files(more=True):
        print(file.name, file=sys.stderr, flush=True)
        costs.append(measure(file, 0.2, again=2))
    costs.sort(key=lambda cost: cost.seconds[-1] / cost.sizes[-1])
    print(f"{'text':45} {'bytes':>9} {'ms at each doubling':>31} {'us/byte':>8} {'power':>6}")
    for cost in costs:
        times = " ".join(f"{1000 * one:7.1f}" for one in cost.seconds)
        each = 1e6 * cost.seconds[-1] / cost.sizes[-1]
        print(f"{cost.name:45} {cost.sizes[-1]:9,} {times:>31} {each:8.2f} {cost.power:6.2f}")
    return int(max(cost.power for cost in costs) > MOST)


MOST = 1.4
"""The power with which the time of a text may grow; linear ones were measured with up to 1.2."""


if __name__ == "__main__":
    sys.exit(main())
