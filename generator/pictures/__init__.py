"""Images: libvips probes, crops and encodes pictures here, and draws icons.

SVGs are judged here too, since they are pictures that can hold script. Nothing here knows which page shows a picture.
"""
