"""What a page may ask the archive, and the record of what it has asked.

An answer depends on the store alone, never on the clock or on who asks. Nothing here writes.
"""
