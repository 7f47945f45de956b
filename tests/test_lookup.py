"""What a person holds in hand finds the platform: an id, a name of any time, a code, a number."""

from pathlib import Path

import pytest

from generator.checks.casebook import Case, Edit
from generator.intake import receive
from generator.register.identity import lookup, similar
from generator.register.register import Register
from tests.casebook import laid_out

RENAMED = """\
id: 2022-renaming
kind: renaming
title: 示例·更名
issued_on: 2022-03-01
issuer: sd-gxt
regulation: demo-2020
source: {url: https://example.org/renaming}
rows:
  - platform: sd-0001
    name: {from: 示例·济南信息平台, to: 示例·泉城（信息）平台}
    operating_unit: {from: 示例·济南信息有限公司, to: 示例·泉城信息有限公司}
    credit_code: 91379900DEM0000308
"""
FOUND = [
    ("sd-0001", ["sd-0001"]),
    ("ＳＤ-0001 ", ["sd-0001"]),
    ("示例·济南信息平台", ["sd-0001"]),
    ("示例·泉城(信息) 平台", ["sd-0001"]),
    ("示例·泉城信息有限公司", ["sd-0001"]),
    ("91379900dem000014j", ["sd-0001"]),
    ("91379900DEM0000308", ["sd-0001"]),
    ("示例·青岛技术中心", ["sd-0002"]),
    ("示例·青岛技术公司", ["sd-0002"]),
    ("示例第[2]号", ["sd-0002"]),
    ("示例·青岛", []),
    ("sd-0009", []),
]


@pytest.fixture(scope="module")
def register(tmp_path_factory: pytest.TempPathFactory) -> Register:
    """A platform renamed, and one that its list calls by other names and a number."""
    printed = "name: 示例·青岛技术中心, operating_unit: 示例·青岛技术公司, number: 示例第〔2〕号"
    edits = (
        Edit(file="notices/2022/2022-renaming.yaml", content=RENAMED),
        Edit(
            file="notices/2021/2021-announcement.yaml",
            old="platform: sd-0002, name: 示例·青岛技术平台",
            new=f"platform: sd-0002, {printed}",
        ),
    )
    folder: Path = tmp_path_factory.mktemp("lookup") / "registry"
    laid_out(Case(says="示例", edits=edits, findings=()), folder)
    return Register.bind(receive(folder))


@pytest.mark.parametrize(("said", "platforms"), FOUND)
def test_found_by_exactly_what_it_was_ever_called(
    register: Register, said: str, platforms: list[str]
) -> None:
    """Width, case, brackets and spaces do not matter; a part of a name is not enough."""
    assert [history.platform.id for history in lookup(register, said)] == platforms


def test_similar_names_hold_what_was_said_or_come_near(register: Register) -> None:
    """Names that contain it come first; else those that come near; else none."""
    assert similar(register, "泉城信息") == ["示例·泉城信息有限公司", "示例·泉城（信息）平台"]
    assert similar(register, "示例·青岛记术平台")[0] == "示例·青岛技术平台"
    assert similar(register, "完全不同") == []
