"""The only room that calls git: versions of the register, its log, and what a change means."""
