"""术语 Every controlled word once, with the Chinese label that people read.

Codes are ASCII and stable; labels may be reworded. Service functions are not
here: they belong to an edition of the regulation (第七条至第十三条).
"""

from generator.terms.acts import (
    ActKind,
    DecisionOutcome,
    Fulfilment,
    NationalOutcome,
    ObjectionOutcome,
    ReviewOutcome,
    Tone,
    UnitKind,
)
from generator.terms.changes import Action, Fact
from generator.terms.findings import Severity, Subject
from generator.terms.places import City
from generator.terms.standing import (
    Caveat,
    Duty,
    Event,
    Explanation,
    Level,
    Status,
    StatusEntry,
)
from generator.terms.term import Term

__all__ = [
    "ActKind",
    "Action",
    "Caveat",
    "City",
    "DecisionOutcome",
    "Duty",
    "Event",
    "Explanation",
    "Fact",
    "Fulfilment",
    "Level",
    "NationalOutcome",
    "ObjectionOutcome",
    "ReviewOutcome",
    "Severity",
    "Status",
    "StatusEntry",
    "Subject",
    "Term",
    "Tone",
    "UnitKind",
]
