"""Inbox: what was saved waits for the engine, and nothing of it is lost."""

from __future__ import annotations

from generator.serve.inbox import EVERYTHING, Inbox, Saved


def test_what_was_saved_is_added_up():
    """Two bursts that come before an update are taken together, and then forgotten."""
    inbox = Inbox()
    inbox.add(Saved(frozenset({"daerah/"}), names=("content/daerah/a.md",)))
    inbox.add(Saved(frozenset({"foto/"}), frozenset({"/foto/a.jpg"}), setup=True, names=("content/foto/a.jpg",)))
    names = ("content/daerah/a.md", "content/foto/a.jpg")
    expected = Saved(frozenset({"daerah/", "foto/"}), frozenset({"/foto/a.jpg"}), setup=True, names=names)
    assert inbox.take() == expected
    assert not inbox.take()


def test_everything_is_more_than_any_folder():
    """Who is to look everywhere does so, whatever else was saved before or after."""
    some = Saved(frozenset({"daerah/"}))
    for saved in (EVERYTHING | some, some | EVERYTHING):
        assert saved.folders is None
        assert saved


def test_a_wait_ends_with_what_comes():
    """Whoever waits is woken by a save, once, and by nothing that was taken already."""
    inbox = Inbox()
    assert not inbox.wait(0)
    inbox.add(Saved(time=True))
    assert inbox.wait(0)
    inbox.take()
    assert not inbox.wait(0)
    inbox.wake()
    assert inbox.wait(0)


def test_recent_folders_are_taken_once():
    """A first look takes what is recent, and leaves it to the update all the same; an update leaves nothing recent."""
    inbox = Inbox()
    inbox.add(Saved(frozenset({"daerah/"})), frozenset({"daerah/"}))
    assert inbox.take_recent() == {"daerah/"}
    assert inbox.take_recent() == frozenset()
    assert inbox.take().folders == {"daerah/"}
    inbox.add(Saved(frozenset({"foto/"})), frozenset({"foto/"}))
    inbox.take()
    assert inbox.take_recent() == frozenset()
