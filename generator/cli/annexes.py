"""The one way to an annex, which commands alone know: a table of modules, each imported when it is first used.

`annexes.deploy.deploy_to(…)` imports the module behind `deploy`; a portal that needs none of them imports none.
"""

from __future__ import annotations

from importlib import import_module
from types import ModuleType
from typing import TYPE_CHECKING

COMMANDS = {
    "ci": "generator.annex.deploying.pipelines",
    "cms": "generator.annex.cms",
    "deploy": "generator.annex.deploying.command",
    "import": "generator.annex.importing.command",
    "popular": "generator.annex.popular.command",
    "state": "generator.annex.remote_state.push_pull",
}
"""Commands that are at home in an annex."""

if TYPE_CHECKING:
    from generator.annex import cluster
    from generator.annex.deploying import command as deploy
    from generator.annex.deploying import pipelines
    from generator.annex.desk import routes as desk
else:
    MODULES = {
        "cluster": "generator.annex.cluster",
        "deploy": "generator.annex.deploying.command",
        "desk": "generator.annex.desk.routes",
        "pipelines": "generator.annex.deploying.pipelines",
    }

    def __getattr__(name: str) -> ModuleType:
        if name not in MODULES:
            raise AttributeError(name)
        return import_module(MODULES[name])


__all__ = ["cluster", "deploy", "desk", "pipelines"]
