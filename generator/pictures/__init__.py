"""Probes, crops and encodes pictures with libvips, and draws icons. Nothing here knows which page shows a picture.

Media formats are told apart here, too, and SVGs judged, since they can hold script.
"""
