"""Bodies: from what an editor of another system saved to Markdown that Warta reads, word for word.

`wordpress` turns shortcodes and blank lines into HTML, `tidying` a tree of HTML into one that Markdown can say,
`markdown` that tree into text, with what `bacajuga` says of boxes, and `wording` compares the words. Nothing here knows
where an article goes: addresses are resolved by a function that comes in as an argument.
"""
