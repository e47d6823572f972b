"""Looks whether the scheduler of a cluster can be spoken to, before a build is begun with it."""

from __future__ import annotations

import asyncio
from pathlib import Path

from distributed import Security
from distributed.comm import connect

from generator.base.errors import MachineError, UsageError
from generator.base.sentences import Sentence, sentence

_TLS = "distributed.comm.tls"
"""Where dask's configuration has the settings, as it names them."""


def reach(address: str, seconds: float) -> None:
    """Speak to a scheduler once.

    Raises:
        UsageError: the TLS settings of this machine are wrong.
        MachineError: nobody answers in the language of dask.

    """
    try:
        security = Security()
    except ValueError as error:
        raise UsageError(_wrong(str(error))) from error
    secret = address.startswith("tls://")
    if security.require_encryption and not secret:
        raise UsageError(
            sentence(
                "--cluster {address}: dask's configuration asks for encryption (require-encryption), so write {tls}",
                address=address,
                tls=address.replace("tcp://", "tls://"),
            )
        )
    arguments = _certificates(security) if secret else {}
    try:
        asyncio.run(_spoken(address, seconds, arguments))
    except Exception as error:
        # Whatever else listens there answers in its own way, and so does what dask makes of that.
        raise MachineError(silent(address)) from error


async def _spoken(address: str, seconds: float, arguments: dict[str, object]) -> None:
    async def spoken() -> None:
        comm = await connect(address, timeout=seconds, **arguments)
        comm.abort()

    await asyncio.wait_for(spoken(), seconds)


def silent(address: str) -> Sentence:
    """Return that a scheduler does not answer."""
    return sentence("the scheduler of the cluster does not answer: {address}", address=address)


def _certificates(security: Security) -> dict[str, object]:
    told = security.get_tls_config_for_role("client")
    for name, key in (("ca-file", "ca_file"), ("client.cert", "cert"), ("client.key", "key")):
        value = told[key]
        if not value and key != "key":
            raise UsageError(_lacking(name))
        try:
            # A text of several lines is the certificate itself; a key may be in the file of its certificate.
            if value and "\n" not in value:
                Path(value).read_bytes()
        except OSError as error:
            raise UsageError(_wrong(f"{_TLS}.{name}: {value}: {error.strerror}")) from error
    try:
        return dict(security.get_connection_args("client"))
    except (OSError, ValueError) as error:
        files = ", ".join(told[key].partition("\n")[0] for key in ("ca_file", "cert", "key") if told[key])
        why = f"{getattr(error, 'reason', '') or error} ({files})"
        said = _wrong(why) if told["key"] else _lacking("client.key")
        raise UsageError(said) from error


def _lacking(name: str) -> Sentence:
    return sentence(
        "tls:// needs {name} in dask's configuration; docs/cluster.md has the variables", name=f"{_TLS}.{name}"
    )


def _wrong(why: str) -> Sentence:
    return sentence("the TLS settings of dask on this machine are wrong: {why}", why=why)
