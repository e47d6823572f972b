"""Fuzzers, each a command of the Makefile that takes a seed and a count; `make test` runs a small sample of them."""
