"""`registry format`: one canonical form, nothing lost, a second run changes nothing."""

import shutil
import string
from pathlib import Path

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

from generator.desk.format import canonical_text, formatted_files, yaml_scalar
from generator.intake.editing import comments
from generator.intake.yaml import load
from generator.records.acts import Publicity, Review
from generator.records.registry import Platform
from tests.conftest import DEMONSTRATION, NATIONAL, Command

MESSY = """# 头一行注释
kind: 'review'   # 种类
id: "2023-review"
title: "示例：复核: 结果"
issued_on: '2023-06-12'
issuer: sd-gxt
regulation: demo-2020
count: '2'
batch: 2022
# 名单抄自原文
rows:
- platform: sd-0001   # 第一行
  outcome: passed
# 第二行之前
- {remarks: "须补: 记录", outcome: rectification, platform: sd-0003}
- {platform: sd-0004, # 括号里的注释
   outcome: passed}
remarks: |
  两行的
  备注
source: {url: 'https://example.org/a'} # 来源
# 文末
"""
TIDY = """# 头一行注释
id: 2023-review
kind: review # 种类
title: "示例：复核: 结果"
issued_on: 2023-06-12
issuer: sd-gxt
regulation: demo-2020
batch: "2022"
source: # 来源
  url: https://example.org/a
count: 2
remarks: |
  两行的
  备注
# 名单抄自原文
rows:
  - {platform: sd-0001, outcome: passed} # 第一行
  # 第二行之前
  - platform: sd-0003
    outcome: rectification
    remarks: "须补: 记录"
  - {platform: sd-0004, outcome: passed} # 括号里的注释
# 文末
"""


def tidied(text: str, model: type = Review) -> str:
    """The canonical form of a text."""
    document = load("x.yaml", text.encode())
    assert document.findings == []
    return canonical_text(model, document.value, comments(text.encode(), document))


def test_a_messy_file_becomes_canonical_and_keeps_its_comments() -> None:
    """Order, quotes, indents are one; each comment stays with what it speaks of."""
    assert tidied(MESSY) == TIDY
    assert tidied(TIDY) == TIDY


def test_the_values_are_the_same_before_and_after() -> None:
    """Only the form changes."""
    before, after = load("x", MESSY.encode()).value, load("x", TIDY.encode()).value
    assert before == after


def test_comment_within_brackets_that_is_not_alone_opens_them() -> None:
    """A comment on one of several values cannot stand in one line with the others."""
    text = "id: a\nfunctions: [information,\n # 二\n technology, # 三\n legal]\n"
    assert tidied(text, Publicity) == (
        "id: a\nfunctions:\n  - information\n  # 二\n  - technology # 三\n  - legal\n"
    )


@given(
    st.text(st.characters(exclude_categories=["Cs", "Cc"], include_characters="\t\n"), min_size=1)
)
def test_every_reader_takes_a_text_for_the_same_text(text: str) -> None:
    """What we write as a text is that text to the stock loader, which guesses types."""
    assert yaml.safe_load(f"a: {yaml_scalar(text, True)}") == {"a": text}


@pytest.mark.parametrize(
    "text",
    ["010", "no", "On", "12:30", "91370100000000000E12"[:18], "370102", "1e5", "0x1F", "~", ".5", "1_000",
     "2020-02-30", "2021-11-19", "- a", "a: b", "a #b", "@x", "%x", "0531-00000000", "=", "<<", "y", "1.", "a:"],
)  # fmt: skip
def test_texts_that_yaml_would_turn_into_something_else_stay_text(text: str) -> None:
    """The traps of the contract, by the stock loader."""
    assert yaml.safe_load(yaml_scalar(text, True)) == text


KEYS = st.text(f"{string.ascii_lowercase}_", min_size=1, max_size=8)
VALUES = st.recursive(
    st.text(st.characters(exclude_categories=["Cs", "Cc"], include_characters="\n"), min_size=1),
    lambda inner: (
        st.lists(inner, min_size=1, max_size=3)
        | st.dictionaries(KEYS, inner, min_size=1, max_size=3)
    ),
    max_leaves=8,
)


@given(st.dictionaries(KEYS, VALUES, min_size=1))
def test_whatever_is_written_reads_back_and_stays_as_it_is(value: dict[str, object]) -> None:
    """Any record: the stock loader reads the same values, and a second run changes nothing."""
    text = canonical_text(Platform, value)
    assert yaml.load(text, Loader=yaml.BaseLoader) == value
    document = load("x.yaml", text.encode())
    if not document.findings:
        assert canonical_text(Platform, document.value, comments(text.encode(), document)) == text


@pytest.mark.parametrize("folder", [DEMONSTRATION, NATIONAL], ids=lambda folder: folder.name)
def test_our_own_registries_are_canonical(folder: Path) -> None:
    """What is kept in this project is in the form that it asks for."""
    found = list(formatted_files(folder))
    assert len(found) > 7
    assert [each.path.name for each in found if not each.is_canonical] == []


def test_command_mends_what_its_check_complains_of(
    registry_command: Command, registry_copy: Path
) -> None:
    """The message of a failed check is the command that mends it."""
    name = registry_copy / "platforms" / "sd-0001.yaml"
    before = name.read_text("utf-8")
    name.write_text(before.replace("id: sd-0001", "id: 'sd-0001'"), "utf-8")
    done = registry_command("format", "--check", "--registry", registry_copy)
    assert done.returncode == 1
    assert "+id: sd-0001\n" in done.stdout
    last = done.stdout.splitlines()[-1]
    assert (
        last == f"写法没有统一的有 1 个文件。改法：运行 registry format --registry {registry_copy}"
    )
    command = last.split("registry ", 1)[1].split()
    assert registry_command(*command).returncode == 0
    assert name.read_text("utf-8") == before
    assert registry_command("format", "--check", "--registry", registry_copy).returncode == 0


def test_a_file_that_cannot_be_read_stays_and_is_named(
    registry_command: Command, registry_copy: Path
) -> None:
    """Nothing is lost: the file is untouched, its mistake is told, the others are formatted."""
    wrong, other = (registry_copy / "platforms" / f"sd-000{n}.yaml" for n in (1, 2))
    wrong.write_text("id: [a\n", "utf-8")
    shutil.copy(DEMONSTRATION / "platforms" / "sd-0002.yaml", other)
    other.write_text("#  说明\n" + other.read_text("utf-8").replace("\n", "\r\n"), "utf-8")
    done = registry_command("format", "--registry", registry_copy)
    assert done.returncode == 1
    assert "Y001" in done.stdout
    assert wrong.read_text("utf-8") == "id: [a\n"
    assert other.read_bytes().startswith("#  说明\nid: sd-0002\n".encode())
