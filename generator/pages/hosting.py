"""The files of the output that its host reads, and no reader: `_redirects`, `_headers`, `.htaccess`."""

from __future__ import annotations

from generator.hosts.rules import rules_of
from generator.hosts.table import FILES
from generator.pages.context import Context
from generator.portal.hosts import HOSTS


def host_file(context: Context) -> bytes:
    """Make a file of the host; planning marks it when the addresses in it differ."""
    site, store, host = context.site, context.archive.store, HOSTS[context.site.host]
    return FILES[host.form][context.page.path](site, host, rules_of(store, site, host)).encode()
