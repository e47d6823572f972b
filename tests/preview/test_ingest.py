"""What is taken in: the last good configuration and theme; of a large new site, the newest articles first."""

from __future__ import annotations

import os
import sqlite3
import threading
from pathlib import Path
from typing import Any

import pytest

from generator.base.errors import Problem, Where
from generator.base.sentences import sentence
from generator.engine.clock import Clock
from generator.engine.options import Options
from generator.preview import ingest, state, watch
from generator.preview.ingest import LastGood, QuickPreview, Sizes, newest
from generator.preview.preview import Preview
from generator.preview.watch import EVERYTHING
from generator.store import documents
from generator.theming.theme import Theme
from tests.preview_support import BANJIR, URL, newsroom, serving
from tests.support import article


def test_the_newest_are_shown_while_the_rest_is_read(tmp_path: Path):
    """On a large site that was never read, a first look shows the newest articles; then everything is there."""
    made = newsroom(tmp_path)
    for year in range(2014, 2022):
        link = "" if year == 2014 else f"[lama](/daerah/{year - 1}/01/a/)"
        made.add(f"content/daerah/{year}/01/a.md", article(f"Tahun {year}", link, timestamp=f"{year}-01-05 10:00 WIB"))
    seen = []
    with state.alone(made.folder), state.opened(made.folder) as store:
        options = Options(site=str(made.folder), output="", now=made.now, jobs=1)
        one = Preview(options, store, state.folder_of(made.folder), Sizes(large=5, newest=2))

        def states() -> tuple[bool, int, int]:
            return one.pages.partial, one.pages.find(URL).status, one.pages.find("/daerah/2014/01/a/").status

        one.update(made.now, EVERYTHING, lambda *_: None, lambda: seen.append(states()))
        assert seen == [(True, 200, 404)]
        assert states() == (False, 200, 200)
        assert one.problems == ()
        made.build()
        assert one.pages.find("/").body == made.files()["index.html"]
        one.close()


def test_what_is_saved_while_the_rest_is_read_is_shown(tmp_path: Path):
    """Among the newest articles a save is seen at once, with its pictures; a mistake is told; all is read after that."""
    made = newsroom(tmp_path)
    made.add("content/foto/baru.vtt", "catatan")
    made.add("content/foto/.rahasia.vtt", "rahasia")
    made.add("content/foto/a.html", "<script>")
    os.symlink("baru.vtt", made.folder / "content/foto/tautan.vtt")
    for year in range(2014, 2022):
        made.add(f"content/daerah/{year}/01/a.md", article(f"Tahun {year}", timestamp=f"{year}-01-05 10:00 WIB"))
    seen: list[object] = []
    folder = frozenset({"daerah/2024/10/"})
    with state.alone(made.folder), state.opened(made.folder) as store:
        options = Options(site=str(made.folder), output="", now=made.now, jobs=1)
        one = Preview(options, store, state.folder_of(made.folder), Sizes(large=5, newest=2))

        def meanwhile(*_: object) -> None:
            if seen:
                return
            made.edit(BANJIR, "Isi pertama.", "Isi kedua.")
            seen.append(one.update_quick_preview(folder))
            seen.append(b"Isi kedua." in one.pages.find(URL).body)
            made.edit(BANJIR, "author:", "penulis:")
            seen.append(len(one.update_quick_preview(folder) or ()))
            seen.append(b"Isi kedua." in one.pages.find(URL).body)
            made.edit(BANJIR, "penulis:", "author:")
            seen.append(one.update_quick_preview(frozenset({"daerah/2014/01/"})))
            names = ("baru.vtt", ".rahasia.vtt", "a.html", "tautan.vtt", "../../site.yaml", "\0", "", "/etc/passwd")
            seen.append([one.pages.find(f"/foto/{name}").status for name in names])

        one.update(made.now, EVERYTHING, meanwhile)
        assert seen == [(), True, 1, True, None, [200, 404, 404, 200, *[404] * 4]]
        assert (one.pages.partial, one.pages.find("/daerah/2014/01/a/").status) == (False, 200)
        assert not (state.folder_of(made.folder) / "first").exists()
        one.close()


def test_no_page_is_made_from_what_is_not_shown_yet(tmp_path: Path) -> None:
    """A page that is asked for while a save is taken in waits, or it would be taken for one of the new state."""
    made = newsroom(tmp_path)
    for year in range(2014, 2022):
        made.add(f"content/daerah/{year}/01/a.md", article(f"Tahun {year}", timestamp=f"{year}-01-05 10:00 WIB"))
    seen: list[bool] = []
    with state.alone(made.folder), state.opened(made.folder) as store:
        options = Options(site=str(made.folder), output="", now=made.now, jobs=1)
        one = Preview(options, store, state.folder_of(made.folder), Sizes(large=5, newest=2))

        def meanwhile(*_: object) -> None:
            if seen or one._quick_preview is None:
                return
            seen.append(False)
            quick, ingest = one._quick_preview, one._quick_preview.ingest

            def asked(*given: Any) -> Any:
                told = ingest(*given)
                reader = threading.Thread(target=one.pages.find, args=("/",))
                reader.start()
                reader.join(0.2)
                seen[0] = reader.is_alive()
                return told

            with pytest.MonkeyPatch.context() as patched:
                patched.setattr(quick, "ingest", asked)
                one.update_quick_preview(frozenset({"daerah/2024/10/"}))

        one.update(made.now, EVERYTHING, meanwhile)
        one.close()
    assert seen == [True]


def test_a_large_site_misses_nothing_that_is_saved_at_the_start(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    """Its first look is before the watching begins; what is saved in between is seen all the same."""
    made = newsroom(tmp_path)
    made.build()
    begin = watch.survey

    def late(content: str) -> object:
        # It comes again when folders have.
        made.add(BANJIR, article("Banjir Surut", "Isi kedua.", summary="Air surut."))
        return begin(content)

    monkeypatch.setattr(watch, "survey", late)
    with serving(made, sizes=Sizes(large=2)) as server:
        server.until(lambda: b"Isi kedua." in server.get(URL).body)


def test_each_stays_as_it_was_when_it_last_had_no_problems(tmp_path: Path):
    """A broken configuration keeps the last good one, and a broken theme too; the problems are those of the files."""
    portal = newsroom(tmp_path)
    good = LastGood(portal.folder)
    assert good.setup is None
    good.read(None)
    setup = good.setup
    assert setup is not None
    assert good.problems == ()
    config = (portal.folder / "site.yaml").read_text()
    portal.add("site.yaml", "name: [\n")
    portal.add("themes/uji/templates/article.html", "{% if %}")
    good.read(None)
    assert good.setup == setup
    assert {problem.where.path for problem in good.problems} == {"site.yaml", "themes/uji/templates/article.html"}
    portal.add("site.yaml", config.replace("Kabar Uji", "Kabar Lain"))
    portal.remove("themes/uji/templates/article.html")
    good.read(None)
    assert good.problems == ()
    assert good.setup is not None
    assert good.setup.site.name == "Kabar Lain"


def test_files_of_a_theme_that_differ_are_known(tmp_path: Path):
    """Whether they came, went or changed, and the stylesheet of its settings; none differs at first."""
    made = newsroom(tmp_path)
    with state.alone(made.folder), state.opened(made.folder) as store:
        options = Options(site=str(made.folder), output="", now=made.now, jobs=1)
        one = Preview(options, store, state.folder_of(made.folder))

        def changed() -> tuple[str, ...]:
            return one.update(made.now, EVERYTHING, lambda *_: None).assets

        assert changed() == ()
        made.add("themes/uji/assets/uji.css", "body { color: red }\n")
        made.add("themes/uji/assets/baru.css", "")
        assert changed() == ("/aset/baru.css", "/aset/uji.css")
        made.remove("themes/uji/assets/baru.css")
        made.add("themes/uji/theme.yaml", "name: uji\nextends: kabar\nsettings: {accent: '#0a7d4f'}\n")
        assert changed() == ("/aset/baru.css", "/aset/warna.css")
        assert changed() == ()
        one.close()


def test_files_that_the_machine_refuses_are_told(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    """What was read of configuration and theme before stays, and the rest of the problems are told, too."""
    made = newsroom(tmp_path)
    good = LastGood(made.folder)
    good.read(None)
    setup, refused = good.setup, OSError(13, "Permission denied")

    def fail(*_: object) -> None:
        raise refused

    with monkeypatch.context() as patch:
        patch.setattr(ingest, "read_site_yaml", fail)
        good.read(None)
        assert good.problems == (
            Problem(
                Where("site.yaml"),
                "unreadable",
                sentence("this file cannot be read: {strerror}", strerror="Permission denied"),
            ),
        )
        patch.setattr(ingest, "theme_of", fail)
        good.read(None)
        assert good.problems[1:] == (
            Problem(Where("themes"), "unreadable", sentence("a file cannot be read: {error}", error=refused)),
        )
        assert good.setup == setup
    good.read(None)
    assert good.problems == ()


def test_a_theme_that_pages_were_made_with_is_not_checked_again(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    """Any other is, template by template."""
    good = LastGood(newsroom(tmp_path).folder)
    checked: list[Theme] = []
    templates = ingest.templates_of

    def noted(theme: Theme) -> object:
        checked.append(theme)
        return templates(theme)

    monkeypatch.setattr(ingest, "templates_of", noted)
    good.read(None)
    assert good.theme is not None
    for known, count in ((good.theme.key.encode(), 1), (b"another", 2), (None, 3)):
        good.read(known)
        assert len(checked) == count


def test_a_setup_that_turns_out_unusable_gives_way(tmp_path: Path):
    """To the one that pages were made with; its problems are told after those of the files."""
    made = newsroom(tmp_path)
    good = LastGood(made.folder)
    good.read(None)
    setup = good.setup
    assert setup is not None
    made.edit("site.yaml", "Kabar Uji", "Kabar Lain")
    made.add("themes/uji/templates/article.html", "{% if %}")
    good.read(None)
    assert good.setup != setup
    (before,) = good.problems
    late = Problem(Where("themes/uji/templates/home.html", 3), "broken-template", sentence("said"))
    good.go_back(setup, (late,))
    assert (good.setup, good.problems) == (setup, (before, late))


def archive(content: Path, counts: dict[str, int]) -> Path:
    """Make folders with so many texts each, beside a photo."""
    for folder, count in counts.items():
        (content / folder).mkdir(parents=True)
        (content / folder / "foto.jpg").touch()
        for number in range(count):
            (content / folder / f"{number}.md").touch()
    return content


@pytest.mark.parametrize(
    ("counts", "large", "room", "chosen"),
    [
        ({"a/2024/10": 3, "a/2024/9": 3}, 7, 9, []),
        ({"a/2024/10": 3, "a/2024/09": 3}, 6, 9, ["a/2024/10/", "a/2024/09/"]),
        ({"a/2023/12": 2, "b/2024/01": 2, "b/2022/05": 2}, 1, 4, ["b/2024/01/", "a/2023/12/"]),
        ({"a/2023/12": 2, "b/2024/01": 2, "b/2022/05": 2}, 1, 5, ["b/2024/01/", "a/2023/12/", "b/2022/05/"]),
        ({"a/2024/10": 4, "a/2024/09": 1}, 1, 2, ["a/2024/10/"]),
        ({"a/2024/10": 5, "a/2024/09": 1}, 1, 2, []),
        ({"a/2024/10": 1, "a/2024/09": 3, "a/2024/08": 1}, 1, 2, ["a/2024/10/"]),
        ({"lepas": 1, "a/2024/10": 1, "authors": 1, "pages": 1, "foto": 0}, 1, 9, ["authors/", "pages/", "a/2024/10/", "lepas/"]),
        ({"authors": 5}, 1, 9, []),
        ({}, 0, 9, []),
    ],
)  # fmt: skip
def test_the_folders_of_a_first_look(
    tmp_path: Path, counts: dict[str, int], large: int, room: int, chosen: list[str]
) -> None:
    """The newest by the numbers of their names until there are enough, none that is twice too large, and the texts."""
    found = newest(archive(tmp_path / "content", counts), Sizes(large=large, newest=room))
    others = [folder for folder in found if folder in ("authors/", "pages/")]
    assert [*sorted(others), *found[len(others) :]] == chosen


def test_a_first_look_is_for_large_sites() -> None:
    """Of thousands of articles, of which it reads some hundreds."""
    assert Sizes() == Sizes(large=3000, newest=250) == ingest.SIZES


def test_a_quick_preview_begins_empty_and_leaves_nothing(tmp_path: Path):
    """Its folder is emptied before and is gone after it, with its store closed; it reads its folders alone."""
    made = newsroom(tmp_path)
    made.add("content/nasional/2024/10/lain.md", article("Lain"))
    good = LastGood(made.folder)
    good.read(None)
    assert good.setup is not None
    own = made.folder / ".ssg/serve/first"
    own.mkdir(parents=True)
    (own / "store.db").write_text("not a store")
    (own / "sisa").touch()
    look = QuickPreview(Clock(made.now), own, ["daerah/2024/10/"])
    assert (look.state, look.folders) == (own, frozenset({"daerah/2024/10/"}))
    assert not (own / "sisa").exists()
    assert documents.is_empty(look._store)
    assert look.ingest(good.setup, look.folders) == ()
    paths = documents.some_paths(look._store, "article", 9)
    assert sorted(paths) == ["daerah/2024/10/banjir.md", "daerah/2024/10/pasar.md"]
    look.close()
    assert not own.exists()
    with pytest.raises(sqlite3.ProgrammingError):
        documents.is_empty(look._store)
    look.close()
