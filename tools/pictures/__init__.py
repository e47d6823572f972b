"""Draws the pictures of the demo site, in `content/foto`.

Every picture is a paper-cut scene of layers with soft shadows, drawn at twice its size and then reduced. The random
source of a scene is seeded with the picture's name, so the same versions of Pillow and NumPy draw the same bytes; those
in the repository come from Pillow 13.0 and NumPy 2.4. `scenes/` has a file for each scene.
"""
