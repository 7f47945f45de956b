"""示范平台 Identity only: who, run by whom, where. Never a status, never a validity."""

from typing import Annotated

from pydantic import Field

from generator.records.base import (
    CreditCode,
    DivisionCode,
    Name,
    PlatformId,
    Record,
    Text,
    WebAddress,
)
from generator.terms import UnitKind


class OperatingUnit(Record):
    """运营单位 The legal person that builds and runs a platform (第二条)."""

    name: Name = Field(description="单位名称，最初登记时的")
    credit_code: CreditCode | None = Field(None, description="统一社会信用代码")
    credit_code_unknown: Text | None = Field(None, description="为什么没有代码；列为缺口")
    kind: Annotated[UnitKind, Field(strict=False)] | None = Field(None, description="单位性质")


class Contact(Record):
    """联系方式 Office contacts only, never a person's."""

    phone: Text | None = Field(None, description="办公电话")
    website: WebAddress | None = Field(None, description="单位网站")
    address: Text | None = Field(None, description="办公地址")


class Platform(Record):
    """示范平台 One platform under the name first recorded; renamings are acts.

    Some lists print the unit only: then `name_unknown` says why there is no name.
    """

    id: PlatformId = Field(description="与文件名相同，永不更改，永不再用")
    name: Name | None = Field(None, description="平台名称，最初登记时的")
    name_unknown: Text | None = Field(None, description="为什么没有平台名称")
    operating_unit: OperatingUnit = Field(description="运营单位")
    division: DivisionCode | None = Field(
        None, description='所在地，写到已知的最细一级；省直单位写 `"370000"`；不写的列为缺口'
    )
    services: Text | None = Field(None, description="一句话介绍")
    contact: Contact | None = Field(None, description="单位的联系方式，不写个人的")
    remarks: Text | None = Field(None, description="备注")
