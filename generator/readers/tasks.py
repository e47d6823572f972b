"""Task lists: items that begin with `[ ]` or `[x]` get a box, empty or ticked.

The plugin for them searches a list anew for each of its items, and makes form fields, which feeds may not hold.
"""

from __future__ import annotations

from markdown_it.token import Token

_TASKS = {
    "[ ] ": ("\N{BALLOT BOX}", "belum"),
    "[x] ": ("\N{BALLOT BOX WITH CHECK}", "sudah"),
    "[X] ": ("\N{BALLOT BOX WITH CHECK}", "sudah"),
}
"""What a task begins with, the sign that readers see, and the key of the word that is read to them."""


def read(item: Token, inline: Token) -> None:
    """Put a box in the place of the brackets with which the text of a list item begins, if it is a task."""
    children = inline.children
    if children and children[0].type == "text" and (task := _TASKS.get(children[0].content[:4])):
        box, word = task
        item.attrs["class"] = "tugas"
        children[0].content = children[0].content[3:]
        children.insert(0, Token("task", "", 0, content=box, info=word))
