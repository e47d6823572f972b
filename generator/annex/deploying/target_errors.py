"""Why a target refuses or fails, in words for whoever deploys."""

from __future__ import annotations

import os
import re
from collections.abc import Mapping
from pathlib import Path

from generator.base.errors import MachineError, UsageError, printable
from generator.base.sentences import Sentence, sentence
from generator.model.deploy_targets import Target


def check_means(target: Target, password: str) -> None:
    """Raise UsageError if files or the password needed to reach a target are missing."""
    if target.remote:
        return
    known, key = Path(os.path.expanduser(target.known_hosts)), Path(os.path.expanduser(target.key_file))
    if target.via == "sftp" and not known.exists():
        raise UsageError(
            sentence(
                "{file} is missing, so the host key of {target} cannot be verified. Ask the host for that key, and "
                "compare it with what this fetches: ssh-keyscan{port} {host} >> {file}",
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
    has_agent = target.via == "sftp" and bool(os.environ.get("SSH_AUTH_SOCK"))
    if target.via in ("sftp", "ftp") and not (password or target.key_file or has_agent):
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


class RemoteError(MachineError):
    """A target does not do what was asked."""

    def __init__(self, said: Sentence, raw: str) -> None:
        super().__init__(said)
        self.raw = raw
        """What rclone said, without secrets."""

    @property
    def may_pass(self) -> bool:
        return "dial " not in self.raw and _MAY_PASS.search(self.raw) is not None


def remote_error(error: str) -> RemoteError:
    said = next((said for pattern, said in _MEANINGS.items() if re.search(pattern, error)), None)
    if said is None:
        return RemoteError(sentence("the target does not take it: {error}", error=shortened(error)), error)
    return RemoteError(sentence("{said} ({error})", said=said, error=shortened(error)), error)


def shortened(error: str) -> str:
    """Return another program's message, shortened and without noise."""
    some = error if len(error) <= 2 * _LONGEST else f"{error[:_LONGEST]} … {error[-_LONGEST:]}"
    plain = " ".join(_NOISE.sub(" ", some).split()).lstrip(": ")
    half = _LONGEST // 2
    return printable(plain if len(plain) <= _LONGEST else f"{plain[:half]} … {plain[-half:]}")


_NOISE = re.compile(r", (?:RequestID|HostID): [^,]*|<[^<>]*>")
_LONGEST = 2000


# Some servers know a file only a moment after it was written; FTP uses 4xx for temporary failures. An unreachable
# server is not waited for.
_MAY_PASS = re.compile(
    r"(?i)timeout|deadline exceeded|connection reset|connection lost|broken pipe|unexpected EOF|use of closed|EOF$"
    r"|(NewObject failed|getinfo): object not found|failed: file does not exist|corrupted on transfer"
    r"|\b4(2[156]|5[01]) [\"a-z]|status ?code: (429|50[0234])|SlowDown"
)
_MEANINGS: Mapping[str, Sentence] = {
    r"passphrase protected|decryption password incorrect": sentence(
        "the private key has a passphrase, and SSG_DEPLOY_PASSWORD does not hold it"
    ),
    r"RequestTimeTooSkewed": sentence("the clock of this machine is wrong; set it"),
    r"PermanentRedirect|AuthorizationHeaderMalformed|StatusCode: 301": sentence(
        "the bucket is in another region; give it as region: in site.yaml"
    ),
    r"didn't find section in config": sentence("rclone knows no remote of that name; rclone listremotes shows all"),
    r"(?i)x509|certificate": sentence("the target has a certificate that is not valid, or not for this name"),
    r"(?i)405 method not allowed": sentence("what answers there speaks no WebDAV; correct url: in site.yaml"),
    r"^mkdir /.*: no such file or directory": sentence(
        "the folder of the target cannot be made; see that the one above it is there, and its disk mounted"
    ),
    r"(?i)bad magic|authenticate decrypted|not an encrypted|file is too short": sentence(
        "what is there was encrypted with another SSG_STATE_PASSWORD than that of the environment, or with none"
    ),
    r"(?i)known_?hosts|host key|key is unknown|key mismatch": sentence(
        "the server is not the one that known_hosts knows; have its key confirmed by the host, then add it with "
        "ssh-keyscan"
    ),
    r"(?i)InvalidAccessKeyId|SignatureDoesNotMatch|AccessDenied|Forbidden|status ?code: 40[13]|unable to authenticate"
    r"|Login incorrect|Permission denied \(|530 |401 Unauthorized|403 Forbidden|no supported methods remain"
    r"|NoCredentialProviders|no EC2 IMDS|failed to refresh cached credentials|SSH_AUTH_SOCK": sentence(
        "the target refuses the key or the password, or there is none; docs/deploy.md says which variables hold them"
    ),
    r"(?i)no space left|(insufficient|not enough|remaining) (disk |storage )?space|disk full|quota|InsufficientStorage"
    r"|\b507\b|552 |EntityTooLarge": sentence(
        "the target is full; make room there, or ask the host for more, and deploy again: it goes on from where it was"
    ),
    r"(?i)read-only file system|permission denied|SSH_FX_PERMISSION_DENIED|operation not permitted": sentence(
        "the target may not be written there; see who owns the folder, and that its disk is not read-only"
    ),
    r"(?i)(is a file )?not a directory|is a directory|cannot overwrite directory|incompatible remotes": sentence(
        "at the target a file is where a folder of the portal will be, or the other way round, and Warta did not send "
        "it; move it away, and deploy again"
    ),
    r"(?i)NoSuchBucket|bucket.*not.*exist|directory not found": sentence(
        "the bucket or the folder of the target does not exist"
    ),
    r"(?i)no such host|connection refused|network is unreachable|no route to host": sentence(
        "the target cannot be reached; check its name, and the network"
    ),
    r"(?i)timeout|deadline exceeded|connection reset|broken pipe|unexpected EOF|use of closed|EOF$": sentence(
        "the target does not answer; run the command again, it goes on from where it was"
    ),
}  # fmt: skip
