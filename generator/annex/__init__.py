"""What a portal can do without. Each folder says what it is; the core knows them by `generator.annexes` alone."""
