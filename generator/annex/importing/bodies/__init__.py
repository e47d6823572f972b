"""Converts bodies of other systems to Markdown that Warta reads, word for word.

`from_wordpress` and `from_markdown` return HTML, `tidying` reduces its tree to what Markdown can express, `to_markdown`
writes that, and `wording` compares the words. Nothing here knows an article's place: addresses are looked up.
"""
