"""Which addresses of the internet protocol are those of the public internet."""

from __future__ import annotations

import pytest

from generator.base.deadlines import is_public


@pytest.mark.parametrize("address", ["8.8.8.8", "2001:4860::1", "::ffff:8.8.8.8", "64:ff9b::808:808", "2a00::1%eth0"])
def test_an_address_of_the_public_internet(address: str) -> None:
    """Also one of version 4, as a network without that writes it."""
    assert is_public(address)


@pytest.mark.parametrize(
    "address",
    [
        "127.0.0.1", "10.0.0.1", "169.254.169.254", "100.64.0.1", "0.0.0.0", "224.0.0.1", "255.255.255.255", "::", "::1",
        "fe80::1%eth0", "fec0::1", "fd00::1", "ff02::1", "2001:db8::1", "64:ff9b:1::a00:1",
        "::ffff:127.0.0.1", "::ffff:100.64.0.1", "::ffff:169.254.169.254", "::127.0.0.1", "::ffff:0:10.0.0.1",
        "64:ff9b::7f00:1", "64:ff9b::a9fe:a9fe", "64:ff9b::6440:1", "2002:7f00:1::", "2002:808:808::1", "2001::1",
    ],
)  # fmt: skip
def test_an_address_of_a_private_network_in_whatever_it_is_wrapped(address: str) -> None:
    """By version 6 as a wrapper, a translation or a tunnel: an old site's name server may answer with any of them."""
    assert not is_public(address)
