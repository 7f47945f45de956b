"""Platforms, departments, batches, errata, the site, calendars, excuses, applications; and the receipt of them all."""

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import chain
from typing import Annotated, Any

from pydantic import AfterValidator, BeforeValidator, Field, GetJsonSchemaHandler
from pydantic.json_schema import JsonSchemaValue
from pydantic_core import CoreSchema, PydanticCustomError

from generator.records.acts import Act, DocumentOfActs
from generator.records.regulation import Figures, Regulation
from generator.records.values import (
    DIVISION_CODE,
    WRITING,
    ActId,
    CodeBearer,
    Count,
    CreditCode,
    DivisionCode,
    DocumentNumber,
    Filed,
    Flag,
    Form,
    FunctionTerm,
    Name,
    PlatformId,
    PrintedDay,
    Record,
    Slug,
    Source,
    Span,
    Text,
    WebAddress,
    Year,
    shared,
)
from generator.terms.findings import Finding
from generator.terms.words import Printer, UnitKind


class OperatingUnit(CodeBearer, title="运营单位"):
    """Legal person that builds and runs a platform (第二条)."""

    name: Name = Field(description="单位名称，最初登记时的")
    credit_code: CreditCode | None = Field(None, description="统一社会信用代码")
    credit_code_unknown: Text | None = Field(None, description="为什么没有代码；列为缺口")
    kind: Annotated[UnitKind, Field(strict=False)] | None = Field(None, description="单位性质")


class Coded(Record):
    """Place by its code, with the days for which that is so; without days a file holds the code alone."""

    code: DivisionCode = Field(description="区划代码")

    @property
    def is_alone(self) -> bool:
        """Whether nothing but the code is given, so that it says nothing of days."""
        return self.model_fields_set == {"code"}


class Placement(Coded, title="所在地"):
    """Place of a platform from a day on, until the next one: districts are re-assigned."""

    from_: PrintedDay | None = Field(None, alias="from", description="自哪一天起；第一项可以不写")


class Remit(Coded, title="所辖的市"):
    """City that a department answers for, and the days on which it does; an absent day is unknown."""

    starts: PrintedDay | None = Field(None, description="主管的起日；不知道的不写")
    ends: PrintedDay | None = Field(None, description="主管的止日；不知道的不写")


def _coded(value: Any) -> Any:
    """List of places; a lone code is a list of one, an empty list says nothing."""
    if isinstance(value, str):
        return ({"code": value},)
    if isinstance(value, list | tuple) and not value:
        raise PydanticCustomError("form", "列表是空的，至少要有一项；不知道的，删去这一行")
    return tuple(value) if isinstance(value, list) else value


class _AlsoInShort:
    """Says to an editor that a lone code may stand in place of the list."""

    def __get_pydantic_json_schema__(
        self, schema: CoreSchema, handler: GetJsonSchemaHandler
    ) -> JsonSchemaValue:
        listed = handler(schema)
        if handler.mode == "serialization":
            return listed
        pattern = f"^(?:{DIVISION_CODE.pattern})$"
        code = {"type": "string", "pattern": pattern, WRITING: DIVISION_CODE.wording}
        return {"anyOf": [code, listed | {"minItems": 1}]}


Placements = Annotated[
    tuple[Placement, ...], BeforeValidator(_coded), AfterValidator(shared), _AlsoInShort()
]
Remits = Annotated[tuple[Remit, ...], BeforeValidator(_coded), _AlsoInShort()]


class Contact(Record, title="联系方式"):
    """Contact of an office, never of a person."""

    phone: Text | None = Field(None, description="办公电话")
    website: WebAddress | None = Field(None, description="单位网站")
    address: Text | None = Field(None, description="办公地址")


class Platform(Record, title="示范平台"):
    """Platform under the name first recorded; renamings are acts.

    Some lists print the unit only: then `name_unknown` says why there is no name. A record
    found to be `same_as` another leads to it.
    """

    id: PlatformId = Field(description="与文件名相同，永不更改，永不再用")
    name: Name | None = Field(None, description="平台名称，最初登记时的")
    name_unknown: Text | None = Field(None, description="为什么没有平台名称")
    operating_unit: OperatingUnit = Field(description="运营单位")
    division: Placements = Field(
        (),
        description="所在地，写到已知的最细一级；直属单位（如省直）写辖区自己的代码；"
        "改过隶属的写成列表；不写的列为缺口",
    )
    same_as: PlatformId | None = Field(
        None, description="同一平台误登了两次的，写留用的编号；本编号的文件都归入它"
    )
    services: Text | None = Field(None, description="一句话介绍")
    contact: Contact | None = Field(None, description="单位的联系方式，不写个人的")
    remarks: Text | None = Field(None, description="备注")


class DepartmentName(Record, title="部门名称"):
    """Name of a department and the days it was in use; an absent day is unknown."""

    name: Text = Field(description="名称")
    starts: PrintedDay | None = Field(None, description="使用的起日；不知道的不写")
    ends: PrintedDay | None = Field(None, description="使用的止日；不知道的不写")


class Measure(Record, title="措施"):
    """Paper by which an office supports platforms or grants a title of its own (第五条、第二十八条)."""

    title: Text = Field(description="标题")
    url: WebAddress = Field(description="网址")
    document_number: DocumentNumber | None = Field(None, description="发文字号")
    issued_on: PrintedDay | None = Field(None, description="成文日期")


class Department(Record, title="主管部门"):
    """Department with its names; `city` is the part of the territory that it answers for.

    The territory's own departments have none. Where the remit changed, it is a list of
    divisions with the days of each.
    """

    id: Slug = Field(description="永不更改")
    names: tuple[DepartmentName, ...] = Field(description="历次名称和使用的起止日")
    city: Remits = Field(
        (), description="所管的市、区县或省的代码；辖区自己的部门（如省厅）不写；变过的写成列表"
    )
    contact: Contact | None = Field(None, description="部门的联系方式，不写个人的")
    measures: tuple[Measure, ...] = Field(
        (), description="本部门对平台的扶持措施和本级的认定办法，网页列出链接"
    )
    remarks: Text | None = Field(None, description="备注")


class Departments(Record, title="部门表"):
    """Contents of the file departments.yaml."""

    departments: tuple[Department, ...] = Field(description="全部主管部门")


class Batch(Record, title="批次"):
    """Yearly round; `reviewed` and `recommended` are the published numbers of applicants."""

    id: Slug = Field(description="与文件名相同")
    year: Year = Field(description="年度")
    regulation: Slug = Field(description="所依据的办法版本")
    call: ActId | None = Field(None, description="申报通知")
    applications: Span | None = Field(None, description="申报时间")
    reviewed: Count | None = Field(None, description="公开过的参评数目")
    recommended: Count | None = Field(None, description="公开过的推荐数目")
    remarks: Text | None = Field(None, description="备注")


FieldAddress = Annotated[
    str,
    Form(
        r"[a-z0-9_]+(?:\.[a-z0-9_]+)*",
        "字段的位置，层次以点分开，列表从 0 数起，如 rows.0.number",
    ),
]


class Erratum(Record, title="勘误"):
    """Mistake of our own copy, put right in place; never an act of an office."""

    id: Slug = Field(description="与文件名相同，永不更改，永不再用")
    of: ActId = Field(description="录错的官方文件、其中的一项或者示范平台")
    fields: tuple[FieldAddress, ...] = Field(
        description="改正了哪些字段，一个不多、一个不少；层次以点分开，列表从 0 数起"
    )
    what: Text = Field(description="原来录成了什么，应当是什么")
    found_on: PrintedDay = Field(description="哪一天发现的")


UNTIL_BAR_ENDS = "until_bar_ends"
FrontList = Annotated[
    str,
    Form(
        rf"{UNTIL_BAR_ENDS}|[1-9]\d? years", f"{UNTIL_BAR_ENDS}（至限制期届满）或年数，如 3 years"
    ),
]


class AdverseDisplay(Record, title="不利记录的展示"):
    """Written policy on how long a revocation stands on the front list.

    Afterwards it stands in the list of the past. It is never removed.
    """

    policy: Text = Field(description="撤销记录怎样展示")
    remedy: Text = Field(description="对展示有异议的，怎样提出")
    adopted_on: PrintedDay = Field(description="这一办法定于哪一天")
    front_list: FrontList = Field(description="撤销记录列在前面多久；期限一过移入“历史”，不删除")

    @property
    def years(self) -> int | None:
        """Years for which an entry stands in front; None where it does until its bar ends."""
        return None if self.front_list == UNTIL_BAR_ENDS else int(self.front_list.split()[0])


class Zone(Record, title="功能区"):
    """Place without a code of its own, such as 高新区, and the division that it lies in."""

    name: Text = Field(description="名称，照人们的写法")
    code: DivisionCode = Field(description="所在的区县或市的代码")


NO_TILE = "------"
TileRow = Annotated[
    str,
    Form(
        rf"(?:\d{{6}}|{NO_TILE})(?: (?:\d{{6}}|{NO_TILE}))*",
        f"6 位代码，空格子写 {NO_TILE}，以空格隔开",
    ),
]
LogoName = Annotated[
    str,
    Form(r"[a-z0-9][a-z0-9_-]*\.(?:svg|png)", "图片的文件名，小写字母、数字，.svg 或 .png 结尾"),
]
Colour = Annotated[str, Form(r"#[0-9a-f]{6}", "颜色，如 `#1d4f86`，字母小写")]


class SiteRecord(Record, title="站点"):
    """Publication and its publisher; a published copy stays trustworthy for `update_days` days.

    Without `territory` it is inferred from the places on record. `tiles` are rows of a grid in
    which the parts of the territory stand in roughly their places. Without `adverse_display` every
    revocation stands on the front list.
    """

    title: Text = Field(description="网站名称")
    title_en: Text = Field(description="网站的英文名称")
    designation_title: Text = Field(description="称号的全称")
    publisher: Text = Field(description="发布单位")
    publisher_contact: Text | None = Field(None, description="发布单位的联系方式，不写个人的")
    territory: DivisionCode | None = Field(
        None,
        description='辖区：省、市的代码，全国写 `"000000"`；它的下一级（市、区县、省）各有一页；'
        "不写的，由平台和部门的所在地推断，列为缺口",
    )
    zones: tuple[Zone, ...] = Field((), description="没有代码的地方，如高新区")
    tiles: tuple[TileRow, ...] = Field(
        (), description="首页的方格图，逐行写辖区下一级的代码，大致按方位排列；不写的按代码排列"
    )
    colour: Colour | None = Field(None, description="页眉的颜色，要深得衬得出白字")
    logo: LogoName | None = Field(
        None, description="页眉左边的标志，site.yaml 旁边的图片文件；近于正方形的也作网页图标"
    )
    printer: Annotated[Printer, Field(strict=False)] = Field(
        Printer.MKDOCS, description="印制网页的程序；不写即为 `mkdocs`"
    )
    base_url: WebAddress = Field(description="网站的地址")
    repository: WebAddress | None = Field(None, description="登记簿所在的代码仓库")
    licence: Text | None = Field(None, description="数据的许可")
    update_days: Count = Field(
        description="公布后几天内必有更新，网页和数据文件据此写明下次更新不晚于哪一天"
    )
    demo: Flag = Field(
        False, description="演示数据写 `true`，每个网页和数据文件都会注明；不写即为 `false`"
    )
    about: Text | None = Field(None, description="网站说明")
    adverse_display: AdverseDisplay | None = Field(
        None, description="撤销记录的展示办法，写在撤销公告页上；不写的，全部撤销记录都列在前面"
    )

    @property
    def squares(self) -> dict[str, tuple[int, int]]:
        """Row and column of each part in the grid of tiles, counted from 1."""
        return {
            code: (row, column)
            for row, text in enumerate(self.tiles, 1)
            for column, code in enumerate(text.split(), 1)
            if code != NO_TILE
        }


class WorkCalendar(Record, title="工作日历"):
    """Days off and make-up days of one year; every other day follows the week, Monday to Friday."""

    year: Year = Field(description="年份")
    notice: Text = Field(description="放假通知的标题或文号")
    source: Source | None = Field(None, description="原文网址和存档")
    days_off: tuple[PrintedDay, ...] = Field((), description="放假的日子（周末照常休息的不必写）")
    make_up_days: tuple[PrintedDay, ...] = Field((), description="调休上班的周末")


Code = Annotated[str, Form(r"[A-Z][0-9]{3}", "问题代码，如 V203")]


class Excuse(Record, title="特许"):
    """Finding that may stand: its code, its file, why, and until when.

    `says` narrows it to the findings whose message holds these words.
    """

    code: Code = Field(description="问题代码")
    file: Text = Field(description="出问题的文件，从登记文件夹之内写起")
    says: Text | None = Field(
        None, description="提示中须有的话；不写的，这个文件中这一代码的提示都算"
    )
    reason: Text = Field(description="理由")
    ends: PrintedDay = Field(description="到哪一天为止，含当天；过后照常提示")


class Excuses(Record, title="特许表"):
    """Contents of the file excused.yaml."""

    excused: tuple[Excuse, ...] = Field(description="全部特许")


class Endorsement(Record, title="经手"):
    """Accounts that proposed and approved a change; approving one's own work counts for nothing."""

    author: Text = Field(description="提出改动的账号")
    approved_by: tuple[Text, ...] = Field((), description="核准改动的账号")

    @property
    def is_by_two(self) -> bool:
        """Whether two persons had a hand in it; forges do not tell accounts apart by capitals."""
        return any(name.casefold() != self.author.casefold() for name in self.approved_by)


class Application(Record, title="申报"):
    """Application of one platform: its figures, by the ids of the edition's criteria.

    Without `functions` each function is judged by what is given of it.
    """

    platform: Text | None = Field(None, description="平台名称")
    operating_unit: OperatingUnit | None = Field(
        None, description="运营单位；`kind` 决定适用哪一种标准"
    )
    functions: tuple[FunctionTerm, ...] = Field(
        (), description="提供哪些服务功能；写了的，其余功能算作不提供"
    )
    figures: Figures = Field(description="申报的情况；没有写的不作猜测")
    remarks: Text | None = Field(None, description="备注")

    @property
    def unit_kind(self) -> UnitKind | None:
        """Kind of the unit, which decides the thresholds that apply; None where it is not given."""
        return self.operating_unit.kind if self.operating_unit else None


@dataclass(frozen=True)
class Logo:
    """Picture that `logo` of the site names, and how many times as wide as high it is."""

    name: str
    content: bytes
    breadth: float

    @property
    def is_icon(self) -> bool:
        """Whether it is near enough to a square to stand for the site in a tab of the browser."""
        return 0.8 <= self.breadth <= 1.25


@dataclass(frozen=True)
class Receipt:
    """Records that could be filed, and the findings on the rest.

    `refused` names the records left out, so that whoever refers to them is not blamed.
    """

    site: tuple[Filed[SiteRecord], ...] = ()
    departments: tuple[Filed[Departments], ...] = ()
    regulations: tuple[Filed[Regulation], ...] = ()
    batches: tuple[Filed[Batch], ...] = ()
    work_calendars: tuple[Filed[WorkCalendar], ...] = ()
    errata: tuple[Filed[Erratum], ...] = ()
    excused: tuple[Filed[Excuses], ...] = ()
    platforms: tuple[Filed[Platform], ...] = ()
    acts: tuple[Filed[Act], ...] = ()
    # Only those of several acts: what stands beside `acts`.
    documents: tuple[Filed[DocumentOfActs], ...] = ()
    logo: Logo | None = None
    folder: str = ""
    refused: frozenset[str] = frozenset()
    findings: tuple[Finding, ...] = ()

    @property
    def drawers_with_ids(self) -> tuple[tuple[Filed[Any], ...], ...]:
        """Drawers whose files are named by the id of their record; no erratum bears that of an act."""
        return self.platforms, (*self.acts, *self.errata), self.batches, self.regulations

    @property
    def everything(self) -> Iterator[Filed[Any]]:
        """Every record with its place, whatever its kind."""
        return chain(
            self.site,
            self.departments,
            self.excused,
            self.work_calendars,
            self.documents,
            *self.drawers_with_ids,
        )
