"""Store: the SQLite database, and all operations on it.

SQL lives here and nowhere else: for each table a module of plain functions whose first argument is the `Store`.
Nothing here knows what a page looks like.
"""
