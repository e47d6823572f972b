"""The files of content/: bodies from Markdown and permitted HTML, documents from bodies and front matter.

Nothing here looks at another file.
"""
