"""The parts of the index stage; `engine.index` has their order."""
