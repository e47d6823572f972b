"""Problems with their places, dates, text, files, worker processes. Knows nothing of portals, and no other folder."""
