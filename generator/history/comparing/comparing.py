"""比较 Two sides of a registry to one comparison."""

from datetime import date

from generator.findings import Finding
from generator.history.comparing.acts import act_changes
from generator.history.comparing.comparison import Comparison
from generator.history.comparing.platforms import platform_changes
from generator.history.comparing.records import form_only, record_changes
from generator.history.sides import Side
from generator.standing.snapshot import Snapshot


def compare(base: Side, head: Side, as_of: date) -> Comparison:
    """对比 What changes for the public from one side to the other, told as of one day."""
    one, other = (Snapshot.of(side.register, as_of) for side in (base, head))
    return Comparison(
        base=base,
        head=head,
        as_of=as_of,
        acts=tuple(act_changes(base, head)),
        platforms=tuple(platform_changes(one, other)),
        records=tuple(record_changes(base, head)),
        form_only=tuple(form_only(base, head)),
        unread_before=_wrong(base),
        unread=_wrong(head),
    )


def _wrong(side: Side) -> tuple[Finding, ...]:
    found = sorted(side.receipt.findings, key=lambda finding: finding.order)
    return tuple(finding for finding in found if finding.is_error)
