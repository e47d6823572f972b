"""Server: a port to listen at."""

from __future__ import annotations

import contextlib
import re
import socket
from collections.abc import Iterator

import pytest

from generator.base.errors import UsageError
from generator.preview.server import listen


@contextlib.contextmanager
def taken() -> Iterator[int]:
    """Yield a port that somebody listens at."""
    with contextlib.closing(socket.socket()) as other:
        other.bind(("127.0.0.1", 0))
        other.listen()
        yield other.getsockname()[1]


def test_the_next_free_port_is_found():
    """With a search, a used port is passed over."""
    with taken() as port, listen("127.0.0.1", port, search=True) as found:
        assert port < found.getsockname()[1] < port + 50


def test_a_used_port_is_refused():
    """Without a search, a sentence names the next port, which may be free."""
    with (
        taken() as port,
        pytest.raises(UsageError, match=f"port {port} is used .* name another with --port {port + 1}"),
    ):
        listen("127.0.0.1", port, search=False)


@pytest.mark.parametrize("host", ["192.0.2.1", "x" * 300, "a\0b", "\udcff"])
def test_what_is_no_address_of_this_machine_is_refused(host: str):
    """Another machine's address and what cannot be a name end with a sentence."""
    with pytest.raises(UsageError, match=re.escape(host) + " is not an address of this machine"):
        listen(host, 0, search=False)
