"""`registry new`: proposals from the register, canonical files, never over a file, guarded numbers."""

import subprocess
from datetime import date
from pathlib import Path

import pytest

from generator.desk.answers import row_answers
from generator.desk.drafts import NUMBERS_FILE, last_numbers, next_ids, numbers_after
from generator.desk.new import KINDS
from generator.desk.proposals import Desk, proposal
from generator.intake import receive
from generator.records.acts import ACTS
from generator.register.register import Register
from tests.conftest import DAY, Command
from tests.interviews import BROKEN_OFF, interview

TITLE = ("--title", "示例·测试文件")


def text_of(registry: Path, name: str) -> list[str]:
    """The lines of a file written, without the line for editors."""
    lines = (registry / name).read_text("utf-8").splitlines()
    return [line for line in lines if not line.startswith("# yaml-language-server")]


def test_publicity_is_drafted_with_its_five_working_days(
    registry_command: Command, registry_copy: Path
) -> None:
    """Over the national holiday, to a Saturday that is worked; the edition, the issuer and the contacts are proposed."""
    row = "platform=sd-0030,functions=技术、信息,recommended_by=菏泽市工业和信息化局,reviewed=否"
    done = registry_command(
        "new", "publicity", "--registry", registry_copy, "--on", "2026-09-29", *TITLE, "--row", row
    )
    assert done.returncode == 0, done.stdout + done.stderr
    assert text_of(registry_copy, "notices/2026/2026-publicity-3.yaml") == [
        "id: 2026-publicity-3",
        "kind: publicity",
        "title: 示例·测试文件",
        "issued_on: 2026-09-29",
        "issuer: sd-gxt",
        "regulation: demo-2023",
        'batch: "2026"',
        "window: {starts: 2026-09-29, ends: 2026-10-10}",
        "objections:",
        "  to: 山东省工业和信息化厅（示例）",
        "  how: 公示期内以书面形式提出并附证明材料；单位加盖公章，个人写明真实姓名和联系方式",
        "  contact: 电话 0531-00000000，邮箱 demo@example.org",
        "count: 1",
        "rows:",
        "  - platform: sd-0030",
        "    name: 示例·菏泽生物医药公共服务平台",
        "    operating_unit: 示例·菏泽生物医药技术有限公司",
        "    functions: [technology, information]",
        "    recommended_by: heze-gxj",
        "    reviewed: false",
    ]


def test_announcement_takes_over_what_was_publicised(
    registry_command: Command, registry_copy: Path
) -> None:
    """Its publicity, its rows less the upheld objections, and three years of validity."""
    done = registry_command("new", "announcement", "--registry", registry_copy, "--on", "2026-11-24",
                            *TITLE, "--publicity", "2026-publicity")  # fmt: skip
    assert "已写" in done.stderr, done.stdout + done.stderr
    after = Register.bind(receive(registry_copy))
    act = after.acts["2026-announcement-2"]
    listed = ["sd-0023", "sd-0040", "sd-0057", "sd-0058"]
    assert [row.platform for row in act.rows] == listed
    assert act.count == 4
    assert (str(act.validity.starts), str(act.validity.ends)) == ("2027-01-01", "2029-12-31")


@pytest.mark.parametrize(
    ("day", "waiting"), [("2026-11-26", "2026-publicity"), ("2026-11-27", "2026-publicity-2")]
)
def test_an_open_publicity_is_not_proposed(registry_copy: Path, day: str, waiting: str) -> None:
    """What is still before the public cannot be announced yet (第二十一条)."""
    desk = Desk(Register.bind(receive(registry_copy)), DAY)
    assert proposal(desk, "publicity", {"kind": "announcement", "issued_on": day}) == waiting


def test_past_the_known_holidays_no_end_is_proposed(registry_copy: Path) -> None:
    """2027 is not known: the clerk must wait for the notice, the program does not guess."""
    desk = Desk(Register.bind(receive(registry_copy)), DAY)
    said = {"kind": "publicity", "regulation": "demo-2023", "issued_on": "2026-12-30"}
    assert proposal(desk, "window.ends", said | {"window.starts": "2026-12-30"}) is None
    assert proposal(desk, "window.ends", said | {"window.starts": "2026-12-21"}) == "2026-12-25"


def test_three_years_from_29_february(registry_copy: Path) -> None:
    """The corresponding day does not exist: the proposal is a day that does."""
    desk = Desk(Register.bind(receive(registry_copy)), DAY)
    said = {"kind": "announcement", "regulation": "demo-2023", "validity.starts": "2028-02-29"}
    assert proposal(desk, "validity.ends", said) == "2031-02-27"


@pytest.mark.parametrize(
    ("day", "edition"), [("2020-10-06", "lzxqj-2018-14"), ("2020-10-07", "lgxf-2020-4"), ("2026-01-01", "demo-2023")]
)  # fmt: skip
def test_the_edition_of_the_day_is_proposed(registry_copy: Path, day: str, edition: str) -> None:
    """Each act rests on the edition in force when it is issued."""
    desk = Desk(Register.bind(receive(registry_copy)), date.fromisoformat(day))
    answers = {"kind": "revocation", "issuer": "sd-gxt", "issued_on": day}
    assert proposal(desk, "regulation", answers) == edition


def test_platform_takes_the_next_number_and_guards_it(
    registry_command: Command, registry_copy: Path
) -> None:
    """The next id, a canonical file, and a guard line that differs for another platform."""
    (registry_copy / NUMBERS_FILE).unlink(missing_ok=True)
    arguments = ("--name", "示例·新平台", "--operating-unit-name", "示例·新单位",
                 "--operating-unit-credit-code-unknown", "名单未印代码", "--division", "济南市")  # fmt: skip
    done = registry_command("new", "platform", "--registry", registry_copy, *arguments)
    assert done.returncode == 0, done.stdout + done.stderr
    assert text_of(registry_copy, "platforms/sd-0063.yaml") == [
        "id: sd-0063",
        "name: 示例·新平台",
        "operating_unit:",
        "  name: 示例·新单位",
        "  credit_code_unknown: 名单未印代码",
        'division: "370100"',
    ]
    assert last_numbers(registry_copy) == {"sd": "sd-0063"}


def test_a_number_once_given_is_not_given_again(tmp_path: Path) -> None:
    """Even where the record that took it is gone: the guard remembers."""
    (tmp_path / NUMBERS_FILE).write_text("# 头\nsd-0099 00ff\nnat-0007 00aa\n", "utf-8")
    assert next_ids(tmp_path, ["sd-0001"], "sd", 2) == ["sd-0100", "sd-0101"]
    after = numbers_after(tmp_path, {"sd-0101": "b", "sd-0100": "a"}) or ""
    assert [line.split()[0] for line in after.splitlines()] == ["#", "nat-0007", "sd-0101"]


def test_two_branches_that_take_one_number_collide_in_git(
    registry_command: Command, registry_copy: Path
) -> None:
    """The records lie in different folders, so only the guard can collide: and it does."""

    def git(*arguments: str) -> subprocess.CompletedProcess[str]:
        named = ("-c", "user.name=clerk", "-c", "user.email=clerk@example.org")
        command = ["git", *named, "-C", str(registry_copy), *arguments]
        return subprocess.run(command, capture_output=True, text=True, check=False)

    for command in (("init", "-q", "-b", "main"), ("add", "-A"), ("commit", "-qm", "base")):
        assert git(*command).returncode == 0
    for branch, city in (("jinan", "济南市"), ("heze", "菏泽市")):
        git("checkout", "-q", "-b", branch, "main")
        said = ("--name", f"示例·{city}平台", "--operating-unit-name", f"示例·{city}单位",
                "--operating-unit-credit-code-unknown", "名单未印代码", "--division", city)  # fmt: skip
        assert (
            registry_command("new", "platform", "--registry", registry_copy, *said).returncode == 0
        )
        folder = registry_copy / "platforms" / branch
        folder.mkdir()
        (registry_copy / "platforms" / "sd-0063.yaml").rename(folder / "sd-0063.yaml")
        git("add", "-A")
        git("commit", "-qm", branch)
    merged = git("merge", "jinan")
    assert merged.returncode == 1
    assert f"CONFLICT (content): Merge conflict in {NUMBERS_FILE}" in merged.stdout


def test_nothing_is_written_over_a_file(registry_command: Command, registry_copy: Path) -> None:
    """An id that is taken is refused, and the old file stays as it was."""
    old = registry_copy / "notices" / "2026" / "2026-revocation.yaml"
    before = old.read_bytes()
    done = registry_command("new", "revocation", "--registry", registry_copy, *TITLE, "--issued-on",
                            "2026-03-02", "--id", "2026-revocation", "--row", "sd-0001")  # fmt: skip
    assert (done.returncode, old.read_bytes()) == (2, before)
    assert "已有文件 notices/2026/2026-revocation.yaml，未写任何文件" in done.stderr


def test_what_is_missing_is_told_by_its_option(registry_command: Command) -> None:
    """A script learns every option that it must give, at once."""
    done = registry_command("new", "correction")
    assert done.returncode == 2
    for option in ("--title", "--corrects", "--what"):
        assert f"{option}（" in done.stderr


def test_a_wrong_value_is_a_finding_and_nothing_is_written(
    registry_command: Command, registry_copy: Path
) -> None:
    """All mistakes at once, each with its field."""
    done = registry_command("new", "review", "--registry", registry_copy, *TITLE, "--on", "2026-05-01",
                            "--document-number", "没有括号", "--row", "platform=sd-0001,outcome=很好")  # fmt: skip
    assert done.returncode == 1
    assert ["document_number" in done.stdout, "rows 第 1 项的 outcome" in done.stdout] == [
        True,
        True,
    ]
    assert not (registry_copy / "notices" / "2026" / "2026-review-2.yaml").exists()


@pytest.mark.parametrize(
    ("option", "value", "said"),
    [
        ("--id", "../../../escaped", "“id”：“../../../escaped”不合写法"),
        ("--id", ".hidden", "“id”：“.hidden”不合写法"),
        ("--issued-on", "a/b", "“issued_on”"),
    ],
)
def test_a_name_that_leads_elsewhere_is_a_finding(
    registry_command: Command, registry_copy: Path, option: str, value: str, said: str
) -> None:
    """Nothing is written, inside or outside."""
    before = {*registry_copy.parent.rglob("*")}
    given = ("--registry", registry_copy, *TITLE, "--row", "platform=sd-0030", option, value)
    done = registry_command("new", "withdrawal", *given)
    assert done.returncode == 1, done.stderr
    assert said in done.stdout
    assert {*registry_copy.parent.rglob("*")} == before


@pytest.mark.parametrize(
    ("arguments", "code", "said"),
    [
        (("call",), 1, "不认识字段“rows”"),
        (("abolition", "--of-notices", "2022-announcement"), 1, "不认识字段“rows”"),
        (("correction", "--what", "示例"), 2, "还缺少：--corrects"),
    ],
)
def test_rows_that_cannot_be_are_told(
    registry_command: Command, arguments: tuple[str, ...], code: int, said: str
) -> None:
    """Of a kind that lists no platforms, or of a correction that corrects nothing."""
    done = registry_command("new", *arguments, *TITLE, "--row", "platform=sd-0030")
    assert done.returncode == code
    assert said in done.stdout + done.stderr


def test_renaming_fills_in_the_name_in_use(registry_command: Command, registry_copy: Path) -> None:
    """Only the new name is asked; the old one is what the register knows on that day."""
    done = registry_command("new", "renaming", "--registry", registry_copy, *TITLE, "--on", "2026-05-01",
                            "--row", "platform=sd-0001,name.to=示例·改名后的平台")  # fmt: skip
    assert done.returncode == 0, done.stdout + done.stderr
    assert text_of(registry_copy, "notices/2026/2026-renaming.yaml")[-6:] == [
        "count: 1",
        "rows:",
        "  - platform: sd-0001",
        "    name:",
        "      from: 示例·济南工业设计公共服务平台",
        "      to: 示例·改名后的平台",
    ]


def test_figures_of_an_assessment_are_entered_by_the_ids_of_the_criteria(
    registry_command: Command, registry_copy: Path
) -> None:
    """A figure and a yes, beside what else a row holds; a criterion that is none is a finding."""
    row = "platform=sd-0036,functions=技术,assessment.assets=315.5,assessment.leader=是"
    command = ("new", "publicity", "--registry", registry_copy, *TITLE, "--on", "2026-12-01")
    done = registry_command(*command, "--row", row)
    assert "已写" in done.stderr, done.stdout + done.stderr
    assert text_of(registry_copy, "notices/2026/2026-publicity-3.yaml")[-1:] == [
        "    assessment: {assets: 315.5, leader: true}",
    ]


@pytest.mark.parametrize("kind", KINDS)
def test_every_kind_can_be_drafted(kind: str, registry_command: Command) -> None:
    """Each kind of the contract has a command whose options are its fields."""
    done = registry_command("new", kind, "--help")
    assert done.returncode == 0
    assert ("--row" in done.stdout) == (kind in ACTS)
    assert "_" not in "".join(w for w in done.stdout.split() if w.startswith("--"))


def test_a_comma_within_a_value_does_not_end_it() -> None:
    """A row is split only where a field begins."""
    said = row_answers("platform=sd-0001, grounds=经查, 属实，情节严重,article=24")
    assert said == {"platform": "sd-0001", "grounds": "经查, 属实，情节严重", "article": "24"}
    assert row_answers("sd-0001") == {"platform": "sd-0001"}


@pytest.mark.slow
def test_a_clerk_at_a_terminal_is_asked_for_what_is_missing(registry_copy: Path) -> None:
    """Question by question in Chinese; an empty answer takes the proposal."""
    answers = {"标题": ["示例·关于退出的通知"], "名单": ["sd-0001"], "理由": ["示例：自愿退出"]}
    told = interview(registry_copy, "withdrawal", answers)
    assert text_of(registry_copy, "notices/2026/2026-withdrawal.yaml")[1:] == [
        "kind: withdrawal",
        "title: 示例·关于退出的通知",
        "issued_on: 2026-06-01",
        "issuer: sd-gxt",
        "regulation: demo-2023",
        "count: 1",
        "rows:",
        "  - platform: sd-0001",
        "    grounds: 示例：自愿退出",
    ]
    assert "写入这个文件吗" in told


@pytest.mark.slow
def test_why_a_thing_is_unknown_is_asked_only_where_it_was_left_out(registry_copy: Path) -> None:
    """The code that is left out, but not the name that is there."""
    answers = {
        "平台名称": ["示例·无代码平台"],
        "运营单位：单位名称": ["示例·无代码单位"],
        "credit_code_unknown ": ["名单未印代码"],
        "division": ["370203"],
    }
    told = interview(registry_copy, "platform", answers)
    assert "name_unknown" not in told
    lines = text_of(registry_copy, "platforms/sd-0063.yaml")
    assert "  credit_code_unknown: 名单未印代码" in lines


@pytest.mark.slow
def test_a_wrong_answer_is_asked_for_again_at_once(registry_copy: Path) -> None:
    """With what is wrong about it; the other answers are not lost."""
    answers = {
        "平台名称": ["示例·重填平台"],
        "运营单位：单位名称": ["示例·重填有限公司"],
        "credit_code ": ["913799", "91379900DEM000031B"],
        "division": ["市中区", "青岛市市北区"],
    }
    told = interview(registry_copy, "platform", answers)
    assert told.count("请重填这一项") == 2
    assert "有几处同名" in told
    assert "credit_code_unknown" not in told
    lines = text_of(registry_copy, "platforms/sd-0063.yaml")
    assert "  credit_code: 91379900DEM000031B" in lines
    assert 'division: "370203"' in lines


@pytest.mark.slow
def test_interview_that_is_broken_off_is_gone_on_with(registry_copy: Path) -> None:
    """What was answered is kept, and not asked again; once written, the draft is gone."""
    answers = {
        "平台名称": ["示例·断续平台"],
        "运营单位：单位名称": ["示例·断续单位"],
        "division": [BROKEN_OFF],
    }
    told = interview(registry_copy, "platform", answers, code=1)
    assert "用 registry new platform --resume 接着填" in told
    assert not (registry_copy / "platforms" / "sd-0063.yaml").exists()
    more = {"credit_code_unknown ": ["名单未印代码"], "division": ["370203"]}
    told = interview(registry_copy, "platform", more, "--resume")
    assert "平台名称" not in told.split("写入这个文件吗")[0].split("# ")[0]
    lines = text_of(registry_copy, "platforms/sd-0063.yaml")
    assert "name: 示例·断续平台" in lines
    assert "division: 370203" in "".join(lines).replace('"', "")
    assert not list((registry_copy / ".drafts").iterdir())


def test_nothing_to_go_on_with_is_said(registry_copy: Path, registry_command: Command) -> None:
    """And how to begin."""
    done = registry_command("new", "batch", "--registry", registry_copy, "--resume", "--yes")
    assert (done.returncode, done.stderr) == (2, "没有留下“批次”的草稿，去掉 --resume 从头填写。\n")
