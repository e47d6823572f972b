"""Interrupts: what is said after Ctrl-C."""

from __future__ import annotations

import os
import sys

import pytest

from generator.base.process import end_at_once


@pytest.mark.parametrize("heard", [True, False])
def test_the_process_ends_where_it_is(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], heard: bool
) -> None:
    """With one sentence and the exit code of shells, though nobody may hear it any more."""
    codes: list[int] = []
    monkeypatch.setattr(os, "_exit", codes.append)
    if heard:
        end_at_once(2, None)
        said = "interrupted; no file of the output is torn, and the next build goes on from here\n"
        assert capsys.readouterr().err == said
    else:
        monkeypatch.setattr(sys, "stderr", None)
        with pytest.raises(AttributeError):
            end_at_once(2, None)
    assert codes == [130]
