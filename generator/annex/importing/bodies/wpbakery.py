"""What WPBakery's shortcodes show: rows and columns are nothing, elements are HTML."""

from __future__ import annotations

import re
from base64 import b64decode
from collections.abc import Callable
from html import escape
from urllib.parse import unquote

from generator.annex.importing.bodies.wording import Context
from generator.base.sentences import as_it_is

_TITLES = ("title", "heading", "tab_title", "label")
_QUOTATION = "``"
"""Stands for quotation marks in attributes."""
PACKED = frozenset({"vc_raw_html", "vc_raw_js"})
"""Shortcodes whose content is encoded, so no words."""


def _inside(_context: Context, attributes: dict[str, str], inner: str) -> str:
    """Show the content of something that only arranges it, below the title that readers saw."""
    title = next((attributes[key] for key in _TITLES if attributes.get(key)), "")
    return f"{_heading(title)}\n\n{inner}\n\n"


def _headline(_context: Context, attributes: dict[str, str], inner: str) -> str:
    return f"{_heading(attributes.get('text', ''))}\n\n{inner}"


def _pictures(_context: Context, attributes: dict[str, str], inner: str) -> str:
    keys = (attributes.get("image") or attributes.get("images") or "").split(",")
    figures = "".join(f'<figure data-file="{escape(key.strip())}"></figure>' for key in keys if key.strip())
    if source := attributes.get("custom_src"):
        figures += f'<figure><img src="{escape(source)}"></figure>'
    return f"{_heading(attributes.get('title', ''))}\n\n{figures}\n\n{inner}"


def _film(_context: Context, attributes: dict[str, str], inner: str) -> str:
    title, address = attributes.get("title", ""), attributes.get("link", "")
    return f"{_heading(title)}\n\n<p data-bare>{escape(address)}</p>\n\n{inner}" if address else inner


def _button(_context: Context, attributes: dict[str, str], inner: str) -> str:
    parts = dict(part.split(":", 1) for part in attributes.get("link", "").split("|") if ":" in part)
    title, address = attributes.get("title", ""), unquote(parts.get("url", ""))
    return f'\n\n<p><a href="{escape(address)}">{escape(title)}</a></p>\n\n{inner}' if title else inner


def _raw(_context: Context, _attributes: dict[str, str], inner: str) -> str:
    """Show HTML that was packed so that no editor would change it."""
    try:
        return unquote(b64decode(re.sub(r"<[^<>]*>|\s", "", inner), validate=True).decode("utf-8", "replace"))
    except ValueError:
        return inner


def _script(context: Context, _attributes: dict[str, str], _inner: str) -> str:
    context.note("script", as_it_is("[vc_raw_js]"))
    return ""


def _heading(text: str) -> str:
    shown = escape(text.replace(_QUOTATION, '"'), quote=False)
    return f"\n\n<h3>{shown}</h3>" if text else ""


HANDLERS: dict[str, Callable[[Context, dict[str, str], str], str]] = {
    **dict.fromkeys(
        (
            "vc_section", "vc_row", "vc_row_inner", "vc_column", "vc_column_inner", "vc_column_text", "vc_empty_space",
            "vc_separator", "vc_text_separator", "vc_message", "vc_toggle", "vc_tta_tabs", "vc_tta_tour", "vc_tabs",
            "vc_tta_accordion", "vc_accordion", "vc_tta_section", "vc_tab", "vc_accordion_tab", "vc_wp_text",
        ),
        _inside,
    ),
    **dict.fromkeys(("vc_single_image", "vc_gallery", "vc_images_carousel"), _pictures),
    "vc_custom_heading": _headline, "vc_video": _film, "vc_btn": _button, "vc_button": _button, "vc_raw_html": _raw,
    "vc_raw_js": _script,
}  # fmt: skip
