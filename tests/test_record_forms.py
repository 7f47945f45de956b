"""记录格式 docs/record-forms.md says what the models say, and its examples are accepted."""

import re
import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest

from generator.checks.casebook import BASE
from generator.records.acts import ACTS, Act, ListedAct, Renamed, Row
from generator.records.registry import (
    Application,
    Batch,
    Departments,
    Erratum,
    Excuses,
    OperatingUnit,
    Platform,
    SiteRecord,
    WorkCalendar,
)
from generator.records.regulation import Criterion, Eligibility, Regulation
from generator.records.values import Record, Source, Span, Validity, model_in
from generator.terms.words import ActKind
from tests.conftest import ROOT, findings_of

FORMS = ROOT / "docs" / "record-forms.md"
HANDBOOK = ROOT / "CONTRIBUTING.md"
Fields = dict[str, tuple[bool, str]]
Table = tuple[str, str]
MARKS = {"●": True, "○": False, "二者写其一": False}
# What has a table of its own is not spelt out wherever it is used.
APART = {Span, Validity, Source, Renamed, Criterion, Eligibility}


def documented() -> dict[Table, Fields]:
    """Every table of fields: its heading and its first column, and what it says of each."""
    found: dict[Table, Fields] = {}
    heading, table = "", None
    for line in FORMS.read_text("utf-8").splitlines():
        cells = [cell.strip() for cell in line.strip("|").split("|")]
        if line.startswith("#"):
            heading = line.lstrip("# ")
        if not line.startswith("|"):
            table = None
        elif cells[1:] == ["必填", "写法", "含义"]:
            table = found.setdefault((heading, cells[0]), {})
        elif table is not None and not cells[0].startswith("-"):
            name, mark, _, meaning = cells
            assert name.strip("`") not in table, line
            table[name.strip("`")] = MARKS[mark], re.sub(r"\[(.+?)\]\(.+?\)", r"\1", meaning)
    return found


def defined() -> dict[Table, Fields]:
    """The same, of the models."""
    alone: dict[str, tuple[type[Record], set[type[Record]]]] = {
        "起止": (Span, set()),
        "有效期": (Validity, set()),
        "来源": (Source, set()),
        "变更": (Renamed, set()),
        "各种文件共有的字段": (Act, set()),
        "示范平台": (Platform, set()),
        "批次": (Batch, set()),
        "勘误": (Erratum, set()),
        "办法版本": (Regulation, set()),
        "认定条件": (Eligibility, set()),
        "条件": (Criterion, set()),
        "申报情况": (Application, {OperatingUnit}),
        "主管部门": (Departments, set()),
        "工作日历": (WorkCalendar, set()),
        "站点": (SiteRecord, set()),
        "特许": (Excuses, set()),
    }
    found = {(name, "字段"): fields(model, APART | apart) for name, (model, apart) in alone.items()}
    found["各种文件共有的字段", "行的字段"] = fields(Row, APART)
    for kind in ActKind:
        heading = f"{kind.label} `{kind.value}`"
        found[heading, "字段"] = beyond(ACTS[kind], Act)
        rows = ACTS[kind].model_fields.get("rows")
        row = model_in(rows.annotation) if rows else None
        found[heading, "行的字段"] = beyond(row, Row) if row else {}
    return {table: found[table] for table in found if found[table]}


def fields(model: type[Record], apart: set[type[Record]]) -> Fields:
    """Every field of a model and, by dotted path, of the models within it."""
    found: Fields = {}
    for name, field in model.model_fields.items():
        path = field.alias or name
        found[path] = field.is_required(), field.description or ""
        inner = model_in(field.annotation)
        if inner and inner not in apart and not issubclass(inner, Row):
            found |= {f"{path}.{name}": said for name, said in fields(inner, apart).items()}
    return found


def beyond(model: type[Record], base: type[Record]) -> Fields:
    """What a model adds to its base."""
    common = fields(base, APART)
    return {path: said for path, said in fields(model, APART).items() if path not in common}


TABLES = sorted({*documented(), *defined()})


def test_there_is_something_to_compare() -> None:
    """A document whose tables are not found must not pass for one that agrees."""
    assert len(TABLES) > 35
    assert sum(map(len, documented().values())) > 190
    assert documented()["起止", "字段"] == {"starts": (True, "起日"), "ends": (True, "止日")}


@pytest.mark.parametrize("table", TABLES, ids=" ".join)
def test_the_document_says_what_the_models_say(table: Table) -> None:
    """Each field: whether it must be written, and what it means; none missing on either side."""
    assert documented().get(table, {}) == defined().get(table, {})


def models(base: type[Record]) -> set[type[Record]]:
    """Every model below this one, as far as the program has made any."""
    below = set(base.__subclasses__())
    return below.union(*map(models, below))


def test_every_field_of_every_record_says_what_it_means() -> None:
    """In Chinese, as one phrase without a full stop; generic models keep what they say."""
    said = {
        f"{model.__name__}.{name}": field.description
        for model in models(Record)
        if model.__module__.startswith("generator.records")
        for name, field in model.model_fields.items()
    }
    wrong = [name for name, text in said.items() if not re.search(r"[一-鿿].*[^。]$", text or "")]
    assert wrong == []
    assert said["Correction[AnyRow].rows"] == "附表"
    assert len(said) > 400
    assert ListedAct.model_fields["rows"].description == "附表"


def examples(document: Path) -> Iterator[tuple[str, str, bool]]:
    """The examples that name a file: the file, the text, and whether it is added to the file."""
    form = r"```yaml\n# (?:(接在) )?(\S+\.yaml)(?: 之后)?\n(.*?)```"
    for added, file, text in re.findall(form, document.read_text("utf-8"), re.S):
        yield file, text, bool(added)


def practised(document: Path, folder: Path) -> Path:
    """The practice register, with the examples of a document put into it one after the other."""
    shutil.copytree(BASE, folder)
    for file, text, added in examples(document):
        path = folder / file
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text((path.read_text("utf-8") if added else "") + text, "utf-8")
    return folder


@pytest.mark.parametrize(
    ("document", "at_least"), [(FORMS, 22), (HANDBOOK, 10)], ids=["forms", "handbook"]
)
def test_the_examples_are_accepted(document: Path, at_least: int, tmp_path: Path) -> None:
    """All of them together: nothing is wrong with the practice register then, nothing wanting."""
    assert len(list(examples(document))) >= at_least
    practice = practised(document, tmp_path / "practice")
    assert [f"{f.place}: {f.message}" for f in findings_of(practice)] == []
