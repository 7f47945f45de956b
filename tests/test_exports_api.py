"""接口 Contract tests on the built site: every file has its schema, and obeys it."""

import json
import re
from pathlib import Path
from typing import Any

import pytest
from jsonschema import Draft202012Validator
from openapi_spec_validator import OpenAPIV31SpecValidator

from generator.site.data.schema import API, KINDS, Kind

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
    """The kind of a file by its address."""
    forms = {kind: re.sub(r"\{.*?\}", "[^/]+", f"{API}/{kind.path}") for kind in KINDS}
    return next((kind for kind, form in forms.items() if re.fullmatch(form, name)), None)


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
    # A clone without its history has no log; its parts are looked at in test_exports_verify,
    # those of the changes in test_exports_changes.
    assert looked.keys() | {"changes_part"} == {kind.name for kind in KINDS}
    assert sum(looked.values()) > 140


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


def test_every_list_bears_the_same_head_and_no_file_of_one_thing_does(site: Path) -> None:
    """One build, one head; the sequence counts the acts by then."""
    heads = set()
    for path in (site / "api").rglob("*.json"):
        said = read(path)
        if path.parent.name in ("platforms", "notices"):
            assert said.keys().isdisjoint({"as_of", "next_update", "sequence", "commit"})
        elif path.name != "openapi.json":
            heads.add(tuple(said[key] for key in HEAD))
    assert len(heads) == 1
    notices = read(site / API / "notices.json")
    assert notices["sequence"] == notices["total"] == len(notices["notices"]) > 30


def test_lists_are_safe_by_default_and_add_up(site: Path) -> None:
    """The plain list holds what is in force; those of the functions hold whoever bears one."""
    everyone = read(site / API / "all.json")["platforms"]
    roll = read(site / API / "platforms.json")["platforms"]
    assert roll == [each for each in everyone if each["status"] == "in_force"]
    assert 0 < len(roll) < len(everyone)
    borne = [read(path) for path in (site / API / "functions").glob("*.json")]
    for each in everyone:
        listed = {file["function"] for file in borne if each in file["platforms"]}
        assert listed == set(each["functions"])


def test_history_and_stretches_answer_as_the_lists_do(site: Path) -> None:
    """The spell, and the stretch of the platform's own file, that hold the day of the lists."""
    history = {each["id"]: each for each in read(site / API / "history.json")["platforms"]}
    barred = 0
    for each in read(site / API / "all.json")["platforms"]:
        (spell,) = holding(history[each["id"]]["spells"], each["as_of"])
        own = read(site / API / f"platforms/{each['id']}.json")["platform"]
        (stretch,) = holding(own["timeline"], each["as_of"])
        assert spell["status"] == stretch["status"] == each["status"]
        assert stretch["label"] == each["status_label"]
        for name in (
            "decided_by",
            "designation",
            "status_since",
            "event",
            "caveats",
            "explanation",
        ):
            assert stretch[name] == each[name], (each["id"], name)
            assert spell.get(name) == (each[name] or None), (each["id"], name)
        assert stretch["sentence"] == each["sentence"]
        assert stretch["validity"] == each["validity"]
        assert stretch["bar"] == each["bar"]
        assert (each["bar"] or {}).get("ends") == each["barred_until"]
        barred += stretch["bar"] is not None
    assert barred >= 2


def holding(stretches: list[Any], day: str) -> list[Any]:
    """Those whose days, both included, hold this one."""
    return [each for each in stretches if each["starts"] <= day <= (each.get("ends") or "9999")]
