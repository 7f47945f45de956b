"""`registry check-list`: every line of a list has its answer, its doubt and its exit code."""

import csv
import io
import json
import shutil
from pathlib import Path

import pytest
from xlsxwriter import Workbook

from tests.conftest import DAY, DEMONSTRATION, Command

DESIGN = "示例·济南工业设计公共服务平台"
RENAMED = "所写的不是该平台当日的名称或单位名称。"


def checked(command: Command, file: Path, *options: object) -> tuple[int, list[dict[str, str]]]:
    """Exit code and rows of the CSV."""
    done = command(
        "check-list", file, "--on", DAY, "--registry", DEMONSTRATION, "--format", "csv", *options
    )
    return done.returncode, [*csv.DictReader(io.StringIO(done.stdout, newline=""))]


@pytest.mark.parametrize(
    ("line", "answer", "ids", "remark"),
    [
        (DESIGN, "有效", "sd-0001", ""),
        (f"1、{DESIGN}", "有效", "sd-0001", ""),
        (f"（12）“{DESIGN}”", "有效", "sd-0001", ""),
        ("示例· 濟南工業設計公共服務平台", "有效", "sd-0001", ""),
        ("ＳＤ-0016", "不是", "sd-0016", "运营单位至2027年9月20日（含当日）不得申报。"),
        ("示例2022-005", "不是", "sd-0016", "运营单位至2027年9月20日（含当日）不得申报。"),
        ("荣成海洋食品检验", "相近待选", "sd-0016", ""),
        ("91379900999900012E", "未找到", "", "第18位校验不符，代码可能抄错。"),
        ("9.13799E+17", "未找到", "", "代码被表格软件改成了科学计数，末几位已经失去，请按文本重新录入。"),
        (f"{DESIGN}\tsd-0016", "同名待选", "sd-0001;sd-0016", "各格所写的不是同一个平台。"),
        (f"{DESIGN}\t91379900999900012E", "有效", "sd-0001",
         "所写的代码与名录中该平台的代码不同。第18位校验不符，代码可能抄错。"),
        ("=HYPERLINK(1)<b>", "未找到", "", ""),
        (f"平台名称：{DESIGN}", "有效", "sd-0001", ""),
        (f"① {DESIGN}", "有效", "sd-0001", ""),
        (f"117 {DESIGN}", "有效", "sd-0001", ""),
        (f"第22名：{DESIGN}", "有效", "sd-0001", ""),
        (f"{DESIGN}（示例·济南工业设计研究院有限公司）", "有效", "sd-0001", ""),
        (f"示例·济南工业设计研究院有限公司，{DESIGN}；", "有效", "sd-0001", ""),
        ("证书编号：示例2022-005", "不是", "sd-0016", "运营单位至2027年9月20日（含当日）不得申报。"),
        (f"{DESIGN}、sd-0016", "同名待选", "sd-0001;sd-0016", "各格所写的不是同一个平台。"),
        (f"1 {DESIGN} 91379900999900012E", "有效", "sd-0001",
         "所写的代码与名录中该平台的代码不同。第18位校验不符，代码可能抄错。"),
        ("示例·荣成海洋食品检测有限责任公司", "相近待选", "sd-0016", ""),
        ("荣成海洋食品检测平台", "相近待选", "sd-0016", ""),
        ("荣成食品海洋检测平台", "未找到", "", ""),
    ],
)  # fmt: skip
def test_line_of_a_list(
    registry_command: Command, tmp_path: Path, line: str, answer: str, ids: str, remark: str
) -> None:
    """The word, whom it is of, and what must be said with it; the exit code follows."""
    file = tmp_path / "list.txt"
    file.write_text(f"平台名称\t运营单位\n\n{line}\n", "utf-8")
    code, (row,) = checked(registry_command, file)
    assert (row["结果"], row["编号"], row["说明"]) == (answer, ids, remark)
    assert row["行"] == "3"
    assert code == (answer != "有效")


NO_NAMES = (
    "合计：185家", "共62家", "小计", "合　计\t62", "总计（185 家）", "济南市共12家。", "其中：复核 85 家",
    "一、新认定（100家）", "（二）济南市", "青岛市", "2025年度示例·示范平台名单", "附件1",
    "附件：示例·示范平台名单（第三批）",
    "关于公布2025年度示例·示范平台名单的通知", "2026年11月23日", "二〇二六年十一月二十三日", "截至２０２６年１１月",
    "2026-11-23", "注：排名不分先后", "第1页共3页", "2026/11/23\t合计\t1,185",
)  # fmt: skip
NAMES = (
    "示例·公共12345服务平台", "62", "示例·汇总平台", "一、示例·某平台", "示例·济南市平台", "关于示例·平台", "附近示例平台",
    "合计\t示例·没有的平台",
)  # fmt: skip


@pytest.mark.parametrize("line", [*NO_NAMES, *NAMES])
def test_line_that_is_no_name_is_said_to_be_none(
    registry_command: Command, tmp_path: Path, line: str
) -> None:
    """A total, a title, a day: neither passed over in silence nor not found; names like them stay names."""
    file = tmp_path / "list.txt"
    file.write_text(f"{DESIGN}\n{line}\n", "utf-8")
    code, (_, row) = checked(registry_command, file)
    said = (row["名单所写"], row["结果"] == "不是名称", row["说明"], code)
    assert said == (line.replace("\t", " "), line in NO_NAMES, "", int(line in NAMES))


def test_list_without_a_name_holds_no_title(registry_command: Command, tmp_path: Path) -> None:
    """Nothing was asked for, so nothing is affirmed; whatever a platform bore is a name."""
    file = tmp_path / "list.txt"
    file.write_text("合计：185家\n", "utf-8")
    done = registry_command("check-list", file, "--on", DAY, "--registry", DEMONSTRATION)
    assert done.returncode == 1
    assert "共 1 行：不是名称 1。" in done.stdout
    registry = tmp_path / "registry"
    shutil.copytree(DEMONSTRATION, registry)
    record = registry / "platforms/sd-0001.yaml"
    record.write_text(record.read_text("utf-8").replace(DESIGN, "示例·统计总汇共12家"), "utf-8")
    file.write_text("示例·统计总汇共12家\n", "utf-8")
    found = registry_command("check-list", file, "--registry", registry, "--format", "json")
    (answered,) = json.loads(found.stdout)["lines"]
    assert [each["id"] for each in answered["platforms"]] == ["sd-0001"]


def test_former_name_is_answered_and_said_to_be_none_of_the_day(
    registry_command: Command, tmp_path: Path
) -> None:
    """The name of the day stands beside it."""
    file = tmp_path / "list.txt"
    file.write_text("示例·潍坊装备制造公共服务平台\n示例·潍坊智能装备公共服务平台\n", "utf-8")
    _, (former, present) = checked(registry_command, file)
    assert former["编号"] == present["编号"] == "sd-0005"
    assert former["当日名称"] == "示例·潍坊智能装备公共服务平台"
    assert (former["说明"].startswith(RENAMED), RENAMED in present["说明"]) == (True, False)
    _, (former, present) = checked(registry_command, file, "--on", "2020-06-15")
    assert former["当日名称"] == "示例·潍坊装备制造公共服务平台"
    assert (RENAMED in former["说明"], present["说明"].startswith(RENAMED)) == (False, True)


def test_platform_that_is_written_twice_is_said(registry_command: Command, tmp_path: Path) -> None:
    """By whatever it is called, with the first line that has it; what is not settled is none."""
    file = tmp_path / "list.txt"
    file.write_text(
        f"{DESIGN}\n荣成海洋食品检验\nsd-0001\n荣成海洋食品检验\n1、{DESIGN}\n", "utf-8"
    )
    _, rows = checked(registry_command, file)
    twice = "与第 1 行是同一个平台。"
    assert [row["说明"] for row in rows] == ["", "", twice, "", twice]


def test_workbook_and_csv_are_read_by_their_cells(
    registry_command: Command, tmp_path: Path
) -> None:
    """The first sheet in sight; a code kept as text; commas part the cells of a CSV."""
    with Workbook(tmp_path / "list.xlsx") as book:
        book.add_worksheet().write_row(0, 0, ["序号", "平台名称", "统一社会信用代码"])
        book.worksheets()[0].write_row(1, 0, [1, DESIGN, None])
    (tmp_path / "list.csv").write_bytes(f'序号,平台名称\r\n1,"{DESIGN}"\r\n'.encode("gb18030"))
    for name in ("list.xlsx", "list.csv"):
        code, (row,) = checked(registry_command, tmp_path / name)
        assert (code, row["行"], row["编号"], row["状态"]) == (0, "2", "sd-0001", "有效")


def test_text_and_json_say_the_same(registry_command: Command, tmp_path: Path) -> None:
    """The sentence, the basis, the bar, and the sum of all."""
    file = tmp_path / "list.txt"
    file.write_text(f"{DESIGN}\nsd-0016\n没有的\n", "utf-8")
    text = registry_command("check-list", file, "--on", DAY, "--registry", DEMONSTRATION).stdout
    assert "2  不是  sd-0016\n" in text
    assert "   依据：2024年9月10日 示例信〔2024〕003号《" in text
    assert "   运营单位至2027年9月20日（含当日）不得申报。\n" in text
    assert text.endswith(
        "截至 2026-11-23，共 3 行：有效 1，不是 1，未找到 1。未找到不等于没有认定，名录可能不全。\n"
    )
    done = registry_command(
        "check-list", file, "--on", DAY, "--registry", DEMONSTRATION, "--format", "json"
    )
    told = json.loads(done.stdout)
    assert (done.returncode, told["as_of"], told["total"]) == (1, "2026-11-23", 3)
    assert [each["answer"] for each in told["lines"]] == ["in_force", "not_in_force", "absent"]
    assert told["lines"][1]["platforms"][0]["barred_until"] == "2027-09-20"
    assert told["lines"][2]["platforms"] == []


@pytest.mark.parametrize(
    ("name", "content", "says"),
    [
        ("list.txt", b"\n \n", "里没有要核对的行"),
        ("list.csv", b"", "文件是空的"),
        ("list.xlsx", b"PK\x03\x04 no book", "文件已损坏"),
        ("list.txt", b"\xff\xfe\x00\xd8", "文字编码不是"),
        ("list.pdf", b"%PDF-1.7", "PDF 已损坏"),
    ],
)
def test_file_that_is_no_list_is_refused_in_words(
    registry_command: Command, tmp_path: Path, name: str, content: bytes, says: str
) -> None:
    """Wrong use: exit code 2, and never a fault of the tool."""
    (tmp_path / name).write_bytes(content)
    done = registry_command("check-list", tmp_path / name, "--registry", DEMONSTRATION)
    assert done.returncode == 2
    assert says in done.stderr


def test_file_that_is_not_there_and_a_day_that_is_none(registry_command: Command) -> None:
    """Both are said in words."""
    done = registry_command("check-list", "none.txt", "--registry", DEMONSTRATION)
    assert (done.returncode, done.stderr) == (2, "没有文件“none.txt”。\n")
    done = registry_command("check-list", "none.txt", "--on", "2026-02-30")
    assert done.returncode == 2
    assert "不是日期" in done.stderr
