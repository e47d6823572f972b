"""Addresses of what the frames of HTML show: films, posts, maps."""

from __future__ import annotations

import re
from urllib.parse import parse_qs, urlsplit

from generator.markup.boxes import embed
from generator.model.urls import is_web

_FRAMES = (
    (re.compile(r"//(?:www\.)?youtube(?:-nocookie)?\.com/(?:embed|v)/([\w-]{11})"), "https://www.youtube.com/watch?v={}"),
    (re.compile(r"//player\.vimeo\.com/video/(\d+)"), "https://vimeo.com/{}"),
    (re.compile(r"//(?:www\.)?dailymotion\.com/embed/video/(\w+)"), "https://www.dailymotion.com/video/{}"),
    (re.compile(r"//open\.spotify\.com/embed/((?:track|album|episode|show|playlist)/\w+)"), "https://open.spotify.com/{}"),
    (re.compile(r"//(?:www\.)?instagram\.com/((?:p|reel)/[\w-]+)/embed"), "https://www.instagram.com/{}/"),
    (re.compile(r"//(?:www\.)?tiktok\.com/embed/(?:v2/)?(\d+)"), "https://www.tiktok.com/@x/video/{}"),
)  # fmt: skip
"""Addresses of frames, and of their content."""
_INSIDE = ("href", "url", "u")
"""Parameters with the address of a frame's content."""


def address_of(frame: str) -> str:
    """Return the address of a frame's content: of the post or film if known, else the frame's own; empty if neither."""
    frame = frame.strip()
    if frame.startswith("//"):
        frame = f"https:{frame}"
    if not is_web(frame):
        return ""
    for pattern, form in _FRAMES:
        if found := pattern.search(frame):
            return form.format(found[1])
    try:
        query = parse_qs(urlsplit(frame).query)
    except ValueError:
        return ""
    inner = next((query[key][0] for key in _INSIDE if key in query and is_web(query[key][0])), "")
    return inner if inner and embed(inner) else frame


def label(address: str) -> str:
    return f"Lihat di {host_of(address)}"


def host_of(address: str) -> str:
    try:
        return urlsplit(address).netloc.rpartition("@")[2].removeprefix("www.")
    except ValueError:
        return ""
