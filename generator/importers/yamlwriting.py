"""YAML as the reader of the site understands it: quoted where it must be, without tags, anchors and broken lines."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import yaml

from generator.base.text import clean

try:
    from yaml import CSafeDumper as _Base
except ImportError:  # pragma: no cover - a PyYAML built without libyaml writes the same, only slower
    from yaml import SafeDumper as _Base  # type: ignore[assignment]


class _Dumper(_Base):
    """Writes a value that occurs twice twice, since the reader refuses references."""

    def ignore_aliases(self, data: Any) -> bool:
        del data
        return True


def block(values: Mapping[str, Any]) -> str:
    """Return a mapping of texts, numbers, flags, lists and mappings as YAML; texts lose what no page may hold."""
    return yaml.dump(_cleaned(values), Dumper=_Dumper, allow_unicode=True, sort_keys=False, width=10_000)


def _cleaned(value: Any) -> Any:
    if isinstance(value, str):
        return clean(value).replace("\xa0", " ")
    if isinstance(value, Mapping):
        return {key: _cleaned(inner) for key, inner in value.items()}
    return [_cleaned(inner) for inner in value] if isinstance(value, (list, tuple)) else value
