"""新建 `registry init`: a register of any office, lawful at once; or nothing at all, and a sentence."""

import re
import subprocess
from pathlib import Path
from typing import Any

import pytest

from generator.cli import COMMANDS
from generator.desk.beginning import QUESTIONS, Beginning, ForgeKind
from generator.intake import receive
from generator.register.register import Register
from tests.conftest import DAY, ROOT, Command, findings_of
from tests.forges.reading import WORKFLOWS, commands
from tests.stories import git
from tests.test_workflows import PINNED, USES, actionlint, valid, zizmor

TEMPLATES = ROOT / "site_templates" / "init"
NEEDED = {
    "title": "示例·某某示范平台名录",
    "publisher": "示例·登记处",
    "base_url": "https://register.gov.cn/a/",
}
TOLD = {
    "title_en": "Example register",
    "contact": "0731-00000000",
    "issuer": "示例·主管部门",
    "regulation_title": "示例·认定办法",
    "regulation_number": "示例信发〔2024〕1号",
    "regulation_from": "2024-02-01",
    "validity_years": 2,
    "bar_years": 4,
    "publicity_days": 7,
    "first_day_counts": False,
    "function": (("information", "信息服务"), ("legal", "法律服务")),
    "prefix": "hn",
}
OPTIONS = [
    "--title", NEEDED["title"], "--publisher", NEEDED["publisher"], "--base-url", NEEDED["base_url"],
]  # fmt: skip


def laid(folder: Path, **answers: Any) -> Path:
    """The registry that the answers make."""
    for name, text in Beginning(NEEDED | answers).files.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, "utf-8")
    return folder / "registry"


@pytest.mark.parametrize(
    ("territory", "parts", "own", "level"),
    [
        ("430000", 14, "省直", "provincial"),
        ("110000", 16, "市直", "provincial"),
        ("430100", 9, "市直", "municipal"),
        ("441900", 0, "东莞市", "municipal"),
        ("150000", 12, "区直", "provincial"),
        ("000000", 34, "中央直属", "national"),
    ],
)
def test_a_register_of_any_territory_is_lawful(
    tmp_path: Path, territory: str, parts: int, own: str, level: str
) -> None:
    """Not an error, and not a warning; what was not said is one gap."""
    folder = laid(tmp_path, territory=territory)
    findings = findings_of(folder)
    assert [(f.rule.code, f.message) for f in findings] == [
        (
            "G103",
            "《示例·某某示范平台认定办法（标题待查）》的条款未录入："
            "没有录入有效期、公示的工作日数、撤销后不得申报的年数、服务功能",
        )
    ]
    register = Register.bind(receive(folder))
    departments = register.receipt.departments[0].record.departments
    assert [each.city for each in departments[:1]] == [()]
    assert [each.city[0].code for each in departments[1:]] == [*register.territory.parts]
    assert len(departments) == parts + 1
    assert register.territory.own == own
    (edition,) = register.regulations.values()
    assert (edition.id, edition.level, edition.issuer) == ("p-1", level, f"dept-{territory}")


def test_what_was_said_is_recorded(tmp_path: Path) -> None:
    """Every answer has its field; the gap that is left is who does what, by which article."""
    folder = laid(tmp_path, territory="430000", **TOLD)
    assert [f.rule.code for f in findings_of(folder)] == ["G106"]
    register = Register.bind(receive(folder))
    edition = register.regulations["hn-2024"]
    assert (edition.title, edition.document_number) == ("示例·认定办法", "示例信发〔2024〕1号")
    assert str(edition.in_force.starts) == "2024-02-01"
    assert edition.validity
    assert edition.bar
    assert edition.publicity
    assert (edition.validity.years, edition.bar.years) == (2, 4)
    assert (edition.publicity.working_days, edition.publicity.first_day_counts) == (7, False)
    assert [(f.term, f.label) for f in edition.service_functions] == [*TOLD["function"]]
    site = register.site
    assert (site.title, site.designation_title) == (NEEDED["title"], "示例·某某示范平台")
    assert (site.title_en, site.publisher_contact) == ("Example register", "0731-00000000")
    assert (site.demo, site.update_days) == (False, 7)
    departments = register.receipt.departments[0].record.departments
    assert [each.names[0].name for each in departments[:2]] == ["示例·主管部门", "长沙市主管部门"]


@pytest.mark.parametrize("forge", [*ForgeKind])
def test_every_file_of_each_forge(tmp_path: Path, forge: ForgeKind) -> None:
    """Those of every register, the forge's own pipeline, and no mark left to be filled."""
    folder = laid(tmp_path, territory="430000", forge=forge).parent
    names = {p.relative_to(folder).as_posix() for p in folder.rglob("*") if p.is_file()}
    pipelines = {p.relative_to(TEMPLATES / forge).as_posix() for p in yaml_files(TEMPLATES / forge)}
    common = {"README.md", ".gitignore", "CODEOWNERS", "requirements.txt", "wheels/README.md"}
    forms = {
        ForgeKind.GITLAB: {".gitlab/issue_templates/登记官方文件.md"},
        ForgeKind.NONE: set[str](),
    }.get(forge, {".github/ISSUE_TEMPLATE/act.yml"})
    assert {n for n in names if not n.startswith("registry/")} == common | pipelines | forms
    assert bool(pipelines) == (forge is not ForgeKind.NONE)
    texts = [path.read_text("utf-8") for path in folder.rglob("*") if path.is_file()]
    assert not any(re.search(r"%[a-z_-]+%", text) for text in texts)


def yaml_files(folder: Path) -> list[Path]:
    """The pipelines of one forge, or of all; forms are none."""
    return sorted(path for path in folder.rglob("*.yml") if "ISSUE_TEMPLATE" not in path.parts)


def test_the_version_stands_in_one_file(tmp_path: Path) -> None:
    """An upgrade is one number in one file."""
    folder = laid(tmp_path, territory="430000", forge=ForgeKind.GITHUB).parent
    naming = [p.name for p in folder.rglob("*") if p.is_file() and "0.1.0" in p.read_text("utf-8")]
    assert naming == ["requirements.txt"]


@pytest.mark.slow
def test_pipelines_are_sound() -> None:
    """Of the form of their forge, pinned as our own are, and with commands that there are."""
    ours = {m[1]: m[2] for path in WORKFLOWS for m in PINNED.finditer(path.read_text("utf-8"))}
    for path in yaml_files(TEMPLATES):
        text = path.read_text("utf-8")
        pins = {m[1]: m[2] for m in PINNED.finditer(text)}
        assert len(PINNED.findall(text)) == len(USES.findall(text))
        assert pins.items() <= ours.items()
        told = set(re.findall(r"\bregistry ([a-z]+)\b", commands(path)))
        assert told >= {"check"} or told >= {"build", "verify"}, path
        assert told <= {*COMMANDS}, path
        assert "${{" not in commands(path), path
    github = yaml_files(TEMPLATES / "github")
    assert valid("github-workflows", *github)
    assert zizmor(*github) == set()
    assert set(actionlint(*github).values()) == {""}
    assert valid("gitlab-ci", TEMPLATES / "gitlab" / ".gitlab-ci.yml")


REFUSALS = {
    "认不出：没有名为“990000”的区划": ["--territory", "990000"],
    "没有代码托管平台“svn”，应为 github、gitlab": ["--territory", "430000", "--forge", "svn"],
    "“430102”不是省、市，也不是全国": ["--territory", "430102"],
    "“鼓楼区”有几处同名": ["--territory", "鼓楼区"],
    "“x”不是数目，应写 1 以上的整数": ["--territory", "430000", "--bar-years", "x"],
    "“ja”应为 yes 或 no": ["--territory", "430000", "--first-day-counts", "ja"],
    "应写成“代码=名称”": ["--territory", "430000", "--function", "信息服务"],
    "须同时写，缺一就算不出公示期": ["--territory", "430000", "--publicity-days", "5"],
    "还须写明 --territory，": [],
    "应为：小写字母、数字和连字符组成的编号": ["--territory", "430000", "--prefix", "湖南"],
    "“昨天”不是日期": ["--territory", "430000", "--regulation-from", "昨天"],
    "“https://example.org/r/”是示例": ["--territory", "430000", "--base-url", "https://example.org/r"],
}  # fmt: skip


@pytest.mark.parametrize(("sentence", "options"), REFUSALS.items())
def test_a_wrong_answer_is_a_sentence_and_nothing_is_written(
    registry_command: Command, tmp_path: Path, sentence: str, options: list[str]
) -> None:
    """No folder, and no trace of one beside it."""
    done = registry_command("init", tmp_path / "new", "--yes", *OPTIONS, *options)
    assert (done.returncode, done.stdout) == (2, "")
    assert sentence in done.stderr
    assert "没有写任何文件。" in done.stderr
    assert [*tmp_path.iterdir()] == []


def test_all_wrong_answers_at_once(registry_command: Command, tmp_path: Path) -> None:
    """Each by its option."""
    wrong = ["--territory", "火星", "--forge", "svn", "--validity-years", "0"]
    done = registry_command("init", tmp_path / "new", "--yes", *OPTIONS, *wrong)
    assert re.findall(r"^(--[a-z-]+)：", done.stderr, re.M) == [
        "--territory",
        "--validity-years",
        "--forge",
    ]


def test_a_folder_that_has_something_is_left_alone(
    registry_command: Command, tmp_path: Path
) -> None:
    """A file of that name, or a folder whose parent is not there, neither."""
    (tmp_path / "full").mkdir()
    (tmp_path / "full" / "letter.txt").write_text("x")
    for place, sentence in (
        ("full", "已经有内容"),
        ("full/letter.txt", "已经有内容"),
        ("nowhere/new", "的上一级文件夹不存在"),
    ):
        done = registry_command(
            "init", tmp_path / place, "--yes", *OPTIONS, "--territory", "430000"
        )
        assert done.returncode == 2
        assert sentence in done.stderr
    assert [p.name for p in tmp_path.rglob("*")] == ["full", "letter.txt"]


def test_without_git_nothing_is_written(
    registry_command: Command, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The files were laid beside the target already: they go."""
    monkeypatch.setenv("PATH", str(tmp_path))
    done = registry_command("init", tmp_path / "new", "--yes", *OPTIONS, "--territory", "430000")
    assert (done.returncode, done.stderr) == (
        2,
        "没有安装 git，没有写任何文件；登记簿须放在 git 中。\n",
    )
    assert [*tmp_path.iterdir()] == []


@pytest.mark.slow
def test_the_command_makes_a_repository(registry_command: Command, tmp_path: Path) -> None:
    """Committed, checked, built; the next command is named; every command works there."""
    folder = tmp_path / "new"
    folder.mkdir()
    done = registry_command(
        "init", folder, "--yes", *OPTIONS, "--territory", "湖南省", "--forge", "gitlab",
        "--validity-years", "2", "--publicity-days", "7", "--first-day-counts", "no",
        "--function", "information=信息服务", "--function", "legal=法律服务", "--prefix", "hn",
    )  # fmt: skip
    assert done.returncode == 0, done.stderr
    # What runs out within a month of today is a warning.
    assert re.search(r"^错误 0，提醒 \d，缺口 1$", done.stdout, re.M), done.stdout
    assert f"下一步：cd {folder}，运行 registry serve" in done.stdout
    assert git(folder, "status", "--porcelain") == ""
    assert git(folder, "log", "--format=%s") == "建立登记簿"
    assert git(folder, "branch", "--show-current") == "main"
    assert [*tmp_path.iterdir()] == [folder]
    command = ("check", "--registry", folder, "--against", "HEAD", "--on", DAY)
    checked = registry_command(*command)
    assert checked.stdout.endswith("错误 0，提醒 0，缺口 1\n")
    assert registry_command("format", "--check", "--registry", folder).returncode == 0
    unknown = ["--operating-unit-name", "示例·甲", "--operating-unit-credit-code-unknown", "示例"]
    made = registry_command(
        "new", "platform", "--yes", "--registry", folder, "--name", "示例·乙", *unknown
    )
    assert "registry/platforms/hn-0001.yaml" in made.stdout, made.stderr
    inner = registry_command(
        "init", folder / "inner", "--yes", "--demo", *OPTIONS, "--territory", "000000"
    )
    assert inner.returncode == 0, inner.stderr
    assert "它在已有的 git 仓库中，请自行提交" in inner.stderr
    assert not (folder / "inner" / ".git").exists()
    assert "demo: true\n" in (folder / "inner/registry/site.yaml").read_text("utf-8")


@pytest.mark.slow
def test_a_clerk_is_asked(tmp_path: Path) -> None:
    """What is wrong is asked for again, and an empty answer is a gap."""
    told = ["火星", "云南省", "示例·名录", "", "示例·处", "", "https://a.gov.cn"]
    lines = "\n".join([*told, *[""] * (len(QUESTIONS) - 6)]) + "\n"
    done = subprocess.run(
        [ROOT / ".venv/bin/registry", "init", tmp_path / "new"],
        input=lines, capture_output=True, text=True, check=False,
    )  # fmt: skip
    assert done.returncode == 0, done.stderr
    assert "“火星”认不出" in done.stderr
    site = (tmp_path / "new/registry/site.yaml").read_text("utf-8")
    assert 'territory: "530000"' in site
    assert "base_url: https://a.gov.cn/\n" in site
