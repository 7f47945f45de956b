"""`registry renumber`: two clerks took the same ids; mine move to free ones, files and references with them."""

import subprocess
from pathlib import Path
from typing import Any

import pytest

from generator.desk import writing
from generator.desk.drafts import NUMBERS_FILE, last_numbers
from generator.desk.renumber import renumbering
from generator.history.parted import parted
from tests.commands import run
from tests.conftest import findings_of
from tests.histories import read
from tests.registries import contents
from tests.stories import begun, commit, git

pytestmark = pytest.mark.slow
MINE = "mine"
NEXT = "请核对、检查后提交，再并入 main；git 仍会在 .last-ids 上报冲突，那时再运行一次 registry renumber。\n"
LAST = "请核对、检查，再用 git add 记下登记文件夹，完成合并。\n"


def platform(folder: Path, called: str) -> None:
    """A platform recorded by the program, under the next number."""
    done = run(
        "new", "platform", "--name", f"示例·{called}平台", "--yes", "--division", "370102",
        "--operating-unit-name", f"示例·{called}有限公司",
        "--operating-unit-credit-code-unknown", "示例", cwd=folder,
    )  # fmt: skip
    assert done.returncode == 0, done.stderr


def withdrawal(folder: Path, name: str, title: str) -> None:
    """A paper that names a platform, the first of its kind in its year."""
    done = run(
        "new", "withdrawal", "--title", title, "--issued-on", "2023-05-04",
        "--row", f"platform={name},grounds=退出", "--remarks", f"另见 {name} 的申请", "--yes", cwd=folder,
    )  # fmt: skip
    assert (folder / "registry/notices/2023/2023-withdrawal.yaml").is_file(), done.stderr


@pytest.fixture
def office(tmp_path: Path) -> Path:
    """Main took sd-0003 and a paper's id after I left it, and so did I, and sd-0004 as well."""
    folder = begun(tmp_path / "office")
    platform(folder, "先")
    commit(folder)
    git(folder, "switch", "-q", "-c", MINE)
    platform(folder, "我的甲")
    platform(folder, "我的乙")
    withdrawal(folder, "sd-0004", "示例·我的退出")
    (folder / "registry/errata/2023").mkdir(parents=True)
    (folder / "registry/errata/2023/2023-1.yaml").write_text(
        "id: 2023-1\nof: 2023-withdrawal\nfields: [title]\nwhat: 示例\nfound_on: 2023-06-01\n",
        "utf-8",
    )
    commit(folder, by="b")
    git(folder, "switch", "-q", "main")
    platform(folder, "别人的")
    withdrawal(folder, "sd-0004", "示例·别人的退出")
    commit(folder)
    git(folder, "switch", "-q", MINE)
    return folder


def merged(folder: Path) -> "subprocess.CompletedProcess[str]":
    """Main merged into my branch, however it ends."""
    return subprocess.run(
        ["git", "-C", str(folder), "merge", "-q", "main"],
        capture_output=True,
        text=True,
        check=False,
    )


def settled(folder: Path) -> dict[str, Any]:
    """The branch after the merge is made: whose each record is."""
    git(folder, "add", "-A")
    git(folder, "commit", "-q", "-m", "merged")
    registry = folder / "registry"
    assert [f for f in findings_of(registry) if f.is_error] == []
    assert last_numbers(registry) == {"sd": "sd-0006"}
    papers = {each.stem: read(each) for each in (registry / "notices" / "2023").glob("*.yaml")}
    return {
        **{
            f"sd-000{at}": read(registry / f"platforms/sd-000{at}.yaml")["name"]
            for at in range(3, 7)
        },
        **{name: (each["title"], each["rows"][0]["platform"]) for name, each in papers.items()},
        "erratum": read(registry / "errata/2023/2023-1.yaml")["of"],
    }


SETTLED = {
    "sd-0003": "示例·先平台",
    "sd-0004": "示例·别人的平台",
    "sd-0005": "示例·我的乙平台",
    "sd-0006": "示例·我的甲平台",
    "2023-withdrawal": ("示例·别人的退出", "sd-0004"),
    "2023-withdrawal-2": ("示例·我的退出", "sd-0006"),
    "erratum": "2023-withdrawal-2",
}
MOVED = (
    "2023-withdrawal 改为 2023-withdrawal-2：registry/notices/2023/2023-withdrawal.yaml"
    " → registry/notices/2023/2023-withdrawal-2.yaml\n"
    "sd-0004 改为 sd-0006：registry/platforms/sd-0004.yaml → registry/platforms/sd-0006.yaml\n"
    "注意：notices/2023/2023-withdrawal-2.yaml 第 9 行的文字提到 sd-0004，没有改，请核对。\n"
)


def test_before_a_merge(office: Path) -> None:
    """Files of new names stand in place of the old; then only the file of numbers is left to settle."""
    done = run("renumber", cwd=office)
    assert (done.returncode, done.stdout, done.stderr) == (0, MOVED, NEXT)
    git(office, "add", "-A")
    git(office, "commit", "-q", "-m", "moved")
    assert merged(office).returncode == 1
    assert git(office, "diff", "--name-only", "--diff-filter=U") == "registry/.last-ids"
    done = run("renumber", cwd=office)
    assert (done.returncode, done.stdout, done.stderr) == (
        0,
        "没有与正在并入的版本重复的编号。\n",
        LAST,
    )
    assert settled(office) == SETTLED
    done = run("renumber", "--against", "main", cwd=office)
    assert (done.returncode, done.stdout, done.stderr) == (0, "没有与 main 重复的编号。\n", "")


def test_in_the_middle_of_a_merge(office: Path) -> None:
    """The other's records get their files back, mine move, and every conflict is settled."""
    assert merged(office).returncode == 1
    done = run("renumber", cwd=office)
    assert (done.returncode, done.stdout, done.stderr) == (0, MOVED, LAST)
    assert settled(office) == SETTLED


def test_records_that_look_like_one_are_told(office: Path) -> None:
    """Two who recorded one platform must agree which of its records goes."""
    path = office / "registry/platforms/sd-0004.yaml"
    path.write_text(path.read_text("utf-8").replace("我的甲平台", "别人的平台"), "utf-8")
    done = run("renumber", cwd=office)
    assert (
        "注意：platforms/sd-0006.yaml 与 main 的 platforms/sd-0004.yaml 的 name 相同，"
        "像是同一件事登记了两次，请核对，是的只留一份。\n"
    ) in done.stdout


def test_file_that_both_changed_is_left_to_a_person(office: Path) -> None:
    """In it an id may mean either record; every line is named."""
    path, line = "registry/departments.yaml", "\n# sd\n"
    (office / path).write_text((office / path).read_text("utf-8") + line, "utf-8")
    commit(office)
    git(office, "switch", "-q", "main")
    text = (office / path).read_text("utf-8").replace("示例·省厅", "示例·省局")
    (office / path).write_text(text, "utf-8")
    commit(office)
    git(office, "switch", "-q", MINE)
    text = (office / path).read_text("utf-8").replace("示例·青岛市局", "sd-0004")
    (office / path).write_text(text, "utf-8")
    done = run("renumber", cwd=office)
    assert (
        "注意：departments.yaml 两边都改过，第 11 行提到 sd-0004，没有改；说的是 sd-0006 的，请改正。\n"
    ) in done.stdout
    assert "sd-0004" in (office / path).read_text("utf-8")


def test_bad_cases_are_sentences(office: Path, tmp_path: Path) -> None:
    """And nothing is changed."""
    lying = contents(office / "registry")
    cases = (
        (("--against", "nowhere"), "版本“nowhere”不存在；应为一个分支、标签或提交的名称"),
        (("--registry", "none"), "登记文件夹“none”不存在；用 --registry 指明。"),
    )
    for options, sentence in cases:
        done = run("renumber", *options, cwd=office)
        assert (done.returncode, done.stderr.startswith(sentence)) == (2, True), done.stderr
    for branch in (MINE, "main"):
        git(office, "switch", "-q", branch)
        (office / "registry/batches/2023.yaml").write_text(
            f"id: '2023'\nyear: 2023\nregulation: demo-2020\nreviewed: {1 if branch == MINE else 2}\n",
            "utf-8",
        )
        commit(office)
    git(office, "switch", "-q", MINE)
    done = run("renumber", cwd=office)
    assert (done.returncode, done.stderr) == (
        2, "两边都新建了 batches/2023.yaml，内容不同；这不是号，换不得，请把两份合成一份。没有改动任何文件。\n"
    )  # fmt: skip
    assert lying.items() <= contents(office / "registry").items()
    plain = tmp_path / "plain"
    plain.mkdir()
    (plain / "registry").mkdir()
    done = run("renumber", cwd=plain)
    assert (done.returncode, done.stderr) == (2, "登记文件夹不在 git 中。没有改动任何文件。\n")


def test_other_conflicts_come_first(office: Path) -> None:
    """A file that is no clash of numbers is for the clerk to settle."""
    for branch, name in ((MINE, "甲"), ("main", "乙")):
        git(office, "switch", "-q", branch)
        path = office / "registry/site.yaml"
        lines = path.read_text("utf-8").splitlines()
        path.write_text("\n".join([f"title: 示例·{name}", *lines[1:]]) + "\n", "utf-8")
        commit(office)
    git(office, "switch", "-q", MINE)
    assert merged(office).returncode == 1
    done = run("renumber", cwd=office)
    assert (done.returncode, done.stderr) == (
        2, "合并的冲突还没有处理完：site.yaml；先处理这些文件。没有改动任何文件。\n"
    )  # fmt: skip


def test_only_what_names_a_record_is_changed(office: Path) -> None:
    """A text that happens to be an id, or holds one without blanks around it, is as the paper printed it."""
    path = office / "registry/notices/2023/2023-withdrawal.yaml"
    text = path.read_text("utf-8").replace("grounds: 退出", "grounds: sd-0004")
    path.write_text(
        text.replace("另见 sd-0004 的申请", "另见sd-0004的申请，非sd-00041、xsd-0004"), "utf-8"
    )
    commit(office)
    done = run("renumber", cwd=office)
    moved = read(office / "registry/notices/2023/2023-withdrawal-2.yaml")
    assert (moved["rows"][0], moved["remarks"]) == (
        {"platform": "sd-0006", "grounds": "sd-0004"},
        "另见sd-0004的申请，非sd-00041、xsd-0004",
    )
    assert done.stdout.count("2023-withdrawal-2.yaml 第") == 2, done.stdout


def _into_folder(office: Path, branch: str, folder: str) -> Path:
    """A platform of old laid into a folder of its city by one branch, and not yet committed."""
    git(office, "switch", "-q", branch)
    (office / "registry/platforms" / folder).mkdir()
    new = f"registry/platforms/{folder}/sd-0001.yaml"
    git(office, "mv", "registry/platforms/sd-0001.yaml", new)
    return office / new


def test_a_record_of_old_keeps_its_id_wherever_it_lies(office: Path) -> None:
    """Two who moved its file, one of them with an edit, have not taken a number."""
    path = _into_folder(office, "main", "jinan")
    path.write_text(path.read_text("utf-8") + "# 挪过来的\n", "utf-8")
    commit(office)
    _into_folder(office, MINE, "sdjn")
    commit(office)
    assert run("renumber", cwd=office).stdout == MOVED


def test_file_that_the_other_moved_is_mended_where_it_lies(office: Path) -> None:
    """Mine names my platform in it; the other only laid it elsewhere."""
    _into_folder(office, "main", "jinan")
    commit(office)
    git(office, "switch", "-q", MINE)
    path = office / "registry/platforms/sd-0001.yaml"
    path.write_text(path.read_text("utf-8") + "same_as: sd-0004\n", "utf-8")
    commit(office)
    run("renumber", cwd=office)
    assert read(path)["same_as"] == "sd-0006"


def test_half_written_file_comes_first(office: Path) -> None:
    """One that cannot be read may name the record in a way that nobody sees."""
    path = office / "registry/notices/2023/2023-withdrawal.yaml"
    path.write_text(path.read_text("utf-8") + "remarks: [sd-0004\n", "utf-8")
    lying = contents(office / "registry")
    done = run("renumber", cwd=office)
    assert (done.returncode, done.stderr) == (
        2,
        "notices/2023/2023-withdrawal.yaml 提到 2023-withdrawal，却读不出；"
        "先运行 registry check，照提示改正这个文件。没有改动任何文件。\n",
    )
    assert contents(office / "registry") == lying


def test_conflict_of_another_kind_is_given_up_first(office: Path) -> None:
    """While git rebases, nobody can tell mine from the other's."""
    done = subprocess.run(
        ["git", "-C", str(office), "rebase", "-q", "main"], capture_output=True, check=False
    )
    assert done.returncode == 1
    told = run("renumber", cwd=office)
    assert told.returncode == 2
    assert "有冲突，却不是在合并 main ；先放弃这一步（如 git rebase --abort）" in told.stderr


def test_cut_short_it_is_finished_first(office: Path) -> None:
    """A kill between two files: the next run knows what was meant, and moves nothing twice."""
    registry = office / "registry"
    done = renumbering(parted(registry, None, NUMBERS_FILE))
    staging = registry / writing.STAGING
    staging.mkdir()
    plan = writing._laid_down(staging, done.files)
    writing._moved(registry, staging, dict([*plan.items()][:1]))
    told = run("renumber", cwd=office)
    assert (told.returncode, told.stdout) == (0, "没有与 main 重复的编号。\n")
    git(office, "add", "-A")
    git(office, "commit", "-q", "-m", "moved")
    assert merged(office).returncode == 1
    run("renumber", cwd=office)
    assert settled(office) == SETTLED


def test_kept_draft_that_names_it_is_told(office: Path) -> None:
    """It is gone on with later, when the number means the other's platform."""
    path = office / "registry/.drafts/revocation.json"
    path.parent.mkdir()
    path.write_text('{"rows": [{"platform": "sd-0004"}]}', "utf-8")
    assert (
        "注意：停下的草稿 registry/.drafts/revocation.json 提到 sd-0004，没有改；"
        "说的是 sd-0006 的，接着填以前请改正。\n"
    ) in run("renumber", cwd=office).stdout
