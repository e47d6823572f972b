"""What comes from elsewhere, with all that other systems have in it, for what is put on record of it.

Pieces, and archives put together of them by chance: the same seed makes the same.
"""

from __future__ import annotations

import io
import json
import random
from collections.abc import Iterator, Mapping, Sequence
from email.message import Message
from http.client import HTTPException
from socket import gaierror
from ssl import SSLError
from typing import Any
from urllib.error import HTTPError, URLError

from generator.annex.importing import items
from generator.annex.importing.items import Fault, File, Found, Item, Note, Person, Portal, Redirect, Term
from generator.annex.importing.sources.mapping import Map, Value
from generator.base.http_client import NotAllowedError
from generator.base.sentences import as_it_is
from generator.base.timestamps import Stamp
from tests.exports import SITE
from tests.importing_support import HEAD, TAIL, meta, post
from tests.photos import jpeg

FILES = {
    "8": File("8", f"{SITE}/unggah/a.jpg", "Keterangan lama", "Sari", "Teks alt", f"{SITE}/2019/10/berita-1/a/", "1"),
    "9": File("9", f"{SITE}/unggah/b.mp4"), "10": File("10", "https://cdn.example/d.mp3", item="2"),
    "11": File("11", f"{SITE}/unggah/bad.jpg", place="lama/unggah/bad.jpg"),
}  # fmt: skip
OWN = {"kutipan": Value("", take="> {0} ({oleh})"), "orang": Value("0", table="data/orang.yml", take="{nama|0}")}
AROUND = (
    "<p style='mso-list:l0 level1 lfo1'><span style='mso-list:Ignore'>3.</span>{}</p><p style='mso-list:l0 level2 lfo1'><span style='mso-list: Ignore'>·</span>{}</p><p style='mso-list:l1 level1'>c</p><p style='mso-list:l1 level0'>d</p>",
    "<table><tr><td colspan=2>{}</table><del cite=x>{}</del><p hidden>x</p><span style='mso-element:comment'>k</span><iframe src='https://x.example'></iframe><svg></svg>",
    "<p style='white-space:pre-wrap'>a\nb{}</p><ul><li>a<ul><li>{}</ul></li></ul>", "<o:p>{}</o:p><ul><li><p>{}</p></li><ul><li>x</ul></ul>",
    "<div>{}</div>", "<p>{}</p>", "<b>{}</b>", "<ul><li>{}<li>{}</ul>", "<blockquote>{}</blockquote>", "<a href='/x/'>{}</a>",
    "<table><tr><td>{}<td>{}</table>", "[caption id='attachment_8']{}[/caption]", "<!-- wp:x -->{}<!-- /wp:x -->", "> {}",
    "<span style='font-weight:700'>{}</span>", "<figure>{}<figcaption>{}</figcaption></figure>", "<h2>{}</h2>", "- {}\n- {}",
    "{}\n\n{}", "{}{}", "{}<br><br>{}", "<p style='mso-list:l0 level2'>{}</p>", "[x y=1]{}[/x]", "{{{{< note >}}}}{}{{{{< /note >}}}}",
    "<!--nextpage-->{}", "<!-- halaman -->\n\n{}", "<section><p>Baca juga: {}</p>{}</section>", "<dl><dt>{}<dd>{}</dl>", "***{}***",
    "{} <a id='r1' href='#n1'>1</a><ol><li id='n1'>{} <a href='#r1'>^</a></ol>", "<pre>{}</pre>", "|a|b|\n|-|-|\n|{}|{}|", "{} *** (Sari)",
)  # fmt: skip


COLUMNS = (
    "table: berita\nid: id\ntitle: judul\nbody: isi\npublished: tanggal\nstate: {column: status, published: [terbit, '']}\nsite: https://a.example\n"
    "tags: {column: tag, split: ;}\nauthor: {column: penulis, in: data/orang.yml, take: nama}\nbase: https://a.example/x/\nsummary: '{judul} ({tag})'\n"
)
"""A map of rows."""
MAP = Map({"title": (Value("linkTitle"), Value("title")), "state": (Value("status"),), "src": (Value("cover.image"), Value("foto")), "region": (Value("kota", table="data/kota", take="name"),),
               "tags": (Value("keywords", "|"),), "summary": (Value("{deck} – {teaser}"),)}, prefix="/unggah/", without="g.", published=("terbit",), trashed=("buang",))  # fmt: skip
FOLDERS = (
    "node_modules _site public resources themes layouts _includes _layouts _sass _data vendor archetypes assets static templates sass i18n .git content src daerah "
    "content/_includes content/node_modules content/public x/_data content/x/_sass"
).split()
SECTIONS = {
    "sections": [[10, 0], [1, "p", [[0, [0, 1, 2], 2, "<x>"], [1, 0], [0, [], 1, "y"]]], [2, "/z.jpg"], [3, "ul", [[[0, [], 0, "i"]], 1]], [1, "script", []]],
    "markups": [["a", ["href", "/h"]], ["em"], ["script"]],
}  # fmt: skip
"""A document of mobiledoc."""
ASKED = (
    f"{SITE}/a b.jpg",
    "http://www.cdn.example/é.png",
    "ftp://cdn.example/a",
    "https://lain.example/a",
    "//cdn.example/a",
    "https://kabarlama.example:80/x",
)
"""Files of the old site, and of others."""
PLACES = (("cdn.example", 80, "10.0.0.1"), ("127.0.0.1", 8000, "127.0.0.1"), ("x", 1, "8.8.8.8"), ("::1", 1, "::1"))
"""Hosts with their ports and addresses."""
KEPT = {
    "data/orang.yml": b"sari: {nama: Sari Wulan, slug: sw}\n1: {name: Made}\n", "data/kota/palu.md": b"---\nname: Palu\n---\n",
    "data/kota/luwuk.yml": b"name: Luwuk\n", "_data/tags.json": b'{"pasar": "Pasar"}', "content/authors/sari.md": b"---\ntitle: S\n---\n",
    "lama/unggah/a.jpg": jpeg(16, 16), "lama/unggah/bad.jpg": b"x", "lama/unggah/c.svg": b"<svg/>", "lama/f.jpg/x": b"x",
    "lama/unggah/d.svg": b"<svg onload='x'/>", "lama/unggah/b c.pdf": b"%PDF-1", "lama/unggah/e.exe": b"MZ", "lama/static/g.png": jpeg(8, 8),
}  # fmt: skip
"""What texts and maps look up, and files of media, good and bad."""
SETTINGS: dict[str, tuple[Any, ...]] = {
    "permalinks": (
        {"berita": "/:year/:month/:slug", "page": {"daerah": "/:sections[1:]/:title"}}, {"page": {"daerah": "/:sections[last]/:slugorfilename/"}, "section": {"daerah": "/s/:sections[0]/"}},
        {"daerah": "/:06/:1/:2/:01/:02/:002/:Jan/:January/:Mon/:Monday/:15/:04/:05/:2006/", "opini/a": "/o/:contentbasename.html"}, "x",
        {"daerah/kota": "/:monthname/:day/:weekday/:weekdayname/:yearday/:filename/", "tags": "/t/:slug/", "term": {"tags": "/tt/:slugorcontentbasename"}},
        [{"target": {"path": "/daerah/**", "kind": "page"}, "pattern": "/:section/:sectionslug/:sectionslugs/:title/"}, {"target": {"kind": "section"}, "pattern": "/k/:sections/"}, {"pattern": "/:lain/:slug/"}],
    ),
    "taxonomies": ({"tag": "tags", "penulis": "penulis", "kategori": "kanal"}, {"author": "authors", "category": "categories"}, [{"name": "tags"}, "authors"], {}),
    "languages": ({"id": {"contentdir": "content/id"}, "en": {"contentdir": "content/en"}}, {"id": {}, "fr": {}}), "defaultcontentlanguage": ("id", "en", "ID"),
    "defaultcontentlanguageinsubdir": ("true", "false"), "uglyurls": ("true", "false"), "disablepathtolower": ("true",), "removepathaccents": ("true",),
    "frontmatter": ({"date": [":filename", ":default"], "lastmod": ["modified"]}, {"date": ["terbit", "publishDate"], "expirydate": [":default"]}), "contentdir": ("isi", "content/"),
    "module": ({"mounts": [{"source": "lain", "target": "content"}, {"source": "x", "target": "static"}]},), "timezone": ("Asia/Jayapura", "UTC", "Tak/Ada"),
    "permalink": ("date", "pretty", "ordinal", "weekdate", "none", "/:categories/:title/", "/:y_day/:short_year/:i_month/:i_day/:hour:minute:second/:w_year/:week/:w_day/:title:output_ext",
                  "/:long_day/:short_day/:long_month/:short_month/:slug", "/:slugified_categories/:name/:basename/:path", "/:collection/:lain/:title.html"),
    "baseurl": ("/blog/", ""), "collections": ({"foto": {"output": "true", "permalink": "/f/:name/"}, "kota": {"output": "false"}}, ["foto"], {"foto": {"output": "true"}, "posts": {"permalink": "/p/:title"}}),
    "collections_dir": ("kumpulan",), "exclude": (["daerah", "*.html"], "rahasia"), "collectionsdir": ("x",),
    "defaults": (
        [{"scope": {"path": "", "type": "posts"}, "values": {"permalink": "/d/:title/", "categories": ["umum"]}}, {"scope": {"path": "daerah"}, "values": {"kanal": "d", "tags": "a b"}}],
        [{"scope": {"path": "daerah/*"}, "values": {"permalink": "/j/:slug/"}}, {"scope": {"type": "foto"}, "values": {"x": "1"}}, "x", {"scope": {"path": "daerah/kota"}, "values": {"categories": "c d"}}],
    ),
}  # fmt: skip
"""Values of configurations, by their keys."""
MATTER: dict[str, tuple[Any, ...]] = {
    "title": ("Judul: Apa? 50%", "a/b \\ c", "Ünïçø +x"), "linkTitle": ("Tautan",), "slug": ("-siput-", "Sip Ut", ""), "url": ("/x/", "x/:slug", "https://a.example/b", "https://a.example/:slug", "y"),
    "permalink": ("/p/:title/", "pretty", "x.html", "/q/index.html", "{{ x }}", "false", "https://a.example/z/"), "path": ("jalan/", "/j"), "date": ("2019-10-09", "2019-10-09T23:10:00+09:00", "2019-01-01 05:00 UTC", "salah"),
    "publishDate": ("2019-12-30",), "pubDate": ("2018-02-03",), "published_at": ("2018-03-04",), "created": ("2018-04-05",), "published": ("false", "2018-05-06"), "terbit": ("2017-01-01",),
    "lastmod": ("2020-01-01",), "modified": ("2020-02-02",), "updated": ("2020-03-03",), "last_modified_at": ("2020-04-04",), "expiryDate": ("2021-01-01",), "unpublishdate": ("2021-02-02",), "expires": ("2021-03-03",),
    "build": ({"render": "never"}, {"render": "always"}, {"render": "false"}), "_build": ({"render": "never"},), "headless": ("true", "false"), "categories": (["Daerah", "Kota Raya"], "a b", "x, y"), "category": ("Politik",),
    "tags": (["Pasar", "pasar"], "air api"), "authors": (["Sari"], "1"), "penulis": ("sari",), "extra": ({"author": "Made", "cover": "c.jpg"},), "params": ({"image": {"src": "a.jpg", "caption": "K", "alt_text": "A"}},),
    "image": ("b.png", ["c.jpg", "d.jpg"], {"url": "e.jpg", "credit": "F"}), "image_caption": ("Kapsi",), "image-alt": ("Alt",), "imageCredit": ("Kredit",), "cover": ({"relative": "x", "image": "g.webp", "attribution": "H"},),
    "caption": ("Sendiri",), "deck": ("Dek",), "topics": (["air", "api"], ["air"], "air; api"), "kota": ("palu", "luwuk"), "foto": ("h.jpg",), "photographer": ("P",), "aliases": (["/a/", "b"],), "redirect_from": ("/c/",),
    "keywords": ("a|b", "c|d"), "teaser": ("T",), "editors": (["E"],), "id": ("7",), "status": ("terbit", "buang", "lain"), "region": ("Palu",), "lama": ({"dalam": {"sekali": "x", "gambar": "y.gif"}},),
}  # fmt: skip
"""Values of front matter, by their keys."""
PATHS = (
    "daerah/kota/a.md", "daerah/2019-10-09-B C.md", "berita/a.id.md", "berita/x.fr.md", "opini/a/b/c.html", "index.md", "daerah/_index.md", "tags/Air Bersih/_index.md", "daerah/bundel/index.md", "_index.md", "a.md",
    "_posts/2019-10-09-judul.md", "daerah/_posts/kota/2019-1-2-x_y.md", "_drafts/konsep.md", "_foto/satu.md", "_foto/dalam/dua.md", "kumpulan/_foto/x.md", "_kota/a.md", "rahasia/a.md", "kontak.html", "daerah/index.html",
    "penulis/sari/_index.md", "2019-10-09-hari/index.md", "en/a.md", "id/daerah/2019-03-04-Über + x.md", "_lain/a.md", "404.md", "opini/a/_index.md",
)  # fmt: skip
META = (
    "_media_credit _photo_credit photo_credit photo_credits image_credit _image_credit foto_credit kredit_foto sumber_foto fotografer photographer featured_image_credit _isc_image_source "
    "credit kredit _wp_attachment_credit _credit _wp_attachment_metadata caption_foto keterangan_foto photo_caption image_caption featured_image_caption thumbnail_caption _yoast_wpseo_title rank_math_title "
    "_aioseo_title _yoast_wpseo_metadesc rank_math_description _aioseo_description _yoast_wpseo_primary_category rank_math_primary_category _yoast_wpseo_redirect rank_math_redirection_url_to _redirect_from redirect_from "
    "_redirect_to redirect_to redirection_url _redirect_rule_from _wp_old_slug _elementor_data footnotes _thumbnail_id lain cap-user_login cap-display_name cap-description"
).split()  # fmt: skip
KINDS = (
    "post page attachment guest-author redirect_rule redirection redirect seo-redirection 301-redirect nav_menu_item revision customize_changeset oembed_cache user_request wp_global_styles wp_navigation wp_template "
    "wp_template_part wp_font_face wp_font_family custom_css product"
).split()  # fmt: skip
SLUGS = (
    "judul",
    "Judul-Besar",
    "con",
    "a" * 110,
    "a" * 111,
    "berita%20satu",
    "%E5%8C%97",
    "123",
    "satu",
    "daerah",
    "tag",
    "penulis",
    "",
    "dua",
    "tiga",
    "satu-2",
    "2",
)
NAMES = (
    "daerah",
    "politik",
    "#1",
    "#9",
    "uncategorized",
    "pilkada",
    "Kota Raya",
    "opini",
    "x" * 101,
    "…",
    "tag",
    "-",
    "lain-lain",
)
PATTERNS = (
    "/2019/10/{}/",
    "/daerah/{}.html",
    "/{}/",
    "/2019/10/09/{}",
    "/politik/2019/{}/",
    "/?p={}",
    "/berita/{}/",
    "/tag/{}/",
    "/lama/{}.html",
)
LED = (
    "/a/", "/b.html", "/?p=3", "/?page_id=4&x=1", "/daerah/2/", "/tag/x/", "/A/", "/foto.jpg", "https://lain.example/x/", "/x y/", "/satu/", "/2019/10/satu/", "/dua/index.html", "/x.php", "/gambar/", "/penulis/sari/", "/" + "y" * 400 + "/",
)  # fmt: skip
TABLE = "kanal:\n- {slug: kota, name: Kota, from: [daerah, opini], description: D}\n- {slug: kota/raya, name: Raya, from: [politik]}\ndefault: kota\n"
_WORDS = "src alt caption url html code markdown calloutText heading content buttonUrl buttonText title fileTitle fileName editor shortcode title_text description_text blockquote_content text youtube_url vimeo_url dailymotion_url"
SHOWN: dict[str, Any] = {word: f"<{word}> & /{word}" for word in _WORDS.split()}
SHOWN |= {"images": [dict(SHOWN), 1], "metadata": {"title": "M"}, "image": {"url": "/i&.jpg"}, "link": {"url": "/l"}, "gallery": [{"url": "/g.jpg"}], "carousel": [{"url": "/c.jpg"}], "wp_gallery": [{"url": "/w.jpg"}],
          "icon_list": [{"text": "I"}, 2], "tabs": [{"tab_title": "T", "tab_content": "C"}]}  # fmt: skip
CARDS = ("image gallery html code codeblock markdown embed bookmark callout toggle button video audio file paywall hr paragraph quote extended-quote aside listitem link autolink linebreak root heading list extended-text text horizontalrule "
         "text-editor image-gallery image-carousel icon-list tabs accordion icon-box image-box blockquote spacer divider icon menu-anchor shortcode lain").split()  # fmt: skip
SITES = {
    "situs/site.yaml": "name: K\nbase_url: https://k.example\ncategories: [{slug: a, name: A}]\nmedia: {base_url: https://m.example}\n", "situs/build/index.html": "<p>", "situs/build/a/index.html": "<p>", "situs/build/b.html": '<meta http-equiv="refresh" content="0">',
    "situs/build/f.txt": "x", "situs/import/addresses.jsonl": '{"old": "/g/", "new": "", "how": "gone"}\n{"old": "/G2/", "new": "/a/", "how": "rule", "item": "1"}\n', "rusak/build/index.html": "x", "rusak/import/addresses.jsonl": "x\n", "rusak/site.yaml": "name: K\nbase_url: https://k.example\ncategories: [{slug: a, name: A}]\n",
    "alamat.txt": "/a/\n/a\n/b.html x\n/g/\n/G/\n/g2/\n/foto.JPG\n/?p=3&x=1\n/q?x=1\nbukan\n/f.txt\nhttps://k.example/tiada/\n/tiada\n/../x\n/%61/\n", "log": '1 - - [x] "GET /a/ HTTP/1.1" 200 1\n' + "".join(f'1 - - [x] "{way} /x{code} HTTP/2" {code} 1\n' for way in ("GET", "HEAD", "POST") for code in (200, 206, 301, 302, 304, 307, 308, 404, 500)),
    "peta.xml": "\ufeff <urlset><url><loc>https://k.example/a/</loc></url><url><loc>/b.html</loc></url></urlset>", "putus.xml": "<urlset><url>", "hugo.csv": "bicara\npath,slug,title,date,draft,permalink\na.md,,A,x,false,https://k.example/a/\nb.md,,B,x,true,https://k.example/z/\n", "kosong": "\n",
    "satu.md": "x", "h/hugo.toml": "title = 'H'\nbaseURL = 'https://h.example'\n", "h/content/berita/a.md": "---\ntitle: A\ndate: 2019-10-09\n---\nIsi {{< kotak x >}}.\n", "h/content/b.md": "---\ntitle: [\n---\n", "h/content/_index.md": "---\n---\n", "h/layouts/x.html": "x", "h/content/404.md": "---\ntitle: T\n---\n",
    "bukan-kosong/x": "x", "lain/import/state.jsonl": '{"format":1,"source":"zola"}\n', "lama2/import/state.jsonl": '{"format":2,"source":"hugo"}\n', "cacat/import/state.jsonl": "{\n", "k.yaml": "kanal: []\n", "baris.csv": "judul,isi,tag\nA,B,a;b\n", "baris.sql": "INSERT INTO x (a) VALUES (1);",
}  # fmt: skip
"""Sites, archives and lists of addresses, some of them damaged."""
WRONG = ("", "hugo", "hugo h", "hugo h --into h/x", "hugo satu.md --into {}-p", "hugo h --into bukan-kosong", "hugo h --into lain", "hugo h --into lama2", "hugo h --into cacat", "hugo h --into {}-p --kanal tiada", "hugo h --into {}-p --kanal k.yaml", "hugo h --into {}-p --map tiada", "hugo h --into {}-p --map k.yaml",
         "hugo h --into {}-p --media tiada", "hugo h --into {}-p --host a/b", "hugo h --into {}-p --media-url http://x.example", "hugo h --into {}-p --media-url x", "wordpress satu.md --into {}-p", "blogger satu.md --into {}-p", "ghost satu.md --into {}-p", "wordpress tiada --into {}-p", "rows baris.csv --into {}-p", "rows baris.sql --into {}-p", "hugo data --into {}-p")  # fmt: skip
RIGHT = ("hugo h --into {}-p1 --dry-run", "hugo h --into {}-p2 --json", "hugo h --into {}-p3", "hugo h --into {}-p3", *(f"--verify-addresses {file}{more}" for file in ("alamat.txt", "log", "peta.xml", "putus.xml", "hugo.csv", "kosong", "tiada") for more in ("", " --json")))  # fmt: skip


def exports() -> Iterator[tuple[str, str]]:
    """Yield exports with their systems: each field, state and type of WordPress, and what Blogger and Ghost have."""
    values = (
        "Kata",
        "#",
        "7",
        "%%title%% x",
        's:6:"credit";s:4:"Sari";',
        '[{"id":"f","content":"C"}]',
        '[{"widgetType":"posts"},{"widgetType":"html","settings":{"html":"H"}}]',
    )
    posts = [
        post(
            n,
            "" if "elementor" in key else "Isi <!-- wp:footnotes /-->",
            more=meta(key, value) + meta(f"_{key}", "field_1") * (key == "lain"),
            title=("Judul", "")[n % 2],
        )
        for n, (key, value) in enumerate((k, v) for k in META for v in values[: 7 if "_" in k else 4])
    ]
    posts += [
        post(
            n,
            **{
                "wp:post_type": kind,
                "wp:attachment_url": f"{SITE}/a.jpg",
                "title": "/lama/",
                "wp:post_name": "cap-sari",
            },
            more=meta("redirect_to", "/baru/")
            + meta("_redirect_rule_from", "/x/")
            + meta("_redirect_rule_to", "/y/")
            + meta("_redirect_rule_status_code", ("301", "403", "404", "410")[n % 4])
            + meta("_wp_attachment_image_alt", "Alt")
            + meta(META[n % 18], 's:6:"credit";s:4:"Made";'),
        )
        for n, kind in enumerate((*KINDS, *KINDS[2:6], *KINDS[2:6]))
    ]
    posts += [
        post(n, **{"wp:status": state, "wp:post_password": "x" * (n % 2)})
        for n, state in enumerate("publish publish future future private draft pending trash auto-draft lain".split())
    ]
    times = (
        "2019-10-09 16:10:00",
        "2019-10-09 09:10:00",
        "2019-10-09 07:10:00",
        "0000-00-00 00:00:00",
        "1900-01-01 00:00:00",
        "1901-01-01 00:00:00",
        "9999-01-01 00:00:00",
        "9998-12-31 00:00:00",
        "salah",
        "",
    )
    posts += [
        post(n, **{"wp:post_date": local, "wp:post_date_gmt": gmt, "wp:post_modified": gmt})
        for n, (local, gmt) in enumerate((a, b) for a in times for b in times)
    ]
    posts += [
        post(n, more=more, **{"guid": f"{SITE}/?p=3", "wp:post_name": name, "wp:post_type": ("post", "page")[n % 2]})
        for n, (more, name) in enumerate(
            (a, b)
            for a in (
                meta("_wp_old_slug", "dulu") + meta("_wp_old_slug", "awal"),
                '<category domain="author" nicename="cap-sari"></category><category domain="post_tag" nicename="a">A &amp;amp; B</category><category domain="lain">x</category>',
                "<wp:comment><wp:comment_approved>1</wp:comment_approved></wp:comment>" * 2
                + "<wp:comment><wp:comment_approved>0</wp:comment_approved></wp:comment>",
            )
            for b in ("judul", "", "lain")
        )
    ]
    terms = "".join(
        f"<wp:category><wp:term_id>{n}</wp:term_id><wp:category_nicename>{key}</wp:category_nicename><wp:category_parent>{above}</wp:category_parent><wp:cat_name>{name}</wp:cat_name></wp:category>"
        for n, (key, above, name) in enumerate((("a", "", "A"), ("b", "a", ""), ("c", "z", "C")))
    )
    terms += "<wp:tag><wp:tag_slug>t</wp:tag_slug><wp:tag_name></wp:tag_name></wp:tag><wp:author><wp:author_login>x</wp:author_login><wp:author_first_name>A</wp:author_first_name><wp:author_last_name>B</wp:author_last_name></wp:author><language>id-ID</language>"
    kinds = "".join(
        f"<category scheme='http://schemas.google.com/g/2005#kind' term='http://x#{kind}'/>" for kind in ("post",)
    )
    entries = [
        f"<entry><id>tag:x.post-{n}</id>{kind}<blogger:status>{state}</blogger:status>{more}<published>2019-10-09T16:10:00+07:00</published><updated>2019-10-{day}</updated><title> J  {n}</title>"
        f"<category term='D'/><category term=' T '/><content>&lt;p>x</content><link rel='{rel}' href='{SITE}/2019/a.html'/><author><name>{'S' * (n % 2)}</name></author></entry>"
        for n, (kind, state, more, day, rel) in enumerate(
            (kind, state, more, day, rel) for kind in (kinds, "<blogger:type>PAGE</blogger:type>", "<blogger:type>COMMENT</blogger:type>", "") for state in ("LIVE", "DRAFT", "SCHEDULED", "SOFT_TRASHED", "X")
            for more, day, rel in (("", "10T16:10:00+07:00", "alternate"), ("<blogger:trashed>1</blogger:trashed>", "10T16:10:01+07:00", "self"), ("<app:control><app:draft>yes</app:draft></app:control><blogger:filename>/f.html</blogger:filename>", "x", "self")))
    ]  # fmt: skip
    feed = "<feed xmlns='http://www.w3.org/2005/Atom' xmlns:blogger='http://schemas.google.com/blogger/2018' xmlns:app='a'><title> K </title><link rel='alternate' href='https://b.example/'/>"
    rows = [
        {
            "id": n,
            "slug": f"s{n}" * (n % 5 > 0),
            "title": f" T{n} ",
            key: value,
            "status": state,
            "author_id": n % 3,
            "published_at": at,
            "created_at": 1_570_612_200_000,
        }
        for n, (key, value, state, at) in enumerate(
            (key, value, state, at)
            for key, value in (
                ("html", "<p>__GHOST_URL__/x</p>"),
                ("lexical", '{"root": {"children": [{"type": "x"}]}}'),
                ("mobiledoc", "{"),
                ("markdown", "*m*"),
                ("canonical_url", "https://o.example/s1/"),
                ("visibility", "paid"),
                ("page", 1),
                ("type", "page"),
                ("feature_image", "__GHOST_URL__/f.jpg"),
                ("custom_excerpt", " E "),
                ("image", "i.jpg"),
                ("meta_description", "M"),
            )
            for state in ("published", "scheduled", "sent", "draft", "")
            for at in ("2019-10-09T09:10:00.000Z", "2019-10-09 09:10:00", 1_570_612_200_999, "x", None)
        )
    ]
    tables = {"posts": rows, "tags": [{"id": n, "slug": "" if n == 4 else f"t{n}", "name": name, "visibility": "internal" if n == 3 else "public"} for n, name in enumerate(("A", "#b", "C", "D", "E"))], "users": [{"id": n, "slug": f"u{n}" * (n != 2), "name": f"U{n}" * (n != 1)} for n in range(4)],
              "posts_tags": [{"post_id": n % 60, "tag_id": n % 6, "sort_order": -n if n % 3 else None} for n in range(90)], "posts_authors": [{"post_id": n, "author_id": n % 5, "sort_order": 5 - n % 4} for n in range(40)] + [{"post_id": 1, "author_id": 3}],
              "posts_meta": [{"post_id": n, "meta_description": "D", "feature_image_caption": "<i>K</i>", "feature_image_alt": " a  b "} for n in range(30, 60)], "settings": [{"key": key, "value": f"{key}/"} for key in ("title", "description", "url", "lang", "default_locale")]}  # fmt: skip
    yield from (
        ("wordpress", HEAD + terms + "".join(posts) + TAIL),
        ("wordpress", HEAD),
        ("blogger", feed + "".join(entries) + "</feed>"),
        ("blogger", feed),
        ("ghost", json.dumps({"db": [{"data": tables}]})),
        ("ghost", json.dumps({"data": {"posts": []}})),
        ("ghost", "x"),
    )


class Answer(io.BytesIO):
    """What an old site sends."""

    def __init__(self, status: int, headers: Mapping[str, str], data: bytes) -> None:
        super().__init__(data)
        self.status, self.headers = status, Message()
        for key, value in headers.items():
            self.headers[key] = value


def answers() -> list[list[Any]]:
    """Return what an old site answers when a file is asked for, one after the other."""
    types = "image/png video/mp4 audio/mpeg font/woff binary/x application/pdf application/zip application/octet-stream application/msword application/vnd.ms application/epub+zip text/csv text/plain text/vtt text/html application/json"
    cut = Answer(200, {"Content-Type": "image/png", "Content-Length": "9"}, b"x" * 4)
    cases: list[list[Any]] = [
        [Answer(200, {"Content-Type": kind, "Content-Length": "4"}, b"data")] for kind in types.split()
    ]
    cases += [
        [Answer(status, {"Content-Type": "image/png", **headers}, data)]
        for status in (200, 206)
        for headers in (
            {},
            {"Content-Length": "4"},
            {"Content-Length": "x"},
            {"Content-Encoding": "gzip"},
            {"Content-Encoding": "Identity"},
            {"Content-Length": "0"},
        )
        for data in (b"", b"data", b"datas")
    ]
    cases += [
        [
            Answer(200, {"Content-Type": "image/png", "Content-Length": "9"}, b"x" * 4),
            Answer(status, {"Content-Type": "image/png", "Content-Range": span, "Content-Length": "5"}, b"y" * 5),
        ]
        for status in (200, 206)
        for span in ("bytes 4-8/9", "bytes 0-8/9", "")
    ]
    cases += [
        [URLError(error)] * 3
        for error in (
            TimeoutError(),
            gaierror(),
            SSLError(),
            ConnectionResetError(),
            NotAllowedError("x"),
            OSError(5, "x"),
            ValueError("x"),
        )
    ]
    cases += [
        [error] * 3
        for error in (
            HTTPException("x"),
            ValueError("x"),
            ConnectionError(),
            HTTPError("http://x", 404, "x", Message(), None),
        )
    ]
    cases += [
        [
            ConnectionError(),
            cut,
            Answer(206, {"Content-Type": "image/png", "Content-Range": "bytes 4-", "Content-Length": "5"}, b"z" * 5),
        ]
    ]
    return cases


def records(number: int, pieces: Sequence[str]) -> list[Found]:
    """Return what a source might find, in the order of a seed."""
    rng = random.Random(100 + number)
    usual_pattern, stamp = PATTERNS[number], Stamp(1_570_612_200, "WIB")
    found: list[Found] = [
        Portal(
            ("Kabar", "-", "")[number % 3],
            "Semboyan",
            SITE + ("/", "/blog", "")[number % 3],
            ("id-ID", "en", "", "fr")[number % 4],
        ),
        Portal(name="Lain"),
    ]
    for key, name in (
        ("sari", "Sari Wulan"),
        ("made", "Sari Wulan"),
        ("x", "-"),
        ("北", "北"),
        ("admin", ""),
        ("la", "<!-- x -->La Ode"),
    ):
        found.append(
            Person(
                key,
                name,
                "<b>Bio</b> <script>x</script>" if key == "sari" else "",
                f"/penulis/{key}/" if number % 2 else f"/author/{key}-1/",
            )
        )
    for place, (key, name, parent) in enumerate(
        (
            ("daerah", "Daerah", ""),
            ("politik", "Politik & <i>", "daerah"),
            ("pilkada", "Pilkada", "politik"),
            ("opini", "-", ""),
            ("tag", "Tag", ""),
            ("a", "A", "b"),
            ("b", "B", "a"),
        )
    ):
        found.append(
            Term(
                "category",
                key,
                name,
                "Uraian" if place % 2 else "-",
                parent,
                f"{SITE}/rubrik/{key}/" if place % 3 else "",
                str(place),
            )
        )
    found += [
        Term("tag", key, key, address=f"/{('tag', 'topik')[number % 2]}/{key.lower()}/")
        for key in ("Pasar", "Air &amp; Api", "Kosong")
    ]
    found += [
        *FILES.values(),
        File("12", f"{SITE}/unggah/d.svg", "-", address=f"{SITE}/lihat/12/"),
        File("13", "https://cdn.example/x/y.jpg", address=f"{SITE}/2019/10/satu/foto/", item="i1"),
    ]
    found += [Redirect(rng.choice(LED), rng.choice(LED)) for _ in range(6)] + [
        Redirect("/hilang/", ""),
        Redirect("/r1/", "/r2/"),
        Redirect("/r2/", f"{SITE}/2019/10/satu/"),
        Redirect("/r3/", "/rubrik/daerah/"),
    ]
    found += [Fault("a.md", as_it_is("rusak"), number, 2 * number % 3, of_text=bool(number % 2))]
    for n in range(40 + 5 * (number == 2)):
        slug = rng.choice(SLUGS)
        pattern = usual_pattern if rng.random() < 0.6 else rng.choice(PATTERNS)
        body = "\n\n".join(rng.choice(pieces) for _ in range(rng.randint(0, 3)))
        body += rng.choice(
            (
                "",
                f" <a href='{SITE}{rng.choice(LED)}'>x</a> <img src='/unggah/{rng.choice(('a.jpg', 'bad.jpg', 'c.svg', 'd.svg', 'tiada.png', 'a-300x200.jpg', 'b c.pdf', 'e.exe', 'f.jpg'))}'>",
                "\n\n---\ntitle: x\n---\n",
                "<!--nextpage-->b" * rng.randint(1, 60),
            )
        )
        if n % 13 == 4:
            body = f"---\ntitle: Lagi\ntags:\n- a\n---\n{body}"
        epoch = stamp.epoch + 86_400 * 40 * n + rng.choice((0, 3_600, 27_000 + 60 * n))
        found.append(Item(
            rng.choice(("article", "article", "article", "page")), rng.choice((f"i{n}", f"I {n}", str(n), "sama")), rng.choice((SITE, "")) + pattern.format(slug or n), rng.choice(("Judul", "", "-", f"Judul <!-- x --> {n}", "北京")), slug, body,
            rng.choice(("html", "wordpress", "markdown")), rng.choice((None, Stamp(epoch, "WIB"), Stamp(epoch, "WIT"), Stamp(epoch // 86_400 * 86_400 - 25_200, "WIB"))),  # type: ignore[arg-type]
            rng.choice((None, Stamp(epoch + 3_600, "WIB"), Stamp(epoch + 200_000, "WITA"), Stamp(epoch, "WIB"))), rng.choice((None, None, None, Stamp(epoch + 10, "WIB"), Stamp(1_900_000_000, "WIB"))), rng.random() < 0.2,
            rng.choice(("published",) * 12 + ("draft", "private", "protected", "trashed", "gone")), tuple(rng.sample(("sari", "made", "x", "Tamu", "", "-", "Sari Wulan"), rng.randint(0, 3))), ("Ed", "-")[: rng.randint(0, 2)],  # type: ignore[arg-type]
            tuple(rng.sample(NAMES, rng.randint(0, 3))), tuple(rng.sample(("Pasar", "Air &amp; Api", "pasar", "…", "y" * 100, "y" * 101, "Daerah"), rng.randint(0, 4))), rng.choice(("", "Palu")), rng.choice(("", "Ringkas *a* <!-- x -->")),
            rng.choice(("", "", "8", "11", "99", "/unggah/a.jpg", "javascript:x", "http://lain.example/z.jpg", "13", "tanpa titik")), rng.choice(("", "Kapsi &amp; B", "-")), rng.choice(("", "Kredit")), rng.choice(("", "Alt")),
            tuple(rng.sample(LED, rng.randint(0, 3))) + tuple(f"/lama/{n}/{one}/" for one in range(102 if n == 7 else 0)), (Note("field", as_it_is("f")),) * (n % 9 == 0),
        ))  # fmt: skip
        if n % 10 == 0:
            found += [
                Note("comments", as_it_is("k"), address="/k/"),
                items.Skipped(f"s{n}.md", rng.choice(("folder", "hidden", "list", "not-found")), "/s/"),
                items.Texts(2),
            ]  # type: ignore[arg-type]
    return found


FOLDER = {
    "hs/config/_default/hugo.toml": "baseURL = 'x'\ntitle = 'H'\n[permalinks]\nberita = '/:year/:slug/'\n[taxonomies]\ntag = 'tags'\nauthor = 'authors'\n", "hs/config/_default/menus.id.yaml": "main: [a]\n", "hs/config/production/params.toml": "deskripsi = 'D'\n",
    "hs/config/_default/rusak.json": "{", "hs/config/_default/aneh.toml": "x = ", "hs/static/CNAME": "www.h.example\n", "hs/static/foto/a.jpg": "x", "hs/content/berita/_index.md": "---\naliases: [/lama/, dulu]\n---\n", "hs/content/opini/_index.md": "---\ntitle: O\n---\nIsi.\n",
    "hs/content/berita/bundel/index.md": '---\ntitle: Bundel\ndate: 2019-10-09\nimage: beside.jpg\n---\n# Bundel\n\n[a](../a.md#x) [b](tiada.md) {{< ref "a" >}} {{< relref "/berita/a.md#y" >}} {{< figure src="foto/a.jpg" >}} {{< peta 1 >}}\n', "hs/content/berita/bundel/beside.jpg": "x",
    "hs/content/berita/bundel/lain.md": "---\ntitle: L\n---\n", "hs/content/berita/a.md": "+++\ntitle = 'A'\ndate = 2019-10-09T10:00:00+08:00\nimage = 'foto/a.jpg'\nexpiryDate = 2019-10-09T10:00:00+08:00\n+++\nJudul\n=====\n\n[x](bundel/index.md) <a href=\"b.markdown\">b</a>\n",
    "hs/content/berita/b.markdown": '{"title": "B", "date": "2019-10-09", "expiryDate": "2020-01-01", "draft": "yes", "tags": ["Air"], "authors": ["sari"]}\n\n## B\n\nIsi.\n', "hs/content/berita/c.md": '{"title": ', "hs/content/berita/d.md": "+++\nx = \n+++\n", "hs/content/berita/e.md": "---\ntitle: ! 'E'\nx: [\n---\n",
    "hs/content/berita/f.md": "---\ntitle: ! 'F'\ndate: !!str '2019-10-09'\n---\n{{% note %}}\nN\n{{% /note %}}\n", "hs/content/berita/g.md": "---\nheadless: true\n---\n", "hs/content/halaman.md": "---\ntitle: H\nexpiryDate: 2020-01-01\n---\nIsi\n", "hs/content/authors/sari/_index.md": "---\ntitle: Sari Wulan\n---\n", "hs/content/polos.html": "<p>x</p>",
    "hs/content/404.md": "---\nurl: /404.html\n---\nx\n", "hs/content/.x.md": "x", "hs/luar.md": "x", "hs/layouts/a.html": "x", "js/_config.yml": "title: J\nurl: https://j.example\nbaseurl: /b\ncollections: {foto: {output: true}}\ndefaults: [{scope: {path: ''}, values: {author: Made}}]\n", "js/_data/authors.yml": "Made: {name: Made Arta}\n",
    "js/_posts/2019-10-09-satu.md": "---\ntitle: Satu\ntags: a b\n---\n{% post_url 2019-10-10-dua %} {% link foto/x.md %} {% include kotak.html isi='Kata kata' %} {{ site.url }}/x\n", "js/_posts/2019-10-10-dua.md": "---\ntitle: Dua\npublished: false\n---\n", "js/_drafts/tiga.md": "---\ntitle: Tiga\n---\nx", "js/_foto/x.md": "---\ntitle: X\n---\n",
    "js/kontak.html": "---\ntitle: Kontak\n---\n<p>x</p>", "js/polos.html": "x", "js/_includes/kotak.html": "x", "js/tentang.md": "---\n---\n# Tentang {#a}\n\nx\n", "es/src/a.md": "---\ntitle: A\ndate: 2019-10-09\ncategories: [B]\n---\nx", "es/src/_includes/x.html": "x", "es/_data/site.yaml": "title: E\nurl: https://e.example/\n", "es/src/b/index.html": "x",
    "zs/content/berita/a.md": "+++\ntitle = 'A'\ndate = 2019-10-09\n[taxonomies]\ntags = ['x']\n[extra]\nimage = 'a.jpg'\n+++\n[b](@/berita/b.md)\n", "zs/content/berita/b.md": "+++\ntitle = 'B'\npath = 'p'\n+++\n", "us/content/a.md": "---\ntitle: A\n---\n", "us/hugo.yaml": "baseURL: https://u.example/\nuglyURLs: true\n", "us/hugo.toml/x": "",
    "rows/kategori.csv": "id,nama,slug\n1,Daerah,d\n2,Ekonomi,\n", "rows/penulis.json": '{"baris": [{"id": 1, "nama": "Sari"}, {"id": 2}]}', "rows/kota.jsonl": '{"id": "p", "name": "Palu"}\n\n', "rows/rusak.json": "{", "rows/rusak.csv": 'a,b\n"x', "rows/nama.toml": "a = 'Nama A'\n[b]\nname = 'Nama B'\n",
    "rows/a.csv": "id,judul,isi,tanggal,kat,pen,kota,nama,status\n1,A,<p>x</p>,2019-10-09,1,1,p,a,1\n2,B,&lt;p&gt;y <a href='z.html'>z</a>,1570612200,2,2,P,b,0\n3,C,<img src=\"a.jpg\"><a href='/r'>,2019-10-09 10:00,9,9,q,c,\n", "rows/b.jsonl": '[{"id": 1, "judul": "A", "kat": [1, 2], "kosong": null, "ya": true},\n {"id": 2}, 3, {"id": \n',
    "rows/c.jsonl": '\n{"id": 1, "judul": "caf\u00c3\u00a9"}\n\n{"id": \n[1]\n{"id": 3, "isi": "x"}', "rows/d.sql": "CREATE TABLE berita (id int, judul text, isi text, tanggal text, id_kat int);\nINSERT INTO berita VALUES (1,'A\\'s','x','2019-10-09 10:00:00',1),(2,'caf\u00c3\u00a9','y','2019-10-09',2),(3,'z');\n"
    "CREATE TABLE kat (id int, nama text, aktif text);INSERT INTO kat VALUES (1,'Daerah','Y'),(1,'Lagi','Y'),(2,'Ekonomi','T'),(1,'Tiga','Y');INSERT INTO jos_isi (id,judul) VALUES (1,'J');\n", "rows/e.sql": "INSERT INTO `berita` (`id`,`judul`) VALUES (1,'A", "rows/f.csv": 'id,judul\n1,"a\nb\n',
}  # fmt: skip
"""Sites in folders, and rows, with what is wrong in some of them."""
_ROW = "id: id\ntitle: judul\nbody: isi\npublished: tanggal\n"
READ = (
    *((system, folder, "") for system, folder in (("hugo", "hs"), ("jekyll", "js"), ("eleventy", "es"), ("zola", "zs"), ("hugo", "us"), ("hugo", "js"), ("jekyll", "hs"), ("zola", "hs"), ("eleventy", "js"))),
    ("hugo", "hs", "name: Nama\nsite: https://n.example\nslug: title\nshortcodes: {peta: 'Peta {0}', note: {take: '> {inner}'}}\nphoto: {src: image, prefix: /p/}\n"), ("jekyll", "js", "title: tiada\nshortcodes:\n  kotak: {column: isi, in: _data/authors.yml, take: name}\n"),
    *(("rows", f"rows/{name}", f"{_ROW}{more}") for name in ("a.csv", "b.jsonl", "c.jsonl", "f.csv") for more in ("", "category: {column: kat, in: kategori.csv, take: nama|slug}\nauthor: {column: pen, in: penulis.json, take: nama}\nregion: {column: kota, in: kota.jsonl}\nsummary: {column: nama, in: nama.toml}\nbase: https://a.example/\nzone: utc\n",
      "state: {column: status, published: ['1'], trashed: ['0']}\ntags: {column: kat, split: ','}\nmarkup: markdown\nkind: status\naddress: '/b/{id}/'\n")),
    *(("rows", "rows/a.csv", f"{_ROW}category: {{column: kat, in: {table}}}\n") for table in ("tiada.csv", "../x.csv", "rusak.json", "rusak.csv", "kategori.csv")),
    *(("rows", f"rows/{name}", f"{_ROW}table: {table}\n{more}") for name in ("d.sql", "e.sql") for table in ("berita", "lain", "'#__isi'") for more in ("", "category: kat.nama\nlookups: {kat: {id: '{id_kat}', aktif: Y}}\n", "tags: k.nama\nlookups: {k: {table: kat, id: '{id_kat}'}}\n", "lookups: {kat: {id: 1}}\n", "lookups: {x: {id: '{id}'}}\n")),
)  # fmt: skip
"""What is read: the system, its folder or file, and a map."""
WORDS = (
    "youtube vimeo tweet x twitter instagram gist figure img image picture video audio quote blockquote pullquote pull-quote quote-block button btn link note notice alert callout admonition tip warning info hint important caution danger "
    "details expand accordion collapse collapsible spoiler raw rawhtml comment toc more center highlight include include_relative if elsif else unless case when for break assign capture increment decrement cycle layout set lain "
    "facebook fb tiktok soundcloud spotify embed dailymotion googlemaps googlemap scribd slideshare telegram embedyt iframe code source sourcecode actionscript3 as3 bash c c-sharp cf coldfusion cpp csharp css delphi diff erl erlang groovy "
    "html java javafx javascript jfx js jscript pas pascal patch perl php pl plain powershell ps py python rails rb ror ruby scala shell sql text vb vbnet xhtml xml xslt caption wp_caption gallery playlist wpvideo vc_section vc_row vc_row_inner "
    "vc_column vc_column_inner vc_column_text vc_empty_space vc_separator vc_text_separator vc_message vc_toggle vc_tta_tabs vc_tta_tour vc_tabs vc_tta_accordion vc_accordion vc_tta_section vc_tab vc_accordion_tab vc_wp_text vc_single_image "
    "vc_gallery vc_images_carousel vc_custom_heading vc_video vc_btn vc_button vc_raw_html vc_raw_js"
).split()
"""Names of shortcodes."""
CALLS = (
    '{{{{< {0} a.jpg "b c" >}}}}', '{{{{< {0} title="T t" text="U u" url="/x" alt=A caption=C user=u id=12 >}}}}I{{{{< /{0} >}}}}', "{{% {0} %}}J{{% end{0} %}}",
    "[{0}]https://a.example/x y\n\n<b>z</b>[/{0}]", '[{0} id="8" ids="8,99" src="/a.mp3" title="T" text="U" link="url:%2Fx|" image="9" caption="C"]',
)  # fmt: skip
"""How they are called."""
