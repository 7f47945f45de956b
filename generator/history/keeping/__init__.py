"""守则 What history forbids: one rule per file, each judging one alteration of the registry.

A published record is never deleted, renamed or given to another, and is edited only where
nothing that was said is unsaid. Why, and what is allowed: docs/decisions/0013.
"""

from collections.abc import Iterator

from generator.findings import Finding, Rule
from generator.history.alteration import Alteration
from generator.history.keeping import (
    act_edited,
    file_renamed,
    id_reused,
    identity_edited,
    record_deleted,
    two_persons,
)

KEEPERS = (record_deleted, act_edited, identity_edited, id_reused, file_renamed, two_persons)
RULES: tuple[Rule, ...] = tuple(module.RULE for module in KEEPERS)


def keep(alteration: Alteration) -> Iterator[Finding]:
    """守则检查 Every breach of what history forbids, in one alteration."""
    return (finding for module in KEEPERS for finding in module.check(alteration))
