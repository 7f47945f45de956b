"""站点 Who publishes, where, and whether this is demonstration data."""

from typing import Annotated

from generator.records.base import Count, Flag, Form, Record, Text, WebAddress
from generator.records.day import PrintedDay

UNTIL_BAR_ENDS = "until_bar_ends"
FrontList = Annotated[
    str,
    Form(
        rf"{UNTIL_BAR_ENDS}|[1-9]\d? years", f"{UNTIL_BAR_ENDS}（至限制期届满）或年数，如 3 years"
    ),
]


class AdverseDisplay(Record):
    """不利记录的展示 The written policy: how long a revocation stands on the front list.

    Afterwards it stands in the list of the past. It is never removed.
    """

    policy: Text
    remedy: Text
    adopted_on: PrintedDay
    front_list: FrontList

    @property
    def years(self) -> int | None:
        """前列年数 None where an entry stands in front until its bar ends."""
        return None if self.front_list == UNTIL_BAR_ENDS else int(self.front_list.split()[0])


class Site(Record):
    """站点 `update_days` is how many days a published copy stays trustworthy.

    Without `adverse_display` every revocation stands on the front list.
    """

    title: Text
    title_en: Text
    designation_title: Text
    publisher: Text
    publisher_contact: Text | None = None
    base_url: WebAddress
    repository: WebAddress | None = None
    licence: Text | None = None
    update_days: Count
    demo: Flag = False
    about: Text | None = None
    adverse_display: AdverseDisplay | None = None
