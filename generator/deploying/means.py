"""Means: what a target is reached by, looked at before anything else is done."""

from __future__ import annotations

import os
from pathlib import Path

from generator.base.errors import UsageError
from generator.base.sentences import sentence
from generator.portal.targets import Target


def check_means(target: Target, password: str) -> None:
    """Check that there are the files and the password by which a target is reached.

    Args:
        target: which is meant.
        password: what the environment has for it.

    Raises:
        UsageError: something is missing.

    """
    if target.remote:
        return
    known, key = Path(os.path.expanduser(target.known_hosts)), Path(os.path.expanduser(target.key_file))
    if target.via == "sftp" and not known.exists():
        raise UsageError(
            sentence(
                "nothing tells by which key the server of {target} is known: there is no {file}. Ask the host for that "
                "key, and hold it against what this fetches: ssh-keyscan{port} {host} >> {file}",
                target=target.name, file=known, port=f" -p {target.port}" if target.port else "", host=target.host,
            )
        )  # fmt: skip
    if target.via == "sftp" and target.key_file and not key.exists():
        raise UsageError(
            sentence(
                "there is no private key at {file}; correct key_file: of {target} in site.yaml",
                file=key, target=target.name,
            )
        )  # fmt: skip
    if target.via in ("sftp", "ftp") and not (password or target.key_file or _has_agent(target)):
        raise UsageError(
            sentence(
                "there is no password for {target}; give it in the environment, as SSG_DEPLOY_PASSWORD",
                target=target.name,
            )
            if target.via == "ftp"
            else sentence(
                "there is neither a key nor a password for {target}; name key_file: in site.yaml, or give the password "
                "in the environment, as SSG_DEPLOY_PASSWORD",
                target=target.name,
            )
        )


def _has_agent(target: Target) -> bool:
    return target.via == "sftp" and bool(os.environ.get("SSH_AUTH_SOCK"))
