"""The commands, as an outside script calls them: words, data and exit codes."""

import csv
import io
import json
import os
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from generator.cli import COMMANDS, HIDDEN
from tests.conftest import DAY, DEMONSTRATION, NATIONAL, ROOT, Command
from tests.registries import with_site_line

# `sd-0016` on the day of the tests, but for its sentence and its history.
ANSWER = {
    "id": "sd-0016",
    "name": "示例·荣成海洋食品检验检测公共服务平台",
    "operating_unit": "示例·荣成海洋食品检测有限公司",
    "status": "revoked",
    "since": "2024-09-20",
    "event": "revocation",
    "caveats": [],
    "explanation": None,
    "decided_by": ["2024-revocation"],
    "designation": "2022-announcement",
    "bar": {"starts": "2024-09-20", "ends": "2027-09-20", "by": "2024-revocation"},
    "as_of": str(DAY),
    "known_on": None,
    "validity": {"starts": "2023-01-01", "ends": "2025-12-31"},
    "barred_until": "2027-09-20",
}


def test_check_finds_nothing_wrong_with_both_registries(registry_command: Command) -> None:
    """Both registries have no error; their gaps are counted, not hidden."""
    for folder in (DEMONSTRATION, NATIONAL):
        done = registry_command("check", "--registry", folder, "--on", DAY, "--format", "json")
        answer = json.loads(done.stdout)
        assert (done.returncode, answer["errors"]) == (0, 0), answer["findings"][:3]
        assert answer["gaps"] == len(answer["findings"]) - answer["warnings"] > 0


def test_check_json_has_the_fields_that_scripts_rely_on(
    registry_command: Command, registry_copy: Path
) -> None:
    """One mistake gives one finding with every field of the contract, and exit code 1."""
    wrong = registry_copy / "platforms" / "sd-0001.yaml"
    wrong.write_text(wrong.read_text("utf-8").replace("division:", "divison:"), "utf-8")
    done = registry_command("check", "--registry", registry_copy, "--on", DAY, "--format", "json")
    answer = json.loads(done.stdout)
    assert (done.returncode, answer["errors"]) == (1, 1)
    found = next(f for f in answer["findings"] if f["severity"] == "error")
    line = wrong.read_text("utf-8").splitlines().index('divison: "370102"') + 1
    assert found == {
        "file": wrong.as_posix(),
        "line": line,
        "column": 1,
        "code": "F002",
        "slug": "unknown-field",
        "severity": "error",
        "message": "不认识字段“divison”",
        "fix": "是否为“division”？",
        "article": "登记规范：记录格式",
    }


def test_check_annotates_pull_requests(registry_command: Command, registry_copy: Path) -> None:
    """The github format points at file, line and column."""
    (registry_copy / "platforms" / "sd-0001.yaml").write_text("id: [a\nb: c\n", "utf-8")
    done = registry_command("check", "--registry", registry_copy, "--on", DAY, "--format", "github")
    first = next(line for line in done.stdout.splitlines() if line.startswith("::error"))
    path = (registry_copy / "platforms" / "sd-0001.yaml").as_posix()
    assert first.startswith(f"::error file={path},line=1,col=5,title=Y001 not-yaml::")


def test_check_reports_code_quality_to_gitlab(
    registry_command: Command, registry_copy: Path
) -> None:
    """In its form, with a fingerprint of its own for each; a line more leaves it the same."""
    spoilt = registry_copy / "platforms" / "sd-0001.yaml"

    def reported() -> list[dict[str, Any]]:
        command = ("check", "--registry", registry_copy, "--on", DAY, "--format", "codequality")
        done = registry_command(*command)
        assert done.returncode == 1
        found: list[dict[str, Any]] = json.loads(done.stdout)
        return found

    spoilt.write_text(spoilt.read_text("utf-8") + "divison: x\n", "utf-8")
    first = reported()
    assert {each["severity"] for each in first} == {"blocker", "info"}
    fingerprints = {each["fingerprint"] for each in first}
    assert len(fingerprints) == len(first)
    (error,) = (each for each in first if each["severity"] == "blocker")
    line = len(spoilt.read_text("utf-8").splitlines())
    del error["fingerprint"]
    assert error == {
        "check_name": "F002 unknown-field",
        "description": "不认识字段“divison”（登记规范：记录格式）改法：是否为“division”？",
        "severity": "blocker",
        "location": {"path": spoilt.as_posix(), "lines": {"begin": line}},
    }
    spoilt.write_text("# a remark\n" + spoilt.read_text("utf-8"), "utf-8")
    assert {each["fingerprint"] for each in reported()} == fingerprints


def test_missing_folder_is_a_finding_and_not_a_crash(console_script: Command) -> None:
    """A folder that is not there is said in one sentence, with exit code 1."""
    done = console_script("check", "--registry", "no-such-folder")
    assert done.returncode == 1
    assert "登记文件夹“no-such-folder”不存在" in done.stdout


@pytest.mark.parametrize(
    ("day", "status", "validity"),
    [
        ("2020-12-13", "not_designated", None),
        ("2020-12-31", "announced", {"starts": "2021-01-01", "ends": "2023-12-31"}),
        ("2021-01-01", "in_force", {"starts": "2021-01-01", "ends": "2023-12-31"}),
        ("2022-06-30", "in_force", {"starts": "2021-01-01", "ends": "2023-12-31"}),
        ("2023-12-31", "in_force", {"starts": "2021-01-01", "ends": "2023-12-31"}),
        ("2024-01-01", "expired", {"starts": "2021-01-01", "ends": "2023-12-31"}),
    ],
)
def test_show_answers_rightly_for_a_real_platform(
    registry_command: Command, day: str, status: str, validity: dict[str, str] | None
) -> None:
    """工信部企业函〔2020〕326号: before, on both borders of, within and after its validity."""
    unit = "洛阳市恒凯信息科技有限公司"
    arguments = ("show", unit, "--registry", NATIONAL, "--on", day, "--format", "json")
    done = registry_command(*arguments)
    answer = json.loads(done.stdout)
    assert done.returncode == 0, done.stderr
    found = {key: answer[key] for key in ("operating_unit", "status", "as_of", "validity")}
    assert found == {"operating_unit": unit, "status": status, "as_of": day, "validity": validity}
    assert answer["barred_until"] is None


def test_show_tells_a_real_revocation(registry_command: Command) -> None:
    """工信部企业〔2017〕139号 revoked seven by name on 2017-07-05."""
    unit = "河南省中小企业发展服务中心"
    before = registry_command("show", unit, "--registry", NATIONAL, "--on", "2017-07-04")
    after = registry_command("show", unit, "--registry", NATIONAL, "--on", "2017-07-05")
    assert "截至 2017-07-04：未认定" in before.stdout
    assert "不能据“未认定”断定其当时未获认定" in before.stdout
    assert "截至 2017-07-05：已撤销" in after.stdout
    assert "工信部企业〔2017〕139号" in after.stdout


def test_show_gives_the_whole_answer(registry_command: Command) -> None:
    """Every key of the contract, with the values of a revoked platform."""
    arguments = ("show", "sd-0016", "--registry", DEMONSTRATION, "--on", DAY)
    answer = json.loads(registry_command(*arguments, "--format", "json").stdout)
    sentence = "自2024年9月20日起撤销称号，不再是示范平台。理由：示例：出具不实检测报告，经查属实。"
    assert {key: answer[key] for key in ANSWER} == ANSWER
    assert answer["sentence"] == sentence
    assert [each["id"] for each in answer["history"]][-1] == "2024-revocation"
    lines = registry_command(*arguments).stdout.splitlines()
    assert lines[2:7] == [
        f"截至 {DAY}：已撤销",
        f"结论：{sentence}",
        "状态起日：2024-09-20（撤销）",
        "原定有效期：2023-01-01 至 2025-12-31",
        "不得申报至：2027-09-20（含当日），自 2024-09-20 起，依据 示例信〔2024〕003号",
    ]


def test_show_says_the_caveats_right_behind_the_status(registry_command: Command) -> None:
    """In text with 注意：, in data with code and text."""
    arguments = ("show", "sd-0047", "--registry", DEMONSTRATION, "--on", DAY)
    answer = json.loads(registry_command(*arguments, "--format", "json").stdout)
    text = "附整改要求，称号保留，整改结果尚未载入"
    assert answer["caveats"] == [{"code": "rectification_pending", "text": text}]
    lines = registry_command(*arguments).stdout.splitlines()
    assert lines[2] == f"截至 {DAY}：有效"
    assert lines[4] == f"注意：{text}。"


@pytest.mark.parametrize(
    ("known_on", "status", "bar"),
    [
        ("2024-09-09", "in_force", None),
        ("2024-09-10", "revoked", "2027-09-20"),
        ("2019-01-01", "not_designated", None),
    ],
)
def test_show_tells_what_could_be_said_on_an_earlier_day(
    known_on: str, status: str, bar: str | None, registry_command: Command
) -> None:
    """Only acts surely issued by then count; a name of today still finds the platform."""
    arguments = ("show", "示例·荣成海洋食品检验检测公共服务平台", "--registry", DEMONSTRATION)
    arguments = (*arguments, "--on", "2024-10-01", "--known-on", known_on)
    answer = json.loads(registry_command(*arguments, "--format", "json").stdout)
    assert (answer["known_on"], answer["status"], answer["barred_until"]) == (known_on, status, bar)
    assert f"（只计 {known_on} 及以前确已成文的文件）" in registry_command(*arguments).stdout


def test_show_says_why_the_answer_is_no(registry_command: Command) -> None:
    """A platform of which nothing was on record by then."""
    arguments = ("show", "sd-0016", "--registry", DEMONSTRATION, "--known-on", "2019-01-01")
    answer = json.loads(registry_command(*arguments, "--on", DAY, "--format", "json").stdout)
    assert (answer["explanation"], answer["since"], answer["event"]) == (
        "not_on_record",
        None,
        None,
    )
    said = registry_command(*arguments, "--on", DAY).stdout.splitlines()
    assert said[4] == "缘由：本名录没有它的任何认定文件。"


def test_what_was_known_before_the_register_begins_is_no_evidence(
    registry_command: Command,
) -> None:
    """By then nothing was on record of anybody."""
    arguments = ("show", "sd-0016", "--registry", DEMONSTRATION, "--on", "2024-01-01")
    for known_on, is_said in (("2018-11-04", True), ("2018-11-05", False)):
        told = registry_command(*arguments, "--known-on", known_on).stderr
        assert ("本名录自 2018-11-05 起才有记录，2018-11-04 及以前没有" in told) == is_said


def test_show_finds_by_every_handle(registry_command: Command) -> None:
    """Id, name, former name, unit, code and certificate number lead to one platform."""
    by_id = json.loads(registry_command("show", "sd-0044", "--on", DAY, "--format", "json").stdout)
    handles = [by_id["name"], by_id["operating_unit"], by_id["credit_code"]]
    handles += [each["name"] for each in by_id["former_names"]]
    handles += [e["row"]["number"] for e in by_id["history"] if (e["row"] or {}).get("number")]
    assert len(handles) >= 5
    for handle in handles:
        done = registry_command("show", handle, "--on", DAY, "--format", "json")
        assert json.loads(done.stdout)["id"] == "sd-0044", handle


def test_show_says_when_there_is_no_such_platform(registry_command: Command) -> None:
    """Exit code 1, the nearest names, and what absence does not prove."""
    done = registry_command("show", "海洋食品检验", "--on", DAY)
    assert done.returncode == 1
    assert "是否为：示例·荣成海洋食品检验检测公共服务平台" in done.stderr
    assert "名录中没有“海洋食品检验”" in done.stderr


def test_roll_agrees_in_all_three_formats(registry_command: Command) -> None:
    """Text, JSON and CSV name the same platforms."""
    said = {
        form: registry_command("roll", "--on", DAY, "--city", "济南", "--format", form).stdout
        for form in ("text", "json", "csv")
    }
    answer = json.loads(said["json"])
    ids = [platform["id"] for platform in answer["platforms"]]
    assert ids
    assert answer["total"] == len(ids)
    assert [row["id"] for row in csv.DictReader(io.StringIO(said["csv"]))] == ids
    assert [line.split()[0] for line in said["text"].splitlines()[:-1]] == ids


def test_roll_says_the_caveats_of_each(registry_command: Command) -> None:
    """In every format, of a platform that must put something right."""
    text, data, table = (
        registry_command("roll", "--on", DAY, "--city", "滨州", "--format", form).stdout
        for form in ("text", "json", "csv")
    )
    caveat = "附整改要求，称号保留，整改结果尚未载入"
    (line,) = (line for line in text.splitlines() if line.startswith("sd-0021"))
    assert line.endswith(f"  至 2027-06-30  注意：{caveat}")
    (row,) = (each for each in json.loads(data)["platforms"] if each["id"] == "sd-0021")
    assert row["caveats"] == [{"code": "rectification_pending", "text": caveat}]
    (cells,) = (each for each in csv.DictReader(io.StringIO(table)) if each["id"] == "sd-0021")
    assert cells["caveats"] == caveat


def test_roll_by_function_and_unknown_city(registry_command: Command) -> None:
    """A label serves as well as a term; an unknown city is wrong use."""
    by_term = registry_command("roll", "--on", DAY, "--function", "legal", "--format", "json")
    by_label = registry_command("roll", "--on", DAY, "--function", "法律", "--format", "json")
    assert by_term.stdout == by_label.stdout
    assert json.loads(by_term.stdout)["total"] > 0
    wrong = registry_command("roll", "--city", "无此市")
    assert (wrong.returncode, "没有名为“无此市”的区划" in wrong.stderr) == (2, True)


def test_a_command_answers_alike_in_a_process_of_its_own(
    registry_command: Command, console_script: Command
) -> None:
    """What the other tests ask of a fork, a script gets too."""
    for arguments in (("roll", "--on", DAY), ("show", "no-such-platform"), ("check", "-x")):
        fork, script = registry_command(*arguments), console_script(*arguments)
        assert fork.stdout + fork.stderr
        assert (fork.returncode, fork.stdout, fork.stderr) == (
            script.returncode, script.stdout, script.stderr,
        )  # fmt: skip


def test_explain_shows_the_rule_with_its_case(registry_command: Command) -> None:
    """Why, the article, an example and its finding; a near code is offered."""
    done = registry_command("explain", "X101")
    assert done.returncode == 0
    assert "附表中的平台须在登记簿中" in done.stdout
    assert "→ notices/2021/2021-announcement.yaml:14:16" in done.stdout
    wrong = registry_command("explain", "X10")
    assert (wrong.returncode, "是否为 X1" in wrong.stderr) == (1, True)


@pytest.mark.parametrize(
    "arguments",
    [
        ("no-such-command",),
        ("show",),
        ("check", "--on", "2026-13-01"),
        ("check", "--format", "xml"),
    ],
    ids=["command", "argument", "day", "format"],
)
def test_wrong_use_is_exit_code_2(console_script: Command, arguments: tuple[str, ...]) -> None:
    """Wrong use never looks like a finding."""
    assert console_script(*arguments).returncode == 2


@pytest.mark.slow
def test_fault_of_the_tool_is_exit_code_3(tmp_path: Path) -> None:
    """A crash never looks like a finding, and is a sentence: here a printer that does not start."""
    (tmp_path / "mkdocs.py").write_text("raise OSError('no printer')", "utf-8")
    command = [Path(sys.executable).parent / "registry", "build"]
    environment = os.environ | {"PYTHONPATH": str(tmp_path)}
    done = subprocess.run(
        [*command, "--registry", DEMONSTRATION, "--on", str(DAY), "--out", tmp_path / "site"],
        cwd=ROOT, env=environment, capture_output=True, text=True, check=False,
    )  # fmt: skip
    assert done.returncode == 3
    assert "Traceback" not in done.stderr
    assert done.stderr.splitlines()[-2].startswith("程序出错：PrinterFault")
    assert "no printer" in done.stderr
    assert not (tmp_path / "site").exists()


def test_a_printer_that_is_not_installed_is_a_sentence(registry_copy: Path, tmp_path: Path) -> None:
    """It says what to install, and that the choice stands in site.yaml."""
    with_site_line(registry_copy, "printer: zensical")
    (tmp_path / "sitecustomize.py").write_text(
        "import sys; sys.modules['zensical'] = None", "utf-8"
    )
    command = [Path(sys.executable).parent / "registry", "build", "--registry", registry_copy]
    done = subprocess.run(
        [*command, "--on", str(DAY), "--out", tmp_path / "site"],
        env=os.environ | {"PYTHONPATH": str(tmp_path)}, capture_output=True, text=True, check=False,
    )  # fmt: skip
    assert (done.returncode, done.stderr) == (
        3,
        "site.yaml 选用的印制程序 Zensical 没有安装：运行 pip install 'registry-generator[zensical]'"
        "，或者改 site.yaml 的 printer。\n",
    )


def test_every_command_has_help_in_chinese(registry_command: Command) -> None:
    """Each command of the front desk explains itself."""
    for command in COMMANDS:
        done = registry_command(command, "--help")
        assert done.returncode == 0
        assert any("一" <= letter <= "鿿" for letter in done.stdout), command


@pytest.mark.parametrize("asked", ["--help", "--version"])
def test_names_and_version_are_told_without_loading_a_command(asked: str) -> None:
    """The list has every command that is not hidden, with the first words of its help."""
    words = (
        "import atexit, sys; from generator.cli import main;"
        "atexit.register(lambda: print(*sorted(sys.modules), file=sys.stderr));"
        f"sys.argv = ['registry', '{asked}']; main()"
    )
    command = [sys.executable, "-c", words]
    done = subprocess.run(command, capture_output=True, text=True, check=True)
    listed = [name for name in COMMANDS if name not in HIDDEN] if asked == "--help" else []
    lines = done.stdout.splitlines()
    for name in listed:
        about = COMMANDS[name].help[:10]
        assert any(line.split()[:1] == [name] and about in line for line in lines), name
    loaded = {name for name in done.stderr.split() if name.startswith("generator.")}
    assert loaded <= {"generator.cli", "generator.program", "generator.history",
                      "generator.history.git"}  # fmt: skip


@pytest.mark.parametrize(
    ("day", "words"),
    [
        ("2010-01-01", "注意：本名录自 2018-11-05 起才有记录；2010-01-01 更早"),
        ("0001-01-01", "注意：本名录自 2018-11-05 起才有记录"),
        ("9999-12-31", "注意：9999-12-31 还没有到，只按现有文件推算"),
    ],
)
@pytest.mark.parametrize("asked", [("show", "sd-0016"), ("roll",)])
def test_a_day_beyond_what_is_known_is_said_in_words(
    registry_command: Command, asked: tuple[str, ...], day: str, words: str
) -> None:
    """Before the register begins, or still to come: an answer, and its limits beside it."""
    done = registry_command(*asked, "--on", day)
    assert done.returncode == 0
    assert words in done.stderr
    assert "注意：本名录自 2018" not in registry_command(*asked, "--on", "2022-01-01").stderr


def test_a_register_with_errors_answers_for_what_is_sound(
    registry_command: Command, registry_copy: Path
) -> None:
    """A broken file is told, and every other platform is answered for."""
    (registry_copy / "platforms" / "sd-0001.yaml").write_text("id: [\n", "utf-8")
    whole = registry_command("show", "sd-0016", "--on", "2024-09-20", "--format", "json")
    done = registry_command(
        "show", "sd-0016", "--on", "2024-09-20", "--format", "json", "--registry", registry_copy
    )
    assert "处错误，相应记录未计入" in done.stderr
    assert json.loads(done.stdout)["sentence"] == json.loads(whole.stdout)["sentence"]
    assert registry_command("roll", "--registry", registry_copy).returncode == 0
