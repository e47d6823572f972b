"""What is taken in: the last good configuration and theme; of a large new site, the newest articles first."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from generator.engine.options import Options
from generator.preview import state, watch
from generator.preview.ingest import LastGood, Sizes
from generator.preview.preview import Preview
from generator.preview.watch import EVERYTHING
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


def test_a_large_site_misses_nothing_that_is_saved_at_the_start(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    """Its first look is before the watching begins; what is saved in between is seen all the same."""
    made = newsroom(tmp_path)
    made.build()
    begin = watch.survey

    def late(content: str) -> object:
        made.edit(BANJIR, "Isi pertama.", "Isi kedua.")
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
