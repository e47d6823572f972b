"""The parts of the index stage, each returning what it found. `engine.index` calls them in order."""
