"""沿革 Earlier versions of the register, from git; the only room that calls git."""

from generator.history.chronicle import Chronicle, Version, chronicle

__all__ = ["Chronicle", "Version", "chronicle"]
