"""Page kinds: one function each, from a row of the plan to what a template shows, or to bytes."""
