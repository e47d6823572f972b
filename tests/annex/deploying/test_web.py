"""One request to a host: what it answered, and how often it is asked."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

import pytest

from generator import __version__
from generator.annex.deploying.web import Answer, ask, patiently
from tests.servers import free_port


@contextmanager
def host(*answers: int, reason: str = "") -> Iterator[tuple[str, list[tuple[str, bytes, str]]]]:
    """A host that gives one status after the other, and the last one again; what it is asked is noted."""
    asked: list[tuple[str, bytes, str]] = []

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            data = self.rfile.read(int(self.headers.get("Content-Length", 0)))
            asked.append((self.command, data, self.headers["User-Agent"]))
            status = answers[min(len(asked), len(answers)) - 1]
            self.send_response(status, reason or None)
            if status == 302:
                self.send_header("Location", "/lain")
            self.send_header("Content-Length", "2")
            self.end_headers()
            self.wfile.write(b"ok")

        do_POST = do_GET  # noqa: N815 - the name that the library calls

        def log_message(self, *_: object) -> None:
            pass

    with ThreadingHTTPServer(("127.0.0.1", 0), Handler) as server:
        thread = threading.Thread(target=server.serve_forever)
        thread.start()
        try:
            yield f"http://127.0.0.1:{server.server_port}/a", asked
        finally:
            server.shutdown()
            thread.join()


def test_an_answer_has_its_bytes() -> None:
    """With data it is sent there; whoever asks says who it is."""
    with host(200) as (url, asked):
        assert ask(url) == Answer(200, b"ok")
        assert ask(url, b"x=1") == Answer(200, b"ok")
    assert asked == [("GET", b"", f"Warta/{__version__}"), ("POST", b"x=1", f"Warta/{__version__}")]


@pytest.mark.parametrize(("status", "said"), [(302, "Found"), (404, "Not Found"), (500, "Internal Server Error")])
def test_any_other_answer_is_one_too(status: int, said: str) -> None:
    """No redirect is followed."""
    with host(status) as (url, asked):
        assert ask(url) == Answer(status, said=said)
    assert len(asked) == 1


def test_who_cannot_be_reached_has_no_status() -> None:
    """What went wrong is said in the words of the system."""
    answer = ask(f"http://127.0.0.1:{free_port()}/")
    assert (answer.status, answer.data) == (0, b"")
    assert "refused" in answer.said
    assert ask("gopher://127.0.0.1/").said


@pytest.mark.parametrize(
    ("reason", "said"),
    [("kunci rahasia salah", "kunci … salah"), ("a  b\tc", "a b c"), (200 * "x", 200 * "x"), (201 * "x", 200 * "x" + "…"), ("\x1b[31mmerah", "\ufffd[31mmerah")],
)  # fmt: skip
def test_what_a_host_says_is_shown_without_secrets(reason: str, said: str) -> None:
    """On one line, cut, and with nothing in it that a terminal would do."""
    with host(403, reason=reason) as (url, _):
        assert ask(url, headers={"Authorization": "Bearer rahasia"}).said == said


@pytest.mark.parametrize(
    ("answers", "times", "status"),
    [
        ((200,), 1, 200), ((404,), 1, 404), ((503, 200), 2, 200), ((429, 500, 200), 3, 200), ((502, 504, 503, 200), 3, 503), ((501,), 1, 501),
    ],
)  # fmt: skip
def test_a_host_that_is_busy_is_asked_up_to_three_times(answers: tuple[int, ...], times: int, status: int) -> None:
    """One that has made up its mind, once."""
    with host(*answers) as (url, asked):
        assert patiently(url, pause=0).status == status
    assert len(asked) == times
