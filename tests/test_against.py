"""What history forbids: stories of clerks on branches, and the command as a pull request runs it."""

import json
from pathlib import Path
from typing import Any

import pytest

from generator.history.alteration import alteration
from generator.intake import receive
from generator.intake.receiving import Archive, on_disk
from tests.commands import run
from tests.conftest import Command
from tests.histories import read
from tests.stories import STORIES, begun, commit, forbidden, git, play

PATHS = sorted(STORIES.glob("*.yaml"))
ON = "2022-07-01"


@pytest.mark.parametrize("path", PATHS, ids=lambda path: path.stem)
def test_story(path: Path, tmp_path: Path) -> None:
    """Exactly these findings, each at its place."""
    story = read(path)
    registry = play(tmp_path, story)
    asks = [ask for ask in story["asks"] if "against" in ask]
    assert asks
    for ask in asks:
        assert forbidden(registry, ask) == list(ask["findings"])


def test_stories_forbid_and_allow() -> None:
    """Some stories break every rule that needs branches, and some break none."""
    asks = [ask for path in PATHS for ask in read(path)["asks"] if "against" in ask]
    codes = {line.split()[1] for ask in asks for line in ask["findings"]}
    assert codes == {"C101", "C102", "C103", "C104", "C105", "C107"}
    assert sum(not ask["findings"] for ask in asks) >= 5


@pytest.fixture
def kept(tmp_path: Path) -> Path:
    """A repository with the base registry."""
    return begun(tmp_path / "repository")


def checked(command: Command, folder: Path, *arguments: str) -> Any:
    return command("check", "--on", ON, *arguments, cwd=folder)


def test_findings_of_history_stand_among_the_others(kept: Path, registry_command: Command) -> None:
    """In the order of places, with the fields that scripts rely on, and exit code 1."""
    act = kept / "registry/notices/2022/2022-revocation.yaml"
    act.write_text(act.read_text("utf-8").replace("2022-06-15", "2022-06-16"), "utf-8")
    (kept / "registry/platforms/sd-0002.yaml").unlink()
    done = checked(registry_command, kept, "--against", "main", "--format", "json")
    answer = json.loads(done.stdout)
    places = [(f["file"], f["line"], f["column"], f["code"]) for f in answer["findings"]]
    assert places == [
        ("registry/notices/2021/2021-announcement.yaml", 15, 16, "X101"),
        ("registry/notices/2021/2021-publicity.yaml", 13, 16, "X101"),
        ("registry/notices/2022/2022-revocation.yaml", 5, 12, "C102"),
        ("registry/notices/2022/2022-revocation.yaml", 11, 16, "X101"),
        ("registry/platforms/sd-0002.yaml", 1, 1, "C101"),
    ]
    edited = answer["findings"][2]
    assert edited["message"] == "“issued_on”原为“2022-06-15”，现为“2022-06-16”"
    assert "corrects: 2022-revocation" in edited["fix"]
    assert "登记人员手册第九节" in edited["fix"]
    assert (done.returncode, answer["errors"]) == (1, 5)


def test_vanished_file_is_annotated_under_its_former_name(
    kept: Path, registry_command: Command
) -> None:
    """From the root of the repository, as the pull request names it."""
    (kept / "registry/batches/2021.yaml").unlink()
    done = checked(registry_command, kept, "--against", "main", "--format", "github")
    lines = [line for line in done.stdout.splitlines() if "C101" in line]
    assert lines == [
        "::error file=registry/batches/2021.yaml,line=1,col=1,title=C101 record-deleted::"
        "批次“2021”已被删去（登记规范：只增不改）改法：照原样恢复；有误的，按登记人员手册第九节写勘误或更正"
    ]


def test_without_the_option_history_is_not_asked(kept: Path, registry_command: Command) -> None:
    """The ordinary check needs no git."""
    (kept / "registry/batches/2021.yaml").unlink()
    assert "C101" not in checked(registry_command, kept).stdout
    assert "C101" in checked(registry_command, kept, "--against", "main").stdout


@pytest.mark.parametrize(
    ("name", "sentence"),
    [
        ("nowhere", "版本“nowhere”不存在；应为一个分支、标签或提交的名称。"),
        ("main..main", "版本“main..main”不存在；应为一个分支、标签或提交的名称。"),
        ("^main", "版本“^main”不存在；应为一个分支、标签或提交的名称。"),
        ("main:registry", "版本“main:registry”不存在；应为一个分支、标签或提交的名称。"),
        ("--output=x", "'--output=x' 不是版本的写法；应为分支、标签或提交的名称。"),
        ("a\nb", "'a\\nb' 不是版本的写法；应为分支、标签或提交的名称。"),
        ("", "版本“”不存在；应为一个分支、标签或提交的名称。"),
        (
            "twice",
            "版本“twice”不止一个（如既有分支又有标签叫这个名称），请写全，如 refs/heads/main。",
        ),
    ],
)
def test_what_names_no_one_commit_is_wrong_use(
    kept: Path, registry_command: Command, name: str, sentence: str
) -> None:
    """A sentence and exit code 2, for the check and for the comparison; nothing is written."""
    git(kept, "tag", "twice")
    git(kept, "branch", "twice")
    for done in (
        checked(registry_command, kept, f"--against={name}"),
        registry_command("diff", "--on", ON, "--", name, cwd=kept),
        registry_command("diff", "--on", ON, "--", "main", name, cwd=kept),
    ):
        assert (done.returncode, done.stdout, done.stderr.splitlines()) == (2, "", [sentence])
    assert sorted(path.name for path in kept.iterdir()) == [".git", "registry"]


def test_full_name_tells_a_branch_from_a_tag(kept: Path, registry_command: Command) -> None:
    """What the sentence advises works."""
    git(kept, "tag", "twice")
    git(kept, "branch", "twice")
    assert checked(registry_command, kept, "--against", "refs/heads/twice").returncode == 0


def test_outside_git_and_in_a_shallow_clone(
    kept: Path, tmp_path: Path, registry_command: Command
) -> None:
    """No judgement is better than one on half of the history."""
    commit(kept, "second", ON)
    shallow = tmp_path / "shallow"
    git(tmp_path, "clone", "-q", "--depth", "1", f"file://{kept}", str(shallow))
    done = checked(registry_command, shallow, "--against", "HEAD")
    sentence = "这是浅克隆，缺少较早的提交；请先运行 git fetch --unshallow。"
    assert (done.returncode, done.stderr.strip()) == (2, sentence)
    (tmp_path / "bare").mkdir()
    (kept / "registry").rename(tmp_path / "bare" / "registry")
    done = checked(registry_command, tmp_path / "bare", "--against", "HEAD")
    assert (done.returncode, done.stderr.strip()) == (2, "登记文件夹不在 git 中。")


def test_lines_of_work_that_never_met_cannot_be_compared(
    kept: Path, registry_command: Command
) -> None:
    """A branch without a common ancestor has no point at which it parted."""
    git(kept, "switch", "-q", "--orphan", "other")
    (kept / "note.txt").write_text("示例", "utf-8")
    commit(kept)
    git(kept, "switch", "-q", "main")
    done = checked(registry_command, kept, "--against", "other")
    sentence = "这个版本与当前版本没有共同的历史，无从比较。"
    assert (done.returncode, done.stderr.strip()) == (2, sentence)


def test_only_files_that_differ_are_read_twice(kept: Path) -> None:
    """The records of all others are the very same objects on both sides."""
    act = kept / "registry/notices/2022/2022-revocation.yaml"
    act.write_text(act.read_text("utf-8").replace("示例理由", "另一理由"), "utf-8")
    change = alteration(kept / "registry", "main", receive(kept / "registry"))
    again = [
        file
        for file, filed in change.after.filed.items()
        if filed[0] is not change.before.filed[file][0]
    ]
    assert again == ["notices/2022/2022-revocation.yaml"]
    assert len(change.after.filed) == 10


def test_correction_read_before_keeps_its_form(kept: Path) -> None:
    """A correction that changed is read in the form of an act that did not change."""
    correction = kept / "registry/notices/2022/2022-correction.yaml"
    text = (
        "id: 2022-correction\nkind: correction\ntitle: 示例·更正\nissued_on: 2022-07-01\n"
        "issuer: sd-gxt\nregulation: demo-2020\ncorrects: 2022-revocation\nwhat: 示例\n"
        "rows:\n  - {platform: sd-0002, grounds: 甲}\n"
    )
    correction.write_text(text, "utf-8")
    commit(kept, "corrected", ON)
    correction.write_text(text.replace("甲", "乙"), "utf-8")
    assert forbidden(kept / "registry", {"against": "corrected"}) == [
        "notices/2022/2022-correction.yaml:10:34 C102 “sd-0002”一行的“grounds”原为“甲”，现为“乙”"
    ]


def test_registry_of_a_sha256_repository_is_read_once_too(tmp_path: Path) -> None:
    """The hash of a content is the one that the repository uses."""
    (tmp_path / "registry").mkdir()
    file = tmp_path / "registry/site.yaml"
    file.write_text("title: 示例\n", "utf-8")
    git(tmp_path, "init", "-q", "--object-format=sha256")
    named = git(tmp_path, "hash-object", str(file))
    assert on_disk(tmp_path / "registry", [named]) == {"site.yaml": named}
    assert len(on_disk(tmp_path / "registry", ["0" * 40])["site.yaml"]) == 40


def test_file_that_cannot_be_read_has_no_hash(tmp_path: Path) -> None:
    """Neither is it taken for one that did not change."""
    (tmp_path / "site.yaml").symlink_to("/proc/self/mem")
    assert on_disk(tmp_path, ()) == {"site.yaml": ""}


def test_findings_of_an_earlier_version_are_told() -> None:
    """What an archive cannot read is a finding, and its record is refused."""
    receipt = Archive({"1": b"id: [", "2": b"kind: nothing\n"}).receipt(
        {"platforms/sd-0001.yaml": "1", "notices/2021/a.yaml": "2", "README.md": "1"}
    )
    assert [f"{f.place} {f.rule.code}" for f in receipt.findings] == [
        "notices/2021/a.yaml:1:7 F005",
        "platforms/sd-0001.yaml:2:1 Y001",
    ]
    assert receipt.refused == {"sd-0001", "a"}


@pytest.mark.parametrize(
    ("review", "expected"),
    [
        ('{"author": "clerk-a", "approved_by": ["clerk-b"]}', (0, False)),
        ('{"author": "clerk-a", "approved_by": []}', (1, True)),
        ('{"author": "clerk-a", "approved_by": ["CLERK-A"]}', (1, True)),
        ('{"author": "", "approved_by": 3}', (2, False)),
    ],
    ids=["two", "nobody", "the author", "no record"],
)
def test_a_change_of_status_needs_two_persons(
    kept: Path, registry_command: Command, review: str, expected: tuple[int, bool]
) -> None:
    """The forge's own data tells who proposed and who approved."""
    (kept / "review.json").write_text(review, "utf-8")
    act = kept / "registry/notices/2022/2022-withdrawal.yaml"
    act.write_text(
        "id: 2022-withdrawal\nkind: withdrawal\ntitle: 示例·退出\nissued_on: 2022-06-20\n"
        "issuer: sd-gxt\nregulation: demo-2020\nsource: {url: https://example.org/a}\n"
        "rows:\n  - {platform: sd-0001}\n",
        "utf-8",
    )
    done = checked(registry_command, kept, "--against", "main", "--review", "review.json")
    assert (
        done.returncode,
        "“clerk-a”提出的《示例·退出》没有另一人核准" in done.stdout,
    ) == expected


def test_a_review_without_a_version_is_wrong_use(kept: Path, registry_command: Command) -> None:
    """Who approved means nothing where it is not known what changed."""
    done = checked(registry_command, kept, "--review", "review.json")
    assert (done.returncode, "--review 须与 --against 同用" in done.stderr) == (2, True)


@pytest.mark.slow
def test_check_on_a_branch_tells_first_what_is_new(tmp_path: Path) -> None:
    """One new line is not lost among old gaps; programs and `--all` get everything."""
    folder = begun(tmp_path / "office")
    for number in range(1, 6):
        path = folder / f"registry/platforms/sd-001{number}.yaml"
        path.write_text(PLATFORM.format(number=f"001{number}"), "utf-8")
    commit(folder)
    lines = [line for line in told(folder) if " gap " in line]
    old = len(lines)
    assert old == 5
    git(folder, "switch", "-q", "-c", "clerk")
    assert len(told(folder)) > old
    new = folder / "registry/platforms/sd-0016.yaml"
    new.write_text("# 新\n" + PLATFORM.format(number="0016"), "utf-8")
    shown = told(folder)
    assert shown[0] == "自 main 以来新出现的："
    assert [line.split("：")[0].split(" ")[:3] for line in shown if " gap " in line] == [
        ["registry/platforms/sd-0016.yaml:5:3:", "gap", "G101"]
    ]
    assert shown[-2:] == [
        f"原有的缺口 {old} 处；加 --all 逐处列出。",
        f"错误 0，提醒 0，缺口 {old + 1}",
    ]
    every = [line for line in told(folder, "--all") if " gap " in line]
    assert len(every) == old + 1
    found = run("check", "--on", "2022-12-01", "--format", "json", cwd=folder)
    assert len(json.loads(found.stdout)["findings"]) == old + 1
    # An old finding that has moved to another line is not new.
    git(folder, "add", "-A")
    git(folder, "commit", "-q", "-m", "new")
    moved = folder / "registry/platforms/sd-0011.yaml"
    moved.write_text("# 移动一行\n" + moved.read_text("utf-8"), "utf-8")
    assert len([line for line in told(folder) if " gap " in line]) == 1


PLATFORM = """\
id: sd-{number}
name: 示例·第{number}平台
operating_unit:
  name: 示例·第{number}有限公司
  credit_code_unknown: 名单没有印
division: "370102"
"""


def told(folder: Path, *options: str) -> list[str]:
    """The lines that `check` prints."""
    return run("check", "--on", "2022-12-01", *options, cwd=folder).stdout.splitlines()
