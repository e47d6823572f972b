"""The parts of the index stage, each of which returns what it found. `engine.index` has them in order."""
