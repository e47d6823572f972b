"""Opens the desk for `ssg serve --desk`."""

from __future__ import annotations

import threading

from starlette.routing import BaseRoute

from generator.annex.desk.desk import Desk
from generator.annex.desk.keeping import keeping
from generator.annex.desk.people import Reception
from generator.annex.desk.publishing import publisher
from generator.annex.desk.readers import readers
from generator.annex.desk.routes import routes
from generator.model.codec import learn
from generator.model.site import Site
from generator.preview.live import Live


def opened(live: Live, site: Site) -> tuple[Reception, list[BaseRoute]]:
    """Return who knows the visitors of the desk over a preview, and its routes; `site` holds until there is a later."""
    desk = Desk(live, site)
    rooms = routes(desk)
    learn()
    live.told.append(desk.follow)
    keeping(desk)
    live.told.append(readers(desk).follow)
    readers(desk).begin()
    live.at_end.append(publisher(desk).end)
    publisher(desk).begin()
    threading.Thread(target=desk.headlines.read, name="ssg headlines", daemon=True).start()
    return Reception(desk.folder, lambda: desk.site.desk), rooms
