"""Images: pictures are probed, cut and encoded, and icons are made, by libvips alone.

Nothing here knows which page shows a picture.
"""
