"""What the words of servers mean for whoever deploys."""

from __future__ import annotations

import pytest

from generator.deploying.refusals import failed


@pytest.mark.parametrize(
    ("words", "meaning"),
    [
        ("preallocate: file too big for remaining disk space", "is full"),
        ('Update Close failed: sftp: "preallocate: file too big for remaining disk space" (SSH_FX_FAILURE)', "is full"),
        ("write /srv/a/index.html: no space left on device", "is full"),
        ("552 Insufficient storage space", "is full"),
        ("unchunked simple update failed: Insufficient Storage: 507 Insufficient Storage", "is full"),
        ("NoSuchBucket: The specified bucket does not exist", "does not exist"),
        ("dial tcp 127.0.0.1:22: connect: connection refused", "cannot be reached"),
        ("ssh: handshake failed: knownhosts: key mismatch", "have its key confirmed"),
        ("InvalidAccessKeyId: status code: 403", "refuses the key"),
        ("mkdir /srv/kabar: read-only file system", "may not be written"),
        ("mkdir /srv/kabar/daerah: permission denied", "may not be written"),
        ("mkdir /srv/kabar/daerah: not a directory", "move it away"),
        ("mv: cannot overwrite directory 'current' with non-directory 'current.new'", "move it away"),
        ("deploy@kabar.example: Permission denied (publickey).", "refuses the key"),
        ("read tcp: i/o timeout", "does not answer"),
        ("file berita-1507.html is odd", "does not take it"),
    ],
)
def test_what_the_words_of_a_server_mean(words: str, meaning: str) -> None:
    """A sentence with what to do, and the words themselves behind it."""
    said = str(failed(words))
    assert meaning in said
    assert words in said
