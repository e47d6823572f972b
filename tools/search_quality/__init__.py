"""How well the portal's search answers readers, beside other engines, on an archive of a real newsroom."""
