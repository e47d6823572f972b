"""The keys of site.yaml, theme.yaml and front matter.

It checks what a value may be, never whether it is wise.
"""
