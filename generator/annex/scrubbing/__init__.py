"""Removes from media files what reveals where, when and with which device they were made.

Nothing is re-encoded: what readers do not need is left out or overwritten. A photo keeps its author and owner, its
orientation and its colour profile. What cannot be parsed is cut off, since it may hold anything; no program shows such
a file either. The core reaches `cleaned` through `annexes`.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping

from generator.annex.scrubbing import drawings, films, photos, sound, webm
from generator.pictures import probing

_BEFORE = b"\xef\xbb\xbf \t\r\n"
"""What may precede a drawing's first character."""
_RECORDINGS: Mapping[str, Callable[[bytes], bytes]] = {
    "film": films.cleaned, "webm": webm.cleaned, "ogg": sound.ogg_cleaned, "sound": sound.cleaned,
}  # fmt: skip


def cleaned(data: bytes) -> bytes:
    """Return a picture, film or sound without what readers do not need; anything else unchanged.

    A drawing must be one that `pictures.svg` accepts.
    """
    if probing.sniff(data[:64]):
        return photos.cleaned(data)
    if kind := probing.sniff_recording(data[:12]):
        return _RECORDINGS[kind](data)
    return drawings.cleaned(data, cleaned) if data[:100].lstrip(_BEFORE).startswith(b"<") else data
