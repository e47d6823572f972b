"""Writes YAML: new front matter, or a change of one top-level key or one text that leaves all other text alone.

The text is a Markdown file with front matter, or all of site.yaml. The result of a change is read again, and any other
difference raises `NotRewrittenError`.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import lru_cache
from typing import Any

import msgspec

from generator.base.errors import AdvisedError
from generator.base.sentences import sentence
from generator.base.text import clean, plain_blanks
from generator.config import yaml_text
from generator.config.yaml_text import Items, Node, Scalar
from generator.model.site import Place

Value = str | int | bool | Mapping[str, "Value"] | Sequence["Value"]

_WORDY = re.compile(
    r"(?:/[^\W_]|[^\W\d_])(?:[\w/+]|[ .,()'’“”–-](?=[\w(“/+])|[.)”’](?=$|[ ,.)”]))*"
    r"|\d{4}-\d\d-\d\d \d\d:\d\d(?:(?::\d\d)? \w+)?"
)
"""Texts that no reader of YAML takes for anything but a text, or that ours takes for a time."""
_FLAGS = frozenset({"true", "false", "yes", "no", "on", "off", "null", "y", "n", "ya", "tidak"})
_FENCE = re.compile(r"^---[ \t]*\r?$", re.MULTILINE)
_NOTE = re.compile(r"#[^\r\n]*")


def block(values: Mapping[str, Value]) -> str:
    """Return a mapping as block YAML; texts lose what no page may hold.

    Texts other than plain words are quoted as JSON, every string of which means the same in YAML. This is ten times as
    fast as PyYAML for twenty thousand articles.
    """
    return "".join(f"{line}\n" for line in _mapping(values))


def _mapping(values: Mapping[str, Value]) -> Iterator[str]:
    for key, value in values.items():
        # The most frequent type first: asking whether a value is a mapping takes ten times as long.
        if isinstance(value, (str, int)):
            yield f"{_word(key)}: {_scalar(value)}"
        elif isinstance(value, Mapping):
            yield f"{_word(key)}:"
            yield from (f"  {line}" for line in _mapping(value))
        else:
            yield f"{_word(key)}:" if value else f"{_word(key)}: []"
            for entry in value:
                if isinstance(entry, (str, int)):
                    yield f"- {_scalar(entry)}"
                elif isinstance(entry, Mapping):
                    for number, line in enumerate(_mapping(entry)):
                        yield f"{'  ' if number else '- '}{line}"


def _scalar(value: str | int) -> str:
    if isinstance(value, bool):
        return "true" if value else "false"
    return _word(str(value))


@lru_cache(maxsize=1 << 12)
def _word(text: str) -> str:
    """Return a text as new YAML has it; cached, since keys, names and tags recur."""
    text = clean(plain_blanks(text))
    return text if _WORDY.fullmatch(text) and text.lower() not in _FLAGS else _quoted(text)


def _quoted(text: str) -> str:
    return msgspec.json.encode(text).decode()


class NotRewrittenError(AdvisedError):
    """A value cannot be changed automatically without changing more."""


def values(text: str) -> yaml_text.Mapping | None:
    """Return the YAML of a Markdown file or of site.yaml; None if it cannot be read."""
    start, end = _bounds(text)
    return yaml_text.parse(text[start:end], "site.yaml")[0]


def replaced(text: str, place: Place, new: str | int) -> str:
    """Return a text with another text at a place, if need be in quotation marks, or in those that it has.

    "?" at the end of a place is its key.
    """
    yaml, whole = _read(text)
    node = dict(yaml_text.places(whole)).get(place)
    if not isinstance(node, Scalar):
        raise _refusal()
    wanted, plain = _plain(whole), _plain(new)
    if not _put(wanted, place, plain):
        raise _refusal()
    gap = " " if node.start == node.end else ""
    doubled = plain.replace("'", "''")
    styles = {"'": (f"'{doubled}'",), '"': (_quoted(plain),)}.get(node.style, (_scalar(new),))
    return _proved(
        text, (f"{yaml[: node.start]}{gap}{style}{yaml[node.end :]}" for style in (*styles, _quoted(plain))), wanted
    )


def with_key(text: str, key: str, value: Value | None, order: Sequence[str] = ()) -> str:
    """Return a text whose top-level key has another value, or is gone if that is None.

    A text takes the place of a text. Any other value is written anew, in brackets unless the old one had lines of its
    own, and comments inside that come to stand above the key. A new key comes behind those that precede it in `order`,
    or last.
    """
    yaml, whole = _read(text)
    there = whole.entries.get(key)
    if isinstance(there, Scalar) and there.style not in ("|", ">") and isinstance(value, (str, bool)):
        return replaced(text, (key,), value)
    wanted = _plain(whole)
    if value is None:
        if there is None:
            return text
        del wanted[key]
        return _proved(text, [yaml[: whole.keys[key].start] + yaml[_next_line(yaml, there.end) :]], wanted)
    wanted[key] = _plain(value)
    styles = [block({key: value})]
    if there is None:
        start = stop = _place_for(yaml, whole, key, order)
        head = "\n" if start and yaml[start - 1] != "\n" else ""
    else:
        start, stop = whole.keys[key].start, there.end
        head = "".join(f"{note}\n" for note in _notes(yaml, whole.keys[key].end, there))
        styles = [style.removesuffix("\n") for style in styles]
        if there.style or isinstance(there, Scalar):
            styles.insert(0, f"{_word(key)}: {_flow(value)}")
    end = "\r\n" if "\r\n" in text else "\n"
    written = ((head + style).replace("\n", end) for style in styles)
    return _proved(text, (yaml[:start] + new + yaml[stop:] for new in written), wanted)


def _place_for(yaml: str, whole: yaml_text.Mapping, key: str, order: Sequence[str]) -> int:
    """Return where a new key is written."""
    earlier = order[: order.index(key)] if key in order else [*whole.entries]
    if ends := [whole.entries[name].end for name in earlier if name in whole.entries]:
        return _next_line(yaml, max(ends))
    return min((name.start for name in whole.keys.values()), default=len(yaml))


def _notes(yaml: str, start: int, value: Node) -> Iterator[str]:
    """Yield the comments from a place to the end of a value: none of its texts holds one."""
    for _, node in sorted(yaml_text.places(value), key=lambda pair: pair[1].start):
        if isinstance(node, Scalar):
            # The first line of a block may have a comment behind its sign.
            begins = yaml.find("\n", node.start, node.end) if node.style in ("|", ">") else node.start
            yield from _NOTE.findall(yaml[start:begins])
            start = node.end
    yield from _NOTE.findall(yaml[start : value.end])


def _flow(value: Value) -> str:
    if isinstance(value, (str, int)):
        return _scalar(value)
    if isinstance(value, Mapping):
        return f"{{{', '.join(f'{_word(key)}: {_flow(inner)}' for key, inner in value.items())}}}"
    return f"[{', '.join(map(_flow, value))}]"


def _next_line(yaml: str, at: int) -> int:
    return yaml.find("\n", at) + 1 or len(yaml)


def _read(text: str) -> tuple[str, yaml_text.Mapping]:
    """Return the YAML of a text and its values; raise NotRewrittenError if it does not say clearly what they are."""
    start, end = _bounds(text)
    whole, problems = yaml_text.parse(text[start:end], "site.yaml")
    if whole is None or any(problem.code == "duplicate-key" for problem in problems):
        raise _refusal()
    return text[start:end], whole


def _proved(text: str, candidates: Iterable[str], wanted: Any) -> str:
    """Return a text with the first YAML for its own that is read as it should."""
    start, end = _bounds(text)
    for yaml in candidates:
        new = text[:start] + yaml + text[end:]
        if _bounds(new) == (start, start + len(yaml)):
            whole, _ = yaml_text.parse(yaml, "site.yaml")
            if whole is not None and _plain(whole) == wanted:
                return new
    raise _refusal()


def _refusal() -> NotRewrittenError:
    return NotRewrittenError(
        sentence("this front matter cannot be changed without changing more than one value"),
        sentence("change it by hand"),
    )


def _bounds(text: str) -> tuple[int, int]:
    """Return the bounds of the YAML in a text: between the `---` lines, or everything."""
    first = _FENCE.match(text)
    last = _FENCE.search(text, first.end()) if first else None
    return (first.end() + 1, last.start()) if first and last else (0, len(text))


def _plain(value: Node | Value) -> Any:
    """Return a value as texts, lists and groups of them, as it is read."""
    if isinstance(value, Scalar):
        return value.value
    if isinstance(value, (bool, int)):
        return str(value).lower()
    if isinstance(value, (yaml_text.Mapping, Mapping)):
        inner = value.entries if isinstance(value, yaml_text.Mapping) else value
        return {key: _plain(one) for key, one in inner.items()}
    if isinstance(value, str):
        return value
    return [_plain(one) for one in (value.items if isinstance(value, Items) else value)]


def _put(tree: Any, place: Place, new: str) -> bool:
    """Put a text into its place in values; return whether it can be there."""
    *above, last = place[:-1] if place[-1] == "?" else place
    for step in above:
        tree = tree[step]
    if place[-1] == "?":
        if new in tree:
            return False
        tree[new] = tree.pop(last)
    else:
        tree[last] = new
    return True
