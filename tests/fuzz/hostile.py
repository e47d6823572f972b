"""Hostile articles from a grammar, and what may be in the pages that they become.

    python -m tests.fuzz.hostile --articles 20000 --seed 1

writes sites of some hundred articles each, builds them and parses every file that comes out:
HTML with an HTML5 parser, feeds and sitemaps as XML, structured data and manifests as JSON.
Each site has a seed of its own, so one that shows a fault can be made again by itself:

    python -m tests.fuzz.hostile --articles 300 --seed 17

The grammar puts every key of front matter and site.yaml (as `ssg schema` describes them), every construct of a body and every encoding of a character into
each other. What may come of it is a short list: elements, attributes, ids, classes and schemes.
"""

from __future__ import annotations

import argparse
import json
import random
import re
import shutil
import sys
import tempfile
import xml.etree.ElementTree as ET
from collections import Counter
from collections.abc import Callable, Mapping
from concurrent.futures import ProcessPoolExecutor, as_completed
from functools import cache
from html.entities import codepoint2name
from pathlib import Path
from typing import Any, NamedTuple

import html5lib

from generator.base.text import clean
from tests.fuzz.samples import FITTING, values_of
from tests.lint_support import checked
from tests.support import INDONESIAN, ROOT, Portal, Problem, RefusedError, indonesian, run_for, ssg_here

# ------------------------------------------------------------------ what is written

PAYLOADS = (
    "<script>alert(1)</script>", "</script><script>alert(1)</script>", "<img src=x onerror=alert(1)>", '" onmouseover="alert(1)', "' onfocus='alert(1)",
    "</title><svg/onload=alert(1)>", "</textarea>", "]]>", "-->", "<!--", "<![CDATA[", "<?xml?>", "<a href=javascript:alert(1)>", "</aside></article>",
    "javascript:alert(1)", "JaVaScRiPt:alert(1)", "data:text/html,<script>1</script>", "vbscript:x", "file:///etc/passwd", "//evil.example", "\\\\evil.example",
    "/\\evil.example", "java\tscript:alert(1)", "java\nscript:x", "\x01javascript:x", "\u202ejavascript:x", "blob:x", "view-source:x",
    "\0a0\0", "\0i9\0", "\0wx\0", "\0b0\0", "\0", "\x1b[2J", "\x7f", "\x80", "\x85", "\x9f", "\u2028", "\u2029", "\ufeff", "\ufffe", "\uffff", "\ufdd0",
    "\ud800", "\udfff", "\U0001ffff", "\U0010fffe", "\u202e", "\u2066", "\u2069", "\u200f", "\u200b", "e\u0301", "İ", "ß", "ﬁ", "👩\u200d👧", "日本",
    "&", "&amp;", "&lt;", "&#0;", "&#x0;", "&#xd800;", "&#x110000;", "&#128;", "&#13;", "&#12;", "&colon;", "&Tab;", "&NewLine;", "&nbsp", "%00", "%0A",
    "%3Cscript%3E", "%EF%BF%BF", "%ED%A0%80", "%C2%85", "%E2%80%AE", "%", "%zz", "{{ 7 * 7 }}", "{% raw %}", "${7*7}", "{searchTerms}", "a b", "a", "dua kata",
    "***(LL)", "<!-- halaman -->", "Baca Juga:", "[", "](", "`", "|", "\\", "*", "_", "~~", "#", "'", '"', ">", "<", ":", "-", "@", "\t", " ", "x" * 80,
)  # fmt: skip
"""Texts that would mean something where they must not."""

_HERE = ("/daerah/2024/10/a0/", "/daerah/a0.md", "a0", "/redaksi/", "/", "/tag/", "/foto/a.png")
"""Targets that exist in every site."""
_THERE = ("https://a.example/", "http://b.example/x?a=1&b=2", "//c.example/", "mailto:a@b.example", "tel:+62811", "#isi", "HTTPS://D.EXAMPLE")  # fmt: skip
_EMBEDS = ("https://youtu.be/dQw4w9WgXcQ", "https://x.com/a/status/1", "https://www.tiktok.com/@a/video/12345", "https://www.instagram.com/p/abcde", "https://vt.tiktok.com/ZSabcde/")  # fmt: skip

Random = random.Random


def payload(r: Random) -> str:
    return r.choice(PAYLOADS)


def encoded(r: Random, text: str) -> str:
    """Return a text as a body may hold it: raw, or with characters percent-encoded, as references, or escaped."""
    way = r.randrange(8)
    if way < 3:
        return text
    if way == 3:
        return "".join(f"%{byte:02X}" for byte in text.encode("utf-8", "surrogatepass"))
    some = r.random()
    found = []
    for c in text:
        if r.random() < some:
            found.append(c)
        elif way == 4:
            found.append(f"&#{ord(c)};")
        elif way == 5:
            found.append(f"&#x{ord(c):x};")
        elif way == 6:
            found.append(f"&{codepoint2name[ord(c)]};" if ord(c) in codepoint2name else f"\\{c}")
        else:
            found.append("".join(f"%{byte:02x}" for byte in c.encode("utf-8", "surrogatepass")))
    return "".join(found)


def words(r: Random) -> str:
    return " ".join(encoded(r, payload(r)) for _ in range(r.randint(1, 3)))


def target(r: Random) -> str:
    """Return where a link leads: mostly somewhere, so that the article is published."""
    way = r.randrange(10)
    if way < 3:
        return r.choice(_HERE) + r.choice(("", "", "#isi", "?" + encoded(r, payload(r)), "#" + encoded(r, payload(r))))
    if way < 8:
        return r.choice(_THERE) + r.choice(("", encoded(r, payload(r))))
    return encoded(r, payload(r))


def picture(r: Random) -> str:
    return r.choice(
        ("/foto/a.png", "foto/a.png", "https://a.example/a.png", "//c.example/", "http://b.example/a.png", target(r))
    )


def destination(r: Random, where: Callable[[Random], str] = target) -> str:
    return r.choice(("{}", "<{}>")).format(where(r)) + r.choice(("", "", ' "{}"', " '{}'", " ({})")).format(words(r))


def inline(r: Random, depth: int = 0) -> str:
    """Return some text of a block, constructs within constructs."""
    if depth > 4:
        return words(r)
    return r.choice(_INLINE)(r, depth + 1)


_INLINE: tuple[Callable[[Random, int], str], ...] = (
    lambda r, _: words(r),
    lambda r, d: inline(r, d) + r.choice((" ", "", "\n", "  \n", "\\\n")) + inline(r, d),
    lambda r, d: f"[{inline(r, d)}]({destination(r)})",
    lambda r, d: f"![{inline(r, d)}]({destination(r, picture)})",
    lambda r, d: f"[![{inline(r, d)}]({destination(r, picture)})]({destination(r)})",
    lambda r, d: r.choice(("[{0}][r{1}]", "[{0}][]", "[r{1}]", "![{0}][r3]")).format(inline(r, d), r.randrange(3)),
    lambda r, _: f"<{r.choice((*_THERE, 'javascript:', 'data:'))}{encoded(r, payload(r))}>",
    lambda r, _: f"<{encoded(r, payload(r))}@b.example>",
    lambda r, _: f"`{words(r)}`",
    lambda r, d: r.choice(("*{}*", "**{}**", "_{}_", "~~{}~~", "***{}***")).format(inline(r, d)),
    lambda r, d: f"<{r.choice(('b', 'script', 'img src=x', 'a href=x', 'svg', 'style'))}>{inline(r, d)}",
    lambda r, d: html(r, inline, d),
)


_TAGS = tuple(
    "a abbr b blockquote br button caption center code col dd details div dl dt em embed fb:post figcaption figure font form frameset h1 h2 h3 h6 head"
    " hr html i iframe img input ins kbd li link main mark math meta mglyph mi mtext noembed noscript object ol p plaintext pre q script section select"
    " small span strike strong style sub summary sup svg table tbody td template textarea tfoot th title tr u ul video xmp".split()
)
_KEYS_OF_TAGS = (
    "href", "src", "alt", "title", "style", "onclick", "onerror", "class", "id", "colspan", "rowspan", "scope", "start", "srcdoc", "xlink:href", "data-x",
    "formaction", "srcset", "name", "target", "is", "a<b", "/", "=",
)  # fmt: skip


def tag(r: Random) -> str:
    """Return a tag of HTML, perhaps with attributes in any form, perhaps broken."""
    if r.random() < 0.35:
        return f"</{r.choice(_TAGS)}{r.choice(('', ' ', ' x=y', '/'))}>"
    written = [r.choice(("<", "<", "<", "< ", "<<"))[:2], r.choice((str, str.upper))(r.choice(_TAGS))]
    for _ in range(r.choice((0, 0, 1, 1, 2, 5))):
        quote = r.choice(('"', "'", ""))
        what = target(r) if r.random() < 0.7 else payload(r)
        key = r.choice((" ", "\n", "/", "")) + r.choice(_KEYS_OF_TAGS)
        written.append(f"{key}{r.choice(('=', ' = ', ''))}{quote}{what}{quote}")
    return "".join(written) + r.choice((">", ">", ">", "/>", "", " >"))


def html(r: Random, content: Callable[[Random, int], str], depth: int = 0) -> str:
    """Return HTML around some content, closed by chance."""
    name = r.choice(_TAGS)
    inner = f"<{name} {r.choice(_KEYS_OF_TAGS)}='{payload(r)}'>{content(r, depth)}"
    return r.choice((tag(r), tag(r) + content(r, depth) + tag(r), f"<{name}>{content(r, depth)}</{name}>", inner))


def block(r: Random, depth: int = 0) -> str:
    """Return a block, perhaps with blocks in it."""
    return (r.choice(_BLOCKS) if depth < 4 else _BLOCKS[0])(r, depth + 1)


def indented(text: str, first: str, other: str) -> str:
    return first + text.replace("\n", f"\n{other}")


_BLOCKS: tuple[Callable[[Random, int], str], ...] = (
    lambda r, _: inline(r),
    lambda r, _: "#" * r.randint(1, 6) + f" {inline(r)}",
    lambda r, _: inline(r) + r.choice(("\n===", "\n---")),
    lambda r, d: indented(block(r, d), "> ", r.choice(("> ", ""))),
    lambda r, d: indented(block(r, d), r.choice(("- ", "1. ", "99) ")), "  ") + "\n- " + inline(r),
    lambda r, _: f"| {inline(r)} | {inline(r)} |\n|:-:|-:|\n| {inline(r)} | {inline(r)} |",
    lambda r, _: f"```{words(r)}\n{words(r)}\n```",
    lambda r, _: indented(words(r), "    ", "    "),
    lambda r, _: f'![{inline(r)}]({picture(r)} "{words(r)}")',
    lambda r, _: f"{r.choice(('Baca Juga: ', '**Baca juga:** '))}[{r.choice((inline(r), ''))}]({destination(r)})",
    lambda r, _: r.choice(_EMBEDS) + r.choice(("", "?" + encoded(r, payload(r)))),
    lambda r, _: f'[{inline(r)}]({r.choice(_EMBEDS)} "{words(r)}")',
    lambda r, _: f"<!-- {words(r)} -->",
    lambda r, _: "<!-- halaman -->\n\n" + inline(r),
    lambda r, _: f"[r{r.randrange(3)}]: {destination(r)}",
    lambda r, _: f"[r3]: {destination(r, picture)}",
    lambda r, d: block(r, d) + r.choice(("\n\n", "\n")) + block(r, d),
    lambda r, d: html(r, block, d),
    lambda r, d: f"<{r.choice(_TAGS)}>\n\n{block(r, d)}\n\n</{r.choice(_TAGS)}>",
)  # fmt: skip


def body(r: Random) -> str:
    blocks = [block(r) for _ in range(r.randint(1, 3))]
    if r.random() < 0.2:
        blocks.append(f"Akhir ***({r.choice(('LL', 'a/b', payload(r)))})")
    return "\n\n".join(["Mulai.", *blocks])


def entries(r: Random) -> str:
    """Return the body of a live report, with harm in its headings, in the names there and in its entries."""
    said = [
        f"## 1{7 + number}.10 {r.choice(('WIB', ''))} – {inline(r)} ({r.choice(('SW', payload(r)))})\n\n{block(r)}"
        for number in range(r.randint(1, 3))
    ]
    text = re.sub(r"(?m)^([ >-]*)#{1,2}(?= (?!1\d\.10))", r"\1###", "\n\n".join(["Mulai.", *said]))
    return re.sub(r"\n(===|---)", "", text).replace("<!-- halaman -->", "")


_CONTROL = re.compile("[\0-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\ud800-\udfff\ufdd0-\ufdef\ufffe\uffff\U0001ffff\U0010fffe]")
"""For what stands in front matter or a file of text the whole file is refused, so that it is mostly left out."""


def scalar(r: Random, text: str) -> str:
    """Return a text as YAML between quotation marks, with escapes or without."""
    if r.random() < 0.97:
        text = _CONTROL.sub("", text)
    if r.random() < 0.3:
        return "'" + text.replace("'", "''").replace("\n", " ").replace("\t", " ") + "'"
    escapes = {'"': '\\"', "\\": "\\\\", "\n": "\\n", "\0": "\\0", "\x85": "\\N", "\u2028": "\\L", "\t": "\\t"}
    found = []
    for c in text:
        if c in escapes:
            found.append(escapes[c])
        elif ord(c) < 32 or 0x7F <= ord(c) < 0xA0 or 0xD800 <= ord(c) < 0xE000 or r.random() < 0.2:
            found.append(f"\\x{ord(c):02x}" if ord(c) < 256 else f"\\U{ord(c):08x}")
        else:
            found.append(c)
    return '"' + "".join(found) + '"'


def value(r: Random) -> str:
    return scalar(r, " ".join(("kata", *(payload(r) for _ in range(r.randint(1, 2))))))


def top(r: Random) -> str:
    """Return a text for a key that stands on a line of its own, in any style of YAML."""
    way = r.randrange(5)
    if way < 3:
        return value(r)
    text = _CONTROL.sub("", " ".join(("kata", payload(r), payload(r))).replace("\n", " "))
    return text if way == 3 else f"{r.choice('|>')}{r.choice(('', '-', '+'))}\n  {text}\n  kata"


def web(r: Random) -> str:
    top = r.choice(("https://a.example/", "https://a.example/", "http://b.example/?", "/redaksi/", ""))
    return scalar(r, top + r.choice(("", "a", payload(r))))


Fitting = Mapping[str, Callable[[Random], str]]
"""Key, with those above it -> a value that is not always refused, where any text would be."""

_ARTICLE: Fitting = {
    "timestamp": lambda _: "2024-10-09 16:10 WIB",
    "author": lambda r: r.choice(("Sari Wulan", top(r), f"[Sari Wulan, {value(r)}]")),
    "editor": lambda r: r.choice(("Sari Wulan", top(r))),
    "tags": lambda r: f"[{value(r)}, {value(r)}, Banjir]",
    "slug": lambda r: r.choice((f"s{r.randrange(10**9)}", top(r))),
    "category": lambda r: r.choice(("daerah", "daerah/pasar", top(r))),
    "photo.src": lambda r: r.choice(("/foto/a.png", web(r))),
    "photo.ai": lambda r: r.choice((chr(34) * 2, value(r))),
    "aliases": lambda r: "[" + scalar(r, f"/lama/{r.randrange(10**9)}{r.choice(('/', '.html', payload(r)))}") + "]",
    "updated": lambda _: "2024-10-09 17:10 WIB", "live_until": lambda _: "2024-10-09 23:10 WIB",
    "related": lambda r: f"[{scalar(r, r.choice(_HERE[:4]))}, {scalar(r, r.choice(_HERE[:4]))}]",
    "unrelated": lambda r: scalar(r, r.choice(_HERE[:4])), "follows": lambda r: scalar(r, r.choice(_HERE[:4])),
    "corrections.timestamp": lambda _: "2024-10-09 18:00 WIB", "corrections.link": lambda r: r.choice(("/redaksi/", web(r))),
    "retracted.timestamp": lambda _: "2024-10-09 18:00 WIB", "draft": lambda _: "tidak",
    "id": lambda r: r.choice((f"i{r.randrange(10**9)}", top(r))),
}  # fmt: skip
_PERSON: Fitting = {
    "photo": web, "aliases": _ARTICLE["aliases"], "template": lambda _: "standing.html", "links": lambda r: f"[{web(r)}, {web(r)}]",
}  # fmt: skip
_TOPIC: Fitting = {
    "photo.src": _ARTICLE["photo.src"], "photo.ai": _ARTICLE["photo.ai"], "pinned": _ARTICLE["follows"], "aliases": _ARTICLE["aliases"],
    "since": lambda r: r.choice(("2024-10-01", "2024-10-09 16:10 WIB", top(r))),
}  # fmt: skip
_AD: Fitting = {
    "picture": _ARTICLE["photo.src"], "alt": top, "link": lambda r: r.choice((web(r), scalar(r, r.choice(_HERE[:5])))),
    "places": lambda r: r.choice(("[atas, teks]", "teks", value(r))), "categories": lambda r: r.choice(("daerah", value(r))),
    "from": lambda _: "2024-10-09 10:00 WIB", "until": lambda r: r.choice(("2024-10-11 10:00 WIB", top(r))),
}  # fmt: skip
_FRONT: Fitting = {
    **{f"{place}.article": lambda r: scalar(r, r.choice((*_HERE, payload(r)))) for place in ("lead", "next", "picks")},
    **{f"{place}.until": lambda r: r.choice(("2024-10-11", value(r))) for place in ("lead", "next", "picks", "blocks", "breaking")},
    "blocks.kanal": lambda r: r.choice(("daerah", value(r))), "breaking.link": lambda r: r.choice((web(r), scalar(r, r.choice(_HERE)))),
}  # fmt: skip
_SITE: Fitting = {
    "host": lambda r: r.choice(("cloudflare", "netlify", "apache", "nginx")),
    "regions": lambda r: f"{{Teluk: [Utara, {value(r)}], {value(r)}: [Selatan]}}",
    # On the site there must be something where they lead.
    "redirects": lambda r: (
        f"{{{scalar(r, f'/{payload(r)}')}: /redaksi/, /dahulu/: {scalar(r, f'https://a.example/{payload(r)}')}}}"
    ),
    "media.base_url": web, "menu.url": lambda _: "/redaksi/",
    "subscribe.form": lambda r: scalar(r, f"/kirim/?{payload(r)}"),
    "subscribe.links.url": lambda r: scalar(r, "https://a.example/" + r.choice(("", payload(r)))),
    "third_parties": lambda r: r.choice(("[mailchimp, a.example]", f"[{value(r)}]")),
    "social.url": web, "security.contact": web, "security.expires": lambda _: "2030-01-01 00:00 WIB", "security.policy": web,
    "paths.tag": lambda r: scalar(r, payload(r)),
    "permalink": lambda r: scalar(r, "/{category}/{slug}" + payload(r)),
}  # fmt: skip


@cache
def keys_of(kind: str) -> tuple[Mapping[str, Any], tuple[str, ...]]:
    """Return the keys of a kind of file, and those that may not be missing."""
    schema = json.loads(run_for("schema", kind).stdout)
    either = [[name["required"][0] for name in one["anyOf"]] for one in schema.get("allOf", ())]
    # Of two names for one key, the English one; `_write` gives some files the others.
    local = set(INDONESIAN.values()) - set(INDONESIAN)
    keys = {name: form for name, form in schema["properties"].items() if name not in local}
    return keys, (*schema.get("required", ()), *(names[0] for names in either))


def drawn(r: Random, path: str, schema: Mapping[str, Any], fitting: Fitting) -> str:
    """Return a value for a key: hostile where it is a text, and else mostly right."""
    if path in fitting:
        return fitting[path](r)
    forms = [form for form in schema.get("anyOf", [schema]) if form.get("type") != "null"]
    hostile = path not in FITTING and r.random() < 0.85
    if any("enum" in form or form.get("type") == "integer" for form in forms) or not hostile:
        written = r.choice(values_of(path, schema))
        return scalar(r, written) if "enum" in forms[0] else written
    form = r.choice(forms)
    if form.get("type") == "array":
        inner = {**form["items"], "description": ""}
        return "[" + ", ".join(_item(r, path, inner, fitting) for _ in range(r.randint(1, 2))) + "]"
    return _item(r, path, form, fitting)


def _item(r: Random, path: str, form: Mapping[str, Any], fitting: Fitting) -> str:
    below = form.get("properties")
    if not below:
        return top(r) if "." not in path and form.get("description") != "" else value(r)
    wanted = [name for name in below if name in form.get("required", ()) or r.random() < 0.4] or list(below)[:1]
    return "{" + ", ".join(f"{name}: {drawn(r, f'{path}.{name}', below[name], fitting)}" for name in wanted) + "}"


def lines(r: Random, kind: str, fitting: Fitting, most: int, always: tuple[str, ...] = ()) -> str:
    """Return front matter with all keys that may not be missing, and so many others at most."""
    keys, required = keys_of(kind)
    required = (*required, *always)
    others = [name for name in keys if name not in required]
    wanted = [*required, *r.sample(others, r.randint(0, min(most, len(others))))]
    return "".join(f"{name}: {drawn(r, name, keys[name], fitting)}\n" for name in wanted)


def front_matter(r: Random) -> str:
    """Return the keys of an article, each of which may be hostile."""
    text = lines(r, "article", _ARTICLE, 4, ("author", "editor"))
    if re.search("^sponsor:", text, re.MULTILINE):
        text = re.sub("^(type|live_until):.*\n", "", text, flags=re.MULTILINE) + "type: advertorial\n"
    elif re.search("^live_until:", text, re.MULTILINE) or r.random() < 0.1:
        text = re.sub("^type:.*\n", "", text, flags=re.MULTILINE) + "type: live\n"
    # A photo names who took it.
    return re.sub("^(photo: {)(?!.*credit: )", r"\1credit: Sari, ", text, flags=re.MULTILINE)


FILM = "![Wawancara](/film/a.mp4)\n\n## Transkrip\n\n"


def article(r: Random) -> str:
    """Return a file of an article; each of its keys may be hostile, and so is its body."""
    head = front_matter(r)
    text = f"---\n{head}---\n{FILM if 'type: video' in head else ''}{entries(r) if 'type: live' in head else body(r)}\n"
    return text if r.random() < 0.03 else text.replace("\0", "")


def other(r: Random, kind: str, fitting: Fitting, most: int) -> str:
    """Return a file that is no article: a person, a page, a topic, an advertisement or what leads a front page."""
    head = lines(r, kind, fitting, most)
    if kind == "front":
        return head
    return f"---\n{head}---\n{body(r).replace('<!-- halaman -->', '') if kind != 'advertisement' else ''}\n"


def config(r: Random, folder: Path) -> str:
    """Return a site.yaml whose texts are hostile, with some more keys that it could have; one with a mistake is none."""
    trial = Portal(folder)
    (folder / "content/pages").mkdir(parents=True)
    trial.add("content/pages/redaksi.md", "---\ntitle: Redaksi\n---\nIsi.\n")
    for path, data in MEDIA.items():
        trial.add(f"content/{path}", data)

    def is_right(text: str) -> bool:
        trial.add("site.yaml", text)
        return not any(one.path == "site.yaml" and one.code != "dead-site-link" for one in checked(trial).errors)

    keys, _ = keys_of("site")
    while not is_right(text := _config(r).encode("utf-8", "replace").decode()):
        pass
    others = [name for name in keys if f"\n{name}:" not in f"\n{text}"]
    for name in r.sample(others, r.randrange(8)):
        more = f"{text}{name}: {drawn(r, name, keys[name], _SITE)}\n".encode("utf-8", "replace").decode()
        text = more if is_right(more) else text
    return text


def _config(r: Random) -> str:
    return (
        f"name: {top(r)}\ntagline: {top(r)}\ndescription: {top(r)}\nbase_url: https://uji.example\nnotice: {top(r)}\n"
        f"categories:\n  - {{slug: daerah, name: {value(r)}, description: {value(r)}}}\n"
        f"  - {{slug: daerah/pasar, name: {value(r)}, description: {value(r)}}}\n"
        f"language: {r.choice(('id', 'en'))}\nsearch: {r.choice(('no', 'yes'))}\n"
        f"redaksi: {{company: {value(r)}, address: {value(r)}, penanggung_jawab: {value(r)}, pemimpin_redaksi: {value(r)},"
        f" email: a@b.example, phone: {value(r)}}}\n"
        "footer:\n  - {name: Redaksi, url: /redaksi/}\n" + r.choice(("", "theme_settings: {iklan: [atas, teks]}\n"))
    )


PLAIN = "---\ntitle: Biasa\nauthor: Sari Wulan\neditor: Budi Rahman\ntimestamp: 2024-10-09 16:10 WIB\ntags: [Banjir]\n---\nIsi.\n"
"""The first article of each site, to which the others lead."""
PNG = bytes.fromhex(
    "89504e470d0a1a0a0000000d49484452000000010000000108060000001f15c4890000000d49444154789c6360606060000000050001a5f645400000000049454e44ae426082"
)
SVG = b'<svg xmlns="http://www.w3.org/2000/svg" width="9" height="9"/>'
MEDIA = {"foto/a.png": PNG, "foto/ikon.svg": SVG, "film/a.mp4": b"film"}

# -------------------------------------------------------------- what may come of it

ELEMENTS = frozenset(
    "a abbr address article aside audio b blockquote body br button caption cite code dd del details div dl dt em figcaption figure footer form h1 h2 h3 h4 h5 h6"
    " head header hr html i img input ins kbd label li link main mark meta nav ol p picture pre q s script section small source span strong sub summary sup table"
    " tbody td tfoot th thead time title tr u ul video".split()
)
ATTRIBUTES = frozenset(
    "action alt aria-current aria-hidden aria-label aria-labelledby autocomplete charset class colspan content controls data-bagi data-dari data-embed data-fokus data-geser data-iklan data-kanal data-orang"
    " data-baru data-langsung data-putar data-salin data-sampai data-saran data-segar data-sejak data-src data-tanggal data-tempat data-terkini data-topik data-versi data-video data-zona datetime decoding defer"
    " fetchpriority height href http-equiv id lang loading method name open placeholder playsinline poster preload property rel required role rowspan scope sizes src srcset start tabindex target"
    " title type value width".split()
)
SEARCH = frozenset(
    "aria-atomic aria-controls aria-describedby aria-expanded aria-live as crossorigin data-bagian data-bulan data-cara data-cari data-daftar"
    " data-ejaan data-gagal data-ihwal data-isi data-jumlah data-kurang data-lagi data-lama data-lebih data-lepas data-nihil data-saringan data-satu"
    " data-sebagian data-sedang data-sejauh data-susun data-templat data-tertulis data-ulang enterkeyhint for hidden noscript option select template".split()
)
"""Elements and attributes of the page of the search alone, on which no article stands."""
SCHEMES = frozenset({"http", "https", "mailto", "tel"})
_THEME = "".join(file.read_text("utf-8") for file in sorted((ROOT / "generator/themes/kabar/templates").iterdir()))
IDS = frozenset(re.findall(r'\bid="([a-z-]+)"', _THEME)) | {"k-daerah"}
_KINDS = (
    "article live gone standing listing day month year home 404 fragment tags archive search"
    " kanal penulis tag terkini koreksi pencabutan wilayah"
).split()
_TYPES = "berita opini advertorial foto video infografik live".split()
_HEADINGS = ("h2", "h3", "h4", "h5", "h6")
CLASSES = frozenset(
    [
        *re.findall(r"[a-z][a-z0-9-]*", _THEME), *(f"{what}-{kind}" for what in ("jenis", "label") for kind in _TYPES),
        *(f"hal-{kind}" for kind in _KINDS),
        *"inisial baca-juga embed tabel kanan tengah iklan-isi iklan-atas iklan-teks".split(),
    ]
)  # fmt: skip
"""Those of the theme, and those that bodies have; a block of code also has one of its language."""
_ADDRESSES = frozenset({"href", "src", "action", "data-src", "poster", "cite", "formaction", "background", "ping"})
_SCRIPTS, _SEARCH_SCRIPT = ("/aset/kabar.js", "/aset/langsung.js", "/aset/iklan.js"), "/aset/search/page.js"
_HTML = "{http://www.w3.org/1999/xhtml}"
_SCHEME = re.compile(r"[a-zA-Z][a-zA-Z0-9+.-]*(?=:)")
_MATERIAL = frozenset({"url", "@id", "item", "logo", "image", "mainEntityOfPage", "sameAs"})


class FaultError(AssertionError):
    """Something is in a page that must not be there."""


def expect(holds: object, what: str) -> None:
    if not holds:
        raise FaultError(what)


def check_address(url: str, *, absolute: bool = False) -> None:
    """Look where an address leads as a browser does, which drops blanks around it and tabs and line ends in it."""
    read = re.sub(r"[\t\n\r]", "", url.strip("".join(map(chr, range(33)))))
    scheme = _SCHEME.match(read)
    if scheme:
        expect(scheme[0].lower() in SCHEMES, f"the address {url!r}")
    else:
        inside = read[:1] in ("/", "#") and read[1:2] not in ("/", "\\")
        expect(inside and not absolute, f"the address {url!r}")


def check_text(text: str, where: str) -> None:
    expect(clean(text) == text, f"a character in {where}: {text[:100]!r}")


def check_element(tag: str, attributes: dict[str, str], text: str, *, feed: bool, search: bool) -> None:
    """Compare an element with the lists."""
    more = SEARCH if search else frozenset()
    expect(tag in ELEMENTS | more, f"the element {tag!r}")
    for name, value in attributes.items():
        expect(name in ATTRIBUTES | more, f"the attribute {name!r} of {tag}")
        check_text(value, f"{tag}[{name}]")
        if name in _ADDRESSES:
            check_address(value, absolute=feed)
        elif name == "srcset":
            for one in value.split(","):
                check_address(one.split()[0])
    # A live entry without a headline is no article.
    has_slug = tag in (*_HEADINGS, "article") or "data-versi" in attributes
    is_slug = has_slug and re.fullmatch(r"[a-z0-9-]+", attributes.get("id", ""))
    expect(is_slug or attributes.get("id", "isi") in IDS, f"the id {attributes.get('id')!r}")
    for one in attributes.get("class", "").split():
        expect(one in CLASSES or one.startswith("language-"), f"the class {one!r}")
    if tag == "script":
        if attributes.get("type") == "application/ld+json":
            check_data(json.loads(text))
        else:
            scripts = (*_SCRIPTS, _SEARCH_SCRIPT) if search else _SCRIPTS
            expect(attributes.get("src", "").partition("?")[0] in scripts and not text, f"the script {text!r}")
    if tag == "meta":
        if attributes.get("http-equiv"):
            expect(attributes["http-equiv"] == "refresh", "http-equiv")
            check_address(attributes["content"].removeprefix("0; url="))
        if attributes.get("property") in ("og:url", "og:image", "article:author"):
            check_address(attributes["content"], absolute=True)
    if tag == "style":
        raise FaultError("a style")


def check_data(value: object, key: str = "") -> None:
    """Look through structured data."""
    if isinstance(value, dict):
        for name, one in value.items():
            check_text(name, "a key")
            check_data(one, name)
    elif isinstance(value, list):
        for one in value:
            check_data(one, key)
    elif isinstance(value, str):
        check_text(value, f"data[{key}]")
        if key in _MATERIAL:
            check_address(value, absolute=True)


def check_html(text: str, *, whole: bool, feed: bool = False, search: bool = False) -> list[str]:
    """Parse HTML as browsers do, and compare all that is in it with the lists; return the texts of its h1."""
    check_text(text, "the page")
    parser = html5lib.HTMLParser(tree=_TREE)
    root = parser.parse(text) if whole else parser.parseFragment(text)
    expect(not parser.errors, f"not well-formed: {parser.errors[:3]}")
    titles = []
    ids = Counter(element.attrib["id"] for element in root.iter() if "id" in element.attrib)
    expect(not ids or max(ids.values()) == 1, f"an id twice: {ids.most_common(1)}")
    for element in root.iter():
        tag = element.tag
        if not isinstance(tag, str):
            raise FaultError("a comment")
        expect(tag.startswith(_HTML) or tag == "DOCUMENT_FRAGMENT", f"the element {tag!r}")
        check_text("".join((element.text or "", element.tail or "")), tag)
        if tag == "DOCUMENT_FRAGMENT":
            continue
        tag = tag.removeprefix(_HTML)
        check_element(tag, element.attrib, element.text or "", feed=feed, search=search)
        if tag == "h1":
            titles.append("".join(element.itertext()))
    return titles


_TREE = html5lib.getTreeBuilder("etree")


def check_xml(data: bytes) -> None:
    """Parse a feed or a sitemap, and the HTML in it."""
    for element in ET.fromstring(data).iter():
        check_text(element.text or "", element.tag)
        name = element.tag.rpartition("}")[2]
        if name == "encoded":
            check_html(element.text or "", whole=False, feed=True)
        elif name in ("loc", "link", "guid") and element.text:
            check_address(element.text, absolute=True)
        for key, value in element.attrib.items():
            check_text(value, key)
            if key in ("url", "href", "template"):
                check_address(value, absolute=True)


def check_json(data: bytes) -> None:
    """Parse a feed or a manifest, and the HTML in it."""
    found = json.loads(data)
    for one in found.get("items", ()):
        check_html(one.pop("content_html", ""), whole=False, feed=True)
    check_data(found)


_RULES = {
    "_redirects": r"/[^\s]* (?:[^\s=]+=\S* )*(?:/|https?://)\S* 301!?",
    "_headers": r"/[a-z/*-]*|  (?:[A-Z][a-z]*-)*[A-Z][A-Za-z]+: [^\x00-\x1f\x7f]+",
    ".htaccess": r"(?:#.*|</?(?:IfModule|Files) ?(?:mod_\w+\.c|\"[\w.-]+\")?>|DirectoryIndex index\.html|DirectorySlash Off|RewriteOptions AllowNoSlash|ErrorDocument 4\d\d \S+"
    r"|AddDefaultCharset utf-8|(?:AddType|ForceType) \"[\w/+.;=-]+\"(?: \.\w+)?|AddOutputFilterByType DEFLATE [\w/+.;= -]+"
    r"|Header (?:always )?set [\w-]+ \"[^\"\x00-\x1f]*\"(?: \"[^\"\x00-\x1f]*\")?|RewriteEngine On"
    r"|RewriteCond \"?%\{\w+(?::\w+)?\}(?:/index)?(?:\.html)?\"? (?:!?-[df]|\"(?:[^\"\\]|\\[^\x00-\x1f])*\")"
    r"|RewriteRule \"(?:[^\"\\]|\\[^\x00-\x1f])*\" (?:-|\"(?:[^\"\\]|\\[^\x00-\x1f])*\") \[[A-Z,=0-9]+\])?",
}
"""What each line is, of the files that hosts read."""


def check_host(path: str, text: str) -> None:
    """Look at a file that a host reads: no line may say more than one rule."""
    for line in text.split("\n"):
        rule = line.strip() if path == ".htaccess" else line
        expect(not line or re.fullmatch(_RULES[path], rule), f"{path}: {line!r}")


def check_file(path: str, data: bytes) -> list[str]:
    """Check a file of the output; return the headlines of a page."""
    if path in ("_redirects", "_headers", ".htaccess"):
        check_host(path, data.decode())
    elif path.endswith((".html", ".htm")):
        return check_html(data.decode(), whole=not path.startswith("fragmen/"), search=path == "cari/index.html")
    if path.endswith(".xml"):
        check_xml(data)
    elif path.endswith((".json", ".webmanifest")):
        check_json(data)
    elif path.endswith((".txt", ".vtt")):
        check_text(data.decode(), path)
    return []


# ------------------------------------------------------------------------ the runs


class Tally(NamedTuple):
    """What one site came to: articles, pages that were parsed, and feeds, sitemaps and so on."""

    seed: int
    written: int
    published: int
    refused: int
    pages: int
    others: int
    fault: str = ""


_FILES: Mapping[str, tuple[str, Fitting, int]] = {
    **{f"authors/{name}.md": ("author", _PERSON, 5) for name in ("sari-wulan", "a", "b")}, **{f"pages/{name}.md": ("page", _PERSON, 2) for name in "abc"},
    **{f"topics/{name}.md": ("topic", _TOPIC, 4) for name in ("banjir", "a", "b")}, **{f"iklan/{name}.md": ("advertisement", _AD, 3) for name in "abc"},
    "front.yaml": ("front", _FRONT, 4), "front/daerah.yaml": ("front", _FRONT, 3),
}  # fmt: skip
_CHANCES = 4
"""How often a file that is no article is written: one with a mistake is held back."""


def run(seed: int, articles: int) -> Tally:
    """Build a site of hostile articles and look at all of its files."""
    folder = Path(tempfile.mkdtemp(prefix="hostile-"))
    parsed: Counter[bool] = Counter()
    left: list[str] = []
    fault = ""
    try:
        portal = Portal(folder / "site")
        _write(Random(seed), articles, folder)
        _build(portal)
        left = [path.name for path in (portal.folder / "content/daerah").glob("*.md")]
        for path, data in sorted(portal.files().items()):
            _check(path, data)
            parsed[path.endswith(".html")] += 1
    except Exception as error:  # noqa: BLE001 - whatever it is, it is told with its seed
        fault = f"{type(error).__name__}: {error}"
    finally:
        shutil.rmtree(folder)
    return Tally(seed, articles, len(left), articles - len(left), parsed[True], parsed[False], fault)


def _write(r: Random, articles: int, folder: Path) -> None:
    """Write a site; of the files that are no articles each one that can be read as it is."""
    text = config(r, folder / "trial")
    portal = Portal(folder / "site")
    portal.add("site.yaml", text)
    portal.add("content/pages/redaksi.md", "---\ntitle: Redaksi\n---\nIsi.\n")
    for path, data in MEDIA.items():
        portal.add(f"content/{path}", data)

    def written(text: str) -> bytes:
        is_local = text.startswith("---") and r.random() < 0.3
        return (indonesian(text) if is_local else text).encode("utf-8", "replace")

    for number in range(articles):
        portal.add(f"content/daerah/a{number}.md", written(article(r)) if number else PLAIN.encode())
    wrong = set(_FILES)
    for _ in range(_CHANCES):
        for path in [path for path in _FILES if path in wrong]:
            portal.add(f"content/{path}", written(other(r, *_FILES[path])))
        wrong = {one.path.removeprefix("content/") for one in checked(portal).errors}


def _check(path: str, data: bytes) -> None:
    """Check a file of the output, and that a page shows the headline that its structured data has, letter by letter."""
    try:
        titles = check_file(path, data)
        if re.fullmatch(r"daerah/2024/10/a\d+/index\.html", path):
            told = re.search(r'"headline":("(?:[^"\\]|\\.)*")', data.decode())
            expect(not told or titles == [json.loads(told[1])], f"the headline {titles} is not {told and told[1]!r}")
    except Exception as error:
        raise FaultError(f"{path}: {type(error).__name__}: {error}") from error


def _build(portal: Portal) -> None:
    """Build a site; files that the build refuses are taken out of it, as their editors would."""
    shown = ssg_here(portal, "check", "--all", "--jobs", "1", SOURCE_DATE_EPOCH=str(portal.now)).stdout
    expect(not _CONTROL.search(shown), "a terminal is sent a character that does something")
    for _ in range(20):
        try:
            told = portal.build()
        except RefusedError as error:
            expect(error.problems, f"no problem of a file: {error.said}")
            for problem in error.problems:
                _check_problem(problem)
                expect(problem.path.startswith("content/"), f"a problem of {problem.path}: {problem.message}")
                (portal.folder / problem.path).unlink(missing_ok=True)
        else:
            for problem in (*told.warnings, *told.held):
                _check_problem(problem)
            return
    raise FaultError("the site is never built")


def _check_problem(one: Problem) -> None:
    expect(one.path and one.message, "a problem without a place or a sentence")
    expect(one.code != "unreadable", f"the parser fails: {one!s}")


def main() -> int:
    """Run many sites, and say what each came to."""
    parser = argparse.ArgumentParser(description="Publish hostile articles and parse all that comes out.")
    parser.add_argument("--articles", type=int, default=20_000)
    parser.add_argument("--seed", type=int, default=1, help="of the first site; each has the next one")
    parser.add_argument("--each", type=int, default=250, help="articles of a site")
    given = parser.parse_args()
    faults = 0
    with ProcessPoolExecutor() as pool:
        seeds = range(given.seed, given.seed - -given.articles // given.each)
        for one in as_completed(pool.submit(run, seed, min(given.each, given.articles)) for seed in seeds):
            print(*(f"{name} {value}" for name, value in one.result()._asdict().items()), sep=", ", flush=True)
            faults += bool(one.result().fault)
    return 1 if faults else 0


if __name__ == "__main__":
    sys.exit(main())
