"""The property of the preview: what is shown after any step of a newsroom is what would be made of its state anew."""

from __future__ import annotations

from contextlib import ExitStack
from types import SimpleNamespace
from typing import Any

import pytest

from generator.model.kinds import COPIED, KINDS
from generator.model.urls import page_url
from generator.preview import state
from generator.preview.preview import Preview
from generator.preview.view import PreviewArchive, make
from generator.preview.watch import EVERYTHING
from generator.store import pages
from tests.fuzz.newsroom.machine import Newsroom, count, walk
from tests.quick import LONG, sample


class Previewed(Newsroom):
    """A newsroom with a preview, in which somebody has all pages open."""

    def __init__(self) -> None:
        super().__init__()
        self.opened = ExitStack()
        self.preview: Preview | None = None

    # What happens to a build alone.
    lose_state = keep_state = older_state = lose_output = keep_output = older_output = kill = None  # type: ignore[assignment]
    photo_later = another_output = harm_and_verify = None  # type: ignore[assignment]

    def teardown(self) -> None:
        self.opened.close()
        super().teardown()

    def _prove(self) -> None:
        if self.preview is None:
            folder = self.portal.folder
            self.opened.enter_context(state.alone(folder))
            store = self.opened.enter_context(state.opened(folder))
            self.preview = Preview(self.portal.options(), store, state.folder_of(folder))
            self.opened.callback(self.preview.close)
        count.steps += 1
        drafts = bool(self.options["drafts"])
        self.preview.update(self.portal.now, EVERYTHING, lambda *_: None, drafts=drafts)
        self.last: Any = SimpleNamespace(problems=self.preview.problems, held=())
        self.red = self.red + 1 if self.preview.problems else 0
        if not self.preview.pages.ready:
            return
        view = self.preview.pages._current
        # Files for hosts are in no browser, and depend on more than what they ask.
        planned = pages.of_kinds(view.store, sorted(KINDS.keys() - {*COPIED, "picture", "host"}))
        # What the desk alone sees: drafts, what is still to come, and what readers do not get any more.
        addresses = [f"/{path.removeprefix('content/').removesuffix('.md')}/" for path in self.desk.articles]
        hidden = (view.page_at(address, hidden=True)[0] for address in addresses)
        planned += [page for page in hidden if page is not None and page not in planned]
        shown = {page.path: self.preview.pages.find(page_url(page.path)) for page in planned}
        view.renderer.archive = PreviewArchive(view.store, view.setup.site)
        for page in planned:
            anew, _ = make(view, page_url(page.path), page, None, hidden=True)
            assert shown[page.path].problem == anew.problem, page.path
            # A page that cannot be made is the last one that could.
            assert anew.problem or shown[page.path].body == anew.body, page.path


@pytest.mark.parametrize("part", sample([1, 2], 2))
def test_open_pages_are_as_if_made_anew(part: int) -> None:
    """After every step; a page is asked about only if what it read was touched."""
    walk(Previewed, f"Previewed{part}", 500 if LONG else 25)
