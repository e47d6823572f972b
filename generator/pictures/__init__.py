"""Judges media, crops and encodes pictures with libvips, draws icons. Knows nothing of the pages that show them."""
