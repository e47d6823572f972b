"""How near Artikel Terkait is to its articles, on archives of real newsrooms."""
