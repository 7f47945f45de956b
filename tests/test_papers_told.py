"""What the clerk's commands say of a paper that does several things: each act by its number and its own day."""

from pathlib import Path

import pytest

from generator.intake import receive
from tests.conftest import Command
from tests.stories import REGISTRY, begun, commit

PAPER = """\
id: 2024-results
title: 示例·关于若干事项的通知
document_number: 示例信〔2024〕8号
issued_on: 2024-06-03
issuer: sd-gxt
regulation: demo-2020
source:
  url: https://example.org/r
acts:
  - kind: inspection
    heading: 检查结果
    count: 1
    rows:
      - platform: sd-0001
        outcome: rectification
        rectify_by: 2024-07-31
  - kind: renaming
    heading: 名称变更
    count: 1
    rows:
      - platform: sd-0001
        operating_unit:
          from: 示例·济南信息有限公司
          to: 示例·泉城公司
        takes_effect_on: 2024-05-20
        same_legal_person: true
  - kind: withdrawal
    takes_effect_on: 2024-09-01
    count: 1
    rows:
      - platform: sd-0001
        grounds: 单位地址在某路某号
  - kind: validity_change
    of_notices: [2021-announcement]
    except_listed_in: [2022-revocation]
    ends: 2024-12-31
  - kind: publicity
    window: {starts: 2024-06-03, ends: 2024-06-12}
    count: 1
    rows:
      - platform: sd-0002
"""


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A repository with the casebook's registry; the paper lies there, not yet committed."""
    begun(tmp_path)
    path = tmp_path / REGISTRY / "notices" / "2024" / "2024-results.yaml"
    path.parent.mkdir()
    path.write_text(PAPER, "utf-8")
    return tmp_path


def test_show_names_each_act_with_its_day(folder: Path, registry_command: Command) -> None:
    """The history tells the number, the heading and the day of the row; the ground tells the number."""
    done = registry_command(
        "show", "sd-0001", "--registry", folder / REGISTRY, "--on", "2024-06-10"
    )
    lines = done.stdout.splitlines()
    assert [line for line in lines if line.startswith("依据：2024")] == [
        "依据：2024-06-03 示例信〔2024〕8号 《示例·关于若干事项的通知》第四项"
    ]
    assert lines[lines.index("履历：") + 3 :] == [
        "  2024-06-03  检查  示例信〔2024〕8号第一项（检查结果）",
        "  2024-06-03  更名  示例信〔2024〕8号第二项（名称变更）  自 2024-05-20 起",
        "  2024-06-03  退出  示例信〔2024〕8号第三项  自 2024-09-01 起",
        "  2024-06-03  有效期调整  示例信〔2024〕8号第四项",
    ]


def test_diff_counts_papers_and_tells_each_act(folder: Path, registry_command: Command) -> None:
    """One paper of five acts; a renaming by the day of its row; who is spared."""
    done = registry_command(
        "diff", "base", "--registry", REGISTRY, "--on", "2024-06-10", cwd=folder
    )
    lines = [line.strip() for line in done.stdout.splitlines()]
    assert lines[1].startswith("截至 2024-06-10，文件新增 1 份（5 项），")
    title = "《示例·关于若干事项的通知》示例信〔2024〕8号"
    begin, end = lines.index("文件"), lines.index("平台")
    assert lines[begin + 1 : end - 1] == [
        f"新增 检查 {title}第一项（2024-results#1）",
        "检查 1 个平台：限期整改 1 个",
        f"新增 更名 {title}第二项（2024-results#2）",
        "1 个平台更名，自 2024-05-20 起生效",
        f"新增 退出 {title}第三项（2024-results#3）",
        "1 个平台退出，自 2024-09-01 起生效",
        f"新增 有效期调整 {title}第四项（2024-results#4）",
        "调整《示例·公布》示例信〔2021〕9号的有效期，止日改为 2024-12-31，"
        "列入《示例·撤销》示例信〔2022〕3号的除外",
        f"新增 公示 {title}第五项（2024-results#5）",
        "公示 1 个平台，公示期 2024-06-03 至 2024-06-12",
    ]
    assert f"自 2024-09-01 起为“已退出”（{title}第三项）" in lines


def test_due_knows_the_duties_of_each_act(folder: Path, registry_command: Command) -> None:
    """The window of its publicity, and the day by which something must be mended."""
    done = registry_command(
        "due", "--registry", folder / REGISTRY, "--on", "2024-06-10", "--within", "60"
    )
    said = [line.strip() for line in done.stdout.splitlines()]
    assert (
        "2024-06-12  公示截止  《示例·关于若干事项的通知》公示至 2024-06-12（含当日）（第二十条）"
        in said
    )
    assert (
        "2024-07-31  整改到期  示例·济南信息平台（sd-0001）应不迟于 2024-07-31 完成整改，尚无结果"
        in said
    )


def test_a_text_of_one_act_is_redacted(folder: Path, registry_command: Command) -> None:
    """By its path within the paper; all else stays as it is."""
    commit(folder, "paper")
    path = folder / REGISTRY / "notices" / "2024" / "2024-results.yaml"
    where = ("--path", "acts.2.rows.0.grounds", "--registry", REGISTRY, "--on", "2024-06-11")
    done = registry_command("redact", path, *where, cwd=folder)
    assert done.returncode == 0, done.stderr
    lines, before = path.read_text("utf-8").splitlines(), PAPER.splitlines()
    changed = [at for at, line in enumerate(lines) if line != before[at]]
    assert [before[at].strip() for at in changed] == ["grounds: 单位地址在某路某号"]
    assert "（已隐去，sha256:" in lines[changed[0]]
    assert receive(folder / REGISTRY).findings == ()
