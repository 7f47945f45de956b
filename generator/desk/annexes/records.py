"""成稿 Rows as the records they become: the platforms that are new, and the rows of the act."""

from collections.abc import Iterator, Mapping
from typing import Any

from generator.desk.annexes.matching import Match, Outcome
from generator.desk.annexes.taking import Taken

NO_NAME = "名单只印单位名称"
NOT_PRINTED = "没有印统一社会信用代码"
WRONG = "所印统一社会信用代码有误"
SPOILT = "文件中的统一社会信用代码已被表格软件损坏"


def newcomers(taken: Taken) -> list[Match]:
    """新平台 In the order of the list."""
    return [match for match in taken.matches if match.outcome is Outcome.NEW]


def platform_record(match: Match, id: str, title: str) -> dict[str, Any]:
    """平台 What the list says of a platform that the register did not know."""
    row = match.row
    name = {"name": row.name} if row.name else {"name_unknown": NO_NAME}
    place = {"division": row.division} if row.division else {}
    return {"id": id, **name, "operating_unit": _unit(match, title), **place}


def _unit(match: Match, title: str) -> dict[str, str]:
    name = {"name": match.row.unit or ""}
    if match.row.code:
        return {**name, "credit_code": match.row.code}
    wrong = next((each for each in match.row.doubts if each.field == "credit_code"), None)
    why = NOT_PRINTED if wrong is None else WRONG if wrong.kept else SPOILT
    return {**name, "credit_code_unknown": f"“{title}”的名单{why}"}


def act_rows(taken: Taken, ids: Mapping[str, str]) -> list[dict[str, Any]]:
    """附表 In printed order; `ids` are those of the new platforms, by the label of their rows."""
    return [
        {"platform": match.platform or ids[match.row.line.label], **_values(match)}
        for match in taken.matches
        if match.outcome in (Outcome.MATCHED, Outcome.NEW)
    ]


def _values(match: Match) -> dict[str, Any]:
    """The row as printed; what was not understood is kept in its own words."""
    kept = [doubt.kept for doubt in match.row.doubts if doubt.kept]
    if not kept:
        return dict(match.row.values)
    remarks = [*filter(None, [match.row.values.get("remarks")]), *kept]
    return {**match.row.values, "remarks": "；".join(remarks)}


def common(rows: list[dict[str, Any]], field: str) -> Any:
    """共同的值 What every row has alike: it belongs to the whole act."""
    found = [row.get(field) for row in rows]
    return found[0] if found and all(each == found[0] for each in found) else None


def without(rows: list[dict[str, Any]], field: str, value: Any) -> Iterator[dict[str, Any]]:
    """除去共同的值 A row says only what is its own."""
    for row in rows:
        yield {k: v for k, v in row.items() if (k, v) != (field, value)}
