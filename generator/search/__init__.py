"""The search of the portal: from words to the files that a browser asks, and from these to results.

All of it is values and pure functions, but `reading`, which opens the files of an output folder. `assets/search/` of
the theme does the same in the browser, result for result.
"""
