"""Where Hugo, Jekyll, Eleventy and Zola publish what."""

from __future__ import annotations

import re
from collections.abc import Iterator

from generator.annex.importing.items import Found, SourceOptions
from generator.annex.importing.sources import plain
from generator.annex.importing.sources.folders import Page, Site, System, read
from generator.base.text import slugify
from generator.base.timestamps import Stamp

_PLACEHOLDER = re.compile(r":([a-z_]+)")
_JEKYLL = {
    "date": "/:categories/:year/:month/:day/:title.html",
    "pretty": "/:categories/:year/:month/:day/:title/",
    "ordinal": "/:categories/:year/:y_day/:title.html",
    "none": "/:categories/:title.html",
}
_SKIPPED = frozenset({
    "node_modules", "_site", "public", "resources", "themes", "layouts", "_includes", "_layouts", "_sass", "_data",
    "vendor", "archetypes", "assets", "static", "templates", "sass", "i18n",
})  # fmt: skip


def hugo(files: tuple[str, ...], asked: SourceOptions) -> Iterator[Found]:
    """Read sites of Hugo."""
    configs = (
        "hugo.toml",
        "hugo.yaml",
        "config.toml",
        "config.yaml",
        "config/_default/hugo.toml",
        "config/_default/config.toml",
    )
    return read(System(configs, ("content",), _SKIPPED, _hugo_address, _section), files, asked)


def jekyll(files: tuple[str, ...], asked: SourceOptions) -> Iterator[Found]:
    """Read sites of Jekyll."""
    return read(
        System(("_config.yml", "_config.yaml"), ("_posts", "_drafts", ""), _SKIPPED, _jekyll_address, _jekyll_section),
        files,
        asked,
    )


def eleventy(files: tuple[str, ...], asked: SourceOptions) -> Iterator[Found]:
    """Read sites of Eleventy, which has no configuration that could be read without running it."""
    return read(
        System(("_data/site.yaml", "_data/metadata.yaml"), ("src", "content"), _SKIPPED, _eleventy_address, _section),
        files,
        asked,
    )


def zola(files: tuple[str, ...], asked: SourceOptions) -> Iterator[Found]:
    """Read sites of Zola."""
    return read(System(("config.toml", "zola.toml"), ("content",), _SKIPPED, _zola_address, _section), files, asked)


def _above(page: Page) -> list[str]:
    """Return the folders of a page below the folder of content."""
    parts = page.path.split("/")[:-1]
    return parts[1:] if parts and parts[0] in {"content", "src", "_posts", "_drafts"} else parts


def _inside(page: Page) -> list[str]:
    """Return the folders of a page below the folder of content; a bundle's own folder is none."""
    return _above(page)[:-1] if page.name == "index" else _above(page)


def _section(page: Page) -> str:
    return next(iter(_inside(page)), "")


def _own(page: Page) -> str:
    """Return the last part of an address: the slug, or the name of the file or the bundle; none for that of a list."""
    if page.name == "_index":
        return ""
    return plain.text(page.matter, "slug") or ("".join(_above(page)[-1:]) if page.name == "index" else page.name)


def _given(page: Page, *keys: str) -> str:
    """Return the address that the front matter gives, if it gives one without parts to be filled in."""
    url = plain.text(page.matter, *keys)
    if not url or ":" in url.removeprefix("https:").removeprefix("http:") or "{{" in url or url == "false":
        return ""
    return url if url.startswith(("/", "http")) else f"/{url}"


def _filled(pattern: str, page: Page, stamp: Stamp | None, sections: list[str]) -> str:
    title = _own(page)
    above = "/".join(sections)
    values = {
        **dict.fromkeys(("categories", "sections", "path"), above), "section": sections[0] if sections else "",
        **dict.fromkeys(("title", "slug", "slugorfilename", "slugorcontentbasename"), title),
        **dict.fromkeys(("filename", "contentbasename", "basename"), page.name), "output_ext": ".html",
    }  # fmt: skip
    if stamp:
        at = stamp.local
        values |= {
            "year": f"{at:%Y}", "short_year": f"{at:%y}", "month": f"{at:%m}", "i_month": str(at.month),
            "day": f"{at:%d}", "i_day": str(at.day), "y_day": f"{at:%j}", "hour": f"{at:%H}", "minute": f"{at:%M}",
        }  # fmt: skip
    url = _PLACEHOLDER.sub(lambda found: values.get(found[1], ""), pattern)
    return "/" + re.sub(r"/{2,}", "/", url).lstrip("/")


def _hugo_address(page: Page, site: Site, stamp: Stamp | None) -> str:
    if url := _given(page, "url"):
        return url
    inside = _inside(page)
    patterns = site.values.get("permalinks")
    if isinstance(patterns, dict) and page.name != "_index":
        inner = patterns.get("page")
        patterns = inner if isinstance(inner, dict) else patterns
        pattern = patterns.get(inside[0] if inside else "/")
        if isinstance(pattern, str):
            return _filled(pattern, page, stamp, inside)
    own = _own(page)
    ugly = plain.text(site.values, "uglyURLs", "uglyurls") == "true"
    path = "/".join(filter(None, (*inside, own)))
    return f"/{path}.html" if ugly and own else f"/{path}/" if path else "/"


def _jekyll_section(page: Page) -> str:
    return _jekyll_folders(page).rpartition("/")[2] if page.day else ""


def _jekyll_folders(page: Page) -> str:
    """Return the folders above that of posts or drafts."""
    return re.split("_(?:posts|drafts)/", page.path, maxsplit=1)[0].strip("/")


def _jekyll_address(page: Page, site: Site, stamp: Stamp | None) -> str:
    above = plain.text(site.values, "baseurl").rstrip("/")
    if url := _given(page, "permalink"):
        return above + url
    if not page.day and not page.path.startswith("_drafts/"):
        folder = page.path.rpartition("/")[0]
        path = "/".join(filter(None, (folder, "" if page.name == "index" else page.name)))
        return f"{above}/{path}.html" if path and page.name != "index" else f"{above}/{path}/".replace("//", "/")
    pattern = plain.text(page.matter, "permalink") or plain.text(site.values, "permalink") or "date"
    folders = [folder for folder in _jekyll_folders(page).split("/") if folder]
    categories = plain.texts(page.matter, "categories", "category")
    # One text may hold several, with spaces between them.
    named = categories[0].split() if len(categories) == 1 else categories
    return above + _filled(
        _JEKYLL.get(pattern, pattern), page, stamp, [*folders, *(slugify(name) or name for name in named)]
    )


def _eleventy_address(page: Page, site: Site, stamp: Stamp | None) -> str:
    del site, stamp
    if url := _given(page, "permalink"):
        return url.removesuffix("index.html")
    path = "/".join(filter(None, (*_inside(page), _own(page))))
    return f"/{path}/" if path else "/"


def _zola_address(page: Page, site: Site, stamp: Stamp | None) -> str:
    del site, stamp
    if path := plain.text(page.matter, "path"):
        return f"/{path.strip('/')}/"
    path = "/".join(filter(None, (*_inside(page), slugify(_own(page)))))
    return f"/{path}/" if path else "/"
