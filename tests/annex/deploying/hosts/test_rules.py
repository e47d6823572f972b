"""Which addresses hosts are told of, and that nothing which people write is taken for anything but an address."""

from __future__ import annotations

import re
from contextlib import closing
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from generator.annex.deploying.hosts.files import written
from generator.annex.deploying.hosts.rules import Rule, Rules, alike, can_say, left, rules_of, untold
from generator.model.deploy_targets import HOSTS, Host
from generator.model.lookup_keys import page_key
from generator.model.site import Site
from generator.store.database import STATE, open_reader
from generator.theming.loading import read_site
from tests.annex.deploying.hosts import netlify
from tests.support import CONFIG, Portal, article, site

FORMS = ("cloudflare", "netlify", "nginx", "apache", "caddy")


def rules(portal: Portal, name: str) -> Rules:
    """Return the rules of a built portal for a host."""
    return outcome(portal, HOSTS[name])[0]


def outcome(portal: Portal, host: Host) -> tuple[Rules, int, list[str]]:
    """Return the rules, the number of addresses in none, and the addresses with a query in none."""
    configuration, _ = read_site(portal.folder)
    with closing(open_reader(Path(portal.folder, STATE))) as store:
        found = rules_of(store, configuration, host)
        return found, left(store, found), untold(store, configuration, found)


def portal_with(tmp_path: Path, *aliases: str, config: str = CONFIG) -> Portal:
    portal = site(tmp_path, config=config)
    quoted = ", ".join(f'"{one}"' for one in aliases)
    portal.add("content/daerah/2024/10/baru.md", article("Baru", aliases=f"[{quoted}]"))
    portal.build()
    return portal


@pytest.fixture(scope="module")
def some_site(tmp_path_factory: pytest.TempPathFactory) -> Site:
    return read_site(site(tmp_path_factory.mktemp("hosts")).folder)[0]


def test_addresses_of_articles_people_and_pages_lead_where_these_are(tmp_path: Path) -> None:
    """Each old address in one rule, those of site.yaml first."""
    portal = site(tmp_path, config=f"{CONFIG}redirects:\n  /label/banjir/: /daerah/\n")
    portal.add("content/daerah/2024/10/baru.md", article("Baru", aliases="[/lama/]"))
    portal.add("content/authors/sari.md", "---\nname: Sari Wulan\naliases: [/tim/sari/]\n---\n")
    portal.add("content/pages/tentang.md", "---\ntitle: Tentang\naliases: [/about.html]\n---\nKami.\n")
    portal.build()
    assert [(one.path, one.target) for one in rules(portal, "nginx").moved] == [
        ("/label/banjir/", "/daerah/"),
        ("/about.html", "/tentang/"),
        ("/lama/", "/daerah/2024/10/baru/"),
        ("/tim/sari/", "/penulis/sari/"),
    ]


@pytest.mark.parametrize(
    ("permalink", "url"),
    [("/{slug}", "/baru"), ("/{slug}.html", "/baru.html"), ("/{slug}/", "/baru/"), ("/{id}/{slug}", "/7/baru")],
)
def test_old_addresses_lead_to_the_form_that_readers_know(tmp_path: Path, permalink: str, url: str) -> None:
    """Where addresses have no ending, the file has one all the same."""
    portal = site(tmp_path, config=f"{CONFIG}permalink: {permalink}\n")
    portal.add("content/daerah/2024/10/baru.md", article("Baru", id="7", aliases="[/lama/, '/?p=7']"))
    portal.add("content/daerah/2024/10/habis.md", article("Habis", id="8", gone="true"))
    portal.build()
    found = rules(portal, "nginx")
    assert [one.target for one in (*found.moved, *found.asked)] == [url, url]
    gone = url.replace("baru", "habis").replace("7", "8")
    assert found.gone == ((gone, f"{gone}.html") if permalink.endswith("}") else (gone,))


def test_addresses_with_signs_of_their_files_are_left_to_their_pages(tmp_path: Path) -> None:
    """They are counted, so that people can be told."""
    odd = ("/a;b/", "/a{b}/", "/a$b/", "/a`b/", "/a^b/", "/dua kata/", "/é/")
    portal = portal_with(tmp_path, "/lama/", *odd)
    for name, said in (("cloudflare", {"/lama/"}), ("nginx", {"/lama/", "/dua kata/", "/é/"})):
        found, remaining, _ = outcome(portal, HOSTS[name])
        assert {one.path for one in found.moved} == said
        assert remaining == 8 - len(said)


def test_no_more_than_the_host_can_take_are_in_rules(tmp_path: Path) -> None:
    """The pages at the others lead on."""
    portal = portal_with(tmp_path, *(f"/{number}/" for number in range(12)))
    found, remaining, _ = outcome(portal, Host("cloudflare", "", "lists", rules=5))
    assert (len(found.moved), remaining) == (5, 7)


def test_a_host_without_rules_says_what_leads_nowhere(tmp_path: Path) -> None:
    """An address with a query has no page that could lead on."""
    portal = portal_with(tmp_path, "/lama/", "/?p=7")
    said = {name: outcome(portal, HOSTS[name])[1:] for name in ("github", "cloudflare", "netlify")}
    assert said == {"github": (1, ["/?p=7"]), "cloudflare": (0, ["/?p=7"]), "netlify": (0, [])}


def test_below_a_path_addresses_are_those_of_the_host(tmp_path: Path) -> None:
    """Old ones and new ones alike."""
    config = CONFIG.replace("https://uji.example", "https://uji.example/portal")
    portal = portal_with(tmp_path, "/lama/", config=config)
    [rule] = rules(portal, "nginx").moved
    assert (rule.path, rule.target) == ("/portal/lama/", "/portal/daerah/2024/10/baru/")


def test_an_address_that_differs_from_its_own_in_letter_case_leads_in_no_circle(tmp_path: Path) -> None:
    """Nginx compares without regard to case."""
    config = f"{CONFIG}aliases: {{case: distinct}}\n"
    portal = portal_with(tmp_path, "/Daerah/2024/10/BARU/", "/lama/", "/Lama/", config=config)
    found = rules(portal, "nginx")
    text = written(read_site(portal.folder)[0], HOSTS["nginx"], found)["nginx.conf"]
    assert "BARU" not in text
    assert text.count('"/lama/"') + text.count('"/Lama/"') == 1
    assert text.count('"~^/lama/$"') + text.count('"~^/Lama/$"') == 1


@pytest.mark.parametrize("name", FORMS)
@given(path=st.text(max_size=40), query=st.text(max_size=20), target=st.text(max_size=40))
def test_whatever_is_in_a_rule_is_an_address_and_nothing_else(name: str, path: str, query: str, target: str) -> None:
    """No text ends its word or its line, begins a comment, names a variable or a place, or is another rule."""
    host = HOSTS[name]
    if not can_say(host, f"/{path}", query, f"/{target}"):
        return
    for text in (path, query, target):
        assert not re.search(r'[\0-\x1f\x7f"\\`${}^*;<>|\[\]]', text)
        if host.form == "lists":
            assert not re.search(r"[\s#]", text)
            assert text.isascii()
    assert not query.startswith("-")


@pytest.mark.parametrize("name", FORMS)
@given(found=st.lists(st.tuples(st.text(max_size=30), st.text(max_size=30)), max_size=6))
def test_the_files_of_a_host_have_a_line_for_each_rule(
    name: str, some_site: Site, found: list[tuple[str, str]]
) -> None:
    """Nothing that people write adds one."""
    host = HOSTS[name]
    kept = [Rule(f"/{a}", "", f"/{b}", exact=False) for a, b in found if can_say(host, f"/{a}", "", f"/{b}")]
    kept = list({one.path.lower(): one for one in kept}.values())
    plain, full = (
        len(next(iter(written(some_site, host, Rules(moved, (), ())).values())).split("\n"))
        for moved in ((Rule("/x/", "", "/y/", exact=False),), (*kept, Rule("/x/", "", "/y/", exact=False)))
    )
    assert full == plain + len(kept)


@pytest.mark.parametrize(
    "alias",
    [
        "/?utm_source=whatsapp", "/?fbclid=:x", "/?fbclid=IwAR0", "/?https://evil.example/=1&301=!", "/?ref", "/?p=",
        "/daerah/?gclid=1", "/cari/?q=banjir", "/indeks/?halaman=2", "/?source=pwa", "/?s=banjir",
        "/daerah/2024/10/lain/?m", "/index.html?utm_campaign=3",
    ],
)  # fmt: skip
def test_an_alias_never_takes_a_page_from_those_who_come_with_a_query(tmp_path: Path, alias: str) -> None:
    """A campaign, a search and a manifest lead to a page of the portal itself."""
    portal = site(tmp_path)
    portal.add("content/daerah/2024/10/baru.md", article("Baru", aliases=f"['{alias}']"))
    [problem] = portal.problems()
    assert problem.code == "reserved-address"
    portal.add("content/daerah/2024/10/baru.md", article("Baru"))
    portal.add("content/authors/sari.md", f"---\nname: Sari Wulan\naliases: ['{alias}']\n---\n")
    [problem] = portal.problems()
    assert problem.code == "reserved-address"


@pytest.mark.parametrize("alias", ["/?p=7", "/?page_id=2", "/index.php?option=com&view=7", "/baca.php?x", "/?id=7&x=1"])
def test_an_alias_may_be_how_an_old_system_named_an_article(tmp_path: Path, alias: str) -> None:
    """By its number, or by whatever a script was asked for."""
    portal = portal_with(tmp_path, alias)
    path, _, query = alias.partition("?")
    [rule] = rules(portal, "nginx").asked
    assert (rule.path, rule.query) == (path, query)


def test_what_readers_search_for_is_no_old_address(tmp_path: Path) -> None:
    """Nobody is led away from it."""
    portal = site(tmp_path, config=f"{CONFIG}search: true\n")
    portal.add("content/daerah/2024/10/a.md", article("A", aliases="['/cari/?q=banjir&p=1', '/cari/?id=7']"))
    portal.build()
    found, _, leads_nowhere = outcome(portal, HOSTS["nginx"])
    assert [one.query for one in found.asked] == ["id=7"]
    assert leads_nowhere == ["/cari/?q=banjir&p=1"]


@given(
    asked=st.lists(st.sampled_from(["p", "id", "x", "301", "https://e.example/", ":x", "/y"]), min_size=1, max_size=3),
    value=st.text("ab1:/*!=%+,@~.-_", max_size=6),
)
def test_netlify_reads_each_rule_as_it_was_meant(some_site: Site, asked: list[str], value: str) -> None:
    """No parameter is a placeholder, a target or a status."""
    query = "&".join(f"{key}={value}" for key in asked)
    if not can_say(HOSTS["netlify"], "/", query, "/baru/"):
        return
    rule = Rule("/", query, "/baru/", exact=False)
    [line] = written(some_site, HOSTS["netlify"], Rules((), (rule,), ()))["_redirects"].splitlines()
    found = netlify.read(line)
    assert found == netlify.Line("/", dict(part.split("=") for part in query.split("&")), "/baru/", 301, True, ())
    assert not any(re.search("[:*/]", one) for one in (*found.query, *found.query.values()))


@pytest.mark.parametrize("name", ["netlify", "cloudflare"])
@pytest.mark.parametrize(
    ("permalink", "same"),
    [("/{category}/{year}/{month}/{slug}/", ".html"), ("/{category}/{year}/{month}/{slug}", "/index.htm"),
     ("/{category}/{year}/{month}/{slug}.html", "/index.htm")],
)  # fmt: skip
def test_where_a_host_has_one_page_for_two_addresses_the_portals_own_keeps_it(
    tmp_path: Path, name: str, permalink: str, same: str
) -> None:
    """Netlify and Cloudflare show `/x/` at `/x.html` and the like: a rule for the one would take the other."""
    portal = site(tmp_path, config=f"{CONFIG}permalink: {permalink}\nhost: {name}\n")
    portal.add("content/daerah/2024/10/lain.md", article("Lain"))
    old = "/daerah/2024/10/lain"
    aliases = f"[{old}{same}, {old}.htm, /daerah/index.htm, /daerah.html, /index.htm, /lama.html, /lama/]"
    portal.add("content/daerah/2024/10/baru.md", article("Baru", aliases=aliases))
    portal.build()
    assert {one.path for one in rules(portal, name).moved} == {"/lama.html", "/lama/"}
    portal.remove("content/daerah/2024/10/lain.md")
    portal.build()
    assert {f"{old}{same}", f"{old}.htm"} < {one.path for one in rules(portal, name).moved}
    assert portal.files() == portal.clean()


@pytest.mark.parametrize(
    ("path", "query", "target", "hosts"),
    [
        ("/lama/", "", "/baru/", "cloudflare netlify nginx apache caddy"),
        ("/lama/", "", "https://lain.example/baru/", "cloudflare netlify nginx apache caddy"),
        ("/lama/", "", "https://lain.example:8080/baru/", "nginx apache caddy"),
        ("/lama/", "", "http://lain.example/?a=b&c=%20+d", "cloudflare netlify nginx apache caddy"),
        ("/lama/", "", "ftp://lain.example/", ""),
        ("/lama/", "", "//lain.example", "cloudflare netlify nginx apache caddy"),
        ("/lama/", "", "baru/", ""),
        ("/lama/", "", "/baru/#atas", "nginx apache caddy"),
        ("/lama/", "", "/baru@a,b", "nginx apache caddy"),
        ("/lama/", "", "/baru;x", ""),
        ("/lama/", "", "/baru x", ""),
        ("/lama dua/", "", "/baru/", "nginx apache caddy"),
        ("/l,+=@!&()'-/é", "", "/baru/", "nginx apache caddy"),
        ("/lama\u200b/", "", "/baru/", ""),
        ("/lama;/", "", "/baru/", ""),
        ("lama/", "", "/baru/", ""),
        ("/", "p=1", "/baru/", "cloudflare netlify nginx apache caddy"),
        ("/", "p=1&x-y=a._~b", "/baru/", "cloudflare netlify nginx apache caddy"),
        ("/", "p", "/baru/", "nginx apache caddy"),
        ("/", "p=", "/baru/", "nginx apache caddy"),
        ("/", "=1", "/baru/", "nginx apache caddy"),
        ("/", "p=1&q", "/baru/", "nginx apache caddy"),
        ("/", "p=a/b:c,+%20@!-", "/baru/", "nginx apache caddy"),
        ("/", "p=1;q", "/baru/", ""),
        ("/", "p=é", "/baru/", ""),
        (f"/{'a' * 896}", "", "/b/", "cloudflare netlify nginx apache caddy"),
        (f"/{'a' * 897}", "", "/b/", "nginx apache caddy"),
        (f"/{'a' * 893}", "p=1", "/b/", "cloudflare netlify nginx apache caddy"),
        (f"/{'a' * 894}", "p=1", "/b/", "nginx apache caddy"),
    ],
)
def test_which_hosts_can_be_told(path: str, query: str, target: str, hosts: str) -> None:
    """What a host would not read as it was meant, it is not told."""
    told = [
        name
        for name in ("cloudflare", "netlify", "nginx", "apache", "caddy")
        if can_say(HOSTS[name], path, query, target)
    ]
    assert told == hosts.split()


def test_addresses_with_a_query_take_their_part_of_what_a_host_takes(tmp_path: Path) -> None:
    """They come first, since no page could lead on from them; those of people are among them."""
    portal = site(tmp_path)
    portal.add("content/daerah/2024/10/baru.md", article("Baru", aliases="['/?p=7', /a/, /b/, /c/, /d/]"))
    portal.add("content/authors/sari.md", "---\nname: Sari Wulan\naliases: ['/?author=3']\n---\n")
    portal.build()
    for most, asked, moved in ((0, 2, 4), (5, 2, 3), (2, 2, 0), (1, 1, 0)):
        found = (
            rules(portal, "nginx")
            if not most
            else outcome(portal, Host("x", "", "nginx", rules=most, knows_queries=True))[0]
        )
        assert (len(found.asked), len(found.moved), found.gone) == (asked, moved, ())
    assert {*rules(portal, "nginx").asked} == {
        Rule("/", "p=7", "/daerah/2024/10/baru/", exact=False),
        Rule("/", "author=3", "/penulis/sari/", exact=False),
    }
    assert rules(portal, "github") == Rules((), (), ())


def test_what_is_gone_is_told_to_whoever_understands_it(tmp_path: Path) -> None:
    """At the address that readers know, below a path too."""
    portal = site(tmp_path, config=CONFIG.replace("https://uji.example", "https://uji.example/portal"))
    portal.add("content/daerah/2024/10/a.md", article("A", gone="Undian sudah selesai."))
    portal.build()
    assert rules(portal, "nginx").gone == ("/portal/daerah/2024/10/a/",)
    assert rules(portal, "netlify").gone == ()


@pytest.mark.parametrize(
    ("path", "others"),
    [
        ("/", [".html"]), ("/lama/", ["lama.html"]), ("/lama", ["lama.html", "lama/index.html"]), ("/lama.html", ["lama/index.html"]),
        ("/lama.htm", ["lama.html", "lama/index.html"]), ("/lama/index.htm", ["lama.html", "lama/index.html"]), ("/index.htm", [".html", "index.html"]),
        ("/a/b.x/", ["a/b.x.html"]),
    ],
)  # fmt: skip
def test_where_hosts_of_lists_show_one_page(path: str, others: list[str]) -> None:
    """They leave out a slash at the end, `.html` and `index.html`."""
    assert sorted(alike(path)) == sorted(page_key(one) for one in others)
