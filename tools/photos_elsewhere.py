"""What Hugo and sharp take for the files that a photo needs, beside ours; for tools/bench_photos.py.

Both are asked for the same cuts, widths and qualities. sharp is libvips in Node, and gets our effort, too; Hugo has an
encoder of its own and no such setting.
"""

from __future__ import annotations

import json
import subprocess
import tempfile
from collections.abc import Sequence
from pathlib import Path

from generator.model.cards import Size
from generator.model.variants import WHOLE, Variant, scaled
from tools import processors

_CONFIG = "baseURL = 'https://kabar.example/'\ndisableKinds = ['RSS', 'sitemap', 'taxonomy', 'term', '404']\n"
_SHARP = """\
const sharp = require('sharp'), fs = require('fs');
const { photos, wanted } = JSON.parse(fs.readFileSync('work.json'));
(async () => {
  sharp.concurrency(1);
  for (const photo of photos) {
    const whole = await sharp(photo).raw().toBuffer({ resolveWithObject: true });
    for (const { name, width, height, form, quality, effort } of wanted) {
      const cut = sharp(whole.data, { raw: whole.info }).resize(width, height, { fit: 'cover' });
      const made = form === 'avif' ? cut.avif({ quality, effort }) : cut.jpeg({ quality, progressive: true });
      await made.toFile(`made/${photo}-${name}`);
    }
  }
})();
"""


def _wanted(variants: Sequence[Variant], size: Size) -> list[dict[str, object]]:
    return [
        {
            "name": one.suffix, "width": one.width, "height": scaled(one.ratio, one.width, size), "form": one.form,
            "quality": 78 if one.form == "jpg" else 44 if one.width > 800 else 50,
            "effort": 0 if one.width > 600 else 1, "whole": one.ratio == WHOLE,
        }
        for one in variants
    ]  # fmt: skip


def _spent(words: Sequence[str], folder: Path) -> float:
    before = processors.ended()
    subprocess.run(words, cwd=folder, check=True, stdout=subprocess.DEVNULL)
    return processors.ended() - before


def by_sharp(modules: Path, photos: Sequence[bytes], variants: Sequence[Variant], size: Size) -> tuple[float, float]:
    """Return the seconds of a processor, and the bytes, that sharp needs for a photo; `modules` is a node_modules."""
    with tempfile.TemporaryDirectory() as work:
        folder = Path(work)
        (folder / "made").mkdir()
        (folder / "node_modules").symlink_to(modules.absolute())
        names = _put(folder, photos)
        (folder / "work.json").write_text(json.dumps({"photos": names, "wanted": _wanted(variants, size)}), "utf-8")
        (folder / "all.js").write_text(_SHARP, "utf-8")
        return _of_one(_spent(("node", "all.js"), folder), folder / "made", photos)


def by_hugo(hugo: Path, photos: Sequence[bytes], variants: Sequence[Variant], size: Size) -> tuple[float, float]:
    """Return the same of Hugo."""
    with tempfile.TemporaryDirectory() as work:
        folder = Path(work)
        for name in ("assets", "layouts"):
            (folder / name).mkdir()
        _put(folder / "assets", photos)
        (folder / "hugo.toml").write_text(_CONFIG, "utf-8")
        cuts = ["crop {width}x{height} Center {form} q{quality}".format(**one) for one in _wanted(variants, size)]
        asked = [f'{{{{ (.Process "{cut}").Permalink }}}}' for cut in cuts]
        page = f'{{{{ range resources.Match "*.jpg" }}}}{"".join(asked)}{{{{ end }}}}'
        (folder / "layouts/index.html").write_text(page, "utf-8")
        spent = _spent((str(hugo.absolute()),), folder)
        (folder / "public/index.html").unlink()
        return _of_one(spent, folder / "public", photos)


def _put(folder: Path, photos: Sequence[bytes]) -> list[str]:
    for number, data in enumerate(photos):
        (folder / f"{number}.jpg").write_bytes(data)
    return [f"{number}.jpg" for number in range(len(photos))]


def _of_one(spent: float, made: Path, photos: Sequence[bytes]) -> tuple[float, float]:
    total = sum(file.stat().st_size for file in made.rglob("*") if file.is_file())
    return spent / len(photos), total / len(photos)
