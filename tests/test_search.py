"""The look-up index: its normalisation, its readings, its columns, its size."""

import gzip
import json
from datetime import date
from pathlib import Path

import pytest

from generator.checks.casebook import Case, Edit
from generator.intake import receive
from generator.register.register import Register
from generator.register.snapshot import Snapshot
from generator.site.search import lookup_index, outputs
from generator.site.search.pinyin import readings
from generator.site.search.platforms import packed
from generator.terms.sameness import sameness
from tests.bench.records import snapshot
from tests.casebook import laid_out
from tests.conftest import ROOT

VECTORS = json.loads((ROOT / "tests/data/normalisation.json").read_text("utf-8"))


def test_normalisation_follows_the_vectors() -> None:
    """The same vectors hold for the script; see tests/browser/test_lookup_module.py."""
    assert [[said, sameness(said)] for said, _ in VECTORS] == VECTORS
    assert len(VECTORS) > 10


def test_readings_know_the_places_of_shandong_and_common_misreadings() -> None:
    """As the place is called, and as its characters are read alone."""
    found = readings(["济南长清乐陵单县东阿冠县牟平莘县无棣茌平鄄城LED"])
    for sign, said in {"长": "chang", "乐": "lao", "单": "shan", "阿": "e", "牟": "mu"}.items():
        assert said in found[sign].split()
    assert {"zhang", "chang"} == set(found["长"].split())
    assert "L" not in found


FOUND_BY = """\
id: 2022-renaming
kind: renaming
title: 示例·更名
issued_on: 2022-03-01
issuer: sd-gxt
regulation: demo-2020
source: {url: https://example.org/renaming}
rows:
  - platform: sd-0001
    name: {from: 示例·济南信息平台, to: 示例·泉城信息平台}
    operating_unit: {from: 示例·济南信息有限公司, to: 示例·泉城信息有限公司}
"""


def test_columns_of_a_small_register(tmp_path: Path) -> None:
    """Every column written out: names of any time, places, days and the statuses to come."""
    edit = Edit(file="notices/2022/2022-renaming.yaml", content=FOUND_BY)
    folder = tmp_path / "registry"
    laid_out(Case(says="示例", edits=(edit,), findings=()), folder)
    snapshot = Snapshot.of(Register.bind(receive(folder)), date(2022, 6, 1))
    index = json.loads(lookup_index(snapshot))
    assert [path for path, _ in outputs(snapshot)] == [
        "search/index.json",
        "search/pages.json",
        "verify/index.json",
        "eligibility/index.json",
    ]
    assert (
        index["functions"] | {"information": "信息服务", "technology": "技术服务"}
        == index["functions"]
    )
    assert index["platforms"] == {
        "ids": {
            "stems": {"table": [["sd-", 4]], "column": "00"},
            "steps": {"table": [1], "column": "00"},
        },
        "texts": "示例·泉城信息平台\t示例·泉城信息有限公司\t示例·济南信息平台\t示例·济南信息有限公司\n"
        "示例·青岛技术平台\t示例·青岛技术有限公司",
        "codes": {
            "signs": [
                "99",
                "11",
                "33",
                "77",
                "99",
                "99",
                "00",
                "00",
                "DD",
                "EE",
                "MM",
                "00",
                "00",
                "00",
                "00",
                "12",
                "42",
            ],
            "irregular": {},
        },
        "numbers": {
            "counts": {"table": [0], "column": "00"},
            "values": {"stems": packed([]), "steps": packed([])},
        },
        "standing": {
            "table": [
                [["", "in_force"], ["2024-12-01", "expired"]],
                [["", "in_force"], ["2022-06-15", "revoked"]],
            ],
            "column": "01",
        },
        "place": {
            "table": [["370100", "济南市历下区"], ["370200", "青岛市市南区"]],
            "column": "01",
        },
        "functions": {"table": [["information"], ["technology"]], "column": "01"},
        "years": {"table": [[2021]], "column": "00"},
        "kind": {"table": ["企业"], "column": "00"},
        "validity": {"table": [["2021-12-01", "2024-11-30"]], "column": "00"},
        "run_out": {"table": [["2024-11-30"], []], "column": "01"},
    }


def test_a_column_names_each_value_by_one_sign_that_json_writes_as_it_is() -> None:
    """The sign of the backslash is passed over; beyond fifty thousand values, numbers stand instead."""
    assert packed("abca") == {"table": ["a", "b", "c"], "column": "0120"}
    assert packed(range(46))["column"][43:] == "[]^"
    assert packed(range(50_000))["column"][-1] == 49_999


@pytest.mark.slow
def test_index_is_small_and_the_same_each_time() -> None:
    """At most 60 bytes a record compressed, at 10,000 platforms."""
    content = lookup_index(snapshot(10_000))
    assert len(gzip.compress(content, 9)) / 10_000 <= 60
    assert lookup_index(snapshot(10_000)) == content
