"""The commands of `ssg`, one module each, imported only when they run."""
