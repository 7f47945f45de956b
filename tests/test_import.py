"""`registry import`, as an outside script calls it: the table, the doubts, the files, the way back."""

import io
import json
import re
import shutil
from collections.abc import Callable, Iterator, Sequence
from functools import partial
from pathlib import Path
from typing import Any

import pytest
import xlsxwriter

from generator.desk.annexes.matching import RowOutcome
from generator.desk.annexes.opening import opened_annex
from generator.desk.annexes.rows import ReadingContext
from generator.desk.annexes.taking import act_rows, taken_annex
from generator.desk.documents import Format, compose, printed
from generator.intake import receive
from generator.intake.json_schema import schema_line
from generator.records.acts import Act, ReviewRow, Row, rows_of
from generator.records.values import Validity
from generator.register.identity import identities, identity
from generator.register.register import Register
from generator.terms.citations import article_label
from generator.terms.words import ActKind
from tests.annexes import DATA, listing_from
from tests.conftest import DEMONSTRATION, NATIONAL, ROOT, Command, findings_of
from tests.histories import read
from tests.registries import contents, recorded

REAL = ROOT / "tests" / "data" / "real-rows.csv"
ACT = ("--title", "示例·2022年度名单", "--issued-on", "2022-11-07", "--on", "2022-11-20")
# The eighth line of that list is hidden in the file.
HIDDEN = ("--row", "8=new")
LISTED = ("publicity", "announcement", "revocation")
# A correction's rows are only what changes: no annex prints them.
EVERY_LISTED = [kind for kind in ActKind if kind != ActKind.CORRECTION]


@pytest.fixture
def registry(tmp_path: Path) -> Path:
    """The small register of the casebook."""
    folder = tmp_path / "registry"
    shutil.copytree(ROOT / "generator" / "casebook" / "base", folder)
    return folder


def test_annex_becomes_an_act_and_its_new_platforms(
    registry: Path, registry_command: Command
) -> None:
    """A list of four, one known: three platforms and the act, in canonical form, without a finding of error."""
    before = contents(registry)
    done = registry_command(
        "import",
        "publicity",
        DATA / "publicity.xlsx",
        "--registry",
        registry,
        *ACT,
        *HIDDEN,
        "--yes",
    )
    assert (done.returncode, done.stderr) == (0, "已写 4 个文件。\n")
    made = {name: content for name, content in contents(registry).items() if name not in before}
    assert sorted(made) == [
        ".last-ids",
        "notices/2022/2022-publicity.yaml",
        "platforms/sd-0003.yaml",
        "platforms/sd-0004.yaml",
        "platforms/sd-0005.yaml",
    ]
    assert read(registry / "platforms" / "sd-0005.yaml") == {
        "id": "sd-0005",
        "name": "示例·平度农机平台",
        "operating_unit": {
            "name": "示例·平度农机有限公司",
            "credit_code_unknown": "“示例·2022年度名单”的名单没有印统一社会信用代码",
        },
        "division": "370200",
    }
    act = read(registry / "notices" / "2022" / "2022-publicity.yaml")
    rows = act.pop("rows")
    assert act == {
        "id": "2022-publicity",
        "kind": "publicity",
        "title": "示例·2022年度名单",
        "issued_on": "2022-11-07",
        "issuer": "sd-gxt",
        "regulation": "demo-2020",
        "window": {"starts": "2022-11-07", "ends": "2022-11-11"},
        "count": "4",
    }
    assert [row["platform"] for row in rows] == ["sd-0001", "sd-0003", "sd-0004", "sd-0005"]
    assert rows[0] == {
        "platform": "sd-0001",
        "name": "示例·济南信息平台",
        "operating_unit": "示例·济南信息有限公司",
        "functions": ("information",),
        "recommended_by": "jinan-gxj",
        "reviewed": "true",
    }
    assert [f for f in findings_of(registry) if f.is_error] == []
    tidy = registry_command("format", "--check", "--registry", registry)
    assert "2022-publicity" not in tidy.stdout + tidy.stderr
    told = done.stdout
    assert "未收第 11 行（表外的说明）：注：本名单按所在市排列。" in told
    assert "未收第 8 列“联系方式”（不认识的列名）" in told
    assert "共 6 行：名单 4 行（已登记 1，新平台 3，待定 0，不收 0），未收 2 行。" in told
    assert (
        "没有写明、按建议值填写的，请核对：issuer sd-gxt，regulation demo-2020，window.starts"
        in told
    )


def test_nothing_is_written_in_doubt_until_every_row_is_decided(
    registry: Path, registry_command: Command
) -> None:
    """Two doubtful rows: exit code 1 and no file; decided row by row, the words are kept."""
    command = ("import", "announcement", DATA / "announcement.xls", "--sheet", "名单")
    command = (
        *command,
        "--registry",
        registry,
        *ACT,
        "--yes",
        "--source-url",
        "https://example.org/",
    )
    before = contents(registry)
    for rows in ((), ("--row", "3=new")):
        done = registry_command(*command, *rows)
        assert done.returncode == 1
        assert f"第 {'4' if rows else '3、4'} 行待定，未写文件。" in done.stderr
        assert contents(registry) == before
    done = registry_command(*command, "--row", "3=new", "--row", "4=skip")
    # Written, and the check says at once what the file still lacks.
    assert (done.returncode, "error P305" in done.stdout, "错误 1，" in done.stdout) == (
        1,
        True,
        True,
    )
    act = read(registry / "notices" / "2022" / "2022-announcement.yaml")
    assert (act["count"], act["rows_complete"]) == ("2", "false")
    assert act["validity"] == {"starts": "2022-12-01", "ends": "2025-11-30"}
    assert act["rows"] == (
        {
            "platform": "sd-0003",
            "name": "示例·青岛检测平台",
            "operating_unit": "示例·青岛检测有限公司",
            "functions": ("technology",),
            "number": "示例2022-001",
        },
    )
    unit = read(registry / "platforms" / "sd-0003.yaml")["operating_unit"]
    spoilt = "文件中的统一社会信用代码已被表格软件损坏"
    assert unit["credit_code_unknown"] == f"“示例·2022年度名单”的名单{spoilt}"


def test_word_not_understood_is_kept_in_the_remarks(
    registry: Path, registry_command: Command
) -> None:
    """A function of no edition is no function of the row, and is not lost."""
    done = registry_command(
        "import", "announcement", DATA / "announcement.xls", "--sheet", "1", "--registry", registry,
        *ACT, "--yes", "--row", "3,4=new",
    )  # fmt: skip
    assert "错误 1，" in done.stdout
    row = read(registry / "notices" / "2022" / "2022-announcement.yaml")["rows"][1]
    assert row["functions"] == ("information",)
    assert row["remarks"] == "服务功能印作“信息,综合”"


def test_dry_run_shows_the_same_table_and_writes_nothing(
    registry: Path, registry_command: Command
) -> None:
    """And without --yes a script is told to say so."""
    command = ("import", "revocation", DATA / "revocation.docx", "--registry", registry, *ACT)
    command = (*command, "--row", "3-2=skip")
    before = contents(registry)
    dry = registry_command(*command, "--dry-run")
    unsure = registry_command(*command)
    assert (dry.returncode, unsure.returncode) == (0, 2)
    assert dry.stdout == unsure.stdout
    assert "核对无误后加 --yes 写入" in unsure.stderr
    assert contents(registry) == before


def test_table_shows_what_is_printed_and_nothing_that_it_would_mean(
    registry: Path, tmp_path: Path, registry_command: Command
) -> None:
    """Brackets are no markup, colons no pictures, and what nobody sees is not taken over."""
    annex = tmp_path / "名单.csv"
    annex.write_text("平台名称,运营单位\n[red]甲[/red]:smile:平\u200b台,乙\x1b[31m公司\n", "utf-8")
    done = registry_command("import", "publicity", annex, "--registry", registry, *ACT, "--dry-run")
    assert "│ [red]甲[/red]:smile:平台 │ 乙[31m公司 │" in done.stdout


def test_table_as_data_has_every_row_line_and_file(
    registry: Path, registry_command: Command
) -> None:
    """For programs: outcomes, reasons, what was passed over, what would be written."""
    done = registry_command(
        "import", "revocation", DATA / "revocation.docx", "--registry", registry, *ACT,
        "--format", "json", "--dry-run", "--row", "3-2=skip",
    )  # fmt: skip
    told = json.loads(done.stdout)
    assert told["totals"] == {
        "lines": 3, "rows": 2, "matched": 1, "new": 0, "doubtful": 0, "skipped": 1, "passed": 1,
    }  # fmt: skip
    assert [(row["line"], row["outcome"], row["platform"]) for row in told["rows"]] == [
        ("2-2", "matched", "sd-0001"),
        ("3-2", "skipped", None),
    ]
    assert told["passed"] == [
        {"line": "3-3", "text": "注：撤销之日起不得再次申报。", "why": "表外的说明"}
    ]
    assert told["proposed"] == {"issuer": "sd-gxt", "regulation": "demo-2020"}
    assert [file["path"] for file in told["files"]] == ["notices/2022/2022-revocation-2.yaml"]


def test_no_list_is_taken_twice_and_no_file_replaced(
    registry: Path, registry_command: Command
) -> None:
    """The same act again, or another under a used id, is wrong use."""
    listed = ("import", "publicity", DATA / "publicity.xlsx", "--registry", registry)
    command = (*listed, *HIDDEN, "--yes")
    assert registry_command(*command, *ACT).returncode == 0
    before = contents(registry)
    again = registry_command(*command, *ACT)
    assert (again.returncode, "已经登记，编号是 2022-publicity" in again.stderr) == (2, True)
    other = ("--title", "示例·另一份", "--issued-on", "2022-11-08", "--id", "2022-publicity")
    done = registry_command(*command, *other, "--on", "2022-11-20")
    assert (done.returncode, "已有文件" in done.stderr) == (2, True)
    assert contents(registry) == before


@pytest.mark.parametrize(
    ("arguments", "says"),
    [
        ((DATA / "publicity.xlsx",), "还缺少：--title（"),
        (("没有这个文件.xlsx", *ACT), "没有这个文件.xlsx：文件打不开"),
        ((DATA / "make.py", *ACT), "make.py：内容不是 .py 文件"),
        ((DATA / "announcement.xls", *ACT), "有 2 处像是名单"),
        ((DATA / "publicity.xlsx", *ACT, "--row", "6"), "“6”写得不对：--row 应写作"),
        ((DATA / "publicity.xlsx", *ACT, "--row", "6=new", "--row", "6=skip"), "有两个不同的裁定"),
        ((DATA / "publicity.xlsx", *ACT, "--regulation", "demo-1999"), "没有办法版本“demo-1999”"),
        ((DATA / "publicity.xlsx", *ACT, "--issued-on", "某日"), "成文日期“某日”不是日期"),
    ],
)
def test_wrong_use_is_a_sentence_and_exit_code_2(
    registry: Path, registry_command: Command, arguments: tuple[Any, ...], says: str
) -> None:
    """Never a traceback, never a finding."""
    done = registry_command("import", "publicity", *arguments, "--registry", registry)
    assert done.returncode == 2
    assert says in done.stderr
    assert "Traceback" not in done.stderr


def test_example_of_the_manual_works(registry: Path, registry_command: Command) -> None:
    """As CONTRIBUTING shows it: two new, and one with a slip that must be decided."""
    manual = (ROOT / "CONTRIBUTING.md").read_text("utf-8")
    example = re.search(r"registry (import publicity [^`]*?)\n```", manual)
    assert example is not None
    words = example[1].replace("\\\n", " ").replace("../practice", str(registry)).split()
    undecided = registry_command(*words[:-2], "--on", "2023-11-20", "--yes", cwd=ROOT)
    assert (undecided.returncode, "第 5 行待定" in undecided.stderr) == (1, True)
    done = registry_command(*words, "--on", "2023-11-20", "--yes", cwd=ROOT)
    assert "名单 3 行（已登记 1，新平台 2，待定 0，不收 0），未收 1 行" in done.stdout
    assert (done.returncode, "错误 0，" in done.stdout) == (0, True), done.stdout


def test_exported_act_comes_back_byte_for_byte(
    registry_copy: Path, tmp_path: Path, registry_command: Command
) -> None:
    """Export, remove the act, import what was exported: the registry is what it was."""
    act = registry_copy / "notices" / "2024" / "2024-publicity.yaml"
    before, said = contents(registry_copy), read(act)
    document = tmp_path / "名单.docx"
    export = ("export", act.stem, "--format", "docx", "--out", document)
    assert registry_command(*export, "--registry", registry_copy).returncode == 0
    act.unlink()
    done = registry_command(
        "import", "publicity", document, "--registry", registry_copy, "--on", "2024-10-21",
        "--title", said["title"], "--issued-on", said["issued_on"], "--batch", said["batch"],
        "--source-url", said["source"]["url"], "--yes",
    )  # fmt: skip
    assert "已写 1 个文件。" in done.stderr, done.stderr
    line = schema_line("notices/2024/2024-publicity.yaml").encode() + b"\n"
    name = act.relative_to(registry_copy).as_posix()
    assert contents(registry_copy) == before | {name: line + before[name]}


def test_real_rows_come_into_a_fresh_registry(tmp_path: Path, registry_command: Command) -> None:
    """One file of several lists, with English heads: one list of it, as it was printed, without an error."""
    registry = tmp_path / "registry"
    for part in ("site.yaml", "departments.yaml", "regulations"):
        source, target = NATIONAL / part, registry / part
        registry.mkdir(exist_ok=True)
        (shutil.copytree if source.is_dir() else shutil.copy)(source, target)
    number, url = "工信部企业函〔2020〕326号", "https://smesc.cn/news/show.php?itemid=373592"
    heads = (
        "operating_unit=运营单位", "platform_name=平台名称", "province=所在市", "row_id=序号",
        "valid_from=有效期起", "valid_to=有效期止", "functions=服务功能",
    )  # fmt: skip
    command = (
        "import", "announcement", REAL, "--registry", registry, "--on", "2026-11-23", "--yes",
        *(each for head in heads for each in ("--head", head)),
        "--only", f"document_number={number}", "--document-number", number, "--count", "214",
        "--title", "关于公布2020年度国家中小企业公共服务示范平台名单的通告", "--source-url", url,
        "--issued-on", "2020-12-14", "--issuer", "miit", "--regulation", "miit-2017-156",
    )  # fmt: skip
    unnumbered = registry_command(*command)
    assert (unnumbered.returncode, "请用 --series 写明" in unnumbered.stderr) == (2, True)
    done = registry_command(*command, "--series", "nat")
    assert done.returncode == 0, done.stdout + done.stderr
    assert "共 29 行：名单 9 行（已登记 0，新平台 9，待定 0，不收 0），未收 20 行" in done.stdout
    assert [finding for finding in findings_of(registry) if finding.is_error] == []
    ours = Register.bind(receive(registry)).acts["2020-announcement"]
    known = recorded(NATIONAL).acts["2020-announcement"]
    assert {row.operating_unit for row in rows_of(ours)} == {  # type: ignore[attr-defined]
        row.operating_unit
        for row in rows_of(known)  # type: ignore[attr-defined]
    }
    same = ("title", "document_number", "issued_on", "validity", "count", "rows_complete")
    assert [getattr(ours, each) for each in same] == [getattr(known, each) for each in same]
    shown = registry_command(
        "show", "洛阳市恒凯信息科技有限公司", "--registry", registry, "--on", "2021-06-30"
    )
    assert "截至 2021-06-30：有效" in shown.stdout


def test_real_revocations_wait_until_the_platforms_are_known(
    tmp_path: Path, registry_command: Command
) -> None:
    """Seven units revoked in 2017: known in the national example, strangers to an empty register."""
    number = "document_number=工信部企业〔2017〕139号"
    command = (
        "import", "revocation", REAL, "--head", "operating_unit=运营单位", "--only", number,
        "--only", "status_in_source=撤销称号(复核未通过)", "--issued-on", "2017-07-06",
        "--title", "示例·重录", "--issuer", "miit", "--regulation", "miit-2012-197",
        "--format", "json", "--dry-run", "--on", "2026-11-23",
    )  # fmt: skip
    known = json.loads(registry_command(*command, "--registry", NATIONAL).stdout)
    assert known["totals"]["matched"] == 7
    empty = tmp_path / "registry"
    shutil.copytree(NATIONAL, empty, ignore=shutil.ignore_patterns("platforms", "notices"))
    done = registry_command(*command, "--registry", empty)
    assert (done.returncode, json.loads(done.stdout)["totals"]["doubtful"]) == (1, 7)


def acts(folder: Path, kinds: Sequence[str]) -> Iterator[Any]:
    """The acts of a registry that have lists, each with its register."""
    register = Register.bind(receive(folder))
    for act in register.acts.values():
        if act.kind_of_act in kinds and rows_of(act):
            yield pytest.param(register, act, id=f"{folder.name}-{act.id}")


ACTS = [*acts(DEMONSTRATION, LISTED), *acts(NATIONAL, LISTED)]
EVERY_ACT = [*acts(DEMONSTRATION, EVERY_LISTED), *acts(NATIONAL, EVERY_LISTED)]


BARS = {None: "", True: "限制", False: "不限制"}


def span(validity: Validity | None) -> str:
    """Days as printed."""
    return f"{validity.starts}至{validity.ends}" if validity else ""


def as_listed(register: Register, act: Act) -> bytes:
    """The rows as a department would print them in a workbook."""
    editions = register.regulations.values()
    labels = {f.term: f.label for edition in editions for f in edition.service_functions}

    def department(id: str | None) -> str:
        return register.departments[id].names[-1].name if id else ""

    columns: dict[str, Callable[[Any], str]] = {
        "平台名称": lambda row: row.name or "",
        "运营单位": lambda row: row.operating_unit or "",
        "统一社会信用代码": lambda row: (
            identities(register.histories[row.platform])[-1].credit_code or ""
        ),
        "服务功能": lambda row: "、".join(labels[term] for term in getattr(row, "functions", ())),
        "推荐单位": lambda row: department(getattr(row, "recommended_by", None)),
        "证书编号": lambda row: getattr(row, "number", None) or "",
        "复核": lambda row: "是" if getattr(row, "reviewed", False) else "",
        "撤销理由": lambda row: getattr(row, "grounds", None) or "",
        "依据条款": lambda row: article_label(n) if (n := getattr(row, "article", None)) else "",
        "提请单位": lambda row: department(getattr(row, "proposed_by", None)),
        "再次申报": lambda row: BARS[getattr(row, "bars_reapplication", None)],
        "有效期": lambda row: span(getattr(row, "validity", None)),
        "备注": lambda row: row.remarks or "",
    }
    held = io.BytesIO()
    for row in rows_of(act):
        for id in getattr(row, "assessment", None) or {}:
            columns[_labels(register)[id]] = partial(_figure_of, id)
    book = xlsxwriter.Workbook(held)
    sheet = book.add_worksheet()
    sheet.write_row(0, 0, ["序号", *columns])
    for at, row in enumerate(rows_of(act), 1):
        sheet.write_row(at, 0, [at, *(of(row) for of in columns.values())])
    book.close()
    return held.getvalue()


def _labels(register: Register) -> dict[str, str]:
    editions = [each for each in register.regulations.values() if each.eligibility]
    return {c.id: c.label for e in editions if e.eligibility for c in e.eligibility.criteria}


def _figure_of(id: str, row: Any) -> str:
    figures = row.assessment or {}
    return f"{figures[id]}" if id in figures else ""


def as_printed(register: Register, act: Act, row: Row) -> Row:
    """The row as its document prints it: where it records nobody, with the names in use."""
    names = {"name", "operating_unit"}
    if not isinstance(row, ReviewRow) or names & row.model_fields_set:
        return row
    known = identity(register.histories[row.platform], act.issued_on.first)
    return row.model_copy(update={each: getattr(known, each) for each in names})


def come_back(
    register: Register, act: Act, name: str, data: bytes, left_out: tuple[str, ...] = ()
) -> None:
    """Every row of a list is matched to its platform and reads as the row that was printed."""
    edition = register.regulations[act.regulation]
    ground = ReadingContext(register, act.kind_of_act, act.title, act.issued_on, edition)
    found = taken_annex(listing_from(name, data, register), ground, (), {})
    assert {match.outcome for match in found.matches} == {RowOutcome.MATCHED}, found.doubtful
    rows = [as_printed(register, act, row) for row in rows_of(act)]
    rows = [row.model_copy(update=dict.fromkeys(left_out)) for row in rows]
    assert [type(rows[0]).model_validate(row) for row in act_rows(found, {})] == rows


@pytest.mark.parametrize(("register", "act"), ACTS)
def test_rows_listed_in_a_workbook_come_back_the_same(register: Register, act: Act) -> None:
    """Every publicity, announcement and revocation of both registries."""
    come_back(register, act, "名单.xlsx", as_listed(register, act))


@pytest.mark.slow
@pytest.mark.parametrize(("register", "act"), EVERY_ACT)
def test_exported_documents_come_back_the_same(register: Register, act: Act) -> None:
    """`registry export --format docx`, and back; figures have no room on paper."""
    left_out = {"assessment"} & type(rows_of(act)[0]).model_fields.keys()
    document = printed(compose([act], register), Format.DOCX)
    come_back(register, act, "名单.docx", document, tuple(left_out))


@pytest.mark.parametrize(
    "format",
    [Format.HTML, pytest.param(Format.PDF, marks=[pytest.mark.slow, pytest.mark.pdf])],
)
@pytest.mark.parametrize(("register", "act"), EVERY_ACT)
def test_exported_pages_come_back_the_same(format: Format, register: Register, act: Act) -> None:
    """As a web page and as a PDF over several pages, with lines broken for want of room."""
    left_out = {"assessment"} & type(rows_of(act)[0]).model_fields.keys()
    document = printed(compose([act], register), format)
    come_back(register, act, f"名单.{format}", document, tuple(left_out))


def test_doubts_are_settled_in_a_table_and_read_back(
    registry: Path, registry_command: Command, tmp_path: Path
) -> None:
    """The table is written where it is not there yet; filled in, it rules; of another list, it is refused."""
    listed = tmp_path / "名单.csv"
    listed.write_text(
        "平台名称,运营单位,所在市,服务功能\n示例·甲平台*,示例·甲有限公司,青岛市,信息\n"
        "示例·济南信息平台,示例·济南信息有限公司,济南市,\n以下空白,,,\n",
        "utf-8",
    )
    table = tmp_path / "裁定.xlsx"
    command = (
        "import", "publicity", listed, "--registry", registry, *ACT, "--rulings", table, "--yes",
    )  # fmt: skip
    before = contents(registry)
    first = registry_command(*command)
    assert first.returncode == 1
    assert f"裁定表已写到 {table}" in first.stderr
    assert contents(registry) == before
    main = opened_annex("裁定.xlsx", table.read_bytes()).grids[0]
    assert main.lines[0] == (
        "行", "序号", "结果", "平台", "平台名称", "运营单位", "所在市", "服务功能", "说明", "裁定"
    )  # fmt: skip
    assert main.lines[1][:8] == (
        "2", "", "待定", "", "示例·甲平台*", "示例·甲有限公司", "青岛市（370200）", "信息服务"
    )  # fmt: skip
    assert main.printed(1, 8) == "“平台名称”带有像是注释的标记“*”"
    filled = io.BytesIO()
    book = xlsxwriter.Workbook(filled)
    sheet = book.add_worksheet("对照表")
    for at, line in enumerate([("行", "裁定"), ("2", "新平台"), ("3", ""), ("4", "不是行")]):
        sheet.write_row(at, 0, line)
    book.close()
    table.write_bytes(filled.getvalue())
    done = registry_command(*command)
    assert done.stderr == "已写 2 个文件。\n", done.stdout
    act = read(registry / "notices" / "2022" / "2022-publicity.yaml")
    assert [row["platform"] for row in act["rows"]] == ["sd-0003", "sd-0001"]
    assert act["count"] == "2"
    assert "未收第 4 行（裁定不是名单的行）：以下空白" in done.stdout


def test_table_of_another_list_is_refused(
    registry: Path, registry_command: Command, tmp_path: Path
) -> None:
    """Line numbers of one list say nothing of another; a file that is no such table is named."""
    one, other, table = tmp_path / "一.csv", tmp_path / "二.csv", tmp_path / "裁定.xlsx"
    one.write_text("平台名称,运营单位\n示例·甲平台*,示例·甲有限公司\n", "utf-8")
    other.write_text("平台名称,运营单位\n示例·乙平台*,示例·乙有限公司\n", "utf-8")
    command = ("--registry", registry, *ACT, "--yes", "--rulings")
    assert registry_command("import", "publicity", one, *command, table).returncode == 1
    refused = registry_command("import", "publicity", other, *command, table)
    assert refused.returncode == 2
    assert "裁定表“裁定.xlsx”是照另一份名单写的" in refused.stderr
    strange = registry_command("import", "publicity", other, *command, one)
    assert strange.returncode == 2
    assert "裁定表“一.csv”应有一行列名，其中有“行”和“裁定”两列" in strange.stderr


def test_every_value_to_be_written_is_shown(
    registry: Path, registry_command: Command, tmp_path: Path
) -> None:
    """Code, place, functions, and where a value came from, before anything is written."""
    listed = tmp_path / "名单.csv"
    listed.write_text(
        "序号,平台名称,运营单位,统一社会信用代码,服务功能\n青岛市,,,,\n"
        "1,示例·甲平台,示例·甲有限公司,91379900DEM000005L,信息、技术\n",
        "utf-8",
    )
    shown = registry_command(
        "import", "publicity", listed, "--registry", registry, *ACT, "--dry-run"
    )
    assert shown.returncode == 0
    told = "".join(re.sub(r"[│\s]", "", line) for line in shown.stdout.splitlines())
    assert "统一社会信用代码91379900DEM000005L" in told
    assert "所在市青岛市（370200）" in told
    assert "服务功能信息服务、技术服务" in told
    assert "所在地按标题“青岛市”" in told
