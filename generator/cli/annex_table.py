"""对照表 What an annex was read as, before anything is written: for people, and for programs."""

from collections.abc import Iterator
from typing import Any

from rich.console import Console
from rich.table import Column, Table

from generator.desk.annexes.matching import RowMatch, RowOutcome
from generator.desk.annexes.taking import NOT_ASKED_FOR, TakenAnnex, newcomers

LABELS = {
    RowOutcome.MATCHED: "已登记",
    RowOutcome.NEW: "新平台",
    RowOutcome.DOUBTFUL: "待定",
    RowOutcome.SKIPPED: "不收",
}
HEADS = ("行", "序号", "结果", "平台", "平台名称", "运营单位", "说明")
WIDE = 160


def print_table(taken: TakenAnnex) -> None:
    """列出 Every row, then every line and column that is not taken, and the totals."""
    # What lists print may look like markup; it is shown as printed.
    console = Console(highlight=False, markup=False, emoji=False)
    if not console.is_terminal:
        console.width = WIDE
    console.print(f"{taken.listing.file}：{taken.listing.called}")
    console.print(_table(taken))
    for line in _beside(taken):
        console.print(line)


def _table(taken: TakenAnnex) -> Table:
    table = Table(*(Column(head, overflow="fold") for head in HEADS))
    for match in taken.matches:
        row, outcome = match.row, LABELS[match.outcome]
        table.add_row(
            row.line.label,
            row.line.texts.get("ordinal", ""),
            outcome + ("（指定）" if match.is_by_hand else ""),
            match.platform or "",
            row.name or "",
            row.unit or "",
            "；".join(_said(match)),
        )
    return table


def _said(match: RowMatch) -> tuple[str, ...]:
    """The reasons of a doubt; of a row let through by hand, what is kept in its remarks."""
    kept = tuple(f"备注记入：{doubt.kept}" for doubt in match.row.doubts if doubt.kept)
    if match.outcome is RowOutcome.DOUBTFUL:
        return match.reasons
    return match.notes + (kept if match.outcome is not RowOutcome.SKIPPED else ())


def _beside(taken: TakenAnnex) -> Iterator[str]:
    for passed in taken.passed:
        if passed.why != NOT_ASKED_FOR:
            yield f"未收第 {passed.label} 行（{passed.why}）：{passed.text}"
    for column, why in taken.unused:
        yield f"未收第 {column.at + 1} 列“{column.head}”（{why}）"
    for note in taken.listing.notes:
        yield f"注意：{note}"
    totals = taken.totals
    left = sum(passed.why == NOT_ASKED_FOR for passed in taken.passed)
    selected = f"（其中不在 --only 所选之内的 {left} 行）" if left else ""
    counted = "，".join(f"{label} {totals[outcome]}" for outcome, label in LABELS.items())
    yield (
        f"共 {totals['lines']} 行：名单 {totals['rows']} 行（{counted}），"
        f"未收 {totals['passed']} 行{selected}。"
    )


def as_json(taken: TakenAnnex) -> dict[str, Any]:
    """对照表数据 The same, for programs."""
    return {
        "file": taken.listing.file,
        "read_from": taken.listing.called,
        "rows": [_row(match) for match in taken.matches],
        "passed": [{"line": p.label, "text": p.text, "why": p.why} for p in taken.passed],
        "unused_columns": [
            {"column": column.at + 1, "head": column.head, "why": why}
            for column, why in taken.unused
        ],
        "notes": list(taken.listing.notes),
        "totals": taken.totals,
        "new": [match.row.line.label for match in newcomers(taken)],
    }


def _row(match: RowMatch) -> dict[str, Any]:
    return {
        "line": match.row.line.label,
        "ordinal": match.row.line.texts.get("ordinal"),
        "outcome": match.outcome.value,
        "by_hand": match.is_by_hand,
        "platform": match.platform,
        "reasons": list(match.reasons),
        "notes": list(match.notes),
        "credit_code": match.row.code,
        "division": match.row.division,
        "values": dict(match.row.values),
    }
