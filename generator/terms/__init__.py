"""Controlled words with all that hangs on each; findings; how articles are cited."""
