"""沿革 Earlier versions of the register, from git; what history forbids; what a change means."""

from generator.history.alteration import Alteration, alteration, by_id
from generator.history.chronicle import Chronicle, Version, chronicle, key_of, state
from generator.history.git import SEALED, NoHistory, NoRevision
from generator.history.keeping import RULES, keep
from generator.history.log import Kept, Log, grown, log_of, sealed_text
from generator.history.sides import Side, have_parted, of_commits, of_present

__all__ = [
    "RULES",
    "SEALED",
    "Alteration",
    "Chronicle",
    "Kept",
    "Log",
    "NoHistory",
    "NoRevision",
    "Side",
    "Version",
    "alteration",
    "by_id",
    "chronicle",
    "grown",
    "have_parted",
    "keep",
    "key_of",
    "log_of",
    "of_commits",
    "of_present",
    "sealed_text",
    "state",
]
