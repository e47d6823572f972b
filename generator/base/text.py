"""Plain text: decoding, slugs, case folding, cleaning, leads, suggestions."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Mapping
from functools import lru_cache

from generator.base.errors import Problem, Where, excerpt
from generator.base.sentences import sentence

_NOT_SLUG = re.compile(r"[^a-z0-9]+")
SLUG = re.compile(r"[a-z0-9]+(?:-[a-z0-9]+)*")
# Patterns are compiled on first use and cached by `re`, which makes a start faster, here and elsewhere.
_UNWANTED = (
    "[\0-\x08\x0b-\x1f\x7f-\x9f\xad\u180e\u200b\u2028-\u202e\u2060-\u206f\ud800-\udfff\ufdd0-\ufdef\ufeff\ufffe\uffff"
    + "".join(f"{chr(plane + 0xFFFE)}{chr(plane + 0xFFFF)}" for plane in range(0x10000, 0x110000, 0x10000))
    + "]"
)
"""What no page may hold: control characters, surrogates, noncharacters, overrides of text direction, and what pastes
bring along that nobody sees: soft hyphens, blanks without width, byte order marks."""
_SUSPECT = (
    "[\0-\x08\x0b-\x1f\x7f-\x9f\xad\u061c\u180e\u200b-\u200f\u2028-\u202e\u2060-\u206f\ud800-\udfff\ufdd0-\ufdef\ufeff\ufffe-\uffff"
    "\U0001fffe-\U0010ffff]"
)
"""A superset of these; matching it takes a twentieth of the time."""
_LINE_ENDS = "\v\f\r\x85\u2028\u2029"
_ASCII = bytes((*range(32, 127), *b"\n"))
_SHORT = 100
_OTHER_BLANKS = r"(?!\r\n)[^\S\n\t ]"
_JOINERS = "(?<![^\0-\u024f\u200c\u200d\\s])[\u200c\u200d]|[\u200c\u200d](?![^\0-\u024f\u200c\u200d\\s])"
"""Joiners without effect: emoji and other scripts need them, Latin letters do not."""
_MARKS = "[\u061c\u200e\u200f]"
_RIGHT_TO_LEFT = "[\u0590-\u05ff\u0620-\u08ff\ufb1d-\ufdcf\ufdf0-\ufdff\ufe70-\ufefc]"
"""Letters whose neighbours may need a direction mark."""
_DATELINE = r"([^\W_].{2,68}?)\s*[-–—]{1,2}\s+(?=[“\"‘']?[A-Z\d])"
_PLACE = r"[^\W\d_][\w .'’/-]{1,40}"
_AGENCY = rf"{_PLACE} \([\w. ]*[A-Z][\w. ]*[A-Z][\w. ]*\)"
_PLACE_AND_DAY = rf"{_PLACE}, \d{{1,2}} [A-Za-z]{{3,9}} \d{{4}}"
_OUTLET = r"[\w-]\.(?:com|co|id|net|org|news|tv)\b"
_SENTENCE_END = r"[.!?…][”\"’')\]]*\s"


@lru_cache(maxsize=20_000)
def slugify(text: str, limit: int = 80) -> str:
    """Return a text as part of an address: a-z, 0-9 and single hyphens, cut at a word near `limit` characters."""
    plain = unicodedata.normalize("NFKD", text.lower().replace("'", "").replace("’", ""))
    slug = _NOT_SLUG.sub("-", plain.encode("ascii", "ignore").decode()).strip("-")
    if len(slug) > limit:
        head, found, _ = slug[: limit + 1].rpartition("-")
        slug = head if found else slug[:limit]
    return slug


def fold(path: str) -> str:
    """Return the form in which paths collide on a file system that ignores case or Unicode normalisation."""
    if path.isascii():
        return path.lower()
    return unicodedata.normalize("NFC", unicodedata.normalize("NFC", path).casefold())


def clean(text: str) -> str:
    """Return a text without characters that HTML, XML or JSON cannot hold, or that make it look like another.

    So a zero-width space does not make a second tag, and a search finds a word with an invisible soft hyphen. All text
    that a person wrote or a library decoded passes through here, such as character references in Markdown and escapes
    in YAML. Tabs and line feeds stay; other line separators become spaces.
    """
    # None of these are printable, and `isprintable` takes half of the time of the search.
    if has_printable_lines(text) or not re.search(_SUSPECT, text):
        return text
    text = re.sub(_UNWANTED, lambda found: " " if found[0] in _LINE_ENDS else "", text)
    if not re.search(_RIGHT_TO_LEFT, text):
        text = re.sub(_MARKS, "", text)
    return re.sub(_JOINERS, "", text)


def plain_blanks(text: str) -> str:
    """Return a text whose white space is spaces, tabs and line feeds, as YAML wants it; CR LF stay.

    The others come with text pasted from Word; to YAML they are letters, or line ends of their own.
    """
    return text if has_printable_lines(text) else re.sub(_OTHER_BLANKS, " ", text)


def has_printable_lines(text: str) -> bool:
    """Return whether a text has only printable characters and line feeds, so that `clean` would not change it."""
    if len(text) > _SHORT:
        # Without ASCII, most of the text, the rest is checked quickly.
        text = text.encode("utf-8", "surrogatepass").translate(None, _ASCII).decode("utf-8", "surrogatepass")
    return text.isprintable() or text.replace("\n", "").isprintable()


def unix_lines(text: str) -> str:
    return text.replace("\r\n", "\n").replace("\r", "\n") if "\r" in text else text


def decode(data: bytes, path: str) -> tuple[str, list[Problem]]:
    """Return the text of a file, with line feeds and without byte order mark, and its problems, which name `path`."""
    try:
        text = unix_lines(data.decode("utf-8-sig"))
    except UnicodeDecodeError as error:
        # The position does not count the byte order mark.
        before, text = error.object[: error.start].decode(), data.decode("utf-8-sig", "replace")
        said, hint = sentence("this character is not UTF-8"), sentence("save the file with the encoding UTF-8")
    else:
        before, nul, _ = text.partition("\0")
        if not nul:
            return text, []
        said = sentence("there is a NUL byte in the text")
        hint = sentence("save the file with the encoding UTF-8, or retype the line")
        text = text.replace("\0", "\N{REPLACEMENT CHARACTER}")
    line, column = before.count("\n") + 1, len(before) - before.rfind("\n")
    return "", [Problem(Where(path, line, column), "not-utf8", said, hint, excerpt(text, line))]


def squeeze(text: str) -> str:
    # The only printable white space is the space.
    return text.strip() if text.isprintable() and "  " not in text else " ".join(text.split())


def lead(text: str, limit: int = 180) -> str:
    """Return the first sentences of a text that fit in `limit` characters, else its first words and an ellipsis."""
    text = squeeze(text)
    if len(text) <= limit:
        return text
    end = 0
    for match in re.finditer(_SENTENCE_END, text[: limit + 1]):
        # "Jl. Merdeka", "dr. Sari", "A. Rahman": a full stop after a short word does not end a sentence.
        before = text[: match.start()].rpartition(" ")[2]
        if len(before) > 3 and match.start() > 50:
            end = match.end()
    if end:
        return text[:end].rstrip()
    head = text[:limit].rpartition(" ")[0] or text[: limit - 1]
    return head.rstrip(" ,;:–-") + "…"


def without_dateline(text: str) -> str:
    """Return a report without a dateline such as "Semarang (ANTARA) - " or "DEMAK, KabarUji.com – "."""
    head = text[:74]
    # Few texts begin with such a dash, and looking for two characters is much faster than the expression.
    found = re.match(_DATELINE, text) if "- " in head or "– " in head or "— " in head else None
    return text[found.end() :] if found and _is_dateline(found[1]) else text


def _is_dateline(head: str) -> bool:
    if re.fullmatch(_AGENCY, head) or re.fullmatch(_PLACE_AND_DAY, head):
        return True
    if re.search(_OUTLET, head, re.IGNORECASE):
        return all(not word[0].islower() or re.search(_OUTLET, word, re.IGNORECASE) for word in head.split())
    return head.isupper() and sum(map(str.isalpha, head)) > 4


def suggest(word: str, known: Iterable[str], likeness: float = 0.7) -> str:
    """Return the most similar known word; empty if none reaches that similarity, from 0 to 1."""
    # Imported here, for a fast start: few builds suggest anything.
    from difflib import get_close_matches  # noqa: PLC0415

    matches = get_close_matches(word.lower(), list(known), n=1, cutoff=likeness)
    return matches[0] if matches else ""


def quoted(text: str, limit: int = 60) -> str:
    """Return a text as messages show it: in quotation marks, and cut after `limit` characters."""
    return f'"{text}"' if len(text) <= limit else f'"{text[:limit].rstrip()}…"'


def index(names: Iterable[str], letters: int) -> dict[str, list[str]]:
    """Return the names, keyed by each form with up to `letters` letters deleted."""
    found: dict[str, list[str]] = {}
    for name in names:
        for rest in _rests(name, letters):
            found.setdefault(rest, []).append(name)
    return found


def near(name: str, known: Mapping[str, list[str]], letters: int) -> list[str]:
    """Return the names of an index within edit distance `letters` of a name, except itself, in order."""
    candidates = {other for rest in _rests(name, letters) for other in known.get(rest, ())} - {name}
    return sorted(other for other in candidates if distance(name, other) <= letters)


def _rests(name: str, letters: int) -> set[str]:
    found = last = {name}
    for _ in range(letters):
        last = {rest[:place] + rest[place + 1 :] for rest in last for place in range(len(rest))}
        found = found | last
    return found


def distance(one: str, other: str) -> int:
    """Return the edit distance of two texts; swapping neighbours is one step."""
    before: list[int] = []
    above = list(range(len(other) + 1))
    for row, sign in enumerate(one, 1):
        here = [row]
        for column, letter in enumerate(other, 1):
            steps = min(above[column] + 1, here[-1] + 1, above[column - 1] + (sign != letter))
            if row > 1 < column and sign == other[column - 2] and one[row - 2] == letter:
                steps = min(steps, before[column - 2] + 1)
            here.append(steps)
        before, above = above, here
    return above[-1]
