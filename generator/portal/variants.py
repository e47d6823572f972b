"""Cuts: which smaller pictures are made of a picture, where they lie, and what a page says of them.

All of it is arithmetic on the size of the picture: a page can name its
variants without looking at any file, and `pictures` makes their bytes.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from typing import Literal

from generator.base.digest import digest
from generator.base.text import slugify
from generator.portal.records import ArticleType, Picture, Record, Shape

FOLDER = "gambar"
"""Folder of the output that holds the variants."""
ENCODING = 1
"""Goes up when the same picture is to be encoded otherwise; it is a part of every variant's address."""

Use = Literal["photo", "whole"]
"""How a picture is shown: cut, as the photo of an article, or whole."""
USES: tuple[Use, ...] = ("photo", "whole")

WIDEST = 1600
"""Pixels of the widest variant."""
LONGEST = 16_383
"""Pixels of the longest side that WebP has room for; AVIF has for one more."""
LEAST = 100
"""Pixels of the shorter side from which a picture has variants; a smaller one is shown as it is."""

NEVER_CUT: tuple[ArticleType, ...] = ("foto", "infografik")
"""Articles that show their own picture whole, whatever its shape."""

Cut = tuple[int, int]
WHOLE: Cut = (0, 0)
"""No cut."""
SEARCH: tuple[Cut, ...] = ((16, 9), (4, 3), (1, 1))
"""The cuts that search engines ask for, the one that is shared on other platforms first."""
SEARCH_WIDTH = 1200

AS_SEEN = "auto, 100vw"
"""A width that a browser measures itself, where it knows how."""
_FORMATS = ("avif", "webp")
FORMS = (*_FORMATS, "jpg")
"""Of the files of variants."""
_SUFFIX = re.compile(r"(?:(\d+)x(\d+)(?:-(\d+)-(\d+))?-)?(\d+)\.(avif|webp|jpg)")
_FOCUS = (50, 30)
"""Where the eye rests in a picture that does not say: a little above the middle, where faces are."""
_STEP = 10
"""Percent between two places where the eye may rest.

Finer steps can hardly be told apart, for they move the edge of a cut by a tenth of what is cut off. Every place makes
files of its own, and many articles may show the same photo.
"""


class Recipe(Record, frozen=True):
    """A set of variants that a theme asks for."""

    name: str
    cut: Cut
    """Width and height in parts: 16 and 9; `WHOLE` for the whole picture."""
    widths: tuple[int, ...]
    """In pixels, ascending."""
    sizes: str = AS_SEEN
    """How wide the picture is shown, as the attribute of that name says it."""

    @property
    def of(self) -> Use:
        """The pictures that it is for."""
        return "whole" if self.cut == WHOLE else "photo"


class Variant(Record, frozen=True, tag="variant"):
    """A smaller picture: a part of a picture, and the width that it is brought to."""

    cut: Cut
    at: Cut
    """Where the eye rests, in percent of the picture."""
    width: int
    form: str
    """Of the file: avif, webp or jpg."""

    @property
    def suffix(self) -> str:
        """The end of its address, which says all of this: "16x9-50-30-720.avif"."""
        cut = "" if self.cut == WHOLE else f"{self.cut[0]}x{self.cut[1]}-{self.at[0]}-{self.at[1]}-"
        return f"{cut}{self.width}.{self.form}"


class Sources(Record, frozen=True):
    """What a page says of the variants of one picture by one recipe."""

    avif: str
    """For the attribute `srcset`."""
    webp: str
    src: str
    """Address of the JPEG for browsers that know neither."""
    width: int
    height: int
    sizes: str


def from_suffix(suffix: str) -> Variant:
    """Return the variant whose address ends with a suffix."""
    found = _SUFFIX.fullmatch(suffix)
    assert found is not None
    a, b, x, y, width, form = found.groups()
    return Variant((int(a or 0), int(b or 0)), (int(x or 0), int(y or 0)), int(width), form)


def base_of(path: str, content: bytes) -> str:
    """Return the address of a picture's variants up to their suffixes.

    It differs when the bytes of the picture or the way of encoding differ, so
    that what lies there never changes and may be cached for good.

    Args:
        path: the picture below content/.
        content: digest of its bytes.

    """
    *folders, name = (slugify(part, 60) or "x" for part in path.rpartition(".")[0].split("/"))
    shown = digest(b"%d\0" % ENCODING + path.encode("utf-8", "surrogateescape") + b"\0" + content).hex()[:12]
    return "/".join(("", FOLDER, *folders, f"{name}.{shown}"))


def uses_of(kind: ArticleType, picture: Picture | Shape) -> tuple[Use, ...]:
    """Return how the lead picture of an article is shown.

    A cut takes too much from one that is much narrower or wider than a page
    likes it, and what a photo story or an infographic shows is never cut: the
    article itself shows such a picture whole, a card its cut.
    """
    odd = picture.width * 10 < picture.height * 13 or picture.width > picture.height * 2
    return USES if odd or kind in NEVER_CUT else USES[:1]


def point(focus: str) -> Cut:
    """Return where the eye rests, in whole steps of percent from the left and the top: "50% 21%" is 50 and 20."""
    x, _, y = focus.replace("%", "").partition(" ")
    return (_step(int(x)), _step(int(y))) if x and y else _FOCUS


def _step(percent: int) -> int:
    return (percent + _STEP // 2) // _STEP * _STEP


def part_of(cut: Cut, width: int, height: int) -> Cut:
    """Return the size in pixels of the largest part of a picture that has the shape of a cut."""
    a, b = cut
    if cut == WHOLE:
        return width, height
    if width * b <= height * a:
        return width, max(1, round(width * b / a))
    return max(1, round(height * a / b)), height


def scaled(cut: Cut, width: int, picture: Shape) -> int:
    """Return the height of a variant of a width."""
    a, b = (picture.width, picture.height) if cut == WHOLE else cut
    return max(1, round(width * b / a))


def widths(wanted: Iterable[int], most: int) -> tuple[int, ...]:
    """Return the widths that a part of a picture can have without being enlarged, ascending.

    The last is all that there is when the largest wanted is more; one that is hardly smaller is left out.
    """
    largest = min(max(wanted), most)
    return (*(one for one in sorted(wanted) if one * 10 <= largest * 9), largest)


def _most(cut: Cut, picture: Shape) -> int:
    """Return the width of the widest variant, 0 if all that there can be would lose too much.

    A long infographic is made narrower, so that its height has room; one that
    would become less than half as wide as others is shown as it is.
    """
    wide, high = part_of(cut, picture.width, picture.height)
    a, b = (wide, high) if cut == WHOLE else cut
    most = min(wide, LONGEST * a // b)
    return most if 2 * most >= min(wide, WIDEST) else 0


def variants(picture: Shape, use: Use, focus: str, recipes: Iterable[Recipe]) -> Iterator[Variant]:
    """Yield all variants of a picture that one use of it needs; some may come twice."""
    if use == "photo":
        for cut in SEARCH:
            yield _search(picture, focus, cut)
    for recipe in recipes:
        most = _most(recipe.cut, picture) if recipe.of == use else 0
        if most:
            shaped = _shaped(recipe.cut, focus, picture)
            found = widths(recipe.widths, most)
            for width in found:
                for form in _FORMATS:
                    yield Variant(recipe.cut, shaped, width, form)
            yield Variant(recipe.cut, shaped, _fallback(found), "jpg")


def _search(picture: Shape, focus: str, cut: Cut) -> Variant:
    most = part_of(cut, picture.width, picture.height)[0]
    return Variant(cut, _shaped(cut, focus, picture), min(SEARCH_WIDTH, most), "jpg")


def _shaped(cut: Cut, focus: str, picture: Shape) -> Cut:
    """Return the focus of a cut; a direction in which nothing is cut off has always the same, so it makes no file."""
    if cut == WHOLE:
        return (0, 0)
    x, y = point(focus)
    wide, high = part_of(cut, picture.width, picture.height)
    return (x if wide < picture.width else 0, y if high < picture.height else 0)


def _fallback(found: tuple[int, ...]) -> int:
    return found[len(found) // 2]


def sources(picture: Picture, recipe: Recipe) -> Sources | None:
    """Return what a page says of a picture's variants by a recipe, or None when they are not made."""
    shape = Shape(picture.width, picture.height)
    most = _most(recipe.cut, shape) if recipe.of in picture.of else 0
    if not most:
        return None
    at = _shaped(recipe.cut, picture.focus, shape)
    found = widths(recipe.widths, most)

    def address(width: int, form: str) -> str:
        return f"{picture.base}.{Variant(recipe.cut, at, width, form).suffix}"

    avif, webp = (", ".join(f"{address(width, form)} {width}w" for width in found) for form in _FORMATS)
    width = _fallback(found)
    return Sources(avif, webp, address(width, "jpg"), width, scaled(recipe.cut, width, shape), recipe.sizes)


def for_search(picture: Picture) -> tuple[Picture, ...]:
    """Return the cuts of a picture that search engines and other platforms are shown; itself when it has none."""
    if "photo" not in picture.of:
        return (picture,)
    shape = Shape(picture.width, picture.height)
    found = []
    for cut in SEARCH:
        one = _search(shape, picture.focus, cut)
        url = f"{picture.base}.{one.suffix}"
        found.append(Picture(url, picture.alt, one.width, scaled(cut, one.width, shape)))
    return tuple(found)
