"""敌意登记簿 The demonstration registry with hostile text in every field that takes text.

Which fields take text is asked of the models, so a new field is filled by itself.
"""

import json
from pathlib import Path
from typing import Any, get_args

from pydantic import BaseModel
from pydantic.fields import FieldInfo

from generator.intake.receiving import drawer, model_of, notices_by_id
from generator.intake.yaml import load
from generator.records.values import Name, Text

PAYLOADS = (Path(__file__).parent / "payloads.txt").read_text("utf-8").splitlines()
HOSTILE = "\n".join(PAYLOADS)
# Given where another field is wanting; elsewhere they contradict it.
INSTEAD = {"name_unknown", "credit_code_unknown", "credit_code_irregular", "terms_unknown"}
TEXTS = (Text, Name)
Seen = set[tuple[str, str]]


def hostile(text: str) -> str:
    """A text that begins like a formula and goes on like everything else."""
    return f"{PAYLOADS[0]};{text}{HOSTILE}"


def complete(folder: Path) -> None:
    """Adds what the demonstration registry does not need, so that every kind of record is there."""
    (folder / "work_calendars").mkdir()
    (folder / "work_calendars/2030.yaml").write_text('year: "2030"\nnotice: 示例\n', "utf-8")
    excuse = "{code: D102, file: 示例, says: 示例, reason: 示例, ends: 2026-12-31}"
    (folder / "excused.yaml").write_text(f"excused: [{excuse}]\n", "utf-8")
    for name, code, wrong in (
        ("platforms/sd-0050.yaml", '"913799009999005056"', '"913799009999005057"'),
        ("notices/2019/2019-renaming.yaml", "9137990099990109XL", "9137990099990109XM"),
    ):
        path = folder / name
        text = path.read_text("utf-8")
        margin = next(line for line in text.splitlines() if code in line).partition("credit")[0]
        irregular = f"{wrong}\n{margin}credit_code_irregular: 示例"
        path.write_text(text.replace(code, irregular), "utf-8")
    unnamed = folder / "platforms/sd-0051.yaml"
    unnamed.write_text(unnamed.read_text("utf-8").replace("\nname:", "\nname_unknown:"), "utf-8")


def spoil(folder: Path) -> tuple[Seen, Seen]:
    """Rewrites every record; gives the fields that take text, and those that were filled."""
    files = {p.relative_to(folder).as_posix(): p for p in sorted(folder.rglob("*.yaml"))}
    read = [(drawer(name) or "", load(name, path.read_bytes())) for name, path in files.items()]
    kinds, taking, filled = notices_by_id(read), set[tuple[str, str]](), set[tuple[str, str]]()
    for (name, path), (of, document) in zip(files.items(), read, strict=True):
        model = model_of(of, document, kinds, [])
        assert model, name
        made = _filled(model, document.value, taking, filled)
        path.write_text(json.dumps(made, ensure_ascii=False), "utf-8")
    return taking, filled


def _filled(model: type[BaseModel], value: dict[str, Any], taking: Seen, filled: Seen) -> Any:
    made = dict(value)
    for name, field in model.model_fields.items():
        key, mark = field.alias or name, (model.__name__, name)
        if _takes_text(field):
            taking.add(mark)
            wanting = f"{name}_unknown" not in value and name not in INSTEAD
            if key in value or wanting:
                filled.add(mark)
                made[key] = _each(value.get(key, ""), field)
        elif key in value and (inner := _models(field.annotation)):
            made[key] = _nested(inner, value[key], taking, filled)
    return made


def _each(value: Any, field: FieldInfo) -> Any:
    if _is_list(field.annotation):
        return [hostile(each) for each in value or ["示例"]]
    return hostile(value)


def _nested(models: list[type[BaseModel]], value: Any, taking: Seen, filled: Seen) -> Any:
    if isinstance(value, tuple):
        return [_nested(models, each, taking, filled) for each in value]
    if not isinstance(value, dict):
        return value
    named = [m for m in models if set(value) <= {f.alias or n for n, f in m.model_fields.items()}]
    return _filled(named[0], value, taking, filled) if named else value


def _takes_text(field: FieldInfo) -> bool:
    own = field.annotation is str and field.metadata in (
        [],
        *(list(form.__metadata__) for form in TEXTS),
    )
    return own or _is(field.annotation)


def _is(annotation: Any) -> bool:
    return annotation in TEXTS or any(_is(each) for each in get_args(annotation) if each is not str)


def _is_list(annotation: Any) -> bool:
    return getattr(annotation, "__origin__", None) is tuple


def _models(annotation: Any) -> list[type[BaseModel]]:
    if isinstance(annotation, type) and issubclass(annotation, BaseModel):
        return [annotation]
    return [model for each in get_args(annotation) for model in _models(each)]
