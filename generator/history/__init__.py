"""沿革 Earlier versions of the register, from git; the only room that calls git."""

from generator.history.chronicle import Chronicle, Version, chronicle
from generator.history.log import Log, log_of

__all__ = ["Chronicle", "Log", "Version", "chronicle", "log_of"]
