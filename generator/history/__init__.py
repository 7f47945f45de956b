"""沿革 Earlier versions of the register, from git; what history forbids; what a change means."""

from generator.history.alteration import Alteration, alteration, by_id
from generator.history.chronicle import Chronicle, Version, chronicle
from generator.history.git import NoHistory, NoRevision
from generator.history.keeping import RULES, keep
from generator.history.sides import Side, have_parted, of_commits, of_present

__all__ = [
    "RULES",
    "Alteration",
    "Chronicle",
    "NoHistory",
    "NoRevision",
    "Side",
    "Version",
    "alteration",
    "by_id",
    "chronicle",
    "have_parted",
    "keep",
    "of_commits",
    "of_present",
]
