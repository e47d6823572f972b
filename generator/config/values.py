"""What a text means, by the kind or the form of its key: pure functions, each of which reads one text."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from typing import Any

from msgspec.structs import replace

from generator.base import dates, timestamps
from generator.base.codes import Code
from generator.base.errors import AdvisedError
from generator.base.sentences import NOTHING, Sentence, sentence
from generator.base.text import quoted, squeeze, suggest
from generator.base.timestamps import Stamp
from generator.config.entries import TRUTH, Source, did_you_mean
from generator.config.keys import Key
from generator.lint.text.flaws import is_no_picture, repaired_address
from generator.model import third_parties
from generator.model.records import Record
from generator.model.urls import is_address, is_ours, is_web, media_address, own_path, page_url


class Given(Record, frozen=True):
    """A text, and what its meaning depends on."""

    text: str
    row: Key
    of: Mapping[str, str]
    """How messages refer to the key: `name` and `key`."""
    source: Source


class WrongValueError(AdvisedError):
    """A text that is not what its key must be."""

    def __init__(self, said: Sentence, advice: Sentence = NOTHING, code: Code = "bad-value", value: Any = None) -> None:
        """Take what is read nevertheless, too; None for the key's default."""
        super().__init__(said, advice)
        self.code = code
        self.value = value


def _flag(given: Given) -> bool:
    """Read true or false, yes or no, ya or tidak."""
    word = given.text.lower()
    if word not in TRUTH:
        said = sentence("{name}{key} must be true or false, not {written}", **given.of, written=quoted(given.text))
        raise WrongValueError(said, sentence("write true or false"))
    return TRUTH[word]


def _number(given: Given) -> int:
    """Read an integer within the key's bounds."""
    text, (low, high) = given.text, given.row.bounds
    if text.isascii() and text.isdigit() and (low <= int(text[:12]) <= high or text == given.row.default):
        return int(text)
    said = sentence(
        "{name}{key} must be a whole number from {low} to {high}, not {written}",
        **given.of, low=low, high=high, written=quoted(text),
    )  # fmt: skip
    raise WrongValueError(said, sentence("write {key}: {default}", key=given.of["key"], default=int(given.row.default)))


def _choice(given: Given) -> str:
    """Read one of the key's choices, in any letter case."""
    word, row = given.text.lower(), given.row
    if given.text == row.default or word in row.choices:
        return word
    meant = row.meanings.get(squeeze(word)) or suggest(given.text, row.choices)
    hint = did_you_mean(meant) or sentence("choose one of {words}", words=", ".join(row.choices))
    said = sentence("{written} is not a known {name}{key}", written=quoted(given.text), **given.of)
    raise WrongValueError(said, hint)


def _time(given: Given) -> Stamp:
    return dates.parse(given.text, given.source.zone)


def _day(given: Given) -> Stamp:
    """Read a day, whatever the hour."""
    return dates.parse_day(given.text, given.source.zone)


def _start(given: Given) -> Stamp:
    """Read a beginning; a day without an hour begins with it."""
    return _day(given) if dates.is_day(given.text) else _time(given)


def _end(given: Given) -> Stamp:
    """Read an end; a day without an hour ends at 23:59."""
    return dates.parse(f"{given.text} 23:59" if dates.is_day(given.text) else given.text, given.source.zone)


_AMOUNTS = {
    "length": (
        {"m": 60, "h": 3600, "d": 86400},
        sentence("{written} is not a length of time"), sentence('write it like "48h", "90m" or "2d"'),
    ),
    "size": (
        {"kb": 1 << 10, "mb": 1 << 20},
        sentence("{written} is not a size"), sentence('write it like "500 KB" or "20 MB"'),
    ),
}  # fmt: skip
"""Units of a kind in seconds, months or bytes; and what is said of a text that is none."""


def _amount(given: Given) -> int:
    """Read a number and a unit of the row's kind, within its bounds if it has any."""
    units, said, hint = _AMOUNTS[given.row.kind]
    match = re.fullmatch(r"(\d{1,6})\s*([a-z]+)", given.text.lower(), re.ASCII)
    amount = int(match[1]) * units.get(match[2], -1) if match else -1
    low, high = given.row.bounds
    if amount < low or amount > high > 0:
        raise WrongValueError(replace(said, values=(("written", quoted(given.text)),)), hint)
    return amount


def _zone(given: Given) -> str:
    """Read a time zone of Indonesia."""
    zone = timestamps.PLACES.get(given.text, given.text)
    if zone not in timestamps.ZONES:
        said = sentence("{written} is not a time zone of Indonesia", written=quoted(given.text))
        raise WrongValueError(said, sentence("use one of {places}", places=", ".join(timestamps.PLACES)))
    return zone


def _web(given: Given) -> str:
    """Read an https:// or http:// address."""
    meant = repaired_address(given.text)
    if meant or not is_web(given.text):
        said = sentence("{written} is not a web address", written=quoted(given.text))
        hint = sentence("write it in full: {address}", address=meant or "https://…")
        raise WrongValueError(said, hint, "bad-address")
    return given.text


def _address(given: Given) -> str:
    """Read an address on this site, which becomes a path, or another."""
    text = own_path(given.text, given.source.base_url) or given.text
    if not is_address(text):
        said = sentence("{written} is not an address", written=quoted(text))
        example = given.row.example if given.row.example.startswith("/") else "/kanal/2024/10/x/"
        raise WrongValueError(said, sentence('write "{example}" or "https://…"', example=example), "bad-address")
    return text


def _picture(given: Given) -> str:
    """Read a picture's address, on this site or another."""
    text = own_path(given.text, given.source.base_url) or given.text
    if meant := repaired_address(text):
        said = sentence("readers cannot open this address: its beginning is mistyped")
        raise WrongValueError(said, sentence("write {plain}", plain=meant), "unreachable-link", meant)
    if is_web(text):
        if is_no_picture(text):
            hint = sentence("save the picture below content/, and write its path: /foto/2024/10/x.jpg")
            said = sentence("this is the address of a page, not of a picture, so readers see none")
            raise WrongValueError(said, hint, "unreachable-link", text)
        return text
    address = media_address(text)
    if not address:
        hint = sentence("save the picture below content/, and write its path from there: /foto/2024/10/x.jpg")
        said = sentence("{written} is not the path of a picture", written=quoted(text))
        raise WrongValueError(said, hint, "bad-address")
    return address


_HOST = r"(?:[\w.-]+|\[[0-9A-Fa-f:.]+\])(?::[0-9]{1,5})?"
"""Without who asks, `;` and whatever else no browser, no feed and no server takes there."""
_BASE_URL = rf"(?i:https?)://{_HOST}(?:/[A-Za-z0-9_~-][A-Za-z0-9._~-]*)*"


def _base_url(given: Given) -> str:
    """Read a portal's address, without a trailing slash."""
    url = _web(given).rstrip("/")
    if not re.fullmatch(_BASE_URL, url):
        said = sentence("{written} cannot be the address of a portal", written=quoted(url))
        hint = sentence("write it with letters, digits, points and hyphens: https://nama.example/portal")
        raise WrongValueError(said, hint, "bad-address")
    return url


_PARTS = ("category", "year", "month", "day", "hour", "minute", "slug", "id")
_PATTERN = rf"(?=.*\{{(?:slug|id)\}})(?:/(?:[a-z0-9-]|\{{(?:{'|'.join(_PARTS)})\}})+)+(?:/|\.html)?"
_LONGEST_PATTERN = 200


def _permalink(given: Given) -> str:
    """Read the pattern of the addresses of articles; a folder's index file has the address of the folder."""
    pattern = given.text
    if is_ours(pattern):
        said = sentence("{pattern} is in a folder of the portal's own files", pattern=quoted(pattern))
        raise WrongValueError(said, sentence("choose another one"), "reserved-address")
    if len(pattern) > _LONGEST_PATTERN or not re.fullmatch(_PATTERN, pattern):
        hint = sentence(
            "write it with a-z, 0-9, hyphens and {parts}, with {{slug}} or {{id}} among them; begin it with /, and end "
            'it with /, .html or nothing: "/{{category}}/{{slug}}/"',
            parts=", ".join(f"{{{part}}}" for part in _PARTS),
        )
        said = sentence("{pattern} is not a pattern of addresses", pattern=quoted(pattern))
        raise WrongValueError(said, hint, "bad-address")
    return page_url(pattern.removeprefix("/"))


def _third_party(given: Given) -> str:
    """Read a known service, or a host, of which people copy the whole address."""
    name = given.text.lower().removeprefix("https://").partition("/")[0]
    if name not in third_parties.SERVICES and not third_parties.HOST.fullmatch(name):
        said = sentence("{name} is neither a known service nor the name of a host", name=quoted(name))
        names = ", ".join(third_parties.SERVICES)
        hint = sentence("write a host like komentar.kabar.example, or one of {names}", names=names)
        raise WrongValueError(said, hint, "bad-address")
    return name


def _contact(given: Given) -> str:
    """Read a way to reach somebody, as an address that begins with mailto:, tel: or https://."""
    text = given.text
    address = f"mailto:{text}" if "@" in text and ":" not in text else f"tel:{text}" if text.startswith("+") else text
    if not re.fullmatch(r"mailto:[^\s@<>]+@[^\s@<>]+|tel:\+[0-9-]+|https://[^\s<>]+", address):
        said = sentence("{wrong} is not a way to reach anybody", wrong=quoted(address))
        raise WrongValueError(said, sentence("write an e-mail address or https://…"), "bad-address")
    return address


def _ip(given: Given) -> str:
    """Read an IP address, as a connection has it."""
    # Imported here: few site.yaml files name an address.
    from ipaddress import ip_address  # noqa: PLC0415

    try:
        return str(ip_address(given.text))
    except ValueError as error:
        said = sentence("{written} is no IP address", written=quoted(given.text))
        hint = sentence("write it like 127.0.0.1 or ::1; the name of a machine, or a network, is none")
        raise WrongValueError(said, hint, "bad-address") from error


READERS: Mapping[str, tuple[Callable[[Given], Any], Any]] = {
    "text": (lambda given: given.text, ""), "flag": (_flag, False), "number": (_number, 0), "choice": (_choice, ""),
    "time": (_time, None), "day": (_day, None), "start": (_start, None), "end": (_end, None), "length": (_amount, 0),
    "size": (_amount, 0), "zone": (_zone, ""), "web": (_web, ""), "address": (_address, ""),
    "picture": (_picture, ""), "base url": (_base_url, ""), "permalink": (_permalink, ""),
    "third party": (_third_party, ""), "contact": (_contact, ""), "ip": (_ip, ""),
}  # fmt: skip
"""How a text of a kind or a form is read, and the value of none. They may raise `DateError`, too."""
