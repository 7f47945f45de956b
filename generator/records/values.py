"""Values of which records are made: days, counts, codes, texts, sources and spans; how each is read and written."""

import re
from calendar import monthrange
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from functools import cached_property
from sys import intern
from typing import Annotated, Any, Generic, TypeVar, get_args, get_origin

from pydantic import (
    AfterValidator,
    BaseModel,
    BeforeValidator,
    ConfigDict,
    Field,
    GetCoreSchemaHandler,
    GetJsonSchemaHandler,
    ValidationInfo,
    WithJsonSchema,
    field_validator,
)
from pydantic.json_schema import JsonSchemaValue
from pydantic_core import CoreSchema, PydanticCustomError, core_schema

from generator.records.codes import CREDIT_CODE, credit_code, regular
from generator.terms.findings import Place

WRITING = "x-writing"


def written(wording: str, **schema: Any) -> WithJsonSchema:
    """Schema of a value as a file may hold it, with the way it is written in Chinese."""
    return WithJsonSchema({**schema, WRITING: wording}, mode="validation")


def published(**schema: Any) -> WithJsonSchema:
    """Schema of a value as a published file holds it."""
    return WithJsonSchema(schema, mode="serialization")


YEAR = re.compile(r"\d{4}\Z", re.ASCII)
MONTH = re.compile(r"\d{4}-\d{2}\Z", re.ASCII)
DAY = re.compile(r"\d{4}-\d{2}-\d{2}\Z", re.ASCII)
EARLIEST, LATEST = 1949, 2100
DAY_FORM = r"^\d{4}(-\d{2}(-\d{2})?)?$"

# The same as a pattern, for editors: every year within reach, month and day of the calendar.
YEARS = r"19(?:49|[5-9][0-9])|20[0-9]{2}|2100"
LEAP_YEARS = r"19(?:5[26]|[68][048]|[79][26])|20(?:[02468][048]|[13579][26])"
MONTH_DAYS = (
    r"(?:0[13578]|1[02])-(?:0[1-9]|[12][0-9]|3[01])"
    r"|(?:0[469]|11)-(?:0[1-9]|[12][0-9]|30)|02-(?:0[1-9]|1[0-9]|2[0-8])"
)
WRITTEN_DAY = rf"^(?:(?:{YEARS})(?:-(?:0[1-9]|1[0-2]|{MONTH_DAYS}))?|(?:{LEAP_YEARS})-02-29)$"


@dataclass(frozen=True, slots=True)
class Day:
    """First and last calendar day that a printed day may mean."""

    first: date
    last: date

    @property
    def is_exact(self) -> bool:
        """Whether the day is known; False where only the month is."""
        return self.first == self.last

    @property
    def is_year(self) -> bool:
        """Whether only the year is known."""
        return self.last.month - self.first.month == 11

    def __str__(self) -> str:
        if self.is_exact:
            return self.first.isoformat()
        return self.first.isoformat()[: 4 if self.is_year else 7]


def parse_day(value: Any) -> Day:
    """Day written `2023-08-01`, `2023-08` or `2023`; anything else raises PydanticCustomError."""
    if isinstance(value, Day):
        return value
    if not isinstance(value, str):
        raise PydanticCustomError("type", "日期")
    try:
        day = _read(value)
    except ValueError:
        message = "日历上没有“{value}”这个日子"
        raise PydanticCustomError("form", message, {"value": value}) from None
    if day is None:
        message = "“{value}”不是日期，应写作 2023-08-01（只知月份时写 2023-08）"
        raise PydanticCustomError("form", message, {"value": value})
    return _within_reach(day)


def _read(value: str) -> Day | None:
    if DAY.match(value):
        return _exact(value)
    if MONTH.match(value):
        return _month(value)
    if YEAR.match(value):
        return Day(date(int(value), 1, 1), date(int(value), 12, 31))
    return None


def _within_reach(day: Day) -> Day:
    """A year out of all reach is a slip of the pen, or a way to say "for ever"."""
    if EARLIEST <= day.first.year <= LATEST:
        return day
    message = "“{value}”的年份应在 {first} 至 {last} 之间；没有止日的，不写 ends"
    raise PydanticCustomError(
        "form", message, {"value": str(day), "first": EARLIEST, "last": LATEST}
    )


def _exact(value: str) -> Day:
    day = date.fromisoformat(value)
    return Day(day, day)


def _month(value: str) -> Day:
    year, month = map(int, value.split("-"))
    return Day(date(year, month, 1), date(year, month, monthrange(year, month)[1]))


PrintedDay = Annotated[
    Day,
    BeforeValidator(parse_day),
    published(type="string", pattern=DAY_FORM, description="日期，只知月份时写到月"),
    written(
        "日期，如 2023-08-01；只知月份的，写 2023-08", type=["string", "integer"],
        pattern=WRITTEN_DAY, minimum=EARLIEST, maximum=LATEST,
    ),
]  # fmt: skip


COUNT = "不带单位的整数，如 12"
FLAG = "true（是）或 false（否）"


def count(value: Any) -> int:
    """Number of at most nine digits and nothing else."""
    if isinstance(value, str) and re.fullmatch(r"[0-9]{1,9}", value):
        return int(value)
    raise PydanticCustomError("type", COUNT)


def year(value: int) -> int:
    """Year within the reach of the register."""
    if EARLIEST <= value <= LATEST:
        return value
    message = "年份“{value}”应在 {first} 至 {last} 之间"
    raise PydanticCustomError("form", message, {"value": value, "first": EARLIEST, "last": LATEST})


def month_day(value: str) -> str:
    """Day of every year, written `12-31`."""
    try:
        # A year without a leap day: a yearly term falls on a day of every year.
        date.fromisoformat(f"2023-{value}")
    except ValueError:
        message = "不是每年都有“{value}”这一天"
        raise PydanticCustomError("form", message, {"value": value}) from None
    return value


def flag(value: Any) -> bool:
    """Yes or no, written `true` or `false` in these letters."""
    if value in ("true", "false"):
        return bool(value == "true")
    raise PydanticCustomError("type", FLAG)


Path = tuple[str | int, ...]


class Record(BaseModel):
    """Base of all records. Frozen and strict: nothing is guessed, unknown fields are mistakes."""

    # Built when first used: a command that finds nothing changed reads no record.
    model_config = ConfigDict(strict=True, frozen=True, extra="forbid", defer_build=True)

    def model_post_init(self, _: Any) -> None:
        """Thousands of rows are given the same fields: one set of names serves them all."""
        names = self.__pydantic_fields_set__
        first = _GIVEN.setdefault(frozenset(names), names)
        object.__setattr__(self, "__pydantic_fields_set__", first)


_GIVEN: dict[frozenset[str], set[str]] = {}
_FIRST: dict[Any, Any] = {}
T = TypeVar("T")


def shared(value: T) -> T:
    """The first of all values equal to this one: thousands of records say the same."""
    first: T = _FIRST.setdefault(value, value)
    return first


R = TypeVar("R", bound=Record)


@dataclass(frozen=True, slots=True)
class Filed(Generic[R]):
    """Record with its file, and a place for each of its values.

    `prefix` leads to the record within a file of several; what it shares with them stands
    at the head of the file.
    `text` is what was written, as JSON; none where the file had to be read with care.
    """

    record: R
    file: str
    marks: Mapping[Path, tuple[int, int]] = field(compare=False, repr=False)
    prefix: Path = ()
    text: bytes | None = field(default=None, compare=False, repr=False)

    def place(self, *path: str | int) -> Place:
        """The place of a value, or of its nearest written parent."""
        # One of several has no id of its own in the file.
        within = () if self.prefix and path == ("id",) else path
        for length in range(len(within), 0, -1):
            for start in (self.prefix, ()):
                mark = self.marks.get((*start, *within[:length]))
                if mark is not None:
                    return Place(self.file, *mark)
        return Place(self.file, *self.marks.get(self.prefix, (1, 1)))


@dataclass(frozen=True)
class Form:
    """Pattern that the whole text must match, and how to say so in Chinese."""

    pattern: str
    wording: str

    def __get_pydantic_core_schema__(
        self, source: Any, handler: GetCoreSchemaHandler
    ) -> CoreSchema:
        return core_schema.no_info_after_validator_function(self._check, handler(source))

    def __get_pydantic_json_schema__(
        self, schema: CoreSchema, handler: GetJsonSchemaHandler
    ) -> JsonSchemaValue:
        key = WRITING if handler.mode == "validation" else "description"
        return {**handler(schema), "pattern": f"^(?:{self.pattern})$", key: self.wording}

    @cached_property
    def _compiled(self) -> re.Pattern[str]:
        return re.compile(self.pattern, re.ASCII)

    def _check(self, value: str) -> str:
        if self._compiled.fullmatch(value):
            return value
        message = f"“{{value}}”不合写法，应为：{self.wording}"
        raise PydanticCustomError("form", message, {"value": value})


Text = Annotated[
    str,
    published(type="string", minLength=1),
    written("一段文字", type="string", minLength=1),
]
# Windows gives these names to devices: no file, and no folder of the site, can bear them.
DEVICE = r"(?:con|prn|aux|nul|(?:com|lpt)[0-9¹²³])"
NO_DEVICE = "不用 con、aux、nul、com1 等设备名"
Slug = Annotated[
    str,
    Form(
        rf"(?!{DEVICE}$)(?=.{{1,64}}$)[a-z0-9]+(?:-[a-z0-9]+)*",
        f"小写字母、数字和连字符组成的编号，不超过 64 个字，{NO_DEVICE}",
    ),
]
ACT_ID = rf"(?!{DEVICE}(?:#|$))(?=.{{1,68}}$)[a-z0-9]+(?:-[a-z0-9]+)*(?:#[1-9]\d{{0,2}})?"
ActId = Annotated[
    str,
    Form(
        ACT_ID,
        "文件编号；一份文件有几项的，可以指明第几项，如 2021-1147#2",
    ),
]
# Printed again in every list: one string for all of them.
Name = Annotated[Text, AfterValidator(intern)]
PlatformId = Annotated[Slug, AfterValidator(intern)]
FUNCTION_TERM = Form(
    rf"(?!{DEVICE}$)(?=.{{1,64}}$)[a-z]+(?:_[a-z]+)*",
    f"办法版本中列出的服务功能代码（如 information），{NO_DEVICE}",
)
FunctionTerm = Annotated[str, FUNCTION_TERM]
DIVISION_CODE = Form(r"\d{6}", "6 位 GB/T 2260 行政区划代码")
DivisionCode = Annotated[str, DIVISION_CODE]
WebAddress = Annotated[str, Form(r"""https?://[^\s<>"']+""", "以 http:// 或 https:// 开头的网址")]
Sha256 = Annotated[str, Form(r"[0-9a-f]{64}", "64 位十六进制 SHA-256 值")]
DocumentNumber = Annotated[
    str,
    Form(
        r"[^\s〔〕\[\]［］()（）]+〔\d{4}〕第?\d+号|[^\s〔〕\[\]［］()（）]*\d{4}年第\d+号",
        "带六角括号的发文字号，如 示例信发〔2020〕4号",
    ),
]
MonthDay = Annotated[
    str,
    Form(r"(?:0[1-9]|1[0-2])-(?:0[1-9]|[12]\d|3[01])", "月-日，如 12-31"),
    AfterValidator(month_day),
    written("每年都有的一天：月-日，如 12-31", type="string", pattern=f"^(?:{MONTH_DAYS})$"),
]
CreditCode = Annotated[
    str,
    AfterValidator(credit_code),
    published(type="string", pattern=CREDIT_CODE),
    # All digits, or digits and one E, are a number to an editor: it can only see that it is long.
    written(
        "18 位，大写，不带空格（GB 32100-2015）", type=["string", "number"],
        pattern=CREDIT_CODE, minimum=10**17,
    ),
]  # fmt: skip
Count = Annotated[
    int,
    BeforeValidator(count),
    published(type="integer", minimum=0),
    written(
        COUNT, type=["integer", "string"],
        minimum=0, maximum=999_999_999, pattern="^[0-9]{1,9}$",
    ),
]  # fmt: skip
Year = Annotated[
    Count,
    AfterValidator(year),
    written(
        f"{EARLIEST} 至 {LATEST} 之间的年份", type=["integer", "string"],
        minimum=EARLIEST, maximum=LATEST, pattern=f"^(?:{YEARS})$",
    ),
]  # fmt: skip
Flag = Annotated[
    bool,
    BeforeValidator(flag),
    published(type="boolean"),
    written(FLAG, type=["boolean", "string"], pattern="^(?:true|false)$"),
]


class CodeBearer(Record):
    """Record with a credit code, whose check digit is right unless a reason says why it is not."""

    credit_code_irregular: Text | None = Field(
        None, description="代码确是这样、校验位却不合的（多为 2016 年以前的），为什么；别的不写"
    )

    @field_validator("credit_code", check_fields=False)
    @classmethod
    def _has_right_digit(cls, code: str | None, known: ValidationInfo) -> str | None:
        is_excused = code is None or known.data.get("credit_code_irregular") is not None
        return code if is_excused else regular(str(code))


class Span(Record, title="起止"):
    """Days from one to another, both included."""

    starts: PrintedDay = Field(description="起日")
    ends: PrintedDay = Field(description="止日")


class Validity(Record, title="有效期"):
    """Validity as printed; `ends` is absent only if a title lasts until the next review."""

    starts: PrintedDay | None = Field(None, description="起日；原文没有印的不写，列为缺口")
    ends: PrintedDay | None = Field(
        None, description="止日；办法规定称号保持到下次复核的，可以没有；原文没有印的列为缺口"
    )


class Source(Record, title="来源"):
    """Address at which the act was published, and the hash of our archived copy."""

    url: WebAddress | None = Field(None, description="原文网址")
    archived_sha256: Sha256 | None = Field(None, description="存档副本的 SHA-256 值")


# Judged before the field that rests on it, and written behind it.
WRITTEN_BEHIND = {"credit_code_irregular": "credit_code"}
# What stands at the end of a record, after the fields of its kind.
LAST = ("count", "rows_complete", "remarks", "rows", "acts")


def model_in(annotation: Any) -> Any:
    """Record model that a field holds, itself or as the items of a list; None for a value."""
    if isinstance(annotation, type) and issubclass(annotation, BaseModel):
        return annotation
    models = (model_in(part) for part in get_args(annotation))
    return next((model for model in models if model is not None), None)


def written_fields(model: Any) -> dict[str, Any]:
    """Fields of a record by the names written in files, in canonical order."""
    fields = {field.alias or name: field for name, field in model.model_fields.items()}
    names = sorted((name for name in fields if name not in WRITTEN_BEHIND), key=_rank)
    for name, before in WRITTEN_BEHIND.items():
        if name in fields:
            names.insert(names.index(before) + 1, name)
    return {name: fields[name] for name in names}


def _rank(name: str) -> int:
    return LAST.index(name) + 1 if name in LAST else 0


def in_order(annotation: Any, keys: Iterable[str]) -> list[str]:
    """Keys in the order in which a record of this form writes them; unknown ones come last."""
    known = list(written_fields(model)) if (model := model_in(annotation)) else []
    return sorted(keys, key=lambda key: known.index(key) if key in known else len(known))


def item_of(annotation: Any, at: int) -> Any:
    """Form of one item of a list: its own where the list gives each its form, else that of the list."""
    forms = get_args(annotation) if get_origin(annotation) is tuple else ()
    return forms[at] if at < len(forms) and Ellipsis not in forms else annotation


def under(annotation: Any, key: str) -> Any:
    """Type of one field of a record, or of a table of figures; text if the field is unknown."""
    if model := model_in(annotation):
        fields = written_fields(model)
        return fields[key].annotation if key in fields else str
    tables = (part for part in parts(annotation) if get_origin(part) is dict)
    return next((get_args(table)[1] for table in tables), str)


def parts(annotation: Any) -> Iterator[Any]:
    """Type of a field and every type within it."""
    yield annotation
    for part in get_args(annotation):
        yield from parts(part)


def is_text(annotation: Any) -> bool:
    """Whether a field holds a text, or a record written in short as one, and no number or day."""
    if get_origin(annotation) is None:
        return isinstance(annotation, type) and issubclass(annotation, str | Record)
    return any(is_text(part) for part in get_args(annotation))
