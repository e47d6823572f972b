"""The keys of site.yaml and theme.yaml."""

from __future__ import annotations

import re
from typing import get_args

from generator.base.codes import Level
from generator.base.sentences import sentence
from generator.base.start import NAMES
from generator.base.text import SLUG, quoted
from generator.config.keys import Check, Key
from generator.model.deploy_targets import HOSTS, VIAS, Announce
from generator.model.site import LANGUAGES, Role
from generator.model.urls import Paths, is_address, is_web
from generator.model.variants import AS_SEEN

CUT_WIDTHS = "widths: [360, 720, 1200]"
"""As hints show them."""

_LINK_WHY = sentence("an entry has a name and an address")
_LINK = (
    Key(
        "name", sentence("text of the link"), example="Redaksi", required=True, words="nama judul title",
        why=_LINK_WHY,
    ),
    Key(
        "url", sentence("where it leads"), example="/redaksi/", required=True, words="alamat tautan link",
        kind="address", why=_LINK_WHY,
    ),
)  # fmt: skip
KANAL = (
    Key(
        "slug", sentence("folder of content/, and address; of a sub-kanal, olahraga/sepak-bola"), example="daerah",
        required=True, why=sentence("a kanal has an address"), hint="daerah",
    ),
    Key(
        "name", sentence("name that readers see"), example="Daerah", required=True, words="nama judul title",
        why=sentence("a kanal has a name that readers see"),
    ),
    Key(
        "description", sentence("one sentence for search engines"), example="Peristiwa di kecamatan dan desa.",
        words="deskripsi",
    ),
)  # fmt: skip
_REDAKSI = (
    Key("company", sentence("the company that publishes it"), words="perusahaan"),
    Key("address", sentence("where it is"), words="alamat"),
    Key("penanggung_jawab", sentence("who is responsible by law")),
    Key("pemimpin_redaksi", sentence("editor-in-chief")),
    Key("email", sentence("address for readers"), words="surel"),
    Key("phone", sentence("telephone number"), words="telepon"),
)
_SECURITY = (
    Key(
        "contact", sentence("e-mail address, telephone number or https://…"), "texts", required=True, kind="contact",
        why=sentence("whoever finds a weakness must be able to tell"), hint=sentence("add contact: keamanan@…"),
    ),
    Key(
        "expires", sentence("until when this holds"), "time", required=True, why=sentence("RFC 9116 wants a time"),
        hint=sentence("add expires: 2027-12-31 00:00 WIB, a year from now at most"),
    ),
    Key("policy", sentence("address of the rules for it"), kind="web"),
)  # fmt: skip
_PATHS = (
    Key("tag", sentence("folder of the lists of topics"), default=Paths().tag, words="label"),
    Key("author", sentence("folder of people"), default=Paths().author, words="penulis authors"),
    Key("index", sentence("folder of the archive by days"), default=Paths().index, words="indeks"),
    Key("latest", sentence("folder of all articles"), default=Paths().latest, words="terkini"),
    Key("corrections", sentence("folder of the list of corrections"), default=Paths().corrections),
    Key("withdrawals", sentence("folder of the list of withdrawn articles"), default=Paths().withdrawals),
    Key("region", sentence("folder of regions"), default=Paths().region),
)
_SUBSCRIBE = (
    Key("title", sentence("what stands above it"), example="Kabar pagi, setiap hari pukul enam", words="judul"),
    Key(
        "form", sentence("where the form of the newsletter is sent, at a service of third_parties"),
        example="https://kabarmuara.us1.list-manage.com/subscribe/post?u=0000&id=0000", words="newsletter action",
        kind="address",
        check=Check(
            lambda text: is_address(text) and not text.lower().startswith("http:"),
            lambda text: sentence("{written} is not an address that a form can be sent to", written=quoted(text)),
            sentence("copy what follows action= in the form that the service gives, from https:// on"), "bad-address",
        ),
    ),
    Key(
        "field", sentence("name of the field for the reader's address in that form"), example="EMAIL", default="email",
        words="kolom",
    ),
    Key("links", sentence("channels"), "groups", keys=_LINK, entry="name: Saluran WhatsApp", words="saluran channels"),
)  # fmt: skip
_MEDIA = (
    Key(
        "base_url", sentence("where they are, if not in content/"), kind="web",
        example="https://media.kabarmuara.example", words="url baseurl base",
    ),
    Key(
        "allow", sentence("which other files are published, by folder"), "folders", "{dokumen/: [.pdf]}",
        entry="dokumen/: [.pdf]",
    ),
    Key("public", sentence("which files are published though nothing shows them"), "texts", "[ads.txt, berkas/**]"),
)  # fmt: skip
_CODE = Key("*", form="choice", choices=get_args(Level))
_SEVERITY = (
    Key(
        "folders", form="groups", entry="path: archive/**", words="folder paths",
        keys=(
            Key(
                "path", words="folder map", why=sentence("this key says where the severities apply"),
                hint=sentence("add path: archive/**"),
            ),
            _CODE,
        ),
    ),
    _CODE,
)  # fmt: skip
_ANNOUNCE = (
    Key(
        "indexnow",
        check=Check(
            re.compile(r"[A-Za-z0-9-]{8,128}").fullmatch,
            lambda text: sentence("{key} is no key of IndexNow", key=quoted(text)),
            sentence("it has 8 to 128 characters of a to z, A to Z, 0 to 9 and hyphens"),
        ),
    ),
    Key("indexnow_at", kind="web", default=Announce().indexnow_at),
    Key("websub", kind="web"),
    Key(
        "cloudflare",
        check=Check(
            lambda text: is_web(text) or re.fullmatch(r"[0-9a-f]{32}", text),
            lambda text: sentence("{zone} is no zone of Cloudflare", zone=quoted(text)),
            sentence("copy the 32 digits of the zone ID from its overview"),
        ),
    ),
    Key("webhook", kind="web"),
)
_PATH = Check(
    lambda text: ".." not in text.split("/") and "\\" not in text and text.isprintable(),
    lambda text: sentence("{path} is no path at a target", path=quoted(text)),
    sentence("write it from the root on, with forward slashes"),
)
_TARGET = (
    Key("to", form="choice", choices=VIAS, default="local", words="type"),
    Key(
        "path", words="bucket folder dir", check=_PATH, why=sentence("a target has a folder"),
        hint=sentence("add path: …; of s3, the name of the bucket"),
    ),
    Key("state", check=_PATH),
    Key(
        "host",
        check=Check(
            re.compile(r"[A-Za-z0-9](?:[A-Za-z0-9.-]{0,251}[A-Za-z0-9])?|\[[0-9A-Fa-f:]{2,45}\]").fullmatch,
            lambda text: sentence("{host} is not the name of a host", host=quoted(text)),
            sentence("write it like host: kabar.example"),
        ),
    ),
    Key("port", form="number", default="0", bounds=(1, 65535)),
    Key("user", words="username"), Key("url", kind="web", words="endpoint"),
    Key("region"), Key("key_file", words="key"),
    Key("known_hosts", default="~/.ssh/known_hosts"), Key("remote"),
    Key("conditional", form="flag", default="true"),
    Key("check", form="flag"), Key("public", kind="web"),
    Key("announce", form="group", keys=_ANNOUNCE, entry="websub: https://pubsubhubbub.appspot.com/"),
)  # fmt: skip

_COLLEAGUE = (
    Key(
        "name", sentence("name, as readers see it and as git has it"), example="Sari Anggraini", required=True,
        words="nama", why=sentence("a colleague has a name"), hint="Sari Anggraini",
    ),
    Key("login", sentence("what the proxy calls them, if not by their name"), example="sari", words="user username"),
    Key(
        "role", sentence("a reporter writes and hands in; an editor publishes; a lead may do everything"), "choice",
        "reporter", required=True, choices=get_args(Role), words="peran jabatan",
        meanings={
            **dict.fromkeys(("wartawan", "penulis", "kontributor"), "reporter"),
            **dict.fromkeys(("penyunting", "redaktur"), "editor"),
            **dict.fromkeys(("pemimpin redaksi", "pemred", "admin", "chief"), "lead"),
        },
        why=sentence("the role says what somebody may do"),
    ),
    Key(
        "email", sentence("address under which git has them"), example="sari@kabarmuara.example", words="surel",
        check=Check(
            re.compile(r"[^\s@<>]+@[^\s@<>]+").fullmatch,
            lambda text: sentence("{written} is not an e-mail address", written=quoted(text)),
            sentence("write it like sari@kabar.example"), "bad-address",
        ),
    ),
)  # fmt: skip
_OF_BROWSERS: frozenset[str] = frozenset(
    (
        "host", "origin", "referer", "cookie", "authorization", "user-agent", "accept", "accept-language",
        "accept-encoding", "content-type", "content-length", "connection",
    )
)  # fmt: skip
"""What any browser sends, or any page makes it send."""
_PERSON = (
    Key(
        "header", sentence("header in which the proxy says who asks"), example="Remote-User",
        why=sentence("the proxy says in a header who asks"), hint="Remote-User",
        check=Check(
            lambda text: re.fullmatch(r"[A-Za-z0-9][A-Za-z0-9_-]{0,63}", text) and text.lower() not in _OF_BROWSERS,
            lambda text: sentence("{header} is no header that says who asks", header=quoted(text)),
            sentence("write the one that your proxy sets, and takes out of what comes from outside: Remote-User"),
        ),
    ),
    Key(
        "from", sentence("IP addresses of the proxy, the only ones that are believed"), "texts", "127.0.0.1", kind="ip",
        words="dari proxy proxies", why=sentence("a header is believed only from where the proxy is"), hint="127.0.0.1",
    ),
)  # fmt: skip
_DESK = (
    Key(
        "review", sentence("whether an article needs an editor who did not write it"), "flag", "true", default="false",
        words="tinjau",
    ),
    Key(
        "live", sentence("whose entries of a live report go out at once: those of editors, or of its authors too"),
        "choice", "authors", choices=("editors", "authors"), default="editors", words="langsung",
    ),
    Key(
        "people", sentence("who works at the desk; without it whoever gets there, as a lead"), "groups",
        keys=_COLLEAGUE, entry="name: Sari Anggraini", words="orang users anggota",
    ),
    Key(
        "person", sentence("how the desk knows who asks from another machine: by a proxy"), "group", keys=_PERSON,
        entry="header: Remote-User",
    ),
    Key("publish", sentence("push, or the name of a target below deploy"), example="push", words="terbitkan"),
)  # fmt: skip

SITE = (
    Key(
        "name", sentence("name of the portal"), example="Kabar Muara", required=True, words="nama judul title",
        why=sentence("a portal has a name"), hint="Kabar Kita",
    ),
    Key("tagline", sentence("a line below it"), example="Kabar dekat, warga tahu"),
    Key(
        "description", sentence("one sentence for search engines"), example="Berita dari Muara Teduh.",
        words="deskripsi",
    ),
    Key(
        "base_url", sentence("the portal's own address"), example="https://kabarmuara.example", required=True,
        kind="base url", words="url baseurl", why=sentence("feeds and search engines need the portal's address"),
        hint=sentence("add base_url: https://…"),
    ),
    Key(
        "timezone", sentence("zone of times that name none"), example="Asia/Jakarta", default="WIB",
        kind="zone", attr="zone", words="zona zona_waktu",
    ),
    Key(
        "language", sentence("language of the readers"), "choice", "id", choices=LANGUAGES, default=LANGUAGES[0],
        words="language_code bahasa",
    ),
    Key("desk_language", sentence("language in which ssg speaks to the desk"), "choice", "id", choices=NAMES),
    Key(
        "theme", sentence("folder of the theme"), example="kabar", default="kabar", words="tema",
        check=Check(
            SLUG.fullmatch, lambda text: sentence("{theme} cannot be the name of a theme", theme=quoted(text)),
            sentence("a theme is a folder of themes/, named with a-z, 0-9 and hyphens"), "bad-theme",
        ),
    ),
    Key("theme_settings", sentence("settings of the theme that this site changes"), "free", entry='accent: "#b3121d"'),
    Key("logo", sentence("picture shown instead of the name"), example="/aset/logo.svg", kind="address"),
    Key("share", sentence("picture of shared pages without a photo"), example="/foto/bagikan.jpg", kind="address"),
    Key(
        "icon", sentence("square picture for tabs and home screens"), example="/foto/ikon.png", words="ikon favicon",
        check=Check(
            lambda text: is_address(text) and not is_web(text),
            lambda text: sentence("{icon} is not the address of a file of this site", icon=quoted(text)),
            sentence('write "/foto/ikon.png" for a file of content/, or "/aset/ikon.svg" for one of the theme'),
            "bad-address",
        ),
    ),
    Key(
        "categories", sentence("the kanal, in the order of the menu"), "groups", required=True, keys=KANAL,
        entry="slug: daerah", words="kategori kanal rubrik", why=sentence("every article belongs to a kanal"),
        hint=sentence('add categories: and below it, for each kanal, "- {{slug: daerah, name: Daerah}}"'),
    ),
    Key("menu", sentence("links at the top; without it, the kanal"), "groups", keys=_LINK, entry="name: …"),
    Key("footer", sentence("links at the bottom"), "groups", keys=_LINK, entry="name: …", words="kaki"),
    Key("social", sentence("the portal's other channels"), "groups", keys=_LINK, entry="name: …"),
    Key(
        "subscribe", sentence("newsletter and channels, below articles and on the front page"), "group",
        keys=_SUBSCRIBE, entry="form: …", words="langganan newsletter buletin",
    ),
    Key(
        "search", sentence("true for a search of the portal's own"), "flag", "true", words="cari pencarian",
    ),
    Key("redaksi", sentence("who answers for the portal"), "group", keys=_REDAKSI, entry="company: …"),
    Key("notice", sentence("the re-use notice below every article"), words="catatan"),
    Key("security", sentence("whom to tell of a weakness"), "group", keys=_SECURITY, entry="contact: …"),
    Key("paths", sentence("folders of the lists"), "group", keys=_PATHS, entry="tag: tags"),
    Key(
        "regions", sentence("provinces, each with its regencies and cities"), "free",
        entry="Jawa Tengah: [Kota Semarang, Demak]",
    ),
    Key(
        "permalink", sentence("pattern of the addresses of articles"), example="/{category}/{year}/{month}/{slug}/",
        default="/{category}/{year}/{month}/{slug}/", kind="permalink",
    ),
    Key("redirects", sentence("old address: where it leads"), "free", entry="/label/banjir/: /tag/banjir/"),
    Key(
        "host", sentence("where the portal is, which decides how the host is told of old addresses"), "choice",
        "cloudflare", choices=tuple(HOSTS),
    ),
    Key(
        "third_parties", sentence("known services and hosts that pages may load from, and no others"), "texts",
        "[goatcounter, komentar.kabarmuara.example]", kind="third party", words="pihak_ketiga allow csp",
    ),
    Key("hsts", sentence("how long browsers come by https alone"), example="365d", kind="length"),
    Key(
        "feeds", sentence("whether feeds hold the whole text, or the summary with a link"), "choice", "summary",
        choices=("full", "summary"), default="full", words="umpan rss",
    ),
    Key("per_page", sentence("articles on a page of a list"), "number", "20", default="20", bounds=(1, 200)),
    Key(
        "freshness", sentence("how long after its own time an article's page takes in newer ones"), example="48h",
        default="48h", kind="length",
    ),
    Key(
        "require", sentence("what may not be missing before an article is published"), "group", entry="editor: true",
        keys=(
            Key("editor", sentence("an editor"), "flag", default="true"),
            Key("credit", sentence("the credit of its photo"), "flag", default="true"),
        ),
    ),
    Key("media", sentence("pictures and other files"), "group", keys=_MEDIA, entry="base_url: https://…"),
    Key(
        "severity", sentence("which problems are errors, and which but warnings"), "free", keys=_SEVERITY,
        entry="dead-link: warning",
    ),
    Key(
        "on_error", sentence("whether a file with errors stops the build, or is held back alone"), "choice", "hold",
        choices=("stop", "hold"), default="stop",
    ),
    Key(
        "deploy", sentence("where ssg deploy sends the portal, by names of your own"), "free",
        keys=(Key("*", form="group", keys=_TARGET, entry="to: s3"),), entry="production: {to: s3, path: my-bucket}",
    ),
    Key(
        "desk", sentence("who works at the desk of ssg serve --desk, and by which rules"), "group", keys=_DESK,
        entry="review: true", words="meja meja_redaksi",
    ),
    Key(
        "limits", sentence("largest files"), "group", entry="article: 1 MB",
        keys=(
            Key("article", sentence("of a text"), example="1 MB", default="1 MB", kind="size"),
            Key("media", sentence("of a picture or another file"), example="100 MB", default="100 MB", kind="size"),
        ),
    ),
)  # fmt: skip
"""site.yaml, in the order of docs/site-yaml.md."""

THEME = (
    Key("name", words="nama"), Key("version", words="versi"), Key("description", words="deskripsi"),
    Key("extends", words="parent"), Key("settings", form="free", entry="…"),
    Key(
        "pictures", form="free", entry="lebar: {cut: 16:9, widths: [360, 720, 1200]}",
        keys=(
            Key(
                "*", form="group", entry=CUT_WIDTHS,
                keys=(
                    Key("cut", words="ratio crop"), Key("widths", form="texts", words="width"),
                    Key("sizes", default=AS_SEEN),
                ),
            ),
        ),
    ),
)  # fmt: skip
