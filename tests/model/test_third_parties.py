"""Whom pages may load from."""

from __future__ import annotations

import pytest

from generator.config import site_yaml
from generator.model.third_parties import HOST, SERVICES, covers, hosts_of, service_of, writes_styles
from tests.support import CONFIG


def test_names_of_services_stand_for_their_hosts() -> None:
    """Other names for themselves, each once."""
    assert hosts_of(["plausible", "a.example", "plausible", "plausible.io"]) == ("plausible.io", "a.example")
    assert (writes_styles(["adsense"]), writes_styles(["plausible", "a.example"])) == (True, False)
    assert all(HOST.fullmatch(host) for service in SERVICES.values() for host in service.hosts)


@pytest.mark.parametrize(
    ("host", "covered"),
    [
        ("a.example", True),
        ("A.Example", True),
        ("b.a.example", False),
        ("x.b.example", True),
        ("b.example", False),
        ("xb.example", False),
    ],
)
def test_a_star_stands_for_all_hosts_below(host: str, covered: bool) -> None:
    """But not for the host itself, as in the policy."""
    assert covers(["a.example", "*.b.example"], host) is covered


def test_a_host_of_a_known_service_is_known_by_its_name() -> None:
    """Others have none."""
    assert (service_of("gc.zgo.at"), service_of("lain.example")) == ("goatcounter", "")


@pytest.mark.parametrize(
    ("written", "said", "hint"),
    [
        ("goatcountr", '"goatcountr" is neither a known service nor the name of a host', 'did you mean "goatcounter"?'),
        ("http://a.example", '"http:" is neither a known service nor the name of a host', None),
        ("'a.example; x'", '"a.example; x" is neither a known service nor the name of a host', None),
        ("\"'unsafe-inline'\"", "\"'unsafe-inline'\" is neither a known service nor the name of a host", None),
        ("'*'", '"*" is neither a known service nor the name of a host', None),
        ("localhost", '"localhost" is neither a known service nor the name of a host', None),
    ],
)
def test_what_is_no_third_party(written: str, said: str, hint: str | None) -> None:
    """It is told with its line, and nothing of it gets into a header."""
    site, (problem,) = site_yaml.parse(f"{CONFIG}third_parties: [{written}]\n")
    assert site is None
    assert str(problem.message) == said
    assert hint is None or str(problem.hint) == hint
    assert problem.where.line == CONFIG.count("\n") + 1
