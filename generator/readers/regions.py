"""The key `regions` of site.yaml: provinces, each with its regencies and cities."""

from __future__ import annotations

from generator.base.sentences import sentence
from generator.base.text import clean, quoted, slugify, squeeze
from generator.portal.regions import Region
from generator.readers.fields import Fields


def read_regions(fields: Fields) -> tuple[Region, ...]:
    """Read the key; the provinces come first, each before its regencies."""
    inner = fields.mapping("regions", "Jawa Tengah: [Kota Semarang, Demak]")
    found: dict[str, Region] = {}
    for key in inner.keys if inner else ():
        assert inner is not None
        province = squeeze(clean(key))
        for name in ("", *inner.texts(key)):
            region = Region(slugify(province), province)
            if name:
                region = Region(f"{region.slug}/{slugify(name)}", name, province)
            if not slugify(province) or not slugify(name or province):
                message = sentence("{name} has no letters to make an address of", name=quoted(name or province))
                inner.wrong(key, message, sentence("write it with the letters a-z"), code="bad-address")
            elif region.slug in found:
                message = sentence("{name} is listed twice", name=quoted(region.path))
                inner.wrong(key, message, sentence("keep one of them"), code="duplicate-key")
            found.setdefault(region.slug, region)
    return tuple(found.values())
