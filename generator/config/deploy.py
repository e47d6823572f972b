"""The key `deploy` of site.yaml: where the portal goes."""

from __future__ import annotations

import re

from generator.base.sentences import sentence
from generator.base.text import SLUG, quoted
from generator.config.fields import Fields
from generator.config.site_keys import SECRETS
from generator.model.deploy_targets import FORMS, Announce, Target, Via
from generator.model.urls import is_web

_HOST = re.compile(r"[A-Za-z0-9](?:[A-Za-z0-9.-]{0,251}[A-Za-z0-9])?|\[[0-9A-Fa-f:]{2,45}\]")
_KEY = re.compile(r"[A-Za-z0-9-]{8,128}")
_ZONE = re.compile(r"[0-9a-f]{32}")
_PURGE = "https://api.cloudflare.com/client/v4/zones/{zone}/purge_cache"


def read_targets(fields: Fields) -> tuple[Target, ...]:
    """Read the key, in the order in which the targets stand there."""
    group = fields.group("deploy")
    found = []
    for name in group.keys:
        inner = group.mapping(name)
        if inner is None:
            continue
        if not SLUG.fullmatch(name):
            group.wrong(
                name,
                sentence("{name} is no name for a target", name=quoted(name)),
                sentence("use a to z, 0 to 9 and hyphens"),
            )
        found.append(_target(inner, name))
    return tuple(found)


def _target(fields: Fields, name: str) -> Target:
    remote = fields.text("remote")
    via: Via = fields.choice("to")
    if not remote:
        fields.missing(
            "to", sentence("a target is reached in some way"), sentence("add to: s3, sftp, ftp, webdav or local")
        )
    path = _path(fields, "path")
    host, url = fields.text("host"), fields.web("url")
    if host and not _HOST.fullmatch(host):
        fields.wrong(
            "host",
            sentence("{host} is not the name of a host", host=quoted(host)),
            sentence("write it like host: kabar.example"),
        )
    if via in ("sftp", "ftp") and not remote:
        fields.missing("host", sentence("{via} needs a server", via=via), sentence("add host: kabar.example"))
    if via == "webdav" and not remote:
        fields.missing("url", sentence("webdav needs an address"), sentence("add url: https://dav.kabar.example/"))
    if "releases" in fields and (via != "sftp" or remote):
        fields.wrong(
            "releases", sentence("releases need a server with ssh"), sentence("delete the line, or use to: sftp")
        )
    for secret in SECRETS:
        if secret in fields:
            fields.wrong(
                secret, sentence("a secret stands in site.yaml, which whoever has the repository can read"),
                sentence("delete it, change it at the host, and give it in the environment: docs/deploy.md"),
            )  # fmt: skip
    compress = fields.texts("compress")
    if any(form not in FORMS for form in compress) or (compress and via == "s3" and not remote):
        fields.wrong(
            "compress",
            sentence("texts are packed by gz and br, and not on S3, which sends what it is asked for"),
            sentence("write it like compress: [gz, br]; in front of S3 the CDN packs"),
        )
    return Target(
        name=name, via=via, path=path, state=_path(fields, "state") or beside(via, path), host=host,
        port=fields.number("port"), user=fields.text("user"), url=url, region=fields.text("region"),
        key_file=fields.text("key_file"), known_hosts=fields.text("known_hosts"), remote=remote,
        compress=tuple(form for form in FORMS if form in compress),
        conditional=fields.flag("conditional"),
        releases=fields.number("releases"),
        check=fields.flag("check"),
        public=fields.web("public").rstrip("/"),
        announce=_announce(fields),
    )  # fmt: skip


def _announce(fields: Fields) -> Announce:
    """Read who is told of changes."""
    group = fields.group("announce")
    key, zone = group.text("indexnow"), group.text("cloudflare")
    if key and not _KEY.fullmatch(key):
        group.wrong(
            "indexnow",
            sentence("{key} is no key of IndexNow", key=quoted(key)),
            sentence("it has 8 to 128 characters of a to z, A to Z, 0 to 9 and hyphens"),
        )
        key = ""
    if zone and not is_web(zone) and not _ZONE.fullmatch(zone):
        group.wrong(
            "cloudflare",
            sentence("{zone} is no zone of Cloudflare", zone=quoted(zone)),
            sentence("copy the 32 digits of the zone ID from its overview"),
        )
        zone = ""
    return Announce(
        indexnow=key,
        indexnow_at=group.web("indexnow_at") or Announce().indexnow_at,
        websub=group.web("websub"),
        cloudflare_at=zone if not zone or is_web(zone) else _PURGE.format(zone=zone),
        webhook=group.web("webhook"),
    )


def _path(fields: Fields, key: str) -> str:
    path = fields.text(key)
    if ".." in path.split("/") or "\\" in path or not path.isprintable():
        fields.wrong(
            key,
            sentence("{path} is no path at a target", path=quoted(path)),
            sentence("write it from the root on, with forward slashes"),
        )
        return ""
    return path.rstrip("/") or path[:1]


def beside(via: Via, path: str) -> str:
    """Return the folder of the manifest, outside of what readers can ask for where there is such a place."""
    above, _, name = path.rpartition("/")
    if via == "s3" or not name or path == "/":
        return f"{path.rstrip('/')}/.warta-deploy"
    return f"{above}/.{name}.warta-deploy" if above or path.startswith("/") else f".{name}.warta-deploy"
