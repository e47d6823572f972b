"""The folders are the architecture: a module imports only from the layers before its own."""

from __future__ import annotations

import re
import subprocess
import sys
from graphlib import CycleError

import pytest

from tests.layers import LAYERS, arrows, imports, is_there, layer, levels, longest, modules
from tests.support import ROOT

HOMES = {
    "yaml": {"config.yaml_text"}, "markdown_it": {"markup", "lint.text", "annex.importing.bodies.from_markdown"},
    "mdit_py_plugins": {"markup.rules"},
    "jinja2": {
        "theming.jinja", "theming.hooks", "theming.template_output", "pages.environment", "pages.shared",
        "engine.renderer", "preview", "hosts.files",
    },
    "sqlite3": {"store", "cli", "preview"},
    "imagesize": {"pictures.probing"}, "pyvips": {"pictures.probing"}, "rich": {"cli.terminal"}, "click": {"cli", "annex"},
    "lxml": {"annex.importing"},
    "html_to_markdown": {"annex.importing.bodies.to_markdown"},
    "dask": {"annex.cluster"}, "distributed": {"annex.cluster"},
    "starlette": {"preview", "annex.desk"}, "uvicorn": {"preview"}, "watchfiles": {"preview"}, "anyio": {"preview", "annex.desk"},
}  # fmt: skip
"""Each dependency has one home in the package: a folder or modules of one."""


def test_modules_import_only_from_layers_before() -> None:
    """No module imports one of a later layer; names used for types alone count too, for they tell who knows whom."""
    wrong = [
        f"{name} imports {other}" for name, others in arrows().items() for other in others if layer(other) > layer(name)
    ]
    assert not wrong


def test_no_imports_in_circles() -> None:
    """Within a layer too, no module comes to know itself by way of others."""
    try:
        levels(arrows())
    except CycleError as error:
        pytest.fail(f"a circle: {error.args[1]}")


def test_annexes_are_imported_when_they_are_used() -> None:
    """Commands know them by one table: nothing behind it is imported before, and all of it is there."""
    ask = (
        "import sys; from generator.cli import annexes; print(any('annex.' in name for name in sys.modules));"
        "print([getattr(annexes, name).__name__ for name in annexes.__all__] == [*annexes.MODULES.values()])"
    )
    done = subprocess.run([sys.executable, "-c", ask], capture_output=True, text=True, check=True, cwd=ROOT)
    assert done.stdout.split() == ["False", "True"]


def test_the_architecture_shows_these_layers() -> None:
    """The list of folders in docs/architecture.md is the list that holds."""
    text = (ROOT / "docs/architecture.md").read_text("utf-8")
    shown = re.findall(r"^\| `([\w/]+?)(?:/|\.py)` \|", text, re.MULTILINE)
    assert [name.replace("/", ".") for name in shown] == [name for name in LAYERS if name != "__main__"]


def test_what_tests_and_tools_import_exists() -> None:
    """A module that was moved is called by its new name everywhere, also in files that are rarely run."""
    wrong = []
    files = [path for folder in ("tests", "tools") for path in (ROOT / folder).rglob("*.py")]
    for path in (*modules().values(), *files):
        for imported in imports(path):
            name = imported.removesuffix(".*")
            if name.partition(".")[0] in ("generator", "tests", "tools") and not is_there(name):
                wrong.append(f"{path.relative_to(ROOT)} imports {name}")
    assert not wrong


def test_every_folder_says_what_lives_there() -> None:
    """The first file of each folder says in some sentences what belongs there, and what does not."""
    for name, path in modules().items():
        if path.name == "__init__.py" and name:
            assert path.read_text("utf-8").count(".") >= 2, f"generator/{name} says nothing of itself"


def test_dependencies_have_one_home() -> None:
    """A library is imported in its home alone, so that it could be exchanged there."""
    wrong = []
    for name, path in modules().items():
        for imported in imports(path):
            homes = HOMES.get(imported.partition(".")[0])
            if homes is not None and not any(f"{name}.".startswith(f"{home}.") for home in homes):
                wrong.append(f"{name} imports {imported}")
    assert not wrong


def test_no_module_is_a_drawer() -> None:
    """Nothing is called utils, helpers, common or manager."""
    names = {part for name in modules() for part in name.split(".")}
    assert not names & {"utils", "util", "helpers", "helper", "common", "manager", "misc"}


def test_values_are_records() -> None:
    """No NamedTuple: with the annotations of our modules as text it takes twenty times as long to define as a record."""
    assert not [name for name, path in modules().items() if "typing.NamedTuple" in imports(path)]


@pytest.mark.parametrize(("kind", "most"), [("functions", 60), ("classes", 200), ("files", 400)])
def test_what_is_too_long_to_read_at_once(kind: str, most: int) -> None:
    """A function, a class or a file that grows beyond its limit of lines is divided by what is in it."""
    assert [one for one in longest()[kind] if one[0] > most] == []
