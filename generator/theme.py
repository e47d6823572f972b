"""Themes: templates and assets, found along a chain of themes that extend each other.

This and `render` are the homes of Jinja2, which is imported only when a page is
made: a build that changes nothing starts without it.
"""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from generator import yamltext
from generator.digest import digest
from generator.errors import Problem, Where
from generator.fields import Fields, Source
from generator.records import Record

if TYPE_CHECKING:
    from jinja2 import Environment

BUILT_IN = Path(__file__).parent / "themes"
ASSETS = "aset"
"""Folder of the output that holds a theme's assets."""


class Template(Record, frozen=True):
    """The text of a template, and where it stands."""

    path: str
    text: str


class Theme(Record, frozen=True):
    """A theme and all that it extends, put together."""

    name: str
    templates: dict[str, Template]
    assets: dict[str, tuple[str, str]]
    """Path below the output -> the file, and the hex digest of its bytes."""
    key: str
    """Digest of all templates."""


def load(site: Path, name: str) -> tuple[Theme | None, list[Problem]]:
    """Read a theme: the site's own themes/ come first, then those of the package."""
    templates: dict[str, Template] = {}
    assets: dict[str, tuple[str, str]] = {}
    seen: list[str] = []
    place = Where("site.yaml")
    following = name
    while following:
        folder = site / "themes" / following
        if not (folder / "theme.yaml").is_file():
            folder = BUILT_IN / following
        if not (folder / "theme.yaml").is_file():
            known = sorted(
                {path.parent.name for base in (site / "themes", BUILT_IN) for path in base.glob("*/theme.yaml")}
            )
            return None, [Problem(place, f'there is no theme "{following}"', f"there are {', '.join(known)}")]
        if following in seen:
            return None, [Problem(place, f"the themes {', '.join(seen)} extend each other", "remove one `extends`")]
        seen.append(following)
        shown = _shown(site, folder / "theme.yaml")
        text = (folder / "theme.yaml").read_text("utf-8", "replace")
        mapping, problems = yamltext.parse(text, shown)
        if mapping is None or problems:
            return None, problems
        source = Source(shown, text)
        fields = Fields(mapping, source)
        fields.text("name")
        fields.text("version")
        fields.text("description")
        following = fields.text("extends")
        fields.close({})
        if source.problems:
            return None, source.problems
        place = Where(shown)
        for path in sorted((folder / "templates").rglob("*")):
            if path.is_file() and not path.name.startswith("."):
                inside = path.relative_to(folder / "templates").as_posix()
                if inside not in templates:
                    templates[inside] = Template(_shown(site, path), path.read_text("utf-8", "replace"))
        for path in sorted((folder / "assets").rglob("*")):
            if path.is_file() and not path.name.startswith("."):
                inside = f"{ASSETS}/{path.relative_to(folder / 'assets').as_posix()}"
                if inside not in assets:
                    assets[inside] = (str(path), digest(path.read_bytes()).hex())
    parts = [f"{inside}\0{templates[inside].text}" for inside in sorted(templates)]
    return Theme(name, templates, assets, digest("\0".join(parts).encode()).hex()), []


def _shown(site: Path, path: Path) -> str:
    """Return the path of a theme's file as problems show it."""
    try:
        return path.relative_to(site).as_posix()
    except ValueError:
        return f"generator/themes/{path.relative_to(BUILT_IN).as_posix()}"


def environment(theme: Theme, cache: Path | None = None) -> Environment:
    """Return the Jinja2 environment of a theme; `cache` is a folder for compiled templates."""
    # Imported here: see the head of this module.
    from jinja2 import Environment, FileSystemBytecodeCache, FunctionLoader, StrictUndefined  # noqa: PLC0415

    def find(name: str) -> tuple[str, str, None] | None:
        template = theme.templates.get(name)
        return None if template is None else (template.text, template.path, None)

    if cache is not None:
        cache.mkdir(parents=True, exist_ok=True)
    return Environment(
        loader=FunctionLoader(find),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        auto_reload=False,
        cache_size=-1,
        bytecode_cache=None if cache is None else FileSystemBytecodeCache(str(cache)),
    )


def closures(theme: Theme) -> tuple[dict[str, str], list[Problem]]:
    """Return a digest for each template of all the templates that it is made with."""
    from jinja2 import Environment, TemplateSyntaxError, meta  # noqa: PLC0415

    plain = Environment(autoescape=True)
    direct: dict[str, set[str]] = {}
    problems = []
    for name, template in theme.templates.items():
        try:
            found = list(meta.find_referenced_templates(plain.parse(template.text, name)))
        except TemplateSyntaxError as error:
            line = template.text.split("\n")[error.lineno - 1 : error.lineno]
            where = Where(template.path, error.lineno)
            problems.append(Problem(where, f"broken template: {error.message}", "", line[0] if line else ""))
            continue
        # A name that is known only while rendering may be any of them.
        direct[name] = set(theme.templates) if None in found else {one for one in found if one}
    result = {}
    for name in theme.templates:
        reached = {name}
        pending = [name]
        while pending:
            for one in direct.get(pending.pop(), ()):
                if one not in reached and one in theme.templates:
                    reached.add(one)
                    pending.append(one)
        parts = [f"{one}\0{theme.templates[one].text}" for one in sorted(reached)]
        result[name] = digest("\0".join(parts).encode()).hex()
    return result, problems
