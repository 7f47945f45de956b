"""补录 Tells what was unknown and is now given from what changes the meaning of an act.

Most optional fields are left out because nobody knew. Where leaving out says something
(生效日不写即为成文日), giving the field later unsays it.
"""

from collections.abc import Mapping

from generator.records.act import Act
from generator.records.acts import (
    Abolition,
    Announcement,
    Correction,
    Renaming,
    Revocation,
    ValidityChange,
    Withdrawal,
)
from generator.records.base import Record, Validity
from generator.records.differences import Difference
from generator.records.rows import (
    AnnouncementRow,
    AnnualReportRow,
    PublicityRow,
    RenamingRow,
    ReviewRow,
    RevocationRow,
    ValidityChangeRow,
)

EFFECT = frozenset({"takes_effect_on"})
# What says something by not being there.
SILENCE_SPEAKS: Mapping[type[Record], frozenset[str]] = {
    Revocation: EFFECT,
    Renaming: EFFECT,
    Withdrawal: EFFECT,
    Abolition: EFFECT,
    ValidityChange: frozenset({"of_notices", "starts", "ends"}),
    ValidityChangeRow: frozenset({"starts", "ends"}),
    Validity: frozenset({"ends"}),
    PublicityRow: frozenset({"reviewed"}),
    AnnouncementRow: frozenset({"validity"}),
    RevocationRow: frozenset({"bars_reapplication"}),
    ReviewRow: frozenset({"validity"}),
    RenamingRow: frozenset({"name", "operating_unit", "credit_code"}),
    AnnualReportRow: frozenset({"filed"}),
}


def completes(each: Difference, act: Act) -> bool:
    """是否补录 Whether a difference only adds to an act, as it was, what it left unknown."""
    if each.said == ("rows_complete",):
        return each.after is True
    if each.before is not None:
        return False
    if each.said[0] == "rows" and len(each.said) == 2:
        return not act.rows_complete
    return not _speaks(each, act)


def _speaks(each: Difference, act: Act) -> bool:
    if isinstance(act, Correction) and each.said[0] == "rows":
        # A correction says only what it puts right; the rest it leaves as printed.
        return True
    if isinstance(act, Announcement) and each.owner is AnnouncementRow and act.validity is None:
        # Then the row's own validity was not known either.
        return False
    return each.name in SILENCE_SPEAKS.get(each.owner, ())
