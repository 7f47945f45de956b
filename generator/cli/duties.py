"""`registry due`: what an office must see to soon, and what is overdue."""

import json
import sys
from collections.abc import Iterator
from enum import StrEnum
from typing import Annotated, Any

import typer

from generator.citations import article_label
from generator.cli.desk import REGISTRY, OnOption, RegistryOption, opened, today
from generator.desk.due import DueDuty, due_calendar
from generator.desk.due import due_duties as found_due
from generator.standing.snapshot import Snapshot

SOON = 60


class DueFormat(StrEnum):
    """Renderings for people, programs and calendars."""

    TEXT = "text"
    JSON = "json"
    ICS = "ics"


def due(
    registry: RegistryOption = REGISTRY,
    on: OnOption = None,
    within: Annotated[
        int, typer.Option(min=0, max=3660, help="今后多少天以内", metavar="天数")
    ] = SOON,
    format: Annotated[
        DueFormat, typer.Option(help="输出格式；ics 可导入日历软件")
    ] = DueFormat.TEXT,
) -> None:
    """列出待办：公示截止、待公布、有效期届满、整改和年度总结到期、放假安排未知、网站更新。"""
    snapshot = Snapshot.of(opened(registry), on or today())
    duties = found_due(snapshot, within)
    if format is DueFormat.ICS:
        sys.stdout.buffer.write(due_calendar(snapshot, duties))
    elif format is DueFormat.JSON:
        listed = [_plain(each, snapshot) for each in duties]
        answer = {"as_of": snapshot.as_of.isoformat(), "within": within, "due": listed}
        print(json.dumps(answer, ensure_ascii=False, indent=1))
    else:
        print("\n".join(_lines(duties, snapshot, within)))


def _plain(each: DueDuty, snapshot: Snapshot) -> dict[str, Any]:
    return {
        "on": each.on.isoformat(),
        "duty": each.duty.value,
        "subject": each.subject or None,
        "says": each.says,
        "article": each.duty.article,
        "overdue": each.is_overdue(snapshot.as_of),
    }


def _lines(duties: list[DueDuty], snapshot: Snapshot, within: int) -> Iterator[str]:
    late = [each for each in duties if each.is_overdue(snapshot.as_of)]
    for title, listed in (("已过期", late), (f"{within} 天以内", duties[len(late) :])):
        if listed:
            yield f"{title}："
        for each in listed:
            basis = f"（{article_label(each.duty.article)}）" if each.duty.article else ""
            yield f"  {each.on}  {each.duty.label}  {each.says}{basis}"
    yield f"截至 {snapshot.as_of}，已过期 {len(late)} 项，{within} 天以内 {len(duties) - len(late)} 项。"
