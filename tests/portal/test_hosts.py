"""What hosts can take."""

from __future__ import annotations

import msgspec
import pytest

from generator.portal.hosts import HOSTS, Host

MB, GB = 1_048_576, 1_073_741_824


@pytest.mark.parametrize(
    ("host", "terms"),
    [
        (Host("github", "GitHub Pages", size=GB, traffic=100 * GB), True),
        (Host("gitlab", "GitLab Pages", files=200_000, counts_folders=True, size=GB, rules=1_000), False),
        (Host("cloudflare", "Cloudflare Pages", "lists", files=20_000, largest=25 * MB, rules=2_000), False),
        (
            Host("cloudflare-paid", "Cloudflare Pages (paid)", "lists", files=100_000, largest=25 * MB, rules=2_000),
            False,
        ),
        (Host("netlify", "Netlify", "lists", folder=54_000, rules=2_000, knows_queries=True), False),
        (Host("s3", "S3, R2"), False),
        (Host("nginx", "nginx", "nginx", knows_queries=True, knows_gone=True), False),
        (Host("apache", "Apache", "apache", rules=1_000, knows_queries=True, knows_gone=True), False),
        (Host("caddy", "Caddy", "caddy", rules=20_000, knows_queries=True, knows_gone=True), False),
    ],
    ids=lambda value: getattr(value, "name", ""),
)
def test_limits(host: Host, terms: bool) -> None:
    """As their documents state them; the terms of one say something that a newsroom has to know."""
    known = HOSTS[host.name]
    assert bool(known.terms) is terms
    assert msgspec.structs.replace(known, terms=host.terms) == host


def test_what_a_host_is_told_is_in_the_output_or_beside_it() -> None:
    """A server has its configuration elsewhere."""
    assert {name for name, host in HOSTS.items() if host.inside} == {
        "cloudflare",
        "cloudflare-paid",
        "netlify",
        "apache",
    }


def test_a_host_of_which_nothing_is_known_has_no_limits() -> None:
    """And is told nothing."""
    host = Host("a", "A")
    assert (host.form, host.files, host.folder, host.counts_folders, host.size, host.largest) == ("", 0, 0, False, 0, 0)
    assert (host.rules, host.traffic, bool(host.terms), host.knows_queries, host.knows_gone) == (
        0,
        0,
        False,
        False,
        False,
    )
