"""The resized variants of a picture, their addresses, and their markup.

All of it is arithmetic on the picture's size: a page can name its variants without reading a file.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from typing import Literal

from generator.base.digest import digest
from generator.base.text import slugify
from generator.model.cards import Picture, Size
from generator.model.records import ArticleType, Record

FOLDER = "gambar"
"""The output folder of the variants."""
PICTURES = ".ssg/pictures"
"""The cache of variants, below the site's folder."""
ENCODING = 3
"""Increased when the encoding changes; part of every variant's address."""

Use = Literal["photo", "whole"]
"""How a picture is shown: cut, as the photo of an article, or whole."""
USES: tuple[Use, ...] = ("photo", "whole")
Way = Literal["photo", "both", "whole"]
"""How a document shows a picture: cut, or whole if its shape is odd; cut in cards and whole on its page; or whole."""

WIDEST = 1600
"""In pixels, like the following."""
MIN_WIDTH = 16
"""The narrowest variant that a theme can ask for."""
LONGEST = 16_384
"""The longest side that AVIF can have."""
LEAST = 100
"""The shortest side of a picture with variants; a smaller one is shown unresized."""

NEVER_CUT: tuple[ArticleType, ...] = ("foto", "infografik")
"""Types of articles that show their picture whole, whatever its size."""

Ratio = tuple[int, int]
"""Width to height of a cut: 16 and 9."""
WHOLE: Ratio = (0, 0)
"""No cut."""
Point = tuple[int, int]
"""The focus, in percent from the left and from the top."""
SEARCH: tuple[Ratio, ...] = ((16, 9), (1, 1))
"""The cuts that search engines want, first the one that other platforms show."""
SEARCH_WIDTH = 1200

AS_SEEN = "auto, 100vw"
"""Attribute `sizes` that lets browsers measure the width."""
FORMS = ("avif", "jpg")
"""One for nearly all browsers, one for the rest and for other platforms."""
_SUFFIX = r"\.(?:(\d+)x(\d+)(?:-(\d+)-(\d+))?-)?(\d+)\.(avif|jpg)\Z"
_FOCUS = (50, 30)
"""The default focus: a little above the middle, where faces are."""
_STEP = 10
"""Percent between two points where the eye may rest.

Finer steps can hardly be told apart, for they move the edge of a cut by a tenth of what is cut off. Each point makes
files of its own, and many articles may show the same photo.
"""


class Recipe(Record, frozen=True):
    """A set of variants that a theme asks for."""

    name: str
    ratio: Ratio
    """`WHOLE` for the whole picture."""
    widths: tuple[int, ...]
    sizes: str = AS_SEEN
    """The HTML attribute of that name."""

    @property
    def use(self) -> Use:
        return "whole" if self.ratio == WHOLE else "photo"


class Variant(Record, frozen=True, tag="variant"):
    """A resized picture: a part of the original, and its width."""

    ratio: Ratio
    focus: Point
    width: int
    form: str

    @property
    def suffix(self) -> str:
        """The end of its address: "16x9-50-30-720.avif"."""
        cut = f"{self.ratio[0]}x{self.ratio[1]}-{self.focus[0]}-{self.focus[1]}-"
        return f"{'' if self.ratio == WHOLE else cut}{self.width}.{self.form}"


class Sources(Record, frozen=True):
    """The markup for the variants of one picture by one recipe."""

    avif: str
    """For the attribute `srcset`."""
    src: str
    """Address of the JPEG for browsers without AVIF."""
    width: int
    height: int
    sizes: str


def variant_at(path: str) -> Variant:
    """Return the variant at an output path, which ends with its suffix."""
    match = re.search(_SUFFIX, path)
    assert match is not None
    a, b, x, y, width, form = match.groups()
    return Variant((int(a or 0), int(b or 0)), (int(x or 0), int(y or 0)), int(width), form)


def base_of(path: str, content: bytes) -> str:
    """Return the address of a picture's variants up to their suffixes; `content` is the digest of the picture.

    It changes with the picture's bytes or the encoding, so the variants may be cached forever.
    """
    *folders, name = (slugify(part, 60) or "x" for part in path.rpartition(".")[0].split("/"))
    version = digest(b"%d\0" % ENCODING + path.encode("utf-8", "surrogateescape") + b"\0" + content).hex()[:12]
    return "/".join(("", FOLDER, *folders, f"{name}.{version}"))


def uses_of(kind: ArticleType, size: Picture | Size, *, uncut: bool = False) -> tuple[Use, ...]:
    """Return how an article uses its lead picture in cards and on its own page; `uncut` if it is never cut."""
    return uses_in(way_of(kind, uncut=uncut), size)


def way_of(kind: ArticleType, *, uncut: bool) -> Way:
    """Return how an article shows its lead picture, whatever its shape."""
    return "whole" if uncut else "both" if kind in NEVER_CUT else "photo"


def uses_in(way: Way, size: Picture | Size) -> tuple[Use, ...]:
    """Return the uses of a picture that is shown in a way.

    A cut would lose too much of a very narrow or wide picture, so the article shows it whole.
    """
    if way != "photo":
        return USES if way == "both" else USES[1:]
    odd = size.width * 10 < size.height * 13 or size.width > size.height * 2
    return USES if odd else USES[:1]


def point(focus: str) -> Point:
    """Return the focus in whole steps: "50% 21%" is 50 and 20."""
    x, _, y = focus.replace("%", "").partition(" ")
    return (_step(int(x)), _step(int(y))) if x and y else _FOCUS


def _step(percent: int) -> int:
    return (percent + _STEP // 2) // _STEP * _STEP


def part_of(ratio: Ratio, width: int, height: int) -> tuple[int, int]:
    """Return the size in pixels of the largest part of a picture with a ratio."""
    a, b = ratio
    if ratio == WHOLE:
        return width, height
    if width * b <= height * a:
        return width, max(1, round(width * b / a))
    return max(1, round(height * a / b)), height


def scaled(ratio: Ratio, width: int, size: Picture | Size) -> int:
    """Return the height in pixels of a variant `width` wide."""
    a, b = (size.width, size.height) if ratio == WHOLE else ratio
    return max(1, round(width * b / a))


def widths(wanted: Iterable[int], most: int) -> tuple[int, ...]:
    """Return the widths that a part of a picture can have without being enlarged, ascending.

    If the largest wanted width exceeds `most`, the last is `most`; a width only slightly smaller is left out.
    """
    largest = min(max(wanted), most)
    return (*(width for width in sorted(wanted) if width * 10 <= largest * 9), largest)


def _most(ratio: Ratio, size: Picture | Size) -> int:
    """Return the width of the widest variant, or 0 if a variant would lose too much.

    A long infographic is made narrower to fit the height limit; one that would become less than half as wide as others
    is shown unresized.
    """
    wide, high = part_of(ratio, size.width, size.height)
    a, b = (wide, high) if ratio == WHOLE else ratio
    most = min(wide, LONGEST * a // b)
    return most if 2 * most >= min(wide, WIDEST) else 0


def variants(size: Size, uses: tuple[Use, ...], focus: str, recipes: Iterable[Recipe]) -> Iterator[Variant]:
    """Yield the variants needed for one showing of a picture; there may be duplicates.

    `focus` is CSS object-position, or empty.
    """
    shown = Picture("", width=size.width, height=size.height, focus=focus, of=uses)
    if "photo" in uses:
        for ratio in _searched(shown):
            yield _search(shown, ratio)
    for recipe in recipes:
        ratio, made, fallback = _by(recipe, shown)
        rests = _focus(ratio, shown)
        for width in made:
            yield Variant(ratio, rests, width, "avif")
        if made:
            yield Variant(ratio, rests, fallback, "jpg")


def _searched(shown: Picture) -> tuple[Ratio, ...]:
    """Return the cuts for search engines; only one for a picture that is also shown whole, where a cut loses much."""
    return SEARCH[:1] if shown.of == USES else SEARCH


def _by(recipe: Recipe, shown: Picture) -> tuple[Ratio, tuple[int, ...], int]:
    """Return cut, AVIF widths and JPEG width of a recipe's variants; no widths if the recipe is unused."""
    if recipe.use not in shown.of:
        return recipe.ratio, (), 0
    return recipe.ratio, *_made(recipe, shown)


def _made(recipe: Recipe, shown: Picture) -> tuple[tuple[int, ...], int]:
    """Return AVIF widths and JPEG width, if the picture is large enough.

    A picture that is cut in cards and whole in its article has no more files than others: the middle width of the cut,
    since cards are small, and two of the whole, from the middle one on.
    """
    most = _most(recipe.ratio, shown)
    if not most:
        return (), 0
    made = widths(recipe.widths, most)
    if shown.of != USES:
        return made, _fallback(recipe.ratio, made, shown)
    middle = len(made) // 2
    fallback = _search_width(recipe.ratio, shown) if recipe.ratio == SEARCH[0] else made[middle]
    few = made[middle : middle + (1 if recipe.use == "photo" else 2)]
    return few, fallback


def _search(shown: Picture, ratio: Ratio) -> Variant:
    return Variant(ratio, _focus(ratio, shown), _search_width(ratio, shown), "jpg")


def _search_width(ratio: Ratio, shown: Picture) -> int:
    return min(SEARCH_WIDTH, part_of(ratio, shown.width, shown.height)[0])


def _focus(ratio: Ratio, shown: Picture) -> Point:
    """Return the focus of a cut; 0 in a direction where nothing is cut off, so that it adds no files."""
    if ratio == WHOLE:
        return (0, 0)
    x, y = point(shown.focus)
    wide, high = part_of(ratio, shown.width, shown.height)
    return (x if wide < shown.width else 0, y if high < shown.height else 0)


def _fallback(ratio: Ratio, made: tuple[int, ...], shown: Picture) -> int:
    """Return the width of a recipe's one JPEG: that of search engines for the same cut, else a middle one."""
    search = _search_width(ratio, shown) if ratio in SEARCH else 0
    return search if search in made else made[len(made) // 2]


def sources(picture: Picture, recipe: Recipe) -> Sources | None:
    """Return the markup of a picture's variants by a recipe; None if it has none."""
    ratio, made, width = _by(recipe, picture)
    if not made:
        return None
    focus = _focus(ratio, picture)

    def address(width: int, form: str) -> str:
        return f"{picture.base}.{Variant(ratio, focus, width, form).suffix}"

    avif = ", ".join(f"{address(each, 'avif')} {each}w" for each in made)
    return Sources(avif, address(width, "jpg"), width, scaled(ratio, width, picture), recipe.sizes)


def large(picture: Picture, whole: Recipe | None) -> Picture:
    """Return a large variant of a picture for use on other sites, as `for_search` does."""
    return for_search(picture, whole)[0]


def for_search(picture: Picture, whole: Recipe | None) -> tuple[Picture, ...]:
    """Return the pictures for search engines and other platforms: the cuts, or a variant by `whole`."""
    if "photo" not in picture.of:
        found = sources(picture, whole) if whole else None
        return (Picture(found.src, picture.alt, found.width, found.height) if found else picture,)
    cuts = []
    for ratio in _searched(picture):
        variant = _search(picture, ratio)
        url = f"{picture.base}.{variant.suffix}"
        cuts.append(Picture(url, picture.alt, variant.width, scaled(ratio, variant.width, picture)))
    return tuple(cuts)
