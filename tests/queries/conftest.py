"""A small archive, built once, as queries see it."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import closing

import pytest

from generator.queries.archive import Archive, BulkArchive
from generator.store.database import open_reader
from generator.theming.loading import read_site
from tests.support import Portal, site

TEXT = """\
-- content/authors/sari.md --
---
name: Sari Wulan
initials: SW
role: Wartawan
---
Halo.
-- content/pages/redaksi.md --
---
title: Susunan Redaksi
---
Isi.
-- content/daerah/2024/09/satu.md --
---
title: Satu
author: Sari Wulan
editor: Budi
timestamp: 2024-09-01 08:00 WIB
tags: [Banjir Lindan]
---
Isi satu.
-- content/daerah/2024/09/dua.md --
---
title: Dua
author: sw
editor: Budi
timestamp: 2024-09-02 08:00 WIB
tags: [banjir lindan, 4 Sehat]
---
Isi dua.
-- content/nasional/2024/10/tiga.md --
---
title: Tiga
author: Tono Hadi
editor: Budi
timestamp: 2024-10-01 08:00 WIB
type: opini
tags: [BANJIR LINDAN]
---
Isi tiga.
-- content/nasional/2024/10/dicabut.md --
---
title: Dicabut
author: Tono Hadi
editor: Budi
timestamp: 2024-10-02 08:00 WIB
retracted: {timestamp: 2024-10-03 08:00 WIB, reason: sara, text: Dicabut.}
---
Isi.
-- content/nasional/2024/10/besok.md --
---
title: Besok
author: Tono Hadi
editor: Budi
timestamp: 2024-10-11 08:00 WIB
---
Isi.
"""


@pytest.fixture(scope="package")
def built(tmp_path_factory: pytest.TempPathFactory) -> Portal:
    """The site of the text above, built."""
    portal = site(tmp_path_factory.mktemp("arsip"), TEXT)
    portal.build()
    return portal


@pytest.fixture(params=[Archive, BulkArchive], ids=["as needed", "in bulk"])
def archive(built: Portal, request: pytest.FixtureRequest) -> Iterator[Archive]:
    """The archive of that site, in both ways in which it can be read."""
    with closing(open_reader(built.folder / ".ssg")) as store:
        kind: type[Archive] = request.param
        yield kind(store, read_site(built.folder)[0])
