"""申报 What an applicant says of itself: figures by criterion; what is absent is not given."""

from generator.records.base import Record, Text
from generator.records.eligibility import Figures
from generator.records.platform import OperatingUnit
from generator.terms import UnitKind


class Application(Record):
    """申报 The figures of one platform, by the ids of the edition's criteria."""

    platform: Text | None = None
    operating_unit: OperatingUnit | None = None
    figures: Figures
    remarks: Text | None = None

    @property
    def unit_kind(self) -> UnitKind | None:
        """单位性质 Decides which thresholds apply; none where it is not given."""
        return self.operating_unit.kind if self.operating_unit else None
