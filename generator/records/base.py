"""通用字段 What every record is made of: ids, texts, codes, counts and spans."""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Annotated, Any, Generic, TypeVar

from pydantic import (
    AfterValidator,
    BaseModel,
    BeforeValidator,
    ConfigDict,
    Field,
    GetCoreSchemaHandler,
    GetJsonSchemaHandler,
    WithJsonSchema,
)
from pydantic.json_schema import JsonSchemaValue
from pydantic_core import CoreSchema, PydanticCustomError, core_schema
from stdnum import exceptions as stdnum_errors
from stdnum.cn import uscc

from generator.findings import Place
from generator.records.day import EARLIEST, LATEST, PrintedDay

Path = tuple[str | int, ...]


class Record(BaseModel):
    """记录 Frozen and strict: nothing is guessed, unknown fields are mistakes."""

    model_config = ConfigDict(strict=True, frozen=True, extra="forbid")


R = TypeVar("R", bound=Record)


@dataclass(frozen=True, slots=True)
class Filed(Generic[R]):
    """归档件 A record and where it stands: the file, and a place for each value."""

    record: R
    file: str
    marks: Mapping[Path, tuple[int, int]] = field(compare=False, repr=False)

    def place(self, *path: str | int) -> Place:
        """The place of a value, or of its nearest written parent."""
        for length in range(len(path), -1, -1):
            mark = self.marks.get(path[:length])
            if mark is not None:
                return Place(self.file, *mark)
        return Place(self.file)


@dataclass(frozen=True, slots=True)
class Form:
    """写法 A pattern the whole text must match, and how to say so in Chinese."""

    pattern: str
    wording: str

    def __get_pydantic_core_schema__(
        self, source: Any, handler: GetCoreSchemaHandler
    ) -> CoreSchema:
        return core_schema.no_info_after_validator_function(self._check, handler(source))

    def __get_pydantic_json_schema__(
        self, schema: CoreSchema, handler: GetJsonSchemaHandler
    ) -> JsonSchemaValue:
        pattern = f"^(?:{self.pattern})$"
        return {**handler(schema), "pattern": pattern, "description": self.wording}

    def _check(self, value: str) -> str:
        if re.fullmatch(self.pattern, value, re.ASCII):
            return value
        message = f"“{{value}}”不合写法，应为：{self.wording}"
        raise PydanticCustomError("form", message, {"value": value})


def _count(value: Any) -> int:
    if isinstance(value, str) and re.fullmatch(r"[0-9]{1,9}", value):
        return int(value)
    raise PydanticCustomError("type", "不带单位的整数，如 12")


def _year(value: int) -> int:
    if EARLIEST <= value <= LATEST:
        return value
    message = "年份“{value}”应在 {first} 至 {last} 之间"
    raise PydanticCustomError("form", message, {"value": value, "first": EARLIEST, "last": LATEST})


def _month_day(value: str) -> str:
    try:
        # A year without a leap day: a yearly term falls on a day of every year.
        date.fromisoformat(f"2023-{value}")
    except ValueError:
        message = "不是每年都有“{value}”这一天"
        raise PydanticCustomError("form", message, {"value": value}) from None
    return value


def _flag(value: Any) -> bool:
    if value in ("true", "false"):
        return bool(value == "true")
    raise PydanticCustomError("type", "true（是）或 false（否）")


def _credit_code(value: str) -> str:
    try:
        proper = uscc.validate(value)
    except stdnum_errors.InvalidChecksum:
        message = "统一社会信用代码“{value}”的校验位不对，按前 17 位应为 {digit}"
        digit = uscc.calc_check_digit(value)
        raise PydanticCustomError(
            "credit_code", message, {"value": value, "digit": digit}
        ) from None
    except stdnum_errors.ValidationError:
        message = "“{value}”不是 18 位统一社会信用代码（前 8 位为数字，其余不含 I O S V Z）"
        raise PydanticCustomError("credit_code", message, {"value": value}) from None
    if proper != value:
        message = "统一社会信用代码应写作“{proper}”，不带空格、连字符和小写字母"
        raise PydanticCustomError("credit_code", message, {"proper": proper})
    return value


Text = Annotated[str, WithJsonSchema({"type": "string", "minLength": 1})]
Slug = Annotated[str, Form(r"[a-z0-9]+(?:-[a-z0-9]+)*", "小写字母、数字和连字符组成的编号")]
FunctionTerm = Annotated[
    str, Form(r"[a-z]+(?:_[a-z]+)*", "办法版本中列出的服务功能代码（如 information）")
]
DivisionCode = Annotated[str, Form(r"\d{6}", "6 位 GB/T 2260 行政区划代码")]
WebAddress = Annotated[str, Form(r"https?://[^\s<>\"']+", "以 http:// 或 https:// 开头的网址")]
Sha256 = Annotated[str, Form(r"[0-9a-f]{64}", "64 位十六进制 SHA-256 值")]
DocumentNumber = Annotated[
    str,
    Form(
        r"[^\s〔〕\[\]［］()（）]+〔\d{4}〕第?\d+号|[^\s〔〕\[\]［］()（）]*\d{4}年第\d+号",
        "带六角括号的发文字号，如 鲁工信发〔2020〕4号",
    ),
]
MonthDay = Annotated[
    str,
    Form(r"(?:0[1-9]|1[0-2])-(?:0[1-9]|[12]\d|3[01])", "月-日，如 12-31"),
    AfterValidator(_month_day),
]
CreditCode = Annotated[
    str,
    AfterValidator(_credit_code),
    WithJsonSchema({"type": "string", "pattern": "^[0-9]{8}[0-9A-HJ-NPQRTUWXY]{10}$"}),
]
Count = Annotated[int, BeforeValidator(_count), WithJsonSchema({"type": "integer", "minimum": 0})]
Year = Annotated[Count, AfterValidator(_year)]
Flag = Annotated[bool, BeforeValidator(_flag), WithJsonSchema({"type": "boolean"})]


class Span(Record):
    """起止 From one day to another, both days included."""

    starts: PrintedDay = Field(description="起日")
    ends: PrintedDay = Field(description="止日")


class Validity(Record):
    """有效期 As printed; `ends` is absent only where a title lasts until the next review."""

    starts: PrintedDay = Field(description="起日")
    ends: PrintedDay | None = Field(
        None, description="止日；办法规定称号保持到下次复核的，可以没有"
    )


class Source(Record):
    """来源 Where the act was published, and the hash of our archived copy."""

    url: WebAddress | None = Field(None, description="原文网址")
    archived_sha256: Sha256 | None = Field(None, description="存档副本的 SHA-256 值")
