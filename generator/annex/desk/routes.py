"""The desk's addresses below /_ssg/desk/: a table of what is asked for, and the functions that answer.

Each takes the desk, the person and what the browser sent, and returns plain data. What is sent is decoded into the
function's own type, so nothing unexpected gets further than here.
"""

from __future__ import annotations

import asyncio
import traceback
from collections import defaultdict
from collections.abc import Callable, Mapping
from functools import partial
from pathlib import Path
from typing import Any, get_type_hints

import msgspec
from anyio import CapacityLimiter, to_thread
from starlette.requests import ClientDisconnect, Request
from starlette.responses import PlainTextResponse, RedirectResponse, Response
from starlette.routing import BaseRoute, Route

from generator.annex.desk.desk import Desk, MissingError, NotAllowedError, RefusedError, StaleError
from generator.annex.desk.people import Person
from generator.annex.desk.presence import events
from generator.base.crashes import cause
from generator.base.digest import digest
from generator.base.errors import AdvisedError, MachineError, SiteError, UsageError
from generator.base.sentences import Sentence, sentence
from generator.preview.guard import PERSON
from generator.preview.verified_files import content_type, is_unchanged

ASSETS = Path(__file__).with_name("assets")
_POLICY = (
    "default-src 'none'; script-src 'self'; style-src 'self' 'unsafe-inline'; img-src 'self' blob: data:; "
    "connect-src 'self'; frame-src 'self'; font-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'"
)
_MOST_BYTES = 4 << 20
"""Of what is sent as JSON."""
_SECONDS = 30.0
"""In which it must have come."""
_ASKED, _ARRIVING, _DECODED = 16, 8, 2
"""What one person may ask at once, files that may come from one, and pictures that may be decoded: others wait."""
_CUT_SHORT = sentence("what the browser sent was cut short, or too long")

Answer = Callable[[Desk, Person, Any], Any]


def _answers() -> Mapping[tuple[str, str], Answer]:
    """Return the functions by method and name, imported here since each part may be slow to load."""
    from generator.annex.desk import (  # noqa: PLC0415
        articles,
        fronts,
        history,
        library,
        lists,
        moves,
        readers,
        steps,
        waiting,
    )

    return {
        ("GET", "start"): lists.start,
        ("GET", "list"): lists.listed,
        ("GET", "suggest"): lists.suggest,
        ("GET", "article"): steps.shown,
        ("GET", "page"): waiting.page,
        ("POST", "new"): articles.begin,
        ("POST", "save"): steps.save,
        ("POST", "look"): articles.look,
        ("GET", "photos"): library.photos,
        ("GET", "history"): history.entries,
        ("GET", "diff"): history.diff,
        ("GET", "version"): history.version,
        ("POST", "restore"): history.restore,
        ("GET", "publishing"): readers.line,
        ("GET", "reach"): articles.reach,
        ("POST", "step"): steps.take,
        ("POST", "note"): steps.note,
        ("POST", "undelete"): moves.bring_back,
        ("GET", "front"): fronts.shown,
        ("POST", "front"): fronts.save,
    }


def routes(desk: Desk) -> list[BaseRoute]:
    """Return the routes of a desk."""
    made: list[BaseRoute] = [
        Route("/_ssg/desk", lambda _: RedirectResponse("/_ssg/desk/", 301, {"cache-control": "no-cache"})),
        Route("/_ssg/desk/", _shell),
        Route("/_ssg/desk/files/{name}", _file),
        Route("/_ssg/desk/api/events", partial(events, desk), methods=["GET"]),
    ]
    made += _pictures(desk)
    asking: defaultdict[str, CapacityLimiter] = defaultdict(lambda: CapacityLimiter(_ASKED))
    for (method, name), answer in _answers().items():
        made.append(Route(f"/_ssg/desk/api/{name}", partial(_asked, desk, answer, asking), methods=[method]))
    return made


def _pictures(desk: Desk) -> list[BaseRoute]:
    """Return the routes of what is not JSON, imported here as above."""
    from generator.annex.desk import library, photos  # noqa: PLC0415

    arriving: defaultdict[str, CapacityLimiter] = defaultdict(lambda: CapacityLimiter(_ARRIVING))
    decoded = CapacityLimiter(_DECODED)

    async def add(answer: Answer, request: Request) -> Response:
        person = request.scope.get(PERSON)
        if person is None:
            return _nobody()
        try:
            async with arriving[person.name], photos.received(desk, request) as sent:
                return await to_thread.run_sync(_answered, desk, answer, person, sent, limiter=decoded)
        except photos.TooMuchError as error:
            return _refused(desk, 413, error.said)
        except ClientDisconnect:
            return _refused(desk, 413, _CUT_SHORT)

    async def show(request: Request) -> Response:
        if (person := request.scope.get(PERSON)) is None:
            return _nobody()
        return await to_thread.run_sync(_answered, desk, library.picture, person, request, limiter=decoded)

    return [
        Route("/_ssg/desk/api/photos", partial(add, photos.add), methods=["POST"]),
        Route("/_ssg/desk/api/documents", partial(add, photos.add_document), methods=["POST"]),
        Route("/_ssg/desk/api/picture", show, methods=["GET"]),
    ]  # fmt: skip


async def _shell(request: Request) -> Response:
    if request.scope.get(PERSON) is None:
        return _nobody()
    data = (ASSETS / "desk.html").read_bytes()
    headers = {"content-security-policy": _POLICY, "cache-control": "no-store", "x-frame-options": "DENY"}
    return Response(data, 200, {**headers, "content-type": "text/html; charset=utf-8"})


async def _file(request: Request) -> Response:
    name = request.path_params["name"]
    if request.scope.get(PERSON) is None:
        return _nobody()
    # The page itself has its policy at its own address alone.
    if not name.endswith((".js", ".css")) or not (ASSETS / name).is_file():
        return PlainTextResponse("There is nothing here.\n", 404)
    data = (ASSETS / name).read_bytes()
    etag = f'"{digest(data).hex()}"'
    headers = {"content-type": content_type(name), "cache-control": "no-cache", "etag": etag}
    return Response(None, 304, headers) if is_unchanged(request, etag) else Response(data, 200, headers)


async def _asked(desk: Desk, answer: Answer, asking: Mapping[str, CapacityLimiter], request: Request) -> Response:
    person = request.scope.get(PERSON)
    if person is None:
        return _nobody()
    async with asking[person.name]:
        return await _one(desk, answer, person, request)


async def _one(desk: Desk, answer: Answer, person: Person, request: Request) -> Response:
    kind = get_type_hints(answer)["given"]
    try:
        if request.method != "POST":
            given = msgspec.convert(dict(request.query_params), kind, strict=False)
        else:
            given = msgspec.json.decode(await _body(request), type=kind)
    except msgspec.ValidationError as error:
        return _refused(desk, 400, sentence("the browser sent something unexpected: {why}", why=error))
    except (ValueError, RecursionError, TimeoutError, ClientDisconnect):
        return _refused(desk, 413, _CUT_SHORT)
    return await to_thread.run_sync(_answered, desk, answer, person, given)


def _answered(desk: Desk, answer: Answer, person: Person, given: Any) -> Response:
    try:
        made = answer(desk, person, given)
        return made if isinstance(made, Response) else _json(made)
    except StaleError as error:
        return _refused(desk, 409, error.said, **error.told)
    except RefusedError as error:
        return _refused(desk, 422, error.said, **error.told)
    except MissingError as error:
        return _refused(desk, 404, error.said)
    except NotAllowedError as error:
        return _refused(desk, 403, error.said)
    except UsageError as error:
        return _refused(desk, 422, error.said)
    except AdvisedError as error:
        return _refused(desk, 422, error.said, hint=desk.put(error.advice))
    except SiteError as error:
        return _refused(desk, 422, error.problems[0].said)
    except MachineError as error:
        return _refused(desk, 507, error.said)
    except OSError as error:
        return _refused(desk, 507, sentence("the machine refuses: {why}", why=cause(error)))
    except Exception as error:  # noqa: BLE001 - whatever was sent, the desk goes on, and the terminal says what it was
        trace = traceback.extract_tb(error.__traceback__)[-1]
        said = sentence(
            "the desk failed: {name}: {error} ({filename}:{lineno})",
            name=type(error).__name__, error=error, filename=trace.filename, lineno=trace.lineno,
        )  # fmt: skip
        desk.live.say(said)
        return _refused(desk, 500, sentence("the desk failed; the terminal that it runs in says why"))


async def _body(request: Request) -> bytes:
    """Return what was sent; raises ValueError if it is too long."""
    async with asyncio.timeout(_SECONDS):
        pieces = []
        size = 0
        async for piece in request.stream():
            size += len(piece)
            if size > _MOST_BYTES:
                raise ValueError
            pieces.append(piece)
    return b"".join(pieces)


def _refused(desk: Desk, status: int, said: Sentence, **told: Any) -> Response:
    return _json({"message": desk.put(said), **told}, status)


def _nobody() -> Response:
    return PlainTextResponse("The desk does not know you.\n", 403)


def _json(data: Any, status: int = 200) -> Response:
    headers = {"content-type": "application/json; charset=utf-8", "cache-control": "no-store"}
    return Response(msgspec.json.encode(data), status, headers)
