"""Pages for people, which may change any day; with official documents the only room that knows Jinja2."""
