"""The commands by which a pipeline gets the key of an SFTP target from a secret, and knows the server."""

from __future__ import annotations

import shlex

from generator.portal.targets import Target

KEY, KNOWN = "SSG_DEPLOY_KEY", "SSG_KNOWN_HOSTS"
"""The secrets: a private key without a passphrase, and lines of known_hosts. On GitLab they may be files."""


def secrets(target: Target) -> tuple[str, ...]:
    """Return the secrets that a pipeline to a target needs; a file of the repository is none."""
    return (KEY, *([KNOWN] if _is_outside(target.known_hosts) else []))


def command(target: Target) -> str:
    """Return what has to be done before the target is reached.

    Args:
        target: as site.yaml has it, with paths as they are written there.

    """
    files = [(KNOWN, ">>", target.known_hosts)] if _is_outside(target.known_hosts) else []
    files += [(KEY, ">", target.key_file)] if target.key_file else []
    lines = [r"""text() { if [ -f "$1" ]; then cat "$1"; else printf '%s\n' "$1"; fi | tr -d '\r'; }"""]
    for name, how, path in files:
        folder = path.rpartition("/")[0]
        lines += [f"mkdir -p -m 700 {_word(folder)}"] if folder else []
        written = f'(umask 077; text "${name}" {how} {_word(path)})'
        lines.append(f'[ -z "${name}" ] || {written}')
    return "\n".join([*lines, *([] if target.key_file else _AGENT)])


_AGENT = (
    f'if [ -n "${KEY}" ]; then',
    '  eval "$(ssh-agent -s)"',
    f'  text "${KEY}" | ssh-add -q -',
    # Each step of GitHub begins with the environment that is written there.
    '  [ -z "$GITHUB_ENV" ] || echo "SSH_AUTH_SOCK=$SSH_AUTH_SOCK" >> "$GITHUB_ENV"',
    "fi",
)


def _is_outside(path: str) -> bool:
    return path.startswith(("~", "/"))


def _word(path: str) -> str:
    """Return a path as one word of the shell, which finds the home folder itself; GitHub finds no expression in it."""
    if path.startswith("~/"):
        return f'"$HOME"{_word(path[1:])}'
    return shlex.quote(path).replace("${{", "$''{{")
