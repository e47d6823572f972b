"""`python -m generator` is `ssg`."""

from generator.cli.main import main

main()
