"""A recorded field is published without another list, or the program does not start."""

import json
import sqlite3
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest
from pydantic import Field

from generator.checks.casebook import BASE
from generator.intake import receive
from generator.records.acts import AnnouncementRow, RenamingRow, RevocationRow
from generator.records.registry import Platform
from generator.records.values import PrintedDay, Record, Text, Validity
from generator.register.register import Register
from generator.site.data.act import PublishedRow
from generator.site.data.database import write_database
from generator.site.data.derivation import (
    Output,
    Unpublished,
    plain,
    single_values,
    union_model,
    values,
)
from generator.site.data.schema import require_published
from generator.site.data.table import CHOSEN, TableColumn, with_recorded
from generator.terms.words import ReviewOutcome
from tests.test_exports_tables import publication


class FoundedRow(RevocationRow):
    """A row with a field that no list of the program names."""

    founded_on: PrintedDay | None = Field(None, description="成立日期")


class MoodyRow(RevocationRow):
    """A row with a field of which no published form is known."""

    moods: set[str] = Field(description="心情")


class OtherRow(RevocationRow):
    """A row with a field that has another form elsewhere."""

    number: Validity | None = Field(None, description="号码")


class FoundedPlatform(Platform):
    """A platform with one more recorded value."""

    founded: Text | None = Field(None, description="成立年份，照登记证；可以不写")


def row(**more: str) -> FoundedRow:
    return FoundedRow.model_validate({"platform": "sd-0001", "grounds": "示例"} | more)


def test_a_new_field_of_a_row_is_in_the_model_the_schema_and_the_values() -> None:
    """Under its own name, as printed; absent where it is not recorded."""
    model = union_model("Row", [AnnouncementRow, FoundedRow], Output)
    assert "founded_on" in model.model_json_schema(mode="serialization")["properties"]
    assert "founded_on" not in PublishedRow.model_fields
    assert values(row(founded_on="2021-05")) == {
        "platform": "sd-0001",
        "grounds": "示例",
        "founded_on": "2021-05",
    }
    assert "founded_on" not in values(row())


def test_a_new_field_of_a_row_is_in_the_database(tmp_path: Path) -> None:
    """In the entries, whose rows hold whatever is recorded."""
    register = Register.bind(receive(BASE))
    entry = next(iter(register.histories.values())).entries[0]
    object.__setattr__(entry, "row", row(founded_on="2021-05"))
    write_database(tmp_path / "registry.sqlite", publication(register))
    with closing(sqlite3.connect(tmp_path / "registry.sqlite")) as base:
        rows = [json.loads(each) for (each,) in base.execute("SELECT row FROM entries")]
    assert {"platform": "sd-0001", "grounds": "示例", "founded_on": "2021-05"} in rows


def test_a_new_value_of_a_platform_is_a_column_of_every_table() -> None:
    """At the end, with its label from the record; a list or a nested record is none."""
    assert with_recorded(CHOSEN, FoundedPlatform)[-1] == TableColumn("founded", "成立年份")
    names = [name for name, _ in single_values(FoundedPlatform)]
    assert "operating_unit" in names
    assert "contact" not in names


@pytest.mark.parametrize(
    ("record", "says"),
    [(MoodyRow, "MoodyRow.moods：没有发布的形式"), (OtherRow, "OtherRow.number：另有同名")],
)
def test_what_cannot_be_published_raises(record: type[Record], says: str) -> None:
    """With the field's name, when the models are made: as the room is imported."""
    with pytest.raises(Unpublished, match=says):
        union_model("Row", [AnnouncementRow, record], Output)


def test_a_kind_of_record_needs_a_file_or_a_reason() -> None:
    """Those that there are have one or the other."""
    with pytest.raises(Unpublished, match="没有发布，也没有写明理由：errata"):
        require_published(["platform", "site", "errata"])


def test_every_form_of_value_is_plain() -> None:
    """Codes, days, spans, changes of names, figures and lists, each as the API has it."""
    renamed = RenamingRow.model_validate(
        {"platform": "a", "name": {"from": "甲", "to": "乙"}, "operating_unit": {"from": "丙", "to": "丁"}}
    )  # fmt: skip
    assert values(renamed) == {
        "platform": "a",
        "name_change": {"from": "甲", "to": "乙"},
        "operating_unit_change": {"from": "丙", "to": "丁"},
    }
    assessment = {"years": "3", "income": "12.5", "safe": "true"}
    listed: dict[str, Any] = {"platform": "a", "functions": ("legal",), "assessment": assessment}
    listed |= {"validity": {"starts": "2021-01", "ends": "2023-12-31"}}
    assert values(AnnouncementRow.model_validate(listed)) == {
        "platform": "a",
        "functions": ["legal"],
        "validity": {"starts": "2021-01", "ends": "2023-12-31"},
        "assessment": [
            {"criterion": "years", "amount": 3, "holds": None},
            {"criterion": "income", "amount": 12.5, "holds": None},
            {"criterion": "safe", "amount": None, "holds": True},
        ],
    }
    assert plain({"a": (ReviewOutcome.PASSED, 1, None)}) == {"a": ["passed", 1, None]}
    assert PublishedRow.model_fields["platform"].is_required()
