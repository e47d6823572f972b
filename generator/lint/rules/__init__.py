"""The rules of a good desk, which `ssg check` alone looks at.

A rule sees rows that were read of the store for all rules at once: it knows neither files nor SQL nor configuration.
Each module ends with its rows of the table.
"""
