"""Live preview: the stages of the build, held in memory, behind a small web server.

It makes pages when somebody looks at them. Nothing here has a part in what a page's bytes are.
"""
