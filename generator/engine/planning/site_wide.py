"""The pages of the whole site, planned in each build: home, feeds, indexes, theme files, icons."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

import msgspec

from generator.base.digest import digest
from generator.engine.clock import NEWS_SECONDS
from generator.engine.planning.rows import Section, Wanted
from generator.model import codec
from generator.model.deploy_targets import HOSTS, host_files
from generator.model.kinds import KINDS, SITE_WIDE
from generator.model.lookup_keys import url_key
from generator.model.ordinal import END, first_ordinal
from generator.model.page import Asset, Feed, IconSource, Manifest, Moved, Page, Running, TagIndex
from generator.model.rebuild_reasons import Reason
from generator.model.records import Advertisement
from generator.model.site import Site
from generator.model.urls import ADVERTISEMENTS_URL, feed_url, file_slug, output_path
from generator.pictures.icons import ICONS, source_url
from generator.store import documents, groups, members, pages
from generator.store.database import Store
from generator.theming.theme import OF_SEARCH, TEXTS


def plan(store: Store, site: Site, assets: Mapping[str, str], ground: str, now: int) -> Section:
    """Plan the pages of the site; icons have the background `ground`, and assets come with hex digests."""
    # The news sitemap becomes stale by itself: it begins with the oldest article that is new enough.
    newest = members.oldest(store, groups.ensure(store, "all", ""), first_ordinal(now - NEWS_SECONDS))
    source = _icon_source(store, source_url(site.icon, assets), assets, ground)
    listed = [
        *(page for kind in KINDS.values() if (page := kind.page(site))),
        *_feeds(store, site),
        *(
            Page(output_path(site.paths.letter_url(letter)), "tags", detail=TagIndex(letter))
            for letter in groups.letters(store)
        ),
        *(Page(output_path(old.name), "moved", detail=Moved(old.url)) for old in site.redirects),
        *_advertisements(store, site, now),
        *(Page(name, "host") for name in host_files(site.host)),
        Page("sitemap-news.xml", "sitemap-news", lo=END if newest is None else newest, hi=END),
        *(
            Page(path, "rebased" if site.base_path and path.endswith(TEXTS) else "asset", detail=Asset(content))
            for path, content in assets.items()
            if site.search or not path.startswith(OF_SEARCH)
        ),
        Page("manifest.webmanifest", "manifest", detail=Manifest(source.picture if source else "")),
        *(Page(icon.path, "icon", number=icon.side, detail=source) for icon in ICONS if source),
    ]
    return Section([Wanted(page) for page in listed], pages.of_site(store, SITE_WIDE))


def _advertisements(store: Store, site: Site, now: int) -> Iterator[Page]:
    """Yield the file with the advertisements that run, if the theme shows any."""
    if site.reading.ad_places:
        shown = [
            ad for ad in documents.every(store, "advertisement") if codec.decode(Advertisement, ad.record).runs(now)
        ]
        records = digest(msgspec.msgpack.encode([ad.record for ad in shown]))
        yield Page(
            output_path(ADVERTISEMENTS_URL), "advertisements", detail=Running(tuple(ad.id for ad in shown), records)
        )


def _feeds(store: Store, site: Site) -> list[Page]:
    lists = [(category.url, Feed(category.slug)) for category in site.categories]
    lists += [(site.paths.region_url(slug), Feed(slug, "region")) for slug in site.regions]
    topics = map(file_slug, documents.paths_of(store, "topic"))
    lists += [(site.paths.tag_url(slug), Feed(slug, "tag")) for slug in topics]
    return [Page(output_path(feed_url(url)), "feed", detail=detail) for url, detail in lists]


def _icon_source(store: Store, url: str, assets: Mapping[str, str], ground: str) -> IconSource | None:
    """Return the source of icons at an address: a file of the theme or of content/; None if there is no picture."""
    if url[1:] in assets:
        return IconSource(assets[url[1:]], ground, url)
    file = documents.media_at(store, url_key(url)) if url else None
    return IconSource(file.digest.hex(), ground, f"/{file.media.path}") if file else None


_TOLD = "host"
"""Key of the store: a digest of the addresses last written for the host."""


def mark_host_files(store: Store, site: Site) -> None:
    """Mark the host's files stale if their addresses changed since the last planning.

    They are compared as a whole, which each host's limit keeps small: any change of an article may push another's
    address out of them.
    """
    if not host_files(site.host):
        return
    # Imported here, for a fast start: most portals have no such files.
    from generator.hosts.rules import rules_of  # noqa: PLC0415

    rules = rules_of(store, site, HOSTS[site.host])
    if store.renew(_TOLD, digest(msgspec.msgpack.encode(rules))):
        pages.mark_stale(store, ("host",), Reason.ADDRESSES)
