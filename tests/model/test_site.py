"""The configuration of a site as a value, and which of its regions is meant by what an article says."""

from __future__ import annotations

import msgspec
import pytest

from generator.config import site_yaml
from generator.model.records import Named
from generator.model.site import Region, Search, Site, find_region, region_meant
from tests.support import CONFIG


def read(more: str = "") -> Site:
    site, problems = site_yaml.parse(CONFIG + more)
    assert site is not None, problems
    return site


@pytest.mark.parametrize(
    ("url", "expected"),
    [("/daerah/", "https://uji.example/daerah/"), ("https://lain.example/", "https://lain.example/")],
)
def test_addresses_of_the_site_become_absolute(url: str, expected: str) -> None:
    """Those on other hosts are so already."""
    assert read().absolute(url) == expected


def test_a_kanal_is_found_by_its_slug() -> None:
    """With its name and its address."""
    kanal = read().kanal["daerah"]
    assert (kanal.name, kanal.url) == ("Daerah", "/daerah/")


def test_addresses_that_site_yaml_names_are_listed_with_their_places() -> None:
    """Those of the site itself, without what follows # or ?."""
    site = read(
        "menu:\n  - {name: A, url: /daerah/#x}\n  - {name: B, url: 'https://b.example/'}\nlogo: /foto/logo.png\n"
    )
    assert list(site.addresses()) == [(("menu", 0, "url"), "/daerah/"), (("logo",), "/foto/logo.png")]


def test_places_are_no_part_of_the_value() -> None:
    """A comment in site.yaml makes no page again; the place of a problem moves with it."""
    plain, moved = read("logo: /foto/logo.png\n"), read("# catatan\nlogo: /foto/logo.png\n")
    assert plain.encoded == moved.encoded
    assert (plain.file.where(("logo",)).line, moved.file.where(("logo",)).line) == (9, 10)


def test_a_place_that_is_not_there_is_the_file() -> None:
    """Somebody may have deleted it meanwhile."""
    assert str(read().file.where(("menu", 7))) == "site.yaml"


def test_another_value_is_another_configuration() -> None:
    """So that pages are made again."""
    site = read()
    assert msgspec.structs.replace(site, tagline="Lain").encoded != site.encoded


def test_pages_are_made_by_all_that_site_yaml_says_but_for_what_no_reader_sees() -> None:
    """Another value of any key makes pages anew, unless it is about problems, the desk or where the portal goes."""
    site = site_yaml.parse(CONFIG)[0]
    assert site is not None
    same = {
        name
        for name in Site.__struct_fields__
        if msgspec.structs.replace(site, **{name: "lain"}).encoded == site.encoded
    }
    assert same == {"severities", "on_error", "desk_language", "targets", "desk", "file"}


def test_all_that_leads_to_the_site_itself_is_listed() -> None:
    """From its menus, its search, its old addresses and the settings of its theme."""
    site = msgspec.structs.replace(
        read(), menu=(Named("A", "/a/?b#c"),), footer=(Named("B", "/b/"),), social=(Named("C", "/c/"), Named("D", "https://d.example/")),
        logo="/foto/logo.png", icon="/foto/ikon.png", elsewhere=Search("/mesin/?x", "q", ()), theme_settings=(("satu", "/d/#e"), ("dua", ("/f/",)), ("tiga", "e")),
        redirects=(Named("/lama/", "/baru/?a"),),
    )  # fmt: skip
    assert list(site.addresses()) == [
        (("menu", 0, "url"), "/a/"), (("footer", 0, "url"), "/b/"), (("social", 0, "url"), "/c/"), (("redirects", "/lama/"), "/baru/"),
        (("logo",), "/foto/logo.png"), (("icon",), "/foto/ikon.png"), (("search",), "/mesin/"), (("theme_settings", "satu"), "/d/"),
    ]  # fmt: skip


def test_a_build_holds_files_back_if_it_is_asked_to_or_site_yaml_says_so() -> None:
    """Otherwise nothing is another."""
    site = read()
    assert site.holding(hold=False) is site
    assert site.holding(hold=True).severities.hold
    always = msgspec.structs.replace(site, on_error="hold")
    assert always.holding(hold=False).severities.hold
    assert msgspec.structs.replace(always.holding(hold=False), severities=site.severities) == always


REGIONS = (
    Region("jawa-tengah", "Jawa Tengah"), Region("jawa-tengah/kota-semarang", "Kota Semarang", "Jawa Tengah"),
    Region("jawa-tengah/kabupaten-semarang", "Kabupaten Semarang", "Jawa Tengah"),
    Region("jawa-tengah/kab-demak", "Kab. Demak", "Jawa Tengah"), Region("riau", "Riau"),
    Region("riau/kab-siak", "Kab. Siak", "Riau"), Region("lampung", "Lampung"), Region("lampung/siak", "Siak", "Lampung"),
)  # fmt: skip


@pytest.mark.parametrize(
    ("written", "slug"),
    [
        ("Jawa Tengah", "jawa-tengah"), (" /jawa-tengah/ ", "jawa-tengah"), ("Jawa Tengah/Kota Semarang", "jawa-tengah/kota-semarang"),
        ("Jawa Tengah / Semarang", "jawa-tengah/kabupaten-semarang"), ("Kota Semarang", "jawa-tengah/kota-semarang"),
        ("Semarang", "jawa-tengah/kabupaten-semarang"), ("Demak", "jawa-tengah/kab-demak"), ("Kabupaten Demak", "jawa-tengah/kab-demak"),
        ("Kab Demak", "jawa-tengah/kab-demak"), ("Riau/Demak", None), ("Siak", None), ("Riau/Siak", "riau/kab-siak"),
        ("Lampung/Siak", "lampung/siak"), ("Lampung/Kab. Siak", "lampung/siak"), ("Bali", None), ("", None),
    ],
)  # fmt: skip
def test_the_region_that_is_meant(written: str, slug: str | None) -> None:
    """By both names, or by its own if no other has that; the word for a regency may be left out."""
    found = find_region(written, REGIONS)
    assert (found.slug if found else None) == slug


@pytest.mark.parametrize(
    ("written", "path"),
    [
        ("Jawa Tengah, Demak", "Jawa Tengah/Kab. Demak"), ("Demak, Jawa Tengah", "Jawa Tengah/Kab. Demak"), ("Siak | Riau", "Riau/Kab. Siak"),
        ("Riau – Siak", "Riau/Kab. Siak"), ("Riau\\Siak", "Riau/Kab. Siak"), ("Jawa Tengh", "Jawa Tengah"), ("kota-semarng", "Jawa Tengah/Kota Semarang"),
        ("Entah, Kab Demak", "Jawa Tengah/Kab. Demak"), ("Bali", ""), ("", ""), ("/", ""),
    ],
)  # fmt: skip
def test_what_may_have_been_meant(written: str, path: str) -> None:
    """Whatever stands between province and regency, in either order; of a name that is spelt otherwise, the nearest."""
    assert region_meant(written, REGIONS) == path


def test_how_front_matter_calls_a_region() -> None:
    """A province by its name, a regency below its province."""
    assert [region.path for region in REGIONS[:2]] == ["Jawa Tengah", "Jawa Tengah/Kota Semarang"]


@pytest.mark.parametrize(
    ("written", "path"),
    [
        ("jawa-tengah, kota-semarng", "Jawa Tengah/Kota Semarang"),
        ("Riau, Kab. Siakk", "Riau/Kab. Siak"),
        ("Jawa Tengh/Entah sekali", ""),
    ],
)
def test_what_may_have_been_meant_by_two_names(written: str, path: str) -> None:
    """Of both together the nearest, else of the last."""
    assert region_meant(written, REGIONS) == path
