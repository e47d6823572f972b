"""The folder shows the architecture: a module imports only from the layers above it."""

from __future__ import annotations

import ast
from pathlib import Path

PACKAGE = Path(__file__).parents[1] / "generator"

LAYERS = [
    {"", "errors", "digest", "dates", "text"},
    {"workers", "ownfiles", "folder", "textfile"},
    {"sums"},
    {"records", "yamltext", "yamlhints", "fields", "media", "commonmark", "embeds", "vips", "frames"},
    {"cuts", "icons", "related"},
    {"pictures"},
    {"config", "markdown", "jinja", "facts", "words"},
    {"frontmatter", "theme", "advice"},
    {"store", "addresses", "scan"},
    {"parse", "asleep"},
    {"index", "links", "claims"},
    {"queries", "plan", "proofs"},
    {"asks"},
    {"pages.base", "pages.body"},
    {"pages", "pages.article", "pages.lists", "pages.colours", "pages.feeds", "pages.plain"},
    {"pages.browsers"},
    {"pages.kinds"},
    {"journal"},
    {"write", "outputs", "render"},
    {"build"},
    {"screen", "serve", "origin"},
    {"commands"},
    {"cli", "__main__"},
]
"""From the top. `serve` and `commands` stand for all their modules."""

HOMES = {
    "yaml": {"yamltext"}, "markdown_it": {"commonmark", "embeds", "markdown"}, "jinja2": {"jinja", "theme", "render", "serve"},
    "sqlite3": {"store", "commands", "serve"}, "imagesize": {"media"}, "pyvips": {"vips"}, "rich": {"screen"}, "click": {"cli", "commands"},
    "starlette": {"serve"}, "uvicorn": {"serve"}, "watchfiles": {"serve"}, "anyio": {"serve"},
}  # fmt: skip
"""Each dependency has one home in the package."""


def _modules() -> dict[str, Path]:
    found = {}
    for path in PACKAGE.rglob("*.py"):
        if "skeleton" in path.parts:
            continue
        name = ".".join(path.relative_to(PACKAGE).with_suffix("").parts)
        found[name.removesuffix("__init__").rstrip(".")] = path
    return found


def _layer(name: str) -> int:
    top = name.partition(".")[0]
    wanted = name if top == "pages" else top
    for number, names in enumerate(LAYERS):
        if wanted in names:
            return number
    raise AssertionError(f"generator/{name.replace('.', '/')}.py stands in no layer; add it to LAYERS")


def _imports(path: Path) -> list[str]:
    found = []
    for node in ast.walk(ast.parse(path.read_text("utf-8"))):
        if isinstance(node, ast.ImportFrom) and node.module:
            if node.module == "generator":
                found += [f"generator.{alias.name}" for alias in node.names]
            else:
                found.append(node.module)
        elif isinstance(node, ast.Import):
            found += [alias.name for alias in node.names]
    return found


def _inside(imported: str, modules: dict[str, Path]) -> str | None:
    if imported.partition(".")[0] != "generator":
        return None
    name = imported.partition(".")[2]
    while name and name not in modules:
        name = name.rpartition(".")[0]
    return name


def test_modules_import_only_from_above() -> None:
    """No module imports one of a later layer; names used for types alone count too, for they tell who knows whom."""
    modules = _modules()
    wrong = []
    for name, path in modules.items():
        for imported in _imports(path):
            other = _inside(imported, modules)
            if other is not None and _layer(other) > _layer(name):
                wrong.append(f"{name} imports {other}")
    assert not wrong


def test_dependencies_have_one_home() -> None:
    """A library is imported in its home alone, so that it could be exchanged there."""
    wrong = []
    for name, path in _modules().items():
        for imported in _imports(path):
            library = imported.partition(".")[0]
            if library in HOMES and name.partition(".")[0] not in HOMES[library]:
                wrong.append(f"{name} imports {library}")
    assert not wrong


def test_no_module_is_a_drawer() -> None:
    """Nothing is called utils, helpers, common or manager."""
    names = {part for name in _modules() for part in name.split(".")}
    assert not names & {"utils", "util", "helpers", "helper", "common", "manager", "misc"}
