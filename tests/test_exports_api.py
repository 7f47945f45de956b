"""接口 Contract tests on the built site: every file has its schema, and obeys it."""

import json
import re
from pathlib import Path
from typing import Any

import pytest
from jsonschema import Draft202012Validator
from openapi_spec_validator import OpenAPIV31SpecValidator

from generator.exports.addresses import API, KINDS, Kind

pytestmark = pytest.mark.slow
HEAD = ("schema_version", "title", "as_of", "next_update", "sequence", "commit", "licence")


def read(path: Path) -> Any:
    return json.loads(path.read_text("utf-8"))


def closed(schema: Any) -> Any:
    """The schema as a test wants it: what it does not describe is a fault."""
    if isinstance(schema, list):
        return [closed(item) for item in schema]
    if not isinstance(schema, dict):
        return schema
    kept = {name: closed(value) for name, value in schema.items()}
    return kept | ({"additionalProperties": False} if "properties" in kept else {})


def kind_of(name: str) -> Kind | None:
    """The kind of a file by its address; the longest form wins, as for changes of a platform."""
    forms = {kind: re.sub(r"\{.*?\}", "[^/]+", f"{API}/{kind.path}") for kind in KINDS}
    found = [kind for kind, form in forms.items() if re.fullmatch(form, name)]
    return max(found, key=lambda kind: len(kind.path), default=None)


def test_every_file_obeys_its_schema(site: Path) -> None:
    """Of every kind at least one file, of every file a schema, and nothing undescribed."""
    looked: dict[str, int] = {}
    for path in sorted((site / "api").rglob("*.json")):
        name = path.relative_to(site).as_posix()
        if name == f"{API}/openapi.json":
            continue
        kind = kind_of(name)
        assert kind, name
        schema = closed(read(site / kind.schema))
        Draft202012Validator.check_schema(schema)
        faults = [e.message for e in Draft202012Validator(schema).iter_errors(read(path))]
        assert faults == [], name
        looked[kind.name] = looked.get(kind.name, 0) + 1
    # The parts of long lists are looked at in test_sizes.
    assert looked.keys() | {"part"} == {kind.name for kind in KINDS}
    assert sum(looked.values()) > 240


def test_no_field_is_of_two_kinds(site: Path) -> None:
    """A field is of one type, or null: never one of two others."""
    looked = 0
    for kind in KINDS:
        for union in unions(read(site / kind.schema)):
            looked += 1
            assert len([each for each in union if each != {"type": "null"}]) == 1, (
                kind.name,
                union,
            )
    assert looked > 100


def unions(schema: Any) -> list[list[Any]]:
    if isinstance(schema, list):
        return [union for item in schema for union in unions(item)]
    if not isinstance(schema, dict):
        return []
    own = [schema[word] for word in ("anyOf", "oneOf") if word in schema]
    return own + [union for value in schema.values() for union in unions(value)]


def test_openapi_document_is_valid_and_names_every_kind(site: Path) -> None:
    """By an independent validator."""
    document = read(site / API / "openapi.json")
    OpenAPIV31SpecValidator(document).validate()
    assert len(document["paths"]) == len(KINDS) > 15
    assert document["x-demonstration"] is True


def test_every_file_bears_the_same_head(site: Path) -> None:
    """One build, one head; the sequence counts the acts by then."""
    heads = {
        tuple(read(path)[key] for key in HEAD)
        for path in (site / "api").rglob("*.json")
        if path.name != "openapi.json"
    }
    assert len(heads) == 1
    notices = read(site / API / "notices.json")
    assert notices["sequence"] == notices["total"] == len(notices["notices"]) > 30


def test_lists_are_safe_by_default_and_add_up(site: Path) -> None:
    """The plain list holds what is in force; the lists by status make up the whole."""
    everyone = read(site / API / "all.json")["platforms"]
    roll = read(site / API / "platforms.json")["platforms"]
    assert roll == [each for each in everyone if each["status"] == "in_force"]
    assert 0 < len(roll) < len(everyone)
    lists = [read(path)["platforms"] for path in (site / API / "statuses").glob("*.json")]
    assert sorted(p["id"] for found in lists for p in found) == [p["id"] for p in everyone]


def test_history_answers_every_year_end_offline(site: Path) -> None:
    """The spell that holds the day says what the file of that day says."""
    history = {each["id"]: each for each in read(site / API / "history.json")["platforms"]}
    looked = 0
    for path in (site / API / "as-of").glob("*.json"):
        then = read(path)
        for platform in then["platforms"]:
            spells = history[platform["id"]]["spells"]
            held = [s for s in spells if s["starts"] <= then["on"] <= (s["ends"] or "9999")]
            assert (held[0]["status"] if held else "not_designated") == platform["status"]
            looked += 1
    assert looked > 300
