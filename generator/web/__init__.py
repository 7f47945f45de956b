"""The desk in a browser: pages over the clerks' desk, logging in, and what is handed to a forge."""
