"""What people write in site.yaml, theme.yaml and front matter, key by key.

It says what a value may be, never whether it is wise.
"""
