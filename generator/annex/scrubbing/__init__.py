"""Takes out of media files what tells where, when and with which device they were made.

Nothing is encoded again: what readers have no need of is left out or overwritten. Who made a photo and who owns it
stays with it, and so do its orientation and its colour profile. What cannot be followed is cut off, since nobody can
say what it holds; such a file is one that no program shows either. The core reaches `cleaned` through `annexes`.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping

from generator.annex.scrubbing import drawings, films, photos, sound, webm
from generator.pictures import probing

_BEFORE = b"\xef\xbb\xbf \t\r\n"
"""What may come before the first sign of a drawing."""
_RECORDINGS: Mapping[str, Callable[[bytes], bytes]] = {
    "film": films.cleaned, "webm": webm.cleaned, "ogg": sound.ogg_cleaned, "sound": sound.cleaned,
}  # fmt: skip


def cleaned(data: bytes) -> bytes:
    """Return a picture, a film or sound without what readers have no need of; anything else as it is.

    A drawing has to be one that `pictures.svg` has found to be a mere picture.
    """
    if probing.sniff(data[:64]):
        return photos.cleaned(data)
    if kind := probing.sniff_recording(data[:12]):
        return _RECORDINGS[kind](data)
    return drawings.cleaned(data, cleaned) if data[:100].lstrip(_BEFORE).startswith(b"<") else data
