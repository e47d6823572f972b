"""The optional parts of Warta, one folder each; the core reaches them only through `generator.annexes`."""
