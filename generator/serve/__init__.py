"""Live preview: the engine of the build, held in memory, behind a small web server."""
