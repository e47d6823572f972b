"""The tests of Warta, and the tables that they hold."""

import os

# Sentences are compared, and written into tables, in English, wherever the tests run.
os.environ["SSG_LANG"] = "en"
