"""Asks a preview for what it must not give, by the ten thousand, while the files of its site are swapped."""
