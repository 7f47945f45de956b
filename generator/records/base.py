"""通用字段 What every record is made of: ids, texts, codes, counts and spans."""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cached_property
from sys import intern
from typing import Annotated, Any, Generic, TypeVar

from pydantic import (
    AfterValidator,
    BaseModel,
    BeforeValidator,
    ConfigDict,
    Field,
    GetCoreSchemaHandler,
    GetJsonSchemaHandler,
)
from pydantic.json_schema import JsonSchemaValue
from pydantic_core import CoreSchema, PydanticCustomError, core_schema

from generator.findings import Place
from generator.records import values
from generator.records.day import EARLIEST, LATEST, MONTH_DAYS, YEARS, PrintedDay
from generator.records.writing import WRITING, published, written

Path = tuple[str | int, ...]


class Record(BaseModel):
    """记录 Frozen and strict: nothing is guessed, unknown fields are mistakes."""

    # Built when first used: a command that finds nothing changed reads no record.
    model_config = ConfigDict(strict=True, frozen=True, extra="forbid", defer_build=True)

    def model_post_init(self, _: Any) -> None:
        """Thousands of rows are given the same fields: one set of names serves them all."""
        given = self.__pydantic_fields_set__
        shared = _GIVEN.setdefault(frozenset(given), given)
        object.__setattr__(self, "__pydantic_fields_set__", shared)


_GIVEN: dict[frozenset[str], set[str]] = {}
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


@dataclass(frozen=True)
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
        said = WRITING if handler.mode == "validation" else "description"
        return {**handler(schema), "pattern": f"^(?:{self.pattern})$", said: self.wording}

    @cached_property
    def _compiled(self) -> re.Pattern[str]:
        return re.compile(self.pattern, re.ASCII)

    def _check(self, value: str) -> str:
        if self._compiled.fullmatch(value):
            return value
        message = f"“{{value}}”不合写法，应为：{self.wording}"
        raise PydanticCustomError("form", message, {"value": value})


CREDIT_CODE = "^[0-9]{8}[0-9A-HJ-NPQRTUWXY]{10}$"

Text = Annotated[
    str,
    published(type="string", minLength=1),
    written("一段文字", type="string", minLength=1),
]
Slug = Annotated[
    str,
    Form(
        r"(?=.{1,64}$)[a-z0-9]+(?:-[a-z0-9]+)*", "小写字母、数字和连字符组成的编号，不超过 64 个字"
    ),
]
ActId = Annotated[
    str,
    Form(
        r"(?=.{1,68}$)[a-z0-9]+(?:-[a-z0-9]+)*(?:#[1-9]\d{0,2})?",
        "文件编号；一份文件有几项的，可以指明第几项，如 2021-1147#2",
    ),
]
# Printed again in every list: one string for all of them.
Name = Annotated[Text, AfterValidator(intern)]
PlatformId = Annotated[Slug, AfterValidator(intern)]
FUNCTION_TERM = Form(
    r"(?=.{1,64}$)[a-z]+(?:_[a-z]+)*", "办法版本中列出的服务功能代码（如 information）"
)
FunctionTerm = Annotated[str, FUNCTION_TERM]
DivisionCode = Annotated[str, Form(r"\d{6}", "6 位 GB/T 2260 行政区划代码")]
WebAddress = Annotated[str, Form(r"""https?://[^\s<>"']+""", "以 http:// 或 https:// 开头的网址")]
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
    AfterValidator(values.month_day),
    written("每年都有的一天：月-日，如 12-31", type="string", pattern=f"^(?:{MONTH_DAYS})$"),
]
CreditCode = Annotated[
    str,
    AfterValidator(values.credit_code),
    published(type="string", pattern=CREDIT_CODE),
    # All digits, or digits and one E, are a number to an editor: it can only see that it is long.
    written(
        "18 位，大写，不带空格（GB 32100-2015）", type=["string", "number"],
        pattern=CREDIT_CODE, minimum=10**17,
    ),
]  # fmt: skip
Count = Annotated[
    int,
    BeforeValidator(values.count),
    published(type="integer", minimum=0),
    written(
        values.COUNT, type=["integer", "string"],
        minimum=0, maximum=999_999_999, pattern="^[0-9]{1,9}$",
    ),
]  # fmt: skip
Year = Annotated[
    Count,
    AfterValidator(values.year),
    written(
        f"{EARLIEST} 至 {LATEST} 之间的年份", type=["integer", "string"],
        minimum=EARLIEST, maximum=LATEST, pattern=f"^(?:{YEARS})$",
    ),
]  # fmt: skip
Flag = Annotated[
    bool,
    BeforeValidator(values.flag),
    published(type="boolean"),
    written(values.FLAG, type=["boolean", "string"], pattern="^(?:true|false)$"),
]


class Span(Record):
    """起止 From one day to another, both days included."""

    starts: PrintedDay = Field(description="起日")
    ends: PrintedDay = Field(description="止日")


class Validity(Record):
    """有效期 As printed; `ends` is absent only where a title lasts until the next review."""

    starts: PrintedDay | None = Field(None, description="起日；原文没有印的不写，列为缺口")
    ends: PrintedDay | None = Field(
        None, description="止日；办法规定称号保持到下次复核的，可以没有；原文没有印的列为缺口"
    )


class Source(Record):
    """来源 Where the act was published, and the hash of our archived copy."""

    url: WebAddress | None = Field(None, description="原文网址")
    archived_sha256: Sha256 | None = Field(None, description="存档副本的 SHA-256 值")
