"""`python -m generator` is `ssg`."""

from generator.cli import main

main()
