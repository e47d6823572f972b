"""Whom the owner lets a page load from: known services, and hosts.

Whatever a page loads from others, the Content-Security-Policy of the host files has to allow. One list in site.yaml
says it; a host in it may send script, styles, frames and fonts, be asked, and receive forms.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from types import MappingProxyType

from generator.model.records import Record


class Service(Record, frozen=True):
    """What a known service needs."""

    hosts: tuple[str, ...]
    styles: bool = False
    """Whether its script writes styles into the page."""


SERVICES: Mapping[str, Service] = MappingProxyType(
    {
        "adsense": Service(
            ("*.googlesyndication.com", "*.doubleclick.net", "*.google.com", "*.adtrafficquality.google"), styles=True
        ),
        "giscus": Service(("giscus.app",)),
        "goatcounter": Service(("gc.zgo.at", "*.goatcounter.com")),
        "google-analytics": Service(("*.googletagmanager.com", "*.google-analytics.com", "*.analytics.google.com")),
        "mailchimp": Service(("*.list-manage.com",)),
        "matomo": Service(("*.matomo.cloud",)),
        "plausible": Service(("plausible.io",)),
    }
)
HOST = re.compile(r"^(?:\*\.)?(?:[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?\.)+[a-z][a-z0-9-]{0,61}[a-z0-9](?::\d{1,5})?")
LONGEST = 260
"""Characters of all hosts: a header has them six times, and Cloudflare takes 2,000 characters in one."""


def hosts_of(names: Iterable[str]) -> tuple[str, ...]:
    """Return the hosts that names of services, and hosts, stand for."""
    found = (SERVICES[name].hosts if name in SERVICES else (name,) for name in names)
    return tuple(dict.fromkeys(host for hosts in found for host in hosts))


def writes_styles(names: Iterable[str]) -> bool:
    return any(name in SERVICES and SERVICES[name].styles for name in names)


def service_of(host: str) -> str:
    """Return the known service that a host belongs to; empty if to none."""
    return next((name for name in SERVICES if covers([name], host)), "")


def covers(names: Iterable[str], host: str) -> bool:
    """Return whether a host is one of those that are allowed."""
    host = host.lower()
    return any(host.endswith(known[1:]) if known[0] == "*" else host == known for known in hosts_of(names))
