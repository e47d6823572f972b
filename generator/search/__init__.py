"""The search of the portal: from words to the files that a browser asks. All of it is values and pure functions.

`assets/search/` of the theme reads these files and ranks what they hold.
"""
