"""The SQLite database and all operations on it: a module of plain functions for each group of tables.

SQL lives here and nowhere else. Nothing here knows what a page looks like.
"""
