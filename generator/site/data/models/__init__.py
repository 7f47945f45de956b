"""Models of every published file: its content and its schema both come from here."""
