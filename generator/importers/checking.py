"""What can be said of an order before anything is read: an option that names nothing, or nothing of its sort."""

from __future__ import annotations

import os
import re

from generator.base.errors import UsageError
from generator.base.sentences import sentence
from generator.importers.order import Order
from generator.portal.urls import is_web

_HOST = re.compile(r"(?:https?://)?[\w-]+(?:\.[\w-]+)*\.?(?::\d{1,5})?/?")


def check(order: Order) -> None:
    """Check the options of an order.

    Raises:
        UsageError: one of them cannot be meant.

    """
    for name in order.files:
        if os.path.exists(name) and not (os.path.isfile(name) or os.path.isdir(name)):
            # A pipe would be waited for without an end.
            raise UsageError(
                sentence("{name} is neither a file nor a folder; save the export as a file first", name=name)
            )
    for option, name in (("--kanal", order.kanal), ("--map", order.mapping)):
        if name and not os.path.isfile(name):
            raise UsageError(sentence("{option} {name}: there is no such file", option=option, name=name))
    if order.media and not os.path.isdir(order.media):
        raise UsageError(sentence("--media {media}: there is no such folder", media=order.media))
    for host in order.hosts:
        if not _HOST.fullmatch(host):
            raise UsageError(
                sentence("--host {host}: this is not the name of a host, as www.kabarlama.example is", host=host)
            )
    if order.media_url and not (is_web(order.media_url) and order.media_url.lower().startswith("https:")):
        raise UsageError(
            sentence(
                "--media-url {media_url}: write the whole address, with https:// at its beginning",
                media_url=order.media_url,
            )
        )
