"""security.txt and humans.txt."""

from __future__ import annotations

import pytest

from tests.support import CONFIG, Portal


def test_security_and_humans(portal: Portal) -> None:
    """security.txt and humans.txt are there when site.yaml gives them, and go when it no longer does."""
    given = (
        "humans: [Sari Wulan - reporter]\nsecurity:\n  contact: [aman@uji.example, https://uji.example/lapor]\n"
        "  expires: 2025-06-30 00:00 WIB\n  policy: https://uji.example/aman/\n"
    )
    portal.add("site.yaml", CONFIG + given)
    portal.build()
    assert portal.read("humans.txt") == "Sari Wulan - reporter\n"
    assert portal.read(".well-known/security.txt").splitlines() == [
        "Contact: mailto:aman@uji.example", "Contact: https://uji.example/lapor", "Expires: 2025-06-30T00:00:00+07:00",
        "Policy: https://uji.example/aman/", "Preferred-Languages: id",
        "Canonical: https://uji.example/.well-known/security.txt",
    ]  # fmt: skip
    assert portal.files() == portal.clean()
    portal.add("site.yaml", CONFIG)
    portal.build()
    assert not {"humans.txt", ".well-known/security.txt"} & portal.files().keys()
    assert portal.files() == portal.clean()


@pytest.mark.parametrize(
    ("given", "message"),
    [
        ("{contact: nanti, expires: 2025-06-30 00:00 WIB}", '"nanti" is not a way to reach anybody'),
        ("{expires: 2025-06-30 00:00 WIB}", "must be able to tell"),
        ("{contact: a@b.example}", "RFC 9116 wants a time"),
    ],
)
def test_mistakes_of_security(portal: Portal, given: str, message: str) -> None:
    """Without a way to reach somebody, or a time, security.txt would be void."""
    portal.add("site.yaml", f"{CONFIG}security: {given}\n")
    assert any(message in str(problem.message) for problem in portal.problems())
