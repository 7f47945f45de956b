"""A personal value goes from everywhere, and yesterday's log is still the beginning of today's."""

import hashlib
import re
import shutil
import subprocess
from collections.abc import Callable
from datetime import date, timedelta
from pathlib import Path

import pytest

from generator.checks import examine
from generator.desk.redact import CannotRedact, record_contents, redaction, target_text
from generator.history.log import log_of
from generator.history.versions import chronicle
from generator.intake import receive
from generator.intake.editing import replaced, scalars
from generator.intake.yaml import load
from generator.records.differences import MARK, is_masked, masks
from generator.register.register import Register
from generator.register.snapshot import Snapshot
from generator.site.data.envelope import Publication
from generator.verify import Changed, between, verify
from tests.conftest import Command
from tests.publications import write_data
from tests.test_exports_changes import START, commit, git

VALUE = "示例·临沂商贸物流信息有限公司"
RENAMING = "notices/2019/2019-renaming.yaml"
Rewriting = Callable[[Path, Path], Path]
NEXT = START + timedelta(days=1)


@pytest.fixture
def kept(registry_copy: Path) -> Path:
    """The demonstration registry in a repository; the value also stands within a longer text."""
    path = registry_copy / RENAMING
    text = path.read_text("utf-8")
    path.write_text(
        re.sub("remarks: .*", f"remarks: >-\n  原为{VALUE}，\n  已更名。", text), "utf-8"
    )
    git(registry_copy, "init", "-q")
    commit(registry_copy, START)
    return registry_copy


def dumped(registry: Path, out: Path, on: date) -> Path:
    """The data files of the site, as somebody may have downloaded them."""
    snapshot = Snapshot.of(Register.bind(receive(registry)), on)
    publication = Publication(snapshot, chronicle(registry))
    write_data(publication, out)
    return out


def redact(command: Command, kept: Path, *where: str) -> str:
    done = command("redact", *where, "--registry", kept, "--on", NEXT)
    assert done.returncode == 0, done.stderr
    return done.stdout


def verified(place: Path, against: Path) -> list[str]:
    return verify(str(place), str(against))[1]


def everything(*folders: Path) -> bytes:
    files = [
        p for folder in folders for p in folder.rglob("*") if p.is_file() and ".git" not in p.parts
    ]
    assert len(files) > 100
    return b"\n".join(path.read_bytes() for path in files)


def codes(registry: Path) -> list[str]:
    receipt = receive(registry)
    findings = [*receipt.findings, *examine(Register.bind(receipt), START)]
    return sorted(f"{f.rule.code} {Path(f.place.file).name}" for f in findings)


def test_value_goes_from_everywhere_and_the_salt_into_no_file(
    kept: Path, registry_command: Command, tmp_path: Path
) -> None:
    """Equal texts and texts that hold it; nothing else changes, and no new finding comes."""
    before, codes_before = record_contents(kept), codes(kept)
    output = redact(
        registry_command, kept, f"{kept}/{RENAMING}", "--path", "rows.0.operating_unit.from"
    )
    salt = re.search(r"盐：([0-9a-f]{32})", output)
    mark = re.search(r"（已隐去，sha256:([0-9a-f]{64})）", output)
    assert salt
    assert mark
    assert mark[1] == hashlib.sha256(f"{salt[1]}{VALUE}".encode()).hexdigest()
    after = record_contents(kept)
    changed = {name for name in after if after[name] != before[name]}
    assert changed == {name for name in before if VALUE.encode() in before[name]}
    assert len(changed) == 4
    for name in changed:
        assert f"{name}：换去 " in output
        masked = load("", before[name]).value, load("", after[name]).value
        assert str(masked[0]).replace(VALUE, mark[0]) == str(masked[1])
        assert masks(*masked)
    assert codes(kept) == codes_before
    checked = registry_command("check", "--registry", kept, "--against", "HEAD", "--on", NEXT)
    assert checked.returncode == 0, checked.stdout
    commit(kept, NEXT)
    whole = everything(kept, dumped(kept, tmp_path / "new", NEXT))
    assert VALUE.encode() not in whole
    assert salt[1].encode() not in whole
    assert mark[1].encode() in whole


def fresh(kept: Path, tmp_path: Path) -> Path:
    """A new repository with the redacted content, and nothing of what was before."""
    new = Path(shutil.copytree(kept, tmp_path / "fresh", ignore=shutil.ignore_patterns(".git")))
    git(new, "init", "-q")
    commit(new, NEXT + timedelta(days=5))
    return new


def filtered(kept: Path, tmp_path: Path) -> Path:
    """The same commits, the value taken out of each of them."""
    new = Path(shutil.copytree(kept, tmp_path / "filtered"))
    masking = f"grep -rlF '{VALUE}' . | xargs -r sed -i 's/{VALUE}/（已隐去）/g'"
    command = ["git", "-C", str(new), "filter-branch", "-f", "--tree-filter", masking, "HEAD"]
    subprocess.run(
        command, check=True, capture_output=True, env={"FILTER_BRANCH_SQUELCH_WARNING": "1", "PATH": "/usr/bin:/bin"}
    )  # fmt: skip
    assert git_says(new, "log", "-S", VALUE, "HEAD") == ""
    return new


def git_says(folder: Path, *arguments: str) -> str:
    done = subprocess.run(
        ["git", "-C", str(folder), *arguments], check=True, capture_output=True, text=True
    )
    return done.stdout


def same(kept: Path, _: Path) -> Path:
    """The history as it was."""
    return kept


@pytest.mark.slow
@pytest.mark.parametrize("rewriting", [same, fresh, filtered])
def test_log_of_yesterday_is_the_beginning_of_todays(
    kept: Path, tmp_path: Path, registry_command: Command, rewriting: Rewriting
) -> None:
    """With the history kept, replaced or rewritten; and later acts go on from there."""
    before = dumped(kept, tmp_path / "before", START)
    old = log_of(chronicle(kept))
    redact(registry_command, kept, f"{kept}/{RENAMING}", "--path", "rows.0.operating_unit.from")
    commit(kept, NEXT)
    redacted = dumped(kept, tmp_path / "redacted", NEXT)
    assert verified(redacted, before) == []
    new = rewriting(kept, tmp_path)
    again = dumped(new, tmp_path / "again", NEXT)
    assert verified(again, before) == verified(again, redacted) == verified(redacted, again) == []
    log = log_of(chronicle(new))
    assert [e["action"] for e in log.entries[len(old.entries) :]] == ["redacted"] * 4
    salts = {kept.salt for kept in log.recorded.values() if kept.number > len(old.entries)}
    assert [len(salt) for salt in salts] == [64] * 4
    path = new / "platforms" / "sd-0001.yaml"
    path.write_text(path.read_text("utf-8") + "remarks: 以后补记\n", "utf-8")
    commit(new, NEXT + timedelta(days=9))
    later = dumped(new, tmp_path / "later", NEXT + timedelta(days=9))
    assert verified(later, redacted) == []
    assert len(log_of(chronicle(new)).entries) == len(log.entries) + 1
    secret = old.recorded["notice", "2019-renaming"].salt.encode()
    assert secret in everything(before)
    assert secret not in everything(redacted, again, later, new)


def test_a_sealed_log_does_not_hide_a_change_of_history(
    kept: Path, tmp_path: Path, registry_command: Command
) -> None:
    """Who alters the sealed file is found by who kept yesterday's checkpoint."""
    before = dumped(kept, tmp_path / "before", START)
    redact(registry_command, kept, f"{kept}/{RENAMING}", "--path", "rows.0.operating_unit.from")
    shutil.rmtree(kept / ".git")
    (kept / "log.jsonl").unlink()
    git(kept, "init", "-q")
    commit(kept, START)
    forged = dumped(kept, tmp_path / "forged", START)
    assert verify(str(forged))[1] == []
    (fault,) = verified(forged, before / "api/v1/checkpoint.txt")
    assert "历史被改写过" in fault


STYLES = {
    "plain": "a: 张三丰  # 注\nb: 1\n",
    "single": "a: '张三丰'\nb: 1\n",
    "escaped": 'a: "\\u5f20三丰"\nb: 1\n',
    "flow": "x: {a: 张三丰, b: 1}\n",
    "list": "x: [张三丰, 李四]\n",
    "literal": "a: |\n  张三丰\n  李四\n\nb: 1\n",
    "folded": "a: >-\n  某某\n  张三丰\nb: 1\n",
    "last": "b: 1\na: 前张三丰后",
    "windows": "a: 张三丰\r\nb: 1\r\n",
}


@pytest.mark.parametrize("text", STYLES.values(), ids=STYLES)
def test_every_way_of_writing_a_text_is_replaced(text: str) -> None:
    """The new text means what it says, and nothing around it means another thing."""
    by = {
        s.path: s.value.replace("张三丰", "（已隐去：#）")
        for s in scalars(text)
        if "张三丰" in s.value
    }
    assert len(by) == 1
    was, now = load("", text.encode()), load("", replaced(text, by).encode())
    assert now.findings == []
    assert str(now.value) == str(was.value).replace("张三丰", "（已隐去：#）")
    assert ("# 注" in text) == ("# 注" in replaced(text, by))


def test_redaction_correction_and_removal_are_told_apart() -> None:
    """A value put right is none; a value that just went away is no mark."""
    old = {"name": "张三办的平台", "rows": [{"grounds": "张三举报"}]}
    for name, grounds, expected in (
        ("（已隐去）", "张三举报", True),
        ("（已隐去，sha256:0）办的平台", "（已隐去，sha256:0）举报", True),
        ("（已隐去，sha256:0）办的中心", "张三举报", False),
        ("某（已隐去）办的平台", "张三举报", False),
        ("李四办的平台", "（已隐去）", False),
        (None, "张三举报", False),
        ("张三办的平台", "张三举报", False),
    ):
        new = {"name": name, "rows": [{"grounds": grounds}]}
        assert masks(old, new) is expected, new


@pytest.mark.slow
def test_what_cannot_be_redacted_is_refused_and_nothing_written(kept: Path) -> None:
    """Too short, in a comment, in a place that takes no free text, or not one place."""
    contents = record_contents(kept)
    salt = "00" * 16
    code = target_text(contents[RENAMING], "rows.0.credit_code", None).value
    with pytest.raises(CannotRedact, match="不能写标记的栏目"):
        redaction(contents, code, salt, None)
    with pytest.raises(CannotRedact, match="太短"):
        redaction(contents, "市", salt, None)
    with pytest.raises(CannotRedact, match="理由"):
        redaction(contents, VALUE, salt, f"删去{VALUE}")
    commented = contents | {RENAMING: contents[RENAMING] + f"# {VALUE}\n".encode()}
    with pytest.raises(CannotRedact, match=r"第 \d+ 行的注释"):
        redaction(commented, VALUE, salt, None)
    with pytest.raises(
        CannotRedact, match=r"rows\.0\.operating_unit\.from、rows\.0\.operating_unit\.to"
    ):
        target_text("rows:\n  - operating_unit: {from: 示例·甲, to: 示例·乙}\n".encode(), None, 2)
    done = redaction(contents, VALUE, salt, "依申请")
    once = redaction({**contents, **done.files}, "依申请", salt, None)
    assert once.files == {}
    assert record_contents(kept) == contents


def test_command_takes_a_line_and_refuses_wrong_use(kept: Path, registry_command: Command) -> None:
    """Exit code 2, a sentence, and no file touched."""
    path = kept / "notices/2021/2021-revocation.yaml"
    line = next(n for n, t in enumerate(path.read_text("utf-8").splitlines(), 1) if "grounds:" in t)
    for where, sentence in (
        ((f"{kept}/nothing.yaml",), "不是"),
        ((str(path), "--path", "rows.9.grounds"), "没有指明"),
        ((f"{path}:1000",), "没有指明"),
    ):
        done = registry_command("redact", *where, "--registry", kept)
        assert done.returncode == 2
        assert sentence in done.stderr
        assert "没有改动任何文件" in done.stderr
    assert git_says(kept, "status", "--porcelain") == ""
    output = redact(registry_command, kept, f"{path}:{line}", "--reason", "依申请")
    assert "（已隐去：依申请，sha256:" in path.read_text("utf-8")
    assert "换去 1 处" in output
    again = registry_command("redact", f"{path}:{line}", "--registry", kept)
    assert again.returncode == 2
    assert "未提交的改动" in again.stderr


def test_an_empty_file_has_no_texts() -> None:
    """Nothing stands there that could be taken out."""
    assert list(scalars("")) == []
    assert [each.value for each in scalars("a: [b, {c: d}]")] == ["b", "d"]


@pytest.mark.parametrize(
    ("pieces", "text", "texts"),
    [
        (["甲", "乙", "丙"], "甲一乙二丙", ["一", "二"]),
        (["", "，", ""], "一，二，三", ["一，二", "三"]),
        (["", "", ""], "一二三", ["一二", "三"]),
        (["甲", "甲"], "甲", None),
        (["甲", "甲"], "甲甲", None),
        (["甲", "甲"], "甲甲甲", ["甲"]),
        (["甲", "乙", "丙"], "甲乙二丙", None),
        (["甲", "丁", "丙"], "甲一乙二丙", None),
        (["甲", "乙"], "丁一乙", None),
        (["甲", "乙"], "甲一丁", None),
        (["", "", ""], "一", None),
        (["", ""], "", None),
        (["甲"], "甲", []),
        (["甲"], "乙", None),
    ],
)
def test_what_stands_between_pieces(pieces: list[str], text: str, texts: list[str] | None) -> None:
    """Never nothing, and the first as long as may be."""
    assert between(pieces, text) == texts


def test_many_marks_keep_nobody_busy() -> None:
    """Forty marks that fit nowhere are no redaction; a search by pattern never comes to an end here."""
    marks = [f"{MARK}，sha256:{number:064x}）" for number in range(40)]
    after, before = "甲" + "甲".join(marks) + "乙", "甲" * 4000 + "丙"
    assert not is_masked(before, after)
    assert not Changed("remarks", before, after).is_redaction
    assert is_masked(f"{before}乙", after)
    assert Changed("remarks", f"{before}乙", after).is_redaction
    assert not Changed("remarks", after, before).is_proved("0" * 32)
