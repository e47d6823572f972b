"""The files of the output that its host reads: they are made again when the addresses in them differ."""

from __future__ import annotations

import msgspec

from generator import annexes
from generator.base.digest import digest
from generator.model.deploy_targets import HOSTS, host_files
from generator.model.rebuild_reasons import Reason
from generator.model.site import Site
from generator.store import pages
from generator.store.database import Store

_TOLD = "host"
"""Key of the store: a digest of the addresses that the host was told of last."""


def mark_host_files(store: Store, site: Site) -> None:
    """Mark the files of the host if what they say of addresses differs from the last planning.

    They are compared as a whole, since the limit of each host keeps them small: an article that comes, goes or moves
    may push another's address out of them.
    """
    if not host_files(site.host):
        return
    rules = annexes.host_rules.rules_of(store, site, HOSTS[site.host])
    if store.renew(_TOLD, digest(msgspec.msgpack.encode(rules))):
        pages.mark_stale(store, ("host",), Reason.ADDRESSES)
