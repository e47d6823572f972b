"""The answers of the desk to its browser: how each failure is told, and what comes with every page."""

from __future__ import annotations

import asyncio
import json
from pathlib import Path
from typing import Any

import pytest
from starlette.requests import Request

from generator.annex.desk import routes
from generator.annex.desk.desk import Desk, MissingError, NotAllowedError, RefusedError, StaleError
from generator.annex.desk.people import Person
from generator.base.errors import AdvisedError, MachineError, Problem, SiteError, UsageError, Where
from generator.base.sentences import as_it_is, sentence
from tests.annex.desk_support import HEADERS, LEAD, desk, room

SAID = as_it_is("ada yang salah")


@pytest.mark.parametrize(
    ("error", "status", "told"),
    [
        (StaleError(SAID, version="x"), 409, {"version": "x"}), (RefusedError(SAID, problems=[]), 422, {"problems": []}),
        (MissingError(SAID), 404, {}), (NotAllowedError(SAID), 403, {}), (UsageError(SAID), 422, {}),
        (AdvisedError(SAID, as_it_is("begini")), 422, {"hint": "begini"}),
        (SiteError([Problem(Where("content/a.md"), "dead-link", SAID, SAID)]), 422, {}), (MachineError(SAID), 507, {}),
    ],
)  # fmt: skip
def test_each_failure_has_its_status(tmp_path: Path, error: Exception, status: int, told: dict[str, Any]) -> None:
    """With the sentence that it is, and what the browser needs to go on."""

    def failing(desk: Desk, person: Person, given: str) -> None:
        assert (desk, person, given) == (it.desk, LEAD, "x")
        raise error

    with room(tmp_path) as it:
        answer = routes._answered(it.desk, failing, LEAD, "x")
        assert (answer.status_code, json.loads(bytes(answer.body))) == (status, {"message": "ada yang salah"} | told)


def test_a_machine_that_refuses(tmp_path: Path) -> None:
    """Says why."""

    def failing(*_: object) -> None:
        raise OSError(5, "Input/output error")

    with room(tmp_path) as it:
        answer = routes._answered(it.desk, failing, LEAD, None)
        assert (answer.status_code, json.loads(bytes(answer.body))) == (
            507, {"message": "the machine refuses: the disk cannot be read or written; it may be failing"},
        )  # fmt: skip


def test_a_failure_of_the_desk(tmp_path: Path) -> None:
    """Tells the browser where more is to be read, and the terminal what it was and where."""
    said: list[str] = []

    def failing(*_: object) -> None:
        raise ValueError("begini")

    with room(tmp_path) as it:
        it.desk.live.say = lambda told, *_: said.append(str(told))
        answer = routes._answered(it.desk, failing, LEAD, None)
        assert (answer.status_code, json.loads(bytes(answer.body))) == (
            500, {"message": "the desk failed; the terminal that it runs in says why"},
        )  # fmt: skip
        line = failing.__code__.co_firstlineno + 1
        assert said == [f"the desk failed: ValueError: begini ({__file__}:{line})"]


def test_an_answer_is_kept_by_nobody(tmp_path: Path) -> None:
    """It is JSON, in UTF-8; what is an answer already goes out as it is."""
    with room(tmp_path) as it:
        answer = routes._answered(it.desk, lambda *_: {"a": "é"}, LEAD, None)
        assert (answer.status_code, answer.body) == (200, '{"a":"é"}'.encode())
        assert dict(answer.headers) == {
            "content-type": "application/json; charset=utf-8", "cache-control": "no-store", "content-length": "10",
        }  # fmt: skip
        assert routes._answered(it.desk, lambda *_: answer, LEAD, None) is answer


def test_a_refusal_is_in_the_language_of_the_desk(tmp_path: Path) -> None:
    """With what else is told."""
    with room(tmp_path, speaking="id") as it:
        answer = routes._refused(it.desk, 404, sentence("there is no such picture"), more=[1])
        told = json.loads(bytes(answer.body))
        assert (answer.status_code, told) == (404, {"message": told["message"], "more": [1]})
        assert told["message"] != "there is no such picture"


def sent(*pieces: bytes) -> Request:
    """Return a request whose body comes in pieces."""
    left = [{"type": "http.request", "body": piece, "more_body": True} for piece in pieces]
    left.append({"type": "http.request", "body": b"", "more_body": False})

    async def receive() -> Any:
        return left.pop(0)

    return Request({"type": "http", "method": "POST", "headers": []}, receive)


def test_what_is_sent_comes_whole(monkeypatch: pytest.MonkeyPatch) -> None:
    """As long as it may be, and not a byte longer."""
    monkeypatch.setattr(routes, "_MOST_BYTES", 5)
    assert asyncio.run(routes._body(sent(b"abc", b"de"))) == b"abcde"
    with pytest.raises(ValueError, match=r"^$"):
        asyncio.run(routes._body(sent(b"abc", b"def")))


def test_nobody_is_told_nothing() -> None:
    """But that the desk does not know them."""
    answer = routes._nobody()
    assert (answer.status_code, answer.body) == (403, b"The desk does not know you.\n")


@pytest.mark.parametrize(
    ("name", "status", "message"),
    [
        ("list?state=tiada", 400, "Invalid enum value 'tiada' - at `$.state`"),
        ("list?lain=x", 400, "Object contains unknown field `lain`"), ("article", 400, "Object missing required field `path`"),
    ],
)  # fmt: skip
def test_what_no_browser_asks(tmp_path: Path, name: str, status: int, message: str) -> None:
    """Is refused with what is unexpected of it."""
    with desk(tmp_path, speaking="en") as it:
        answer = it.served.get(f"/_ssg/desk/api/{name}", HEADERS)
        assert (answer.status, json.loads(answer.body)) == (
            status, {"message": f"the browser sent something unexpected: {message}"},
        )  # fmt: skip


def test_the_pages_of_the_desk(tmp_path: Path) -> None:
    """The shell with its policy, its files with a version of theirs, and nothing else of that folder."""
    with desk(tmp_path, speaking="en") as it:
        get = it.served.get
        answer = get("/_ssg/desk")
        assert (answer.status, answer.headers["location"], answer.headers["cache-control"]) == (
            301,
            "/_ssg/desk/",
            "no-cache",
        )
        answer = get("/_ssg/desk/")
        assert (answer.status, answer.body) == (200, (routes.ASSETS / "desk.html").read_bytes())
        assert {name: answer.headers[name] for name in ("content-type", "content-security-policy", "cache-control", "x-frame-options")} == {
            "content-type": "text/html; charset=utf-8", "cache-control": "no-store", "x-frame-options": "DENY",
            "content-security-policy": (
                "default-src 'none'; script-src 'self'; style-src 'self' 'unsafe-inline'; img-src 'self' blob: data:; "
                "connect-src 'self'; frame-src 'self'; font-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'"
            ),
        }  # fmt: skip
        for file in sorted(file for file in routes.ASSETS.iterdir() if file.suffix in (".js", ".css")):
            answer = get(f"/_ssg/desk/files/{file.name}")
            assert (answer.status, answer.body) == (200, file.read_bytes())
            assert answer.headers["cache-control"] == "no-cache"
            assert answer.headers["content-type"].startswith("text/css" if file.suffix == ".css" else "text/javascript")
            again = get(f"/_ssg/desk/files/{file.name}", {"if-none-match": answer.headers["etag"]})
            assert (again.status, again.body, again.headers["etag"]) == (304, b"", answer.headers["etag"])
        for name in ("desk.html", "tiada.js", "..%2Froutes.py"):
            answer = get(f"/_ssg/desk/files/{name}")
            assert answer.status == 404, name


def test_a_body_that_is_too_long_or_no_json(tmp_path: Path) -> None:
    """Is cut short, as the desk says."""
    with desk(tmp_path, speaking="en") as it:
        for body in (b'{"path":', b"[" * 100_000, b" " * (routes._MOST_BYTES + 1)):
            answer = it.served.get("/_ssg/desk/api/look", HEADERS, "POST", body)
            assert answer.status in (400, 413)
        assert json.loads(answer.body) == {"message": "what the browser sent was cut short, or too long"}
