"""词表 Every controlled word once with all that hangs on it; findings; how articles are cited."""
