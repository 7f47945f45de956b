"""示范平台 Identity only: who, run by whom, where. Never a status, never a validity."""

from typing import Annotated

from pydantic import Field

from generator.records.base import (
    CreditCode,
    DivisionCode,
    Record,
    Slug,
    Text,
    WebAddress,
)
from generator.terms import UnitKind


class OperatingUnit(Record):
    """运营单位 The legal person that builds and runs a platform (第二条)."""

    name: Text
    credit_code: CreditCode | None = None
    credit_code_unknown: Text | None = None
    kind: Annotated[UnitKind, Field(strict=False)] | None = None


class Contact(Record):
    """联系方式 Office contacts only, never a person's."""

    phone: Text | None = None
    website: WebAddress | None = None
    address: Text | None = None


class Platform(Record):
    """示范平台 One platform under the name first recorded; renamings are acts.

    Some lists print the unit only: then `name_unknown` says why there is no name.
    """

    id: Slug
    name: Text | None = None
    name_unknown: Text | None = None
    operating_unit: OperatingUnit
    division: DivisionCode | None = None
    services: Text | None = None
    contact: Contact | None = None
    remarks: Text | None = None
