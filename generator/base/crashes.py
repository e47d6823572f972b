"""Messages for errors of the machine and of the program itself."""

from __future__ import annotations

import errno
import os
import sys
from pathlib import Path

from generator.base.errors import printable
from generator.base.sentences import Sentence, as_it_is, sentence

CRASHED = 3
"""Exit code after a mistake of the program itself."""


_CAUSES = {
    errno.ENOSPC: sentence(
        "the disk is full; make room and run the command again, which puts right what was left half done"
    ),
    errno.EDQUOT: sentence(
        "your quota is used up; make room and run the command again, which puts right what was left half done"
    ),
    errno.ENOENT: sentence("it does not exist"),
    errno.ELOOP: sentence("it is reached by a symbolic link"),
    errno.EROFS: sentence("it is on a disk that can only be read"),
    errno.EACCES: sentence(
        "you may not read or write it; give yourself the right to, or build as the user it belongs to"
    ),
}
"""What the machine most often refuses, in words that say what to do; of the rest its own words are enough."""


def cause(error: OSError) -> Sentence:
    """Return why the machine refused something, in the system's words where there are none of our own."""
    return _CAUSES.get(error.errno or 0) or as_it_is(error.strerror or str(error) or type(error).__name__)


def explain(error: OSError) -> Sentence:
    files = [printable(str(name)) for name in (error.filename, error.filename2) if name is not None]
    what = cause(error)
    return sentence("{files}: {what}", files=" → ".join(files), what=what) if files else what


def write_log(state: Path, error: BaseException) -> Path | None:
    """Write the traceback to a file in the state folder and return its path.

    None if it cannot be written, or if `SSG_TRACEBACK` is set and the traceback was printed instead.
    """
    # Imported here: a build that ends well shows no traceback.
    import traceback  # noqa: PLC0415

    text = "".join(traceback.format_exception(error))
    if os.environ.get("SSG_TRACEBACK"):
        sys.stderr.write(text)
        return None
    file = state / "error.log"
    try:
        file.unlink(missing_ok=True)
        file.write_text(text, "utf-8", "backslashreplace", newline="\n")
    except OSError:
        return None
    return file


def crash_message(site: str, error: BaseException) -> Sentence:
    """Return the message for an unexpected error, and write the details to the state folder of a site."""
    file = write_log(Path(site, ".ssg"), error)
    where = (
        sentence("the details are in {file}", file=file) if file else sentence("set SSG_TRACEBACK=1 for the details")
    )
    said = printable(f"{type(error).__name__}: {error}")[:300]
    return sentence("this is a mistake in ssg itself, please report it; {where} ({said})", where=where, said=said)
