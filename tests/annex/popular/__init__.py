"""Tests of popular."""
