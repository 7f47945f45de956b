"""字段格式 The schemas of records: what the program accepts they accept, and the other way round."""

import json
import re
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Any

import pytest
import yaml
from jsonschema import Draft202012Validator

from generator.checks.casebook import BASE, cases_of
from generator.intake import receive
from generator.intake.json_schema import (
    FOLDER,
    KINDS,
    encoded,
    functions_of,
    schema_line,
    schema_of,
)
from generator.intake.receiving import drawer
from generator.records.values import EARLIEST, LATEST, MONTH_DAYS, WRITTEN_DAY
from tests.casebook import laid_out
from tests.conftest import DEMONSTRATION, NATIONAL, ROOT, Command
from tests.test_record_forms import FORMS, practised

REGISTRY = DEMONSTRATION
REGISTRIES = (REGISTRY, NATIONAL, BASE)
FUNCTIONS = functions_of(receive(REGISTRY))
VALIDATORS = {name: Draft202012Validator(schema_of(name, FUNCTIONS)) for name in KINDS}
SHAPE = ("F001", "F002", "F003", "F004", "F005", "F006", "F007", "F009")
# No pattern can work out a check digit.
BEYOND = {("F007", "统一社会信用代码的最后一位录错"), ("F007", "写了负责人的居民身份证号码")}


class CoreLoader(yaml.BaseLoader):
    """YAML 1.2 as an editor reads it: numbers, true and false, null; a day is text."""


def _scalar(loader: CoreLoader, node: yaml.ScalarNode) -> Any:
    text = loader.construct_scalar(node)
    if node.style:
        return text
    for form, read in CORE:
        if re.fullmatch(form, text):
            return read(text)
    return text


CORE: tuple[tuple[str, Any], ...] = (
    (r"|~|null|Null|NULL", lambda _: None),
    (r"true|True|TRUE|false|False|FALSE", lambda text: text.lower() == "true"),
    (r"[-+]?[0-9]+", int),
    (r"0o[0-7]+", lambda text: int(text[2:], 8)),
    (r"0x[0-9a-fA-F]+", lambda text: int(text[2:], 16)),
    (r"[-+]?(\.[0-9]+|[0-9]+(\.[0-9]*)?)([eE][-+]?[0-9]+)?", float),
    (r"[-+]?\.(inf|Inf|INF)|\.(nan|NaN|NAN)", lambda text: float(text.replace(".", "", 1))),
)
CoreLoader.add_constructor("tag:yaml.org,2002:str", _scalar)


def typed(path: Path) -> Any:
    """The content of a file with the types an editor sees."""
    return yaml.load(path.read_text("utf-8-sig"), Loader=CoreLoader)


def test_the_loader_reads_the_types_of_the_core_schema() -> None:
    """Or the tests below would prove nothing of editors."""
    text = (
        'a: 2\nb: "2"\nc: true\nd: no\ne: 2023-08-01\nf:\ng: 012\nh: 1.5\ni: 12:30\nj: [~, 1e3]\n'
    )
    read = yaml.load(text, Loader=CoreLoader)
    assert read == {
        "a": 2, "b": "2", "c": True, "d": "no", "e": "2023-08-01", "f": None,
        "g": 12, "h": 1.5, "i": "12:30", "j": [None, 1000.0],
    }  # fmt: skip
    assert type(read["a"]) is int


def records(folder: Path) -> Iterator[tuple[str, Path]]:
    """Every file of a registry that holds a record, with the kind of record."""
    by_drawer = {kind.drawer: name for name, kind in KINDS.items()}
    for path in sorted(folder.rglob("*.yaml")):
        lies_in = drawer(path.relative_to(folder).as_posix())
        if lies_in:
            yield by_drawer[lies_in], path


def complaints(name: str, path: Path) -> list[str]:
    return [
        f"{error.json_path}: {error.message}" for error in VALIDATORS[name].iter_errors(typed(path))
    ]


def test_every_record_obeys_the_schema_of_its_kind(tmp_path: Path) -> None:
    """Of the three registries kept here, and of the examples in docs/record-forms.md."""
    looked: dict[str, int] = {}
    practice = practised(FORMS, tmp_path / "practice")
    for name, path in [pair for folder in (*REGISTRIES, practice) for pair in records(folder)]:
        assert complaints(name, path) == [], path
        looked[name] = looked.get(name, 0) + 1
    assert looked["notice"] > 80
    assert looked["platform"] > 60
    assert looked.keys() == set(KINDS)


CASES = [(code, case) for code in SHAPE for case in cases_of(code)]


@pytest.mark.parametrize(("code", "case"), CASES, ids=[f"{c} {case.says}" for c, case in CASES])
def test_what_the_program_refuses_the_schema_refuses(code: str, case: Any, tmp_path: Path) -> None:
    """And a file in which the program finds nothing, the schema accepts."""
    folder = laid_out(case, tmp_path / "registry")
    refused = {finding.partition(":")[0] for finding in case.findings}
    edited = {edit.file for edit in case.edits}
    assert refused <= edited
    if set(case.also) & set(SHAPE):
        refused = edited
    for name, path in records(folder):
        file = path.relative_to(folder).as_posix()
        expected = file in refused and (code, case.says) not in BEYOND
        assert bool(complaints(name, path)) is expected, file


def test_the_exceptions_are_cases() -> None:
    """A case that is renamed or removed must not leave its exception behind."""
    assert {(code, case.says) for code, case in CASES} >= BEYOND
    assert len(CASES) > 35


def test_the_pattern_of_days_is_the_calendar() -> None:
    """Every year, month and day that there is, and none that there is not."""
    good = re.compile(WRITTEN_DAY)
    for year in range(1900, 2200):
        within = EARLIEST <= year <= LATEST
        assert bool(good.match(str(year))) is within
        for month in range(14):
            assert bool(good.match(f"{year}-{month:02}")) is (within and 1 <= month <= 12)
            for day in (0, 1, 9, 10, 28, 29, 30, 31, 32):
                text = f"{year}-{month:02}-{day:02}"
                assert bool(good.match(text)) is (within and exists(text)), text
    yearly = re.compile(f"^(?:{MONTH_DAYS})$")
    for text in (f"{month:02}-{day:02}" for month in range(14) for day in range(33)):
        assert bool(yearly.match(text)) is exists(f"2023-{text}"), text


def exists(text: str) -> bool:
    try:
        date.fromisoformat(text)
    except ValueError:
        return False
    return True


def objects(schema: Any) -> Iterator[dict[str, Any]]:
    """Every part of a schema that names its fields."""
    if isinstance(schema, list):
        for item in schema:
            yield from objects(item)
    elif isinstance(schema, dict):
        if schema.get("type") == "object" and "properties" in schema:
            yield schema
        for value in schema.values():
            yield from objects(value)


@pytest.mark.parametrize("name", KINDS)
def test_every_field_is_explained_and_no_other_is_allowed(name: str) -> None:
    """In Chinese; what is closed is closed, and nobody is offered a null."""
    schema = schema_of(name, FUNCTIONS)
    Draft202012Validator.check_schema(schema)
    found = list(objects(schema))
    for part in found:
        if part is schema and name == "notice":
            continue
        assert part["additionalProperties"] is False
        assert re.fullmatch("[一-鿿、]+", part["title"])
        for field, said in part["properties"].items():
            chinese = re.match("[一-鿿`]", said.get("description", ""))
            assert chinese or (field == "kind" and "const" in said), f"{part['title']} {field}"
    assert found
    assert '"null"' not in json.dumps(schema)
    assert "x-writing" not in json.dumps(schema)


def test_the_words_carry_their_labels_and_functions_are_only_examples() -> None:
    """A service function belongs to an edition: another edition may list others."""
    definitions = schema_of("notice", FUNCTIONS)["$defs"]
    outcome = definitions["ReviewOutcome"]
    assert outcome["title"] == "复核、检查结论"
    assert dict(zip(outcome["enum"], outcome["enumDescriptions"], strict=True)) == {
        "passed": "合格", "rectification": "限期整改", "failed": "不合格",
    }  # fmt: skip
    functions = definitions["AnnouncementRow"]["properties"]["functions"]["items"]
    assert functions["examples"] == list(FUNCTIONS)
    assert "enum" not in functions
    assert "consulting（咨询服务）" in functions["description"]
    assert definitions["Announcement"]["properties"]["kind"] == {"const": "announcement"}


def test_a_complaint_says_in_chinese_what_should_stand_there() -> None:
    """An editor shows these words where a value is not of its type, or not of its form."""
    platform = schema_of("platform", FUNCTIONS)["properties"]
    division = "应为：6 位 GB/T 2260 行政区划代码"
    code, listed = platform["division"]["anyOf"]
    assert code["errorMessage"] == f"{division}；像数字的，加引号"
    assert code["patternErrorMessage"] == division
    assert listed["errorMessage"].startswith("应为：列表")
    assert platform["name"]["errorMessage"] == "应为：一段文字；像数字的，加引号"
    notice = schema_of("notice", FUNCTIONS)["$defs"]
    assert (
        notice["Announcement"]["properties"]["count"]["errorMessage"]
        == "应为：不带单位的整数，如 12"
    )
    assert notice["Announcement"]["properties"]["rows"]["errorMessage"].startswith("应为：列表")
    assert "passed（合格）" in notice["ReviewOutcome"]["errorMessage"]


def test_the_first_line_leads_every_record_to_its_schema() -> None:
    """Whatever folder it lies in, and however deep."""
    looked = 0
    for name, path in records(REGISTRY):
        line = schema_line(path.relative_to(REGISTRY).as_posix())
        to = line.removeprefix("# yaml-language-server: $schema=")
        assert (path.parent / to).resolve() == REGISTRY / FOLDER / f"{name}.json"
        looked += 1
    assert looked > 100
    assert schema_line("notices/2026/x.yaml").endswith("$schema=../../.schema/notice.json")
    assert schema_line("platforms/jinan/x.yaml").endswith("$schema=../../.schema/platform.json")
    assert schema_line("site.yaml") == "# yaml-language-server: $schema=.schema/site.json"


def test_the_editor_finds_the_schema_of_every_kind() -> None:
    """The settings for Visual Studio Code name every kind, in every registry kept here."""
    settings = json.loads((ROOT / ".vscode" / "settings.json").read_text("utf-8"))
    folders = ["registry", "examples/national", BASE.relative_to(ROOT).as_posix()]
    assert settings["yaml.schemas"] == {
        f"./registry/{FOLDER}/{name}.json": [f"{folder}/{kind.files}" for folder in folders]
        for name, kind in KINDS.items()
    }
    assert settings["yaml.format.enable"] is False


def test_the_command_prints_one_and_writes_all(
    registry_command: Command, registry_copy: Path, tmp_path: Path
) -> None:
    """One kind goes to standard output; without a kind all are written, beside the records."""
    one = registry_command("schema", "batch")
    assert (one.returncode, one.stdout) == (0, encoded(schema_of("batch", FUNCTIONS)))
    assert registry_command("schema", "--registry", registry_copy).returncode == 0
    assert {path.stem for path in (registry_copy / FOLDER).iterdir()} == set(KINDS)
    assert receive(registry_copy).findings == ()
    assert registry_command("schema", "site", "--out", tmp_path / "new" / "out").returncode == 0
    assert [path.name for path in (tmp_path / "new" / "out").iterdir()] == ["site.json"]


@pytest.mark.parametrize(
    ("arguments", "says"),
    [
        (("batc",), "没有记录种类“batc”。是否为 batch？"),
        (("平台",), "没有记录种类“平台”。应为 platform、"),
        (("--registry", "nowhere"), "登记文件夹“nowhere”不存在"),
        (("--out", "registry/site.yaml"), "“registry/site.yaml”不是文件夹"),
    ],
)
def test_wrong_use_is_said_in_a_sentence(
    arguments: tuple[str, ...], says: str, registry_command: Command
) -> None:
    """Exit code 2, and nothing on standard output."""
    done = registry_command("schema", *arguments)
    assert (done.returncode, done.stdout) == (2, "")
    assert says in done.stderr


@pytest.mark.slow
def test_the_published_schemas_are_those_of_the_registry(site: Path) -> None:
    """At their addresses, and each says where it stands."""
    base = json.loads((site / "api/v1/openapi.json").read_text("utf-8"))["servers"][0]["url"]
    for name in KINDS:
        path = f"schema/records/{name}.json"
        address = base.removesuffix("api/v1") + path
        published = json.loads((site / path).read_text("utf-8"))
        assert published == {"$id": address} | schema_of(name, FUNCTIONS)
    assert len(list((site / "schema" / "records").iterdir())) == len(KINDS)
