"""The desk: a reporter writes in the browser, an editor publishes, and the files stay plain Markdown.

`ssg serve --desk` opens it at `/_ssg/desk/`. It reads lists and pages from the preview's own store, and changes files
of `content/` alone; the preview takes them in as it does any save. Nothing here has a part in what a page's bytes are,
and nothing is kept but in these files, in `.notes/` folders beside them, and in git.
"""
