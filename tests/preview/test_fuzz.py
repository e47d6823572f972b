"""A preview gives nothing that it must not, whatever it is asked; `make fuzz-serve` asks more."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.fuzz.serve.preview import amiss
from tests.fuzz.serve.requests import Asked, request
from tests.fuzz.serve.run import fuzz


@pytest.mark.slow
@pytest.mark.measured_processes
def test_hostile_requests_learn_nothing(tmp_path: Path):
    """Paths that lead astray, other names, origins and methods, broken heads, and files that are swapped meanwhile."""
    run = fuzz(tmp_path, 400, seed=3)
    assert run.mistakes == []
    assert run.statuses["200"] > 20
    assert run.statuses["404"] > 40


def test_what_is_wrong_is_seen():
    """A secret, a missing header, a drawing without a sandbox: each is noticed."""
    asked = Asked(b"", "/", local=True, own=True, plain=True)
    headers = "".join(
        f"{name}: x\r\n"
        for name in ("x-content-type-options", "cross-origin-resource-policy", "x-frame-options", "referrer-policy")
    ).encode()
    assert amiss(asked, b"HTTP/1.1 200 OK\r\n" + headers + b"\r\nya") == ""
    assert amiss(asked, b"HTTP/1.1 200 OK\r\n\r\nya")
    assert amiss(asked, b"HTTP/1.1 200 OK\r\n" + headers + b"\r\nRAHASIA")
    assert amiss(asked, b"HTTP/1.1 200 OK\r\n" + headers + b"\r\n<p>Peta</p>")
    assert amiss(asked, b"HTTP/1.1 200 OK\r\n" + headers + b"\r\nGELAP")
    assert amiss(asked, b"HTTP/1.1 500 Error\r\n" + headers + b"\r\n")
    assert amiss(asked, b"(no answer)")
    assert amiss(asked, b"")
    assert amiss(asked._replace(local=False), b"HTTP/1.1 200 OK\r\n" + headers + b"\r\nya")
    assert amiss(asked._replace(own=False, path="/_ssg/now"), b"HTTP/1.1 204 OK\r\n" + headers + b"\r\n")


def test_a_request_depends_on_seed_and_number():
    """So that one that has found something can be sent again."""
    assert request(1, 7, 80) == request(1, 7, 80)
    assert len({request(1, number, 80).raw for number in range(200)}) > 150
