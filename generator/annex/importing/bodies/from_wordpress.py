"""What WordPress does to a body before display: shortcodes, and paragraphs for blank lines."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from html import escape

from generator.annex.importing.bodies.wording import Context
from generator.base.sentences import as_it_is, sentence
from generator.base.text import quoted, unix_lines

BREAK = "<hr data-break>"
"""Stands for the place where an article is split into pages."""

_SHORTCODE = re.compile(r"\[(\[?)(/?)([a-zA-Z][\w-]{0,60})((?:[\s=][^\[\]]{0,5000}|/)?)\](\]?)")
_ATTRIBUTE = re.compile(r"""([\w-]+)\s*=\s*(?:"([^"]*)"|'([^']*)'|([^\s"']+))|"([^"]*)"|(\S+)""")
_COMMENT = re.compile(r"<!--.*?(?:-->|\Z)", re.DOTALL)
_BLOCK_NAME = re.compile(r"wp:([a-z0-9/-]{1,80})")
_EMPTY_BLOCKS = frozenset({"more", "spacer", "separator", "nextpage"})
_PICTURE = re.compile(r"\s*((?:<a\b[^>]*>\s*)?<img\b[^>]*>(?:\s*</a>)?)", re.IGNORECASE)
_VERBATIM = re.compile(r"(?is)(<(?:pre|script|style|textarea)\b.*?(?:</(?:pre|script|style|textarea)\s*>|\Z))")
_BLOCKS = (
    "table|thead|tfoot|caption|col|colgroup|tbody|tr|td|th|div|dl|dd|dt|ul|ol|li|form|fieldset|legend|address|blockquote"
    "|p|h[1-6]|hr|section|article|aside|nav|header|footer|main|figure|figcaption|details|summary|iframe|video|audio|center"
)
_OPENING = re.compile(rf"<(?:{_BLOCKS})\b", re.IGNORECASE)
_CLOSING = re.compile(rf"</(?:{_BLOCKS})\s*>|<hr\b[^>]*>", re.IGNORECASE)
_BLOCK = re.compile(rf"</?(?:{_BLOCKS}|pre|script|style|textarea)\b", re.IGNORECASE)
_BLANK = re.compile(r"\n[ \t\xa0]*\n\s*")
_ADDRESS = re.compile(r"https?://[^\s\"'<>\[\]]+")
_SHOWN = frozenset({
    "youtube", "vimeo", "tweet", "twitter", "instagram", "facebook", "fb", "tiktok", "soundcloud", "spotify", "embed",
    "dailymotion", "googlemaps", "googlemap", "scribd", "slideshare", "telegram", "embedyt", "iframe",
})  # fmt: skip
"""Shortcodes that show something of another site."""
_PACKED = frozenset({"vc_raw_html", "vc_raw_js"})
"""Shortcodes of WPBakery whose content is encoded."""
_NAMED = re.compile(r"""(?<![\w-])[\w-]+\s*=\s*(?:"[^"]{0,999}"|'[^']{0,999}'|\S+)""")
"""An attribute with its value."""
_NUMBERED = {
    "youtube": ("https://www.youtube.com/watch?v=", re.compile(r"[\w-]{11}")),
    "vimeo": ("https://vimeo.com/", re.compile(r"\d+")),
}
"""Where what a shortcode names by its number has an address."""
_PLAYED = ("src", "mp4", "m4v", "webm", "ogv", "mp3", "m4a", "ogg", "wav", "flac", "url", "file")


def to_html(body: str, context: Context) -> str:
    body = unix_lines(body)
    if "[" in body:
        body = _expanded(body, context)
    if "<!--" not in body:
        return paragraphs(body)
    blocks: dict[str, None] = {}
    parts = [text if inside else paragraphs(text) for text, inside in _parts(body, blocks) if text.strip()]
    if blocks:
        context.note("dynamic-block", as_it_is(", ".join(blocks)))
    return "\n".join(parts)


def _parts(body: str, blocks: dict[str, None]) -> Iterator[tuple[str, bool]]:
    """Yield pieces of a body without comments, each with whether it is in a block and therefore HTML.

    Names of blocks without content of their own are added to `blocks`.
    """
    depth, position, text = 0, 0, ""
    for found in _COMMENT.finditer(body):
        text += body[position : found.start()]
        position = found.end()
        inner = found[0].removeprefix("<!--").removesuffix("-->").strip()
        if inner == "nextpage":
            text += f"\n\n{BREAK}\n\n"
        elif inner.startswith("/wp:"):
            yield text, True
            depth, text = max(0, depth - 1), ""
        elif inner.startswith("wp:") and inner.endswith("/"):
            if (name := _BLOCK_NAME.match(inner)) and name[1] not in _EMPTY_BLOCKS:
                blocks[name[1]] = None
        elif inner.startswith("wp:"):
            yield text, depth > 0
            depth, text = depth + 1, ""
    yield text + body[position:], depth > 0


def paragraphs(text: str) -> str:
    """Return HTML in which blank lines separate paragraphs, and line ends are breaks."""
    if "\n" not in text and "<" not in text:
        return f"<p>{text}</p>"
    out = []
    for index, part in enumerate(_VERBATIM.split(text)):
        if index % 2:
            out.append(part)
            continue
        spaced = _CLOSING.sub(lambda found: f"{found[0]}\n\n", _OPENING.sub(lambda found: f"\n\n{found[0]}", part))
        chunks = filter(None, map(str.strip, _BLANK.split(spaced)))
        out += [chunk if _BLOCK.match(chunk) else f"<p>{chunk.replace(chr(10), '<br>')}</p>" for chunk in chunks]
    return "\n".join(out)


def _expanded(text: str, context: Context) -> str:
    closed = {found[3].lower() for found in _SHORTCODE.finditer(text) if found[2]} if "[/" in text else set()
    out: list[str] = []
    waiting: list[tuple[str, str, str, int]] = []
    """Shortcodes that have begun: name, attributes, as written, and the place of their HTML in `out`."""

    def fill(unclosed: list[tuple[str, str, str, int]]) -> None:
        for name, given, written, slot in unclosed:
            out[slot] = _html(context, name, given, None, written)

    position = 0
    for found in _SHORTCODE.finditer(text):
        out.append(text[position : found.start()])
        position = found.end()
        name = found[3].lower()
        written = found[0][len(found[1]) : len(found[0]) - len(found[5])]
        if found[1] and found[5]:
            out.append(found[0][1:-1])
            continue
        out.append(found[1])
        if found[2]:
            start = next((at for at in range(len(waiting) - 1, -1, -1) if waiting[at][0] == name), None)
            if start is not None:
                fill(waiting[start + 1 :])
                _, given, opening, slot = waiting[start]
                del waiting[start:]
                out[slot:] = [_html(context, name, given, "".join(out[slot:]), opening)]
            elif name not in _HANDLERS and name not in _SHOWN:
                out.append(written)
        elif name in closed and not found[4].endswith("/"):
            waiting.append((name, found[4], written, len(out)))
            out.append("")
        else:
            out.append(_html(context, name, found[4], None, written))
        out.append(found[5])
    out.append(text[position:])
    fill(waiting)
    return "".join(out)


def _html(context: Context, name: str, given: str, content: str | None, written: str) -> str:
    """Return one shortcode's HTML with the words inside it; its `content` is None if nothing closes it."""
    inner, attributes, shown = content or "", _attributes(given), ""
    bare = _NAMED.sub(" ", given).strip(" /").split()
    # No system has an underscore in a word, and no shortcode a link among its attributes.
    are_words = content is None and ("<" in given or (len(bare) > 1 and "_" not in name))
    if name in _SHOWN and not are_words:
        shown = _embedded(name, attributes, inner)
    if handler := _HANDLERS.get(name):
        html = handler(context, attributes, inner)
    elif shown:
        html = shown
    elif are_words or (content is None and "_" not in name and (bare or not given.strip(" /"))):
        # WordPress prints what no plug-in claims.
        html = written
        if {*"=-"} & {*written} and " " not in given:
            context.note("brackets", as_it_is(written[:200]))
    else:
        context.note("shortcode", sentence("{name} was removed", name=quoted(f"[{name}]", 80)), before=written)
        html = inner
        if name.startswith("vc_"):
            # WPBakery's are around blocks, or around what is encoded.
            html = "" if name in _PACKED else f"\n\n{inner}\n\n"
    return html


def _embedded(name: str, attributes: dict[str, str], inner: str) -> str:
    """Return the address that a shortcode shows, and what readers also saw; empty if it names none."""
    texts = (inner, *attributes.values(), *attributes)
    address = next((found[0] for text in texts if (found := _ADDRESS.search(text))), "")
    beside = inner.replace(address, "")
    beside += f" {escape(attributes['caption'])}" if attributes.get("caption") else ""
    if not address and name in _NUMBERED:
        beginning, form = _NUMBERED[name]
        identity = attributes.get("id") or inner.strip() or next(iter(attributes), "")
        address = f"{beginning}{identity}" if form.fullmatch(identity) else ""
        beside = "" if inner.strip() == identity else inner
    return f"{beside}\n\n<p data-bare>{escape(address)}</p>\n\n" if address else ""


def _caption(_context: Context, attributes: dict[str, str], inner: str) -> str:
    picture = _PICTURE.match(inner)
    shown, text = (picture[1], inner[picture.end() :]) if picture else ("", inner)
    if caption := attributes.get("caption"):
        # The older form: all within is shown, be it a picture or a film.
        shown, text = (shown + text, caption) if picture or text.strip() else ("", caption)
    key = attributes.get("id", "").removeprefix("attachment_")
    return f'\n\n<figure data-file="{escape(key)}">{shown}<figcaption>{text.strip()}</figcaption></figure>\n\n'


def _gallery(context: Context, attributes: dict[str, str], inner: str) -> str:
    keys = attributes.get("ids") or attributes.get("include") or ""
    named = [key.strip() for key in keys.split(",") if key.strip()]
    if not named:
        hidden = {key.strip() for key in attributes.get("exclude", "").split(",")}
        named = [file.key for file in context.lookups.attached() if file.key not in hidden]
    if not named:
        said = sentence("a gallery names no pictures, and the source has none that belong to the article")
        context.note("shortcode", said)
    figures = "".join(f'<figure data-file="{escape(key)}"></figure>' for key in named)
    return f"{inner}\n\n{figures}\n\n"


def _played(context: Context, attributes: dict[str, str], inner: str) -> str:
    files = [attributes[key] for key in _PLAYED if attributes.get(key)]
    keys = [key.strip() for key in attributes.get("ids", "").split(",") if key.strip()]
    files = files[:1] + [file.url for key in keys if (file := context.lookups.file(key))]
    if not files and (found := _ADDRESS.search(inner)):
        files, inner = [found[0]], inner.replace(found[0], "")
    if not files:
        context.note("shortcode", sentence("a player names no file and was removed"))
    return inner + "".join(f'\n\n<video src="{escape(file)}"></video>\n\n' for file in files)


_HANDLERS: dict[str, Callable[[Context, dict[str, str], str], str]] = {
    **dict.fromkeys(("caption", "wp_caption"), _caption), "gallery": _gallery,
    **dict.fromkeys(("video", "audio", "playlist", "wpvideo"), _played),
}  # fmt: skip


def _attributes(text: str) -> dict[str, str]:
    """Return a shortcode's attributes; a value without a name becomes the name of an empty one."""
    found = {}
    for match in _ATTRIBUTE.finditer(text.strip().removesuffix("/").lstrip("=")):
        name = match[1] or match[5] or match[6]
        found[name.lower() if match[1] else name] = match[2] or match[3] or match[4] or ""
    return found
