"""`deploy` of site.yaml: the targets that a portal is deployed to."""

from __future__ import annotations

from generator.base.sentences import sentence
from generator.base.text import SLUG, quoted
from generator.config.fields import Fields
from generator.config.site_keys import SECRETS
from generator.model.deploy_targets import Announce, Target, Via
from generator.model.urls import is_web

_PURGE = "https://api.cloudflare.com/client/v4/zones/{zone}/purge_cache"


def read_targets(fields: Fields) -> tuple[Target, ...]:
    """Read `deploy`, keeping the order of the targets."""
    group = fields.group("deploy")
    found = []
    for name in group.keys:
        inner = group.mapping(name)
        if inner is None:
            continue
        if not SLUG.fullmatch(name):
            said = sentence("{name} is no name for a target", name=quoted(name))
            group.wrong(name, said, sentence("use a to z, 0 to 9 and hyphens"))
        found.append(_target(inner, name))
    return tuple(found)


def _target(fields: Fields, name: str) -> Target:
    remote = fields.text("remote")
    via: Via = fields.choice("to")
    path, host, url = _folder(fields, "path"), fields.text("host"), fields.web("url")
    if not remote:
        hint = sentence("add to: s3, sftp, ftp, webdav or local")
        fields.missing("to", sentence("a target is reached in some way"), hint)
        if via in ("sftp", "ftp"):
            fields.missing("host", sentence("{via} needs a server", via=via), sentence("add host: kabar.example"))
        if via == "webdav":
            hint = sentence("add url: https://dav.kabar.example/")
            fields.missing("url", sentence("webdav needs an address"), hint)
    if "releases" in fields:
        fields.text("releases")
        hint = sentence(
            "write path: {path} in its place; to go back, use git revert, build and deploy", path=f"{path}/current"
        )
        fields.wrong("releases", sentence("the folders of releases are gone, and a deploy changes one folder"), hint)
    for secret in SECRETS:
        if secret in fields:
            fields.text(secret)
            hint = sentence("delete it, change it at the host, and give it in the environment: docs/deploy.md")
            said = sentence("a secret stands in site.yaml, which whoever has the repository can read")
            fields.wrong(secret, said, hint)
    return fields.record(
        Target, name=name, via=via, path=path, state=_folder(fields, "state") or default_state(via, path), host=host,
        url=url, remote=remote, public=fields.web("public").rstrip("/"), announce=_announce(fields),
    )  # fmt: skip


def _announce(fields: Fields) -> Announce:
    """Read who is notified of changes."""
    group = fields.group("announce")
    zone = group.text("cloudflare")
    return group.record(Announce, cloudflare_at=zone if not zone or is_web(zone) else _PURGE.format(zone=zone))


def _folder(fields: Fields, key: str) -> str:
    path = fields.text(key)
    return path.rstrip("/") or path[:1]


def default_state(via: Via, path: str) -> str:
    """Return the manifest's folder, outside of what readers can request if there is such a place."""
    above, _, name = path.rpartition("/")
    if via == "s3" or not name or path == "/":
        return f"{path.rstrip('/')}/.warta-deploy"
    return f"{above}/.{name}.warta-deploy" if above or path.startswith("/") else f".{name}.warta-deploy"
