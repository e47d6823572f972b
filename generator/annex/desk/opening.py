"""Opens the desk for `ssg serve --desk`."""

from __future__ import annotations

import threading
from pathlib import Path

from starlette.routing import BaseRoute

from generator.annex.desk.desk import Desk
from generator.annex.desk.people import Reception
from generator.annex.desk.routes import routes
from generator.model.site import Site
from generator.preview.live import Live


def door(folder: Path, site: Site) -> Reception:
    """Return who knows the visitors of a site's desk."""
    return Reception(folder, site.desk)


def rooms(live: Live) -> list[BaseRoute]:
    """Return the routes of the desk over a preview."""
    desk = Desk(live)
    live.told.append(desk.follow)
    threading.Thread(target=desk.headlines.read, name="ssg headlines", daemon=True).start()
    return routes(desk)
