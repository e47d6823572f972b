"""The table of kinds."""

from __future__ import annotations

from generator.model import kinds
from generator.model.kinds import KINDS, Method, Owner
from generator.pages.context import page_function
from tests.model.test_site import read


def test_each_written_kind_has_a_function_and_no_other_has():
    """A row names it, and it is there."""
    for name, kind in KINDS.items():
        assert bool(kind.function) == (kind.method is Method.WRITTEN)
        assert not kind.function or callable(page_function(name))


def test_only_written_kinds_have_a_template():
    """What is copied or drawn is shown with none."""
    assert all(kind.method is Method.WRITTEN for kind in KINDS.values() if kind.template)


def test_each_kind_stands_in_the_table_once():
    """A second row of the same name would hide the first."""
    assert len(KINDS) == len(kinds._ALL)


def test_an_address_follows_the_folders_of_site_yaml():
    """The archive of a portal that calls it "arsip" is there, and nothing else is where it was."""
    page = KINDS["archive"].page(read("paths:\n  index: arsip\n"))
    assert page is not None
    assert page.path == "arsip/index.html"


def test_dated_kinds_belong_to_the_site():
    """They have no document or group to be found by; their address tells the day."""
    assert all(kind.owner is Owner.SITE for kind in KINDS.values() if kind.dated)


def test_every_kind_is_looked_up_in_one_way():
    """By its document, by its group, with the whole site, or by its date."""
    dated = {name for name, kind in KINDS.items() if kind.dated}
    groups = {name for name, kind in KINDS.items() if kind.owner is Owner.GROUP}
    assert sorted([*kinds.OF_DOCUMENT, *kinds.SITE_WIDE, *dated, *groups]) == sorted(KINDS)
