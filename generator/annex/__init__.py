"""The optional parts of Warta, one folder each; only commands know them, through `generator.cli.annexes`."""
