"""Every field that names another record: one error where the name is of another kind, and it says what is."""

import shutil
from datetime import date
from pathlib import Path

import pytest

from generator.checks.casebook import BASE
from tests.conftest import findings_of
from tests.stories import begun, commit

DAY = date(2026, 11, 23)
HEAD = """\
id: {id}
kind: {kind}
title: 示例·文件
issued_on: 2023-06-12
issuer: {issuer}
regulation: {regulation}
source: {{url: https://example.org/{id}}}
"""
ROWS = {
    "inspection": "[{platform: sd-0001, outcome: passed}]",
    "objection": "[{platform: sd-0001, outcome: dismissed}]",
    "correction": "[{platform: sd-0001}]",
    "reconsideration": "[{platform: sd-0001, outcome: upheld}]",
    "withdrawal": "[{platform: sd-0001}]",
}
USUAL = {
    "correction": "what: 示例\n",
    "reconsideration": "by: 示例法院\n",
    "validity_change": "ends: 2025-12-31\n",
    "abolition": "",
}
# Field, kind of the act that has it, what it must name, a name of another kind, and the code.
OF_ACTS = [
    ("publicity", "objection", "公示", "2021-announcement", "X115"),
    ("of_notices", "validity_change", "公布、复核", "2021-publicity", "X115"),
    ("of_notices", "abolition", "公布、复核", "2021-call", "X115"),
    ("except_listed_in", "abolition", "公示、公布、复核", "2022-revocation", "X115"),
    ("corrects", "correction", "涉及具体平台的", "2021-call", "X115"),
    ("about", "reconsideration", "涉及具体平台的", "2021-call", "X115"),
]
FIELDS = {field for field, *_ in OF_ACTS}


def act(kind: str, more: str = "", rows: str | None = None, **head: str) -> str:
    """A document of one act, dated after all others."""
    usual = {"id": "2023-act", "issuer": "sd-gxt", "regulation": "demo-2020"}
    rows = rows or ROWS.get(kind)
    listed = f"rows: {rows}\n" if rows else ""
    return HEAD.format(kind=kind, **usual | head) + USUAL.get(kind, "") + more + listed


def errors(folder: Path, text: str = "", edit: tuple[str, str, str] | None = None) -> list[str]:
    """Errors of the practice registry with one more document, or with one edit: code, message, fix."""
    registry = Path(shutil.copytree(BASE, folder / "registry"))
    if text:
        path = registry / "notices/2023/2023-act.yaml"
        path.parent.mkdir()
        path.write_text(text, "utf-8")
    if edit:
        file, old, new = edit
        path = registry / file
        before = path.read_text("utf-8")
        assert before.count(old) == 1
        path.write_text(before.replace(old, new), "utf-8")
    found = findings_of(registry, DAY)
    return [f"{f.rule.code} {f.message}；{f.fix}" for f in found if f.is_error]


@pytest.mark.parametrize(("field", "kind", "wanted", "other", "code"), OF_ACTS)
def test_an_act_of_another_kind(
    field: str, kind: str, wanted: str, other: str, code: str, tmp_path: Path
) -> None:
    """The error says what is there and what kinds may be named."""
    value = f"[{other}]" if field in ("of_notices", "except_listed_in") else other
    more = f"{field}: {value}\n"
    if field == "except_listed_in":
        more += "of_notices: [2021-announcement]\n"
    (error,) = errors(tmp_path, act(kind, more))
    assert error.startswith(f"{code} “{other}”是")
    assert f"，这里应写{wanted}文件；" in error


@pytest.mark.parametrize("field", sorted(FIELDS))
@pytest.mark.parametrize("other", ["sd-0002", "demo-2020", "jinan-gxj", "2021"])
def test_a_record_that_is_no_act(field: str, other: str, tmp_path: Path) -> None:
    """A platform, an edition, a department, a batch where a document is wanted."""
    kind = next(kind for name, kind, *_ in OF_ACTS if name == field)
    value = f"[{other}]" if field in ("of_notices", "except_listed_in") else other
    more = f"{field}: {value}\n"
    if field == "except_listed_in":
        more += "of_notices: [2021-announcement]\n"
    (error,) = errors(tmp_path, act(kind, more))
    assert error.startswith(f"X103 文件“{other}”不在登记簿中；“{other}”是")
    assert error.endswith("的编号，这里写文件的编号")


LEFT = "[{platform: sd-0001, successor: jinan-gxj, keeps_title: true}]"
PROPOSED = "[{platform: sd-0001, article: 24, proposed_by: 2021-call}]"
FILE = "notices/2021/2021-publicity.yaml"
RECOMMENDED = (FILE, "recommended_by: jinan-gxj", "recommended_by: sd-0001")
ELSEWHERE = [
    ("platform", act("inspection", rows="[{platform: 2021-call, outcome: passed}]"), "X101", "文件", "平台"),
    ("successor", act("succession", rows=LEFT), "X101", "部门", "平台"),
    ("designation", act("withdrawal", rows="[{platform: sd-0001, designation: sd-0002}]"), "X103", "平台", "文件"),
    ("issuer", act("inspection", issuer="sd-0001"), "X104", "平台", "部门"),
    ("by", act("inspection", rows="[{platform: sd-0001, outcome: passed, by: sd-0002}]"), "X104", "平台", "部门"),
    ("proposed_by", act("revocation", rows=PROPOSED), "X104", "文件", "部门"),
    ("regulation", act("inspection", regulation="2021"), "X105", "批次", "办法版本"),
    ("batch", act("inspection", "batch: demo-2020\n"), "X106", "办法版本", "批次"),
]  # fmt: skip


@pytest.mark.parametrize(
    ("text", "code", "is_", "wanted"), [each[1:] for each in ELSEWHERE], ids=[e[0] for e in ELSEWHERE]
)  # fmt: skip
def test_a_record_of_another_kind(
    text: str, code: str, is_: str, wanted: str, tmp_path: Path
) -> None:
    """Platforms, departments, editions and batches by the ids of something else."""
    (error,) = errors(tmp_path, text)
    assert error.startswith(f"{code} {wanted}“")
    assert f"”是{is_}的编号，这里写{wanted}的编号" in error


EDITS = [
    ("call", ("batches/2021.yaml", "call: 2021-call", "call: sd-0001"), "X103", "平台", "文件"),
    ("recommended_by", RECOMMENDED, "X104", "平台", "部门"),
    ("regulation", ("batches/2021.yaml", "regulation: demo-2020", "regulation: jinan-gxj"), "X105", "部门", "办法版本"),
    ("same_as", ("platforms/sd-0001.yaml", "division:", "same_as: 2021-call\ndivision:"), "X131", "文件", "平台"),
]  # fmt: skip


@pytest.mark.parametrize(
    ("edit", "code", "is_", "wanted"), [each[1:] for each in EDITS], ids=[each[0] for each in EDITS]
)
def test_a_batch_a_row_or_a_platform_that_names_another_kind(
    edit: tuple[str, str, str], code: str, is_: str, wanted: str, tmp_path: Path
) -> None:
    """The other fields of records that are no acts."""
    wrong = [each for each in errors(tmp_path, edit=edit) if each.startswith(code)]
    assert len(wrong) == 1
    assert wrong[0].endswith(f"”是{is_}的编号，这里写{wanted}的编号")


NUMBERED = act("inspection", "document_number: NUMBER\n")


@pytest.mark.parametrize(
    ("number", "is_same"),
    [
        ("示例信〔2022〕03号", True),
        ("示例信〔2022〕第3号", True),
        ("示例信〔2022〕30号", False),
        ("示例信〔2023〕3号", False),
        ("示例信发〔2022〕3号", False),
    ],
)
def test_a_number_of_a_series_is_the_same_however_it_is_written(
    number: str, is_same: bool, tmp_path: Path
) -> None:
    """Zeros in front and 第 make no other number."""
    found = errors(tmp_path, NUMBERED.replace("NUMBER", number))
    assert [each.split()[0] for each in found] == (["D105"] if is_same else [])


@pytest.mark.parametrize(
    "number",
    [
        "示例信[2022]3号",
        "示例信（2022）3号",
        "示例信〔2022〕 3号",
        "示例信〔２０２２〕3号",
        "示例信【2022】3号",
    ],
)
def test_other_brackets_spaces_and_widths_are_refused(number: str, tmp_path: Path) -> None:
    """So one number has one form, and two forms cannot hide that it is one."""
    (error,) = errors(tmp_path, NUMBERED.replace("NUMBER", f'"{number}"'))
    assert error.startswith("F004 “document_number”")


def test_the_file_that_came_later_is_told(tmp_path: Path) -> None:
    """By the commit that brought it, though its document is the older one; without git by the day."""
    registry = begun(tmp_path) / "registry"
    path = registry / "notices/2022/2022-early.yaml"
    text = NUMBERED.replace("NUMBER", "示例信〔2022〕003号").replace("2023-06-12", "2022-01-10")
    path.write_text(text.replace("2023-act", "2022-early"), "utf-8")

    def told() -> list[str]:
        found = findings_of(registry, DAY)
        return [Path(f.place.file).name for f in found if f.rule.code == "D105"]

    assert told() == ["2022-early.yaml"]
    commit(tmp_path)
    assert told() == ["2022-early.yaml"]
    (tmp_path / ".git").rename(tmp_path / "away")
    assert told() == ["2022-revocation.yaml"]


@pytest.mark.parametrize("name", ["con", "aux", "nul", "prn", "com1", "com9", "lpt1", "lpt0"])
def test_an_id_that_windows_cannot_hold_is_refused(name: str, tmp_path: Path) -> None:
    """Of a document, a batch, an edition, a department, a platform: by the form of every id."""
    edits = [
        ("batches/2021.yaml", 'id: "2021"', f"id: {name}"),
        ("regulations/demo-2020.yaml", "id: demo-2020", f"id: {name}"),
        ("departments.yaml", "id: sd-gxt", f"id: {name}"),
        ("platforms/sd-0001.yaml", "id: sd-0001", f"id: {name}"),
        ("notices/2021/2021-call.yaml", "id: 2021-call", f"id: {name}"),
    ]
    for at, edit in enumerate(edits):
        found = errors(tmp_path / str(at), edit=edit)
        assert [each for each in found if each.startswith("F004 ") and f"“{name}”" in each], edit


@pytest.mark.parametrize("name", ["console", "con-2021", "com10", "2021-aux", "lpt"])
def test_an_id_that_only_begins_like_a_device_is_lawful(name: str, tmp_path: Path) -> None:
    """Windows reserves the whole name."""
    text = act("inspection", id=name)
    registry = Path(shutil.copytree(BASE, tmp_path / "registry"))
    path = registry / f"notices/2023/{name}.yaml"
    path.parent.mkdir()
    path.write_text(text, "utf-8")
    assert [f for f in findings_of(registry, DAY) if f.is_error] == []


@pytest.mark.parametrize("name", ["SD-0001", "com¹", "sd-0001 ", "sd-0001."])
def test_a_file_name_that_only_differs_to_the_eye_is_refused(name: str, tmp_path: Path) -> None:
    """Capitals, raised digits, a space or a point at the end: the file must bear the id."""
    registry = Path(shutil.copytree(BASE, tmp_path / "registry"))
    text = (BASE / "platforms/sd-0002.yaml").read_text("utf-8").replace("sd-0002", "sd-0009")
    (registry / f"platforms/{name}.yaml").write_text(text, "utf-8")
    assert "X102" in [f.rule.code for f in findings_of(registry, DAY)]
