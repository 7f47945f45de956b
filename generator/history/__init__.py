"""The only room that calls git: versions of the register, its log, and what a change means."""

from generator.history.alteration import Alteration, alteration, by_id
from generator.history.git import SEALED, NoHistory, NoRevision
from generator.history.immutability import RULES, keep
from generator.history.log import Log, grown, log_of, sealed_text
from generator.history.versions import (
    Chronicle,
    Version,
    chronicle,
    commit_and_present,
    have_parted,
    key_of,
    state,
    two_commits,
)

__all__ = [
    "RULES",
    "SEALED",
    "Alteration",
    "Chronicle",
    "Log",
    "NoHistory",
    "NoRevision",
    "Version",
    "alteration",
    "by_id",
    "chronicle",
    "commit_and_present",
    "grown",
    "have_parted",
    "keep",
    "key_of",
    "log_of",
    "sealed_text",
    "state",
    "two_commits",
]
