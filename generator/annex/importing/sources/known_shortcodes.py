"""The shortcodes of common themes, with what stands for each.

`{inner}` is what a shortcode encloses, `{a|b|0}` the first of some arguments that it has.
"""

from __future__ import annotations

_SRC = "src|image|image_path|img|path|url|file|0"
PICTURE = (
    f'\n\n<figure><img src="{{{_SRC}}}" alt="{{alt|1}}">'
    "<figcaption>{title} {caption|text} {attr|credit|attribution}</figcaption></figure>\n\n"
)
_PLAYED = '\n\n<{} src="{{src|mp4|webm|mp3|ogg|url|file|path|0}}"></{}>\n\n'
_QUOTE = "\n\n<blockquote>\n\n{inner|text|quote|content|0}\n\n{author|by|cite|caption|source|name}\n\n</blockquote>\n\n"
_LINK = '<a href="{href|url|link|to|0}">{inner|text|label|title|name|1|href|url|link|0}</a>'
_BOX = "\n\n<p><strong>{title|heading|header|1}</strong></p>\n\n{inner|text|content}\n\n"
_UNFOLDS = "\n\n<p><strong>{kicker} {title|summary|name|label|0}</strong></p>\n\n{inner|text|content}\n\n"
_POST = "\n\nhttps://x.com/{user}/status/{id}\n\n"

KNOWN: dict[str, str] = {
    "youtube": "\n\nhttps://www.youtube.com/watch?v={id|0}\n\n", "vimeo": "\n\nhttps://vimeo.com/{id|0}\n\n",
    "tweet": _POST, "x": _POST, "twitter": _POST, "instagram": "\n\nhttps://www.instagram.com/p/{id|0}/\n\n",
    "gist": "\n\n[gist.github.com](https://gist.github.com/{0}/{1})\n\n",
    **dict.fromkeys(("figure", "img", "image", "picture"), PICTURE),
    "video": _PLAYED.format("video", "video"), "audio": _PLAYED.format("audio", "audio"),
    **dict.fromkeys(("quote", "blockquote", "pullquote", "pull-quote", "quote-block"), _QUOTE),
    **dict.fromkeys(("button", "btn", "link"), _LINK),
    **dict.fromkeys(
        (
            "note", "notice", "alert", "callout", "admonition", "tip", "warning", "info", "hint", "important",
            "caution", "danger",
        ),
        _BOX,
    ),
    **dict.fromkeys(("details", "expand", "accordion", "collapse", "collapsible", "spoiler"), _UNFOLDS),
    **dict.fromkeys(("raw", "rawhtml"), "{inner|srcdoc|html|content}"),
    **dict.fromkeys(("comment", "toc", "more", "center", "highlight"), "{inner}"),
}  # fmt: skip
SILENT = frozenset({"comment", "toc", "more", "highlight", "include", "include_relative"})
"""Of which readers miss nothing."""
