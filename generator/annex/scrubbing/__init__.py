"""Takes out of media files what tells where, when and with which device they were made.

Pixels and samples stay as they are, and so do names of authors and owners. The core reaches `cleaning.cleaned` through
`generator/annexes.py`.
"""
