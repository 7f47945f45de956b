"""说法 How a record, a field and its values before and now are spoken of in findings."""

from collections.abc import Mapping
from typing import Any

from generator.history.alteration import Key
from generator.records.base import Filed, Record
from generator.records.differences import Difference

RULEBOOK = "登记规范：只增不改"
LONGEST, LEAD = 40, 10
NOUNS: Mapping[str, str] = {
    "platforms": "平台",
    "acts": "官方文件",
    "batches": "批次",
    "regulations": "办法",
    "departments": "主管部门",
}


def called(key: Key, filed: Filed[Any]) -> str:
    """称呼 Of a record: what kind, its id, and its name or title where it has one."""
    record = filed.record
    named = getattr(record, "title", None) or getattr(record, "name", None)
    return f"{NOUNS[key[0]]}“{key[1]}”" + (f"（{named}）" if named else "")


def altered(each: Difference, longest: int = LONGEST) -> str:
    """改动的说法 The field, its value before and its value now, cut where they are longer."""
    where = _where(each.said)
    before, after = written(each.before), written(each.after)
    start = _start(before, after, longest)
    was, now = (_quoted(text, start, longest) for text in (before, after))
    if where.endswith("一行"):
        return f"{where}原来没有，现已加上" if each.before is None else f"{where}原来有，现已删去"
    if each.before is None:
        return f"{where}原来没有，现为{now}"
    if each.after is None:
        return f"{where}原为{was}，现已删去"
    if isinstance(each.before, tuple) and isinstance(each.after, tuple):
        where += "的内容或次序"
    return f"{where}原为{was}，现为{now}"


def _where(said: tuple[str, ...]) -> str:
    """A field by its path; within a list of rows, by the platform of the row."""
    if said[0] == "rows" and len(said) > 1:
        field = ".".join(said[2:])
        return f"“{said[1]}”一行" + (f"的“{field}”" if field else "")
    return f"“{'.'.join(said)}”"


def _start(before: str, after: str, longest: int) -> int:
    """Long texts that begin alike are shown from shortly before where they part."""
    if max(len(before), len(after)) <= longest:
        return 0
    pairs = enumerate(zip(before, after, strict=False))
    parted = next((at for at, (one, other) in pairs if one != other), 0)
    return max(0, parted - LEAD)


def _quoted(text: str, start: int, longest: int) -> str:
    end = start + longest
    return f"“{'…' if start else ''}{text[start:end]}{'…' if len(text) > end else ''}”"


def written(value: Any) -> str:
    """写法 A value as it would be written in a file, on one line."""
    if value is None:
        return ""
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, Record):
        fields = type(value).model_fields.items()
        given = [
            (f.alias or n, getattr(value, n)) for n, f in fields if n in value.model_fields_set
        ]
        return "{" + ", ".join(f"{name}: {written(each)}" for name, each in given) + "}"
    if isinstance(value, tuple):
        return "[" + ", ".join(map(written, value)) + "]"
    if isinstance(value, dict):
        return "{" + ", ".join(f"{name}: {written(each)}" for name, each in value.items()) + "}"
    return " ".join(str(value).split())
