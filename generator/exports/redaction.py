"""隐去 Tells a record out of which a value was taken from one that was put right."""

from generator.exports.act import plain
from generator.records.base import Record
from generator.records.redaction import hides


def redacts(before: Record, after: Record) -> bool:
    """是否隐去 Whether every difference takes a value out, or puts the mark in its place."""
    return hides(plain(before), plain(after))
