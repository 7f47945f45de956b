"""`registry import` of papers that do several things, and of the kinds beside the first three."""

import json
import shutil
from pathlib import Path
from typing import Any

import pytest

from generator.checks.casebook import BASE
from tests.conftest import Command, findings_of
from tests.eight_years import workbook
from tests.histories import read
from tests.registries import contents

HEAD = "# yaml-language-server: $schema=../../.schema/notice.json\n"
PAPER = "notices/2024/2024-results.yaml"
COMMON = ("--issued-on", "2024-06-03", "--title", "示例·关于检查、撤销和更名的通知", "--on", "2024-06-10",
          "--source-url", "https://example.org/r")  # fmt: skip
THREE_ACTS = """\
id: 2024-results
title: 示例·关于检查、撤销和更名的通知
issued_on: 2024-06-03
issuer: sd-gxt
regulation: demo-2020
source:
  url: https://example.org/r
acts:
  - kind: inspection
    count: 2
    rows:
      - platform: sd-0001
        inspected_on: 2024-05-10
        by: jinan-gxj
        outcome: passed
      - platform: sd-0002
        grade: 丙
        outcome: rectification
        rectify_by: 2024-12
  - kind: withdrawal
    takes_effect_on: 2024-07-01
    count: 1
    rows:
      - platform: sd-0001
        grounds: 申请退出
        designation: 2021-announcement
  - kind: renaming
    count: 2
    rows:
      - platform: sd-0001
        name:
          from: 示例·济南信息平台
          to: 示例·泉城信息平台
        takes_effect_on: 2024-05-20
        same_legal_person: true
      - platform: sd-0002
        operating_unit:
          from: 示例·青岛技术有限公司
          to: 示例·岛城技术有限公司
"""


@pytest.fixture
def registry(tmp_path: Path) -> Path:
    """The small register of the casebook."""
    folder = tmp_path / "registry"
    shutil.copytree(BASE, folder)
    return folder


INSPECTED = [
    ["附件1"],
    ["检查结果"],
    ["序号", "平台名称", "检查日期", "检查单位", "检查结论", "等次", "整改期限"],
    ["1", "示例·济南信息平台", "2024年5月10日", "示例·济南市局", "合格", "", ""],
    ["2", "示例·青岛技术平台", "", "", "限期整改", "丙", "2024年12月"],
]
WITHDRAWN = [
    ["序号", "平台名称", "退出理由", "原认定文件"],
    ["1", "示例·济南信息平台", "申请退出", "示例信[2021]9号"],
]
RENAMED = [
    [
        "序号",
        "原平台名称",
        "变更后平台名称",
        "运营单位",
        "变更后运营单位",
        "变更日期",
        "是否同一法人",
    ],
    ["1", "示例·济南信息平台", "示例·泉城信息平台", "示例·济南信息有限公司", "", "2024.5.20", "是"],
    ["2", "示例·青岛技术平台", "", "示例·青岛技术有限公司", "示例·岛城技术有限公司", "", ""],
]


def test_sheets_of_one_file_become_acts_of_one_paper(
    registry: Path, tmp_path: Path, registry_command: Command
) -> None:
    """Each by the kind that its title names; the fields of one act are given by its number."""
    annex = workbook(
        tmp_path / "名单.xlsx", {"附件一": INSPECTED, "退出": WITHDRAWN, "更名": RENAMED}
    )
    done = registry_command(
        "import", "document", annex, "--registry", registry, *COMMON, "--id", "2024-results",
        "--act", "2.takes_effect_on=2024-07-01", "--yes",
    )  # fmt: skip
    assert done.stderr == "已写 1 个文件。\n"
    assert (registry / PAPER).read_text("utf-8") == HEAD + THREE_ACTS
    assert [line for line in done.stdout.splitlines() if line.startswith("第 ")] == [
        "第 1 项：检查", "第 2 项：退出", "第 3 项：更名",
    ]  # fmt: skip
    assert done.stdout.count("共 ") == 3
    tidy = registry_command("format", "--check", "--registry", registry)
    assert "2024-results" not in tidy.stdout


def test_a_paper_of_three_acts_travels_there_and_back(
    registry: Path, tmp_path: Path, registry_command: Command
) -> None:
    """Export the paper, remove it, import what was exported: the same bytes."""
    (registry / PAPER).parent.mkdir()
    (registry / PAPER).write_text(HEAD + THREE_ACTS, "utf-8")
    before, document = contents(registry), tmp_path / "公文.docx"
    export = ("export", "2024-results", "--format", "docx", "--out", document)
    assert registry_command(*export, "--registry", registry).returncode == 0
    (registry / PAPER).unlink()
    done = registry_command(
        "import", "document", document, "--registry", registry, *COMMON, "--id", "2024-results",
        "--act", "2.takes_effect_on=2024-07-01", "--yes",
    )  # fmt: skip
    assert "已写 1 个文件。" in done.stderr, done.stdout + done.stderr
    assert contents(registry) == before


TITLED = [
    ["示例·名单"],
    ["序号", "平台名称", "运营单位", "理由"],
    ["一、新认定"],
    ["1", "示例·烟台平台", "示例·烟台有限公司", ""],
    ["二、撤销称号"],
    ["1", "示例·青岛技术平台", "", "检查不合格"],
    ["三、退出"],
    ["1", "示例·济南信息平台", "", "申请退出"],
]


def test_titles_within_a_list_begin_acts(
    registry: Path, tmp_path: Path, registry_command: Command
) -> None:
    """Their words are the headings; a new platform is recorded, every line is accounted for."""
    annex = workbook(tmp_path / "名单.xlsx", {"名单": TITLED})
    done = registry_command(
        "import",
        "document",
        annex,
        "--registry",
        registry,
        *COMMON,
        "--id",
        "2024-results",
        "--yes",
    )
    assert "已写 2 个文件。" in done.stderr, done.stdout + done.stderr
    acts = read(registry / PAPER)["acts"]
    assert [(act["kind"], act["heading"], act["rows"]) for act in acts] == [
        ("announcement", "一、新认定", (
            {"platform": "sd-0003", "name": "示例·烟台平台", "operating_unit": "示例·烟台有限公司"},)),
        ("revocation", "二、撤销称号", (
            {"platform": "sd-0002", "name": "示例·青岛技术平台", "grounds": "检查不合格"},)),
        ("withdrawal", "三、退出", ({"platform": "sd-0001", "grounds": "申请退出"},)),
    ]  # fmt: skip
    assert "未收第 1-5 行（分组标题）：二、撤销称号" in done.stdout


def test_lists_of_unclear_kind_are_refused_and_can_be_named(
    registry: Path, tmp_path: Path, registry_command: Command
) -> None:
    """Nothing is guessed: the lists are named with their rows, and --kinds says what they are."""
    other = [["序号", "平台名称"], ["1", "示例·青岛技术平台"]]
    annex = workbook(tmp_path / "名单.xlsx", {"退出": WITHDRAWN, "附件二": other})
    command = ("import", "document", annex, "--registry", registry, *COMMON, "--yes")
    before = contents(registry)
    done = registry_command(*command)
    assert done.returncode == 2
    assert "有 2 份名单，看不全各是哪一种：" in done.stderr
    assert "“附件二”（1 行，种类不明）" in done.stderr
    for kinds, says in (("退出", "--kinds 写了 1 种，名单却有 2 份"), ("退出、注销", "“注销”不是")):
        refused = registry_command(*command, "--kinds", kinds)
        assert (refused.returncode, says in refused.stderr) == (2, True), refused.stderr
    assert contents(registry) == before
    assert registry_command(*command, "--kinds", "退出、其他").returncode == 0
    acts = read(registry / "notices" / "2024" / "2024-withdrawal.yaml")["acts"]
    assert [act["kind"] for act in acts] == ["withdrawal", "other"]


def test_a_list_joins_a_paper_on_record(
    registry: Path, tmp_path: Path, registry_command: Command
) -> None:
    """As its last act, with its own heading; the file that was one act is a paper of two."""
    first = workbook(tmp_path / "退出.xlsx", {"名单": WITHDRAWN})
    common = ("--registry", registry, "--yes")
    done = registry_command("import", "withdrawal", first, *COMMON, *common, "--id", "2024-results")
    assert done.returncode == 0, done.stdout + done.stderr
    second = workbook(tmp_path / "检查.xlsx", {"名单": [[*INSPECTED[2][:4]], [*INSPECTED[4][:4]]]})
    joined = ("import", "inspection", second, *common, "--in", "2024-results", "--heading", "检查")
    doubtful = registry_command(*joined)
    assert doubtful.returncode == 1
    assert "没有印“结论”；各行相同的，用 --set outcome=值 写明" in doubtful.stdout.replace("\n", "")
    done = registry_command(*joined, "--set", "结论=不合格")
    assert done.returncode == 0, done.stdout + done.stderr
    acts = read(registry / PAPER)["acts"]
    assert [act["kind"] for act in acts] == ["withdrawal", "inspection"]
    assert acts[1] == {
        "kind": "inspection", "heading": "检查", "count": "1",
        "rows": ({"platform": "sd-0002", "outcome": "failed"},),
    }  # fmt: skip
    assert [f for f in findings_of(registry) if f.is_error] == []


CASES: dict[str, tuple[list[list[str]], list[dict[str, Any]], tuple[str, ...]]] = {
    "review": (
        [["平台名称", "复核结果", "等次", "整改期限"],
         ["示例·济南信息平台", "通过", "优秀", ""], ["示例·青岛技术平台", "不通过", "", "2024-12"]],
        [{"platform": "sd-0001", "name": "示例·济南信息平台", "outcome": "passed", "grade": "优秀"},
         {"platform": "sd-0002", "name": "示例·青岛技术平台", "outcome": "failed", "rectify_by": "2024-12"}],
        (),
    ),
    "validity-change": (
        [["平台名称", "有效期止日", "原认定文件"], ["示例·济南信息平台", "2024年12月31日", "示例·公布"]],
        [{"platform": "sd-0001", "designation": "2021-announcement", "ends": "2024-12-31"}],
        (),
    ),
    "objection": (
        [["平台名称", "处理结果", "理由"], ["示例·济南信息平台", "不成立", "查无实据"]],
        [{"platform": "sd-0001", "outcome": "dismissed", "grounds": "查无实据"}],
        ("--publicity", "2021-publicity"),
    ),
    "national-recommendation": (
        [["平台名称", "进展", "国家级认定文号"], ["示例·济南信息平台", "已获国家级认定", "示例部[2024]1号"]],
        [{"platform": "sd-0001", "outcome": "designated", "national_document_number": "示例部〔2024〕1号"}],
        (),
    ),
    "annual-report": (
        [["平台名称", "报送日期", "下一年计划报送日期"],
         ["示例·济南信息平台", "2023年12月20日", "2024年1月5日"], ["示例·青岛技术平台", "未报送", "/"]],
        [{"platform": "sd-0001", "filed_on": "2023-12-20", "plan_filed_on": "2024-01-05"},
         {"platform": "sd-0002", "filed": "none"}],
        ("--year", "2023"),
    ),
    "reconsideration": (
        [["平台名称", "决定结论", "理由"], ["示例·青岛技术平台", "停止执行", "待查"]],
        [{"platform": "sd-0002", "outcome": "stayed", "grounds": "待查"}],
        ("--about", "2022-revocation", "--by", "示例·市人民政府"),
    ),
    "succession": (
        [["平台名称", "承继平台", "称号是否保持"], ["示例·济南信息平台", "示例·青岛技术平台", "终止"]],
        [{"platform": "sd-0001", "successor": "sd-0002", "keeps_title": "false"}],
        (),
    ),
    "other": (
        [["平台名称", "备注"], ["示例·济南信息平台", "限期说明"]],
        [{"platform": "sd-0001", "remarks": "限期说明"}],
        (),
    ),
    "renaming": (
        [["统一社会信用代码", "单位名称", "变更后单位名称", "变更后统一社会信用代码", "同一法人"],
         ["91379900DEM000014J", "示例·济南信息有限公司", "示例·泉城信息有限公司", "91379900DEM000031B", "否"]],
        [{"platform": "sd-0001", "credit_code": "91379900DEM000031B", "same_legal_person": "false",
          "operating_unit": {"from": "示例·济南信息有限公司", "to": "示例·泉城信息有限公司"}}],
        (),
    ),
}  # fmt: skip


@pytest.mark.parametrize("kind", CASES)
def test_every_kind_is_imported(
    kind: str, registry: Path, tmp_path: Path, registry_command: Command
) -> None:
    """Heads and words as lists print them; what is written has its form."""
    lines, rows, options = CASES[kind]
    annex = workbook(tmp_path / "名单.xlsx", {"名单": lines})
    done = registry_command(
        "import", kind, annex, "--registry", registry, *COMMON, *options, "--yes"
    )
    assert "已写 1 个文件。" in done.stderr, done.stdout + done.stderr
    assert list(read(registry / "notices" / "2024" / f"2024-{kind}.yaml")["rows"]) == rows


@pytest.mark.parametrize(
    ("arguments", "says"),
    [
        (("--set", "颜色=红"), "“颜色=红”写得不对：--set 应写作“字段=值”"),
        (("--act", "撤销"), "“撤销”写得不对：--act 应写作“第几项.字段=值”"),
        (("--act", "1.window.starts=2024-06-03"), "退出没有“window.starts”这个字段"),
        (("--row", "9-9=skip"), "名单中没有第 9-9 行"),
        (("--in", "no-such-paper"), "没有编号为“no-such-paper”的官方文件"),
    ],
)
def test_wrong_use_of_a_paper_is_a_sentence(
    registry: Path, tmp_path: Path, registry_command: Command, arguments: tuple[str, ...], says: str
) -> None:
    """Exit code 2, and nothing is written."""
    annex = workbook(tmp_path / "名单.xlsx", {"退出": WITHDRAWN})
    before = contents(registry)
    common = COMMON if "--in" not in arguments else ()
    done = registry_command(
        "import", "document", annex, "--registry", registry, *common, *arguments, "--yes"
    )
    assert (done.returncode, says in done.stderr) == (2, True), done.stderr
    assert contents(registry) == before


def test_the_table_of_a_paper_as_data(
    registry: Path, tmp_path: Path, registry_command: Command
) -> None:
    """One table for each act, and the file that would be written."""
    annex = workbook(tmp_path / "名单.xlsx", {"附件一": INSPECTED, "退出": WITHDRAWN})
    done = registry_command(
        "import", "document", annex, "--registry", registry, *COMMON, "--dry-run",
        "--format", "json", "--row", "2-2=skip",
    )  # fmt: skip
    told = json.loads(done.stdout)
    assert [act["totals"]["rows"] for act in told["acts"]] == [2, 1]
    assert [row["outcome"] for row in told["acts"][1]["rows"]] == ["skipped"]
    assert [file["path"] for file in told["files"]] == ["notices/2024/2024-inspection.yaml"]
    assert "rows_complete: false\n    rows: []" in told["files"][0]["text"]
