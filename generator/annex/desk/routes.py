"""The desk's addresses below /_ssg/desk/: a table of what is asked for, and the functions that answer.

Each takes the desk, the person and what the browser sent, and returns plain data. What is sent is decoded into the
function's own type, so nothing unexpected gets further than here.
"""

from __future__ import annotations

import asyncio
import threading
import traceback
from collections.abc import Awaitable, Callable, Mapping
from functools import partial
from pathlib import Path
from types import MappingProxyType
from typing import Any, get_type_hints

import msgspec
from anyio import CapacityLimiter, to_thread
from starlette.requests import ClientDisconnect, Request
from starlette.responses import PlainTextResponse, RedirectResponse, Response
from starlette.routing import BaseRoute, Route

from generator.annex.desk import articles, fronts, history, library, lists, moves, photos, readers, steps, waiting
from generator.annex.desk.desk import Desk, DeskError
from generator.annex.desk.keeping import keeping
from generator.annex.desk.people import Person, Reception
from generator.annex.desk.photos import Sent
from generator.annex.desk.presence import events
from generator.annex.desk.publishing import publisher
from generator.base.crashes import cause
from generator.base.digest import digest
from generator.base.errors import AdvisedError, MachineError, MessageError, SiteError
from generator.base.sentences import Sentence, sentence
from generator.model.codec import learn
from generator.model.site import Site
from generator.preview.files import content_type, is_unchanged
from generator.preview.guard import PERSON
from generator.preview.live import Live

ASSETS = Path(__file__).with_name("assets")
_POLICY = (
    "default-src 'none'; script-src 'self'; style-src 'self' 'unsafe-inline'; img-src 'self' blob: data:; "
    "connect-src 'self'; frame-src 'self'; font-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'"
)
_MAX_BODY_BYTES = 4 << 20
_BODY_SECONDS = 30.0
_MAX_UPLOAD_BYTES = 64 << 20
_UPLOAD_SECONDS = 300.0
_MAX_DECODED = 2
_TOO_MUCH = 413
_CUT_SHORT = sentence("what the browser sent was cut short, or too long")

Answer = Callable[[Desk, Person, Any], Any]


_ANSWERS: Mapping[tuple[str, str], Answer] = MappingProxyType(
    {
        ("GET", "start"): lists.start,
        ("GET", "list"): lists.listed,
        ("GET", "suggest"): lists.suggest,
        ("GET", "article"): steps.shown,
        ("GET", "page"): waiting.page,
        ("POST", "new"): articles.begin,
        ("POST", "save"): steps.save,
        ("GET", "photos"): library.photos,
        ("GET", "history"): history.entries,
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
)


def routes(desk: Desk) -> list[BaseRoute]:
    decoded = CapacityLimiter(_MAX_DECODED)

    async def add(answer: Answer, person: Person, request: Request) -> Response:
        most = min(_MAX_UPLOAD_BYTES, desk.site.reading.media_bytes)
        try:
            data = await _body(request, most, _UPLOAD_SECONDS)
        except ValueError:
            said = sentence("a file may have at most {count} MB", count=max(1, most >> 20))
            return _refused(desk, _TOO_MUCH, said)
        except (TimeoutError, ClientDisconnect):
            return _refused(desk, _TOO_MUCH, _CUT_SHORT)
        names = {key: request.query_params.get(key, "") for key in ("name", "article", "caption")}
        return await to_thread.run_sync(_answered, desk, answer, person, Sent(data, **names), limiter=decoded)

    async def show(answer: Answer, person: Person, request: Request) -> Response:
        return await to_thread.run_sync(_answered, desk, answer, person, request, limiter=decoded)

    api = "/_ssg/desk/api/"
    return [
        Route("/_ssg/desk", lambda _: RedirectResponse("/_ssg/desk/", 301, {"cache-control": "no-cache"})),
        Route("/_ssg/desk/", _known(_shell)),
        Route("/_ssg/desk/files/{name}", _known(_file)),
        Route(f"{api}events", _known(partial(events, desk)), methods=["GET"]),
        Route(f"{api}photos", _known(partial(add, photos.add)), methods=["POST"]),
        Route(f"{api}documents", _known(partial(add, photos.add_document)), methods=["POST"]),
        Route(f"{api}picture", _known(partial(show, library.picture)), methods=["GET"]),
        *(
            Route(api + name, _known(partial(_asked, desk, answer)), methods=[method])
            for (method, name), answer in _ANSWERS.items()
        ),
    ]


def _known(handle: Callable[[Person, Request], Awaitable[Response]]) -> Callable[[Request], Awaitable[Response]]:
    """Return what handles the requests of people; the preview's guard has refused all others."""

    async def handled(request: Request) -> Response:
        return await handle(request.scope[PERSON], request)

    return handled


async def _shell(_: Person, _request: Request) -> Response:
    data = (ASSETS / "desk.html").read_bytes()
    headers = {"content-security-policy": _POLICY, "cache-control": "no-store", "x-frame-options": "DENY"}
    return Response(data, 200, {**headers, "content-type": "text/html; charset=utf-8"})


async def _file(_: Person, request: Request) -> Response:
    name = request.path_params["name"]
    # The page itself has its policy at its own address alone.
    if not name.endswith((".js", ".css")) or not (ASSETS / name).is_file():
        return PlainTextResponse("There is nothing here.\n", 404)
    data = (ASSETS / name).read_bytes()
    etag = f'"{digest(data).hex()}"'
    headers = {"content-type": content_type(name), "cache-control": "no-cache", "etag": etag}
    return Response(None, 304, headers) if is_unchanged(request, etag) else Response(data, 200, headers)


async def _asked(desk: Desk, answer: Answer, person: Person, request: Request) -> Response:
    kind = get_type_hints(answer)["given"]
    try:
        if request.method != "POST":
            given = msgspec.convert(dict(request.query_params), kind, strict=False)
        else:
            given = msgspec.json.decode(await _body(request), type=kind)
    except msgspec.ValidationError as error:
        return _refused(desk, 400, sentence("the browser sent something unexpected: {why}", why=error))
    except (ValueError, RecursionError, TimeoutError, ClientDisconnect):
        return _refused(desk, _TOO_MUCH, _CUT_SHORT)
    return await to_thread.run_sync(_answered, desk, answer, person, given)


def _answered(desk: Desk, answer: Answer, person: Person, given: Any) -> Response:
    try:
        made = answer(desk, person, given)
        return made if isinstance(made, Response) else _json(made)
    except DeskError as error:
        return _refused(desk, error.status, error.said, **error.more)
    except MachineError as error:
        return _refused(desk, 507, error.said)
    except AdvisedError as error:
        return _refused(desk, 422, error.said, hint=desk.put(error.advice))
    except MessageError as error:
        return _refused(desk, 422, error.said)
    except SiteError as error:
        return _refused(desk, 422, error.problems[0].said)
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


async def _body(request: Request, most: int = _MAX_BODY_BYTES, seconds: float = _BODY_SECONDS) -> bytes:
    """Return what was sent; raises ValueError if it is too long, and TimeoutError."""
    stated = request.headers.get("content-length", "")
    if stated.isdecimal() and int(stated) > most:
        raise ValueError
    data = bytearray()
    async with asyncio.timeout(seconds):
        async for piece in request.stream():
            data += piece
            if len(data) > most:
                raise ValueError
    return bytes(data)


def _refused(desk: Desk, status: int, said: Sentence, **more: Any) -> Response:
    return _json({"message": desk.put(said), **more}, status)


def _json(data: Any, status: int = 200) -> Response:
    headers = {"content-type": "application/json; charset=utf-8", "cache-control": "no-store"}
    return Response(msgspec.json.encode(data), status, headers)


def opened(live: Live, site: Site) -> tuple[Reception, list[BaseRoute]]:
    """Return who knows the visitors of the desk over a preview, and its routes; `site` holds until there is a later."""
    desk = Desk(live, site)
    rooms, known = routes(desk), readers.readers(desk)
    learn()
    live.told.append(desk.follow)
    keeping(desk)
    live.told.append(known.follow)
    known.begin()
    live.at_end.append(publisher(desk).end)
    publisher(desk).begin()
    threading.Thread(target=desk.headlines.read, name="ssg headlines", daemon=True).start()
    return Reception(desk.folder, lambda: desk.site.desk), rooms
