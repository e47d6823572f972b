"""The one way from the core to an annex: a table of modules, each imported when it is first used.

`annexes.host_rules.rules_of(…)` imports the module behind `host_rules`; a portal that needs none of them imports none.
"""

from __future__ import annotations

from importlib import import_module
from types import ModuleType
from typing import TYPE_CHECKING

COMMANDS = {
    "budget": "generator.annex.deploying.hosts.budget",
    "ci": "generator.annex.deploying.pipelines",
    "cms": "generator.annex.desk.cms",
    "deploy": "generator.annex.deploying.command",
    "host": "generator.annex.deploying.hosts.files",
    "import": "generator.annex.importing.command",
    "popular": "generator.annex.popular.command",
    "state": "generator.annex.remote_state.push_pull",
}
"""Commands that are at home in an annex."""

if TYPE_CHECKING:
    from generator.annex import scrubbing
    from generator.annex.cluster import executor as cluster
    from generator.annex.deploying import command as deploy
    from generator.annex.deploying import pipelines
    from generator.annex.deploying.hosts import files as host_files
    from generator.annex.deploying.hosts import rules as host_rules
    from generator.annex.desk import routes as desk
else:
    MODULES = {
        "cluster": "generator.annex.cluster.executor",
        "deploy": "generator.annex.deploying.command",
        "desk": "generator.annex.desk.routes",
        "host_files": "generator.annex.deploying.hosts.files",
        "host_rules": "generator.annex.deploying.hosts.rules",
        "pipelines": "generator.annex.deploying.pipelines",
        "scrubbing": "generator.annex.scrubbing",
    }

    def __getattr__(name: str) -> ModuleType:
        if name not in MODULES:
            raise AttributeError(name)
        return import_module(MODULES[name])


__all__ = ["cluster", "deploy", "desk", "host_files", "host_rules", "pipelines", "scrubbing"]
