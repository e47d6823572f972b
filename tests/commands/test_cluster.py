"""The workers of a build, as they are named."""

from __future__ import annotations

import pytest

from generator.base.errors import UsageError
from generator.commands.cluster import checked, workers


@pytest.mark.parametrize(
    "address", ["local:1", "local:999", "tcp://10.0.0.1:8786", "tls://dask.example:1", "tcp://[::1]:65535"]
)
def test_an_address(address: str) -> None:
    """It is as it was written."""
    assert checked(address) == address


@pytest.mark.parametrize(
    "address",
    ["", "local:0", "local:1000", "local:x", "local:", "tcp://a", "tcp://:1", "tcp://a:", "tcp://a:123456", "http://a:1", "tcp://a/b:1", "xlocal:1", "local:1x"],
)  # fmt: skip
def test_what_is_no_address(address: str) -> None:
    """It is said how one is written."""
    with pytest.raises(UsageError) as error:
        checked(address)
    assert str(error.value) == (
        f"--cluster {address}: it is tcp://HOST:PORT or tls://HOST:PORT of a scheduler, or local:N for so many workers "
        "of this machine"
    )


def test_without_a_cluster_it_is_this_machine() -> None:
    """With as many processes as were asked for."""
    with workers("situs", "", 3) as found:
        assert (found.jobs, found.executor, found.told) == (3, None, [])
