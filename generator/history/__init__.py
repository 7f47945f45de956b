"""沿革 Earlier versions of the register, from git; the only room that calls git."""

from generator.history.chronicle import Chronicle, Version, chronicle, key_of
from generator.history.git import SEALED
from generator.history.log import Log, grown, log_of, sealed_text

__all__ = [
    "SEALED",
    "Chronicle",
    "Log",
    "Version",
    "chronicle",
    "grown",
    "key_of",
    "log_of",
    "sealed_text",
]
