"""申报 What an applicant says of itself: figures by criterion; what is absent is not given."""

from pydantic import Field

from generator.records.base import Record, Text
from generator.records.eligibility import Figures
from generator.records.platform import OperatingUnit
from generator.terms import UnitKind


class Application(Record):
    """申报 The figures of one platform, by the ids of the edition's criteria."""

    platform: Text | None = Field(None, description="平台名称")
    operating_unit: OperatingUnit | None = Field(
        None, description="运营单位；`kind` 决定适用哪一种标准"
    )
    figures: Figures = Field(description="申报的情况；没有写的不作猜测")
    remarks: Text | None = Field(None, description="备注")

    @property
    def unit_kind(self) -> UnitKind | None:
        """单位性质 Decides which thresholds apply; none where it is not given."""
        return self.operating_unit.kind if self.operating_unit else None
