"""Shortcodes and template tags in Markdown: `{{< x >}}`, `{% x %}`, `{{ x }}`, and attributes such as `{: .x}`.

A few are known, others can be mapped in a table. The rest is removed and reported.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from html import escape

from generator.annex.importing.items import Note
from generator.annex.importing.sources.front_matter import table
from generator.base.sentences import sentence

_CODE = r"(?P<code>^(?:```|~~~).*?^(?:```|~~~)[ \t]*$|`[^`\n]+`)"
_TAG = re.compile(
    rf"{_CODE}|"
    r"\{\{([<%])\s*(?P<hugo>/?[\w./-]+)(?P<hugoargs>(?:[^}]|\}(?!\}))*?)/?\s*[>%]\}\}"
    r"|\{%-?\s*(?P<liquid>[\w./-]+)(?P<liquidargs>(?:[^%]|%(?!\}))*?)-?%\}"
    r"|\{\{-?(?P<value>(?:[^{}<%]|\}(?!\}))(?:[^}]|\}(?!\}))*?)-?\}\}",
    re.DOTALL | re.MULTILINE,
)
_ATTRIBUTES = re.compile(rf"{_CODE}|\{{:?\s*[.#][\w-][^{{}}\n]*\}}|\{{:[^{{}}\n]*\}}", re.DOTALL | re.MULTILINE)
_ARGUMENT = re.compile(
    r"""([\w-]+)\s*[=:]\s*(?:"([^"]*)"|'([^']*)'|([^\s,)"']+))|"([^"]*)"|'([^']*)'|`([^`]*)`|([^\s,()"']+)"""
)
_GAP = re.compile(r"\{(\w+)\}")
_BUILT_IN: dict[str, str] = {
    "youtube": "\n\nhttps://www.youtube.com/watch?v={0}\n\n", "vimeo": "\n\nhttps://vimeo.com/{0}\n\n",
    "tweet": "\n\nhttps://x.com/{user}/status/{id}\n\n", "x": "\n\nhttps://x.com/{user}/status/{id}\n\n",
    "twitter": "\n\nhttps://x.com/{user}/status/{id}\n\n", "instagram": "\n\nhttps://www.instagram.com/p/{0}/\n\n",
    "gist": "\n\n[gist.github.com](https://gist.github.com/{0}/{1})\n\n",
    "figure": '\n\n<figure><img src="{src}" alt="{alt}"><figcaption>{caption}{title}</figcaption></figure>\n\n',
}  # fmt: skip
_SILENT = frozenset({"raw", "highlight", "comment", "include", "toc", "more"})


def shortcodes_of(path: str) -> dict[str, str]:
    """Return each shortcode's replacement, a text with its arguments in braces; includes a table's."""
    added = table(path).get("shortcodes") if path else None
    own = {key: value for key, value in added.items() if isinstance(value, str)} if isinstance(added, dict) else {}
    return _BUILT_IN | own


def expand(body: str, shortcodes: dict[str, str], notes: list[Note], led: Callable[[str], str]) -> str:
    """Return a body without shortcodes and tags; `led` finds the address of a referenced file."""
    if "{" not in body:
        return body
    body = _TAG.sub(lambda found: found["code"] or _expanded(found, shortcodes, notes, led), body)
    return _ATTRIBUTES.sub(lambda found: found["code"] or "", body)


def _expanded(found: re.Match[str], shortcodes: dict[str, str], notes: list[Note], led: Callable[[str], str]) -> str:
    called = found["hugo"] or found["liquid"] or ""
    name = "" if called.startswith("/") and found["hugo"] else called.rpartition("/")[2]
    if found["value"] is not None:
        value = found["value"].strip()
        if value.startswith(("site.url", "site.baseurl", ".Site.BaseURL")):
            return ""
        name, _, rest = value.partition("(")
        arguments = _arguments(rest.removesuffix(")"))
        name = name.strip() if rest else ""
    elif not name:
        return ""
    else:
        arguments = _arguments(found["hugoargs"] or found["liquidargs"] or "")
    if name in {"ref", "relref", "post_url", "link"} and arguments.get("0"):
        return led(arguments["0"])
    if name.startswith("end") or name in _SILENT:
        return ""
    form = shortcodes.get(name)
    if form is None:
        said = sentence("{name} was removed", name=name) if name else sentence("a value was removed")
        notes.append(Note("shortcode", said, before=found[0][:500]))
        return ""
    first = next(iter(arguments.values()), "")
    usual = {"0": first, "id": first} | arguments
    text = _GAP.sub(lambda gap: escape(usual.get(gap[1], ""), quote=False), form)
    lost = [value for value in arguments.values() if " " in value.strip() and escape(value, quote=False) not in text]
    if lost:
        said = sentence("words of {name} are missing: {words}", name=name, words="; ".join(lost))
        notes.append(Note("words", said, before=found[0][:500], after=text))
    return text


def _arguments(text: str) -> dict[str, str]:
    """Return a shortcode's arguments by name, or by number from 0."""
    found: dict[str, str] = {}
    for number, match in enumerate(_ARGUMENT.finditer(text.strip())):
        name = match[1] or str(number)
        found[name] = next((group for group in match.groups()[1:] if group), "")
    return found
