"""Converts what an editor of another system saved to Markdown that Warta reads, word for word.

`from_wordpress` and `from_markdown` return HTML, `tidying` makes of its tree one that Markdown can say, `to_markdown`
writes that, and `wording` compares the words. Nothing here knows where an article goes: addresses are looked up.
"""
