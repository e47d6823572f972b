"""Reads what Elementor keeps beside a post, where the post itself has no text."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from html import escape
from typing import Any

import msgspec

from generator.model.codec import UNREADABLE

_DEEPEST = 40
Settings = dict[str, Any]


def elementor(text: str) -> tuple[str, tuple[str, ...]]:
    """Return the HTML of a post's data, and the names of elements that are not in it."""
    try:
        data = msgspec.json.decode(text)
    except UNREADABLE:
        return "", ("_elementor_data",)
    unknown: dict[str, None] = {}
    return "\n\n".join(filter(None, _shown(data, unknown, 0))), tuple(unknown)


def _shown(elements: Any, unknown: dict[str, None], depth: int) -> Iterator[str]:
    for element in elements if isinstance(elements, list) and depth < _DEEPEST else ():
        if not isinstance(element, dict):
            continue
        settings = element.get("settings")
        name = element.get("widgetType")
        if isinstance(name, str):
            widget = _WIDGETS.get(name)
            if widget:
                yield widget(settings if isinstance(settings, dict) else {})
            else:
                unknown[name] = None
        yield from _shown(element.get("elements"), unknown, depth + 1)


def _said(settings: Settings, key: str) -> str:
    value = settings.get(key)
    return value if isinstance(value, str) else ""


def _url(settings: Settings, key: str) -> str:
    value = settings.get(key)
    return escape(_said(value, "url")) if isinstance(value, dict) else ""


def _heading(settings: Settings) -> str:
    return f"<h2>{_said(settings, 'title')}</h2>"


def _picture(settings: Settings) -> str:
    url, caption = _url(settings, "image"), _said(settings, "caption")
    return f'<figure><img src="{url}"><figcaption>{caption}</figcaption></figure>' if url else ""


def _pictures(settings: Settings) -> str:
    pictures = _groups(settings, "gallery", "wp_gallery", "carousel")
    return "".join(_picture({"image": picture}) for picture in pictures)


def _groups(settings: Settings, *keys: str) -> list[Settings]:
    value = next((settings[key] for key in keys if settings.get(key)), None)
    return [one for one in value if isinstance(one, dict)] if isinstance(value, list) else []


def _film(settings: Settings) -> str:
    addresses = (_said(settings, key) for key in ("youtube_url", "vimeo_url", "dailymotion_url"))
    return next((f"<p data-bare>{escape(address)}</p>" for address in addresses if address), "")


def _button(settings: Settings) -> str:
    return f'<p><a href="{_url(settings, "link")}">{_said(settings, "text")}</a></p>'


def _listed(settings: Settings) -> str:
    items = "".join(f"<li>{_said(one, 'text')}</li>" for one in _groups(settings, "icon_list"))
    return f"<ul>{items}</ul>"


def _parts(settings: Settings) -> str:
    parts = _groups(settings, "tabs")
    return "".join(f"<h3>{_said(part, 'tab_title')}</h3>{_said(part, 'tab_content')}" for part in parts)


def _titled(settings: Settings) -> str:
    return f"<h3>{_said(settings, 'title_text')}</h3><p>{_said(settings, 'description_text')}</p>"


_WIDGETS: dict[str, Callable[[Settings], str]] = {
    "heading": _heading, "text-editor": lambda settings: _said(settings, "editor"), "image": _picture,
    **dict.fromkeys(("image-gallery", "gallery", "image-carousel"), _pictures), "video": _film, "button": _button,
    "icon-list": _listed, **dict.fromkeys(("tabs", "accordion", "toggle"), _parts),
    "html": lambda settings: _said(settings, "html"), "shortcode": lambda settings: _said(settings, "shortcode"),
    **dict.fromkeys(("icon-box", "image-box"), _titled),
    "blockquote": lambda settings: f"<blockquote>{_said(settings, 'blockquote_content')}</blockquote>",
    **dict.fromkeys(("spacer", "divider", "icon", "menu-anchor"), lambda _: ""),
}  # fmt: skip
