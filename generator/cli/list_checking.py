"""Command `registry check-list`: many platforms asked for at once."""

import json
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Annotated, Any

import typer

from generator.cli.asking import RollFormat
from generator.cli.common import REGISTRY, OnOption, RegistryOption, opened, refuse, today
from generator.desk.annexes.grid import Complaint
from generator.desk.annexes.opening import decoded_text, opened_annex
from generator.register.sentences import sentence
from generator.register.snapshot import Listing, Snapshot
from generator.site.data.csv import as_csv
from generator.site.data.platform import summary
from generator.site.search.list_check import COLUMNS, CheckedLine, ListCheck
from generator.terms.words import ListAnswer

Lines = Sequence[Sequence[str]]
# A plain file of lines, in which a comma may belong to a name.
PLAIN = (".txt", ".list", "")


def check_list(
    file: Annotated[
        Path,
        typer.Argument(
            metavar="文件", help="每行一个名称、代码、编号或证书编号；文本、CSV 或 XLSX"
        ),
    ],
    registry: RegistryOption = REGISTRY,
    on: OnOption = None,
    format: Annotated[RollFormat, typer.Option(help="输出格式")] = RollFormat.TEXT,
) -> None:
    """Print for each line of a list whether it holds the title; end with 1 unless every name does."""
    if not file.is_file():
        refuse(2, f"没有文件“{file}”。")
    try:
        asked = _lines(file)
    except Complaint as reason:
        refuse(2, f"“{file}”：{reason}")
    snapshot = Snapshot.of(opened(registry), on or today())
    checked = [*ListCheck(snapshot).lines(asked)]
    if not checked:
        refuse(2, f"“{file}”里没有要核对的行。")
    _print(snapshot, checked, format)
    answers = {each.answer for each in checked} - {ListAnswer.NO_NAME}
    raise typer.Exit(answers != {ListAnswer.IN_FORCE})


def _lines(file: Path) -> Lines:
    """Cells of each line; of a workbook, those of the first sheet in sight."""
    data = file.read_bytes()
    if file.suffix.lower() in PLAIN:
        return [line.split("\t") for line in decoded_text(data).splitlines()]
    grids = opened_annex(file.name, data).grids
    return next((grid for grid in grids if grid.shown), grids[0]).lines


def _print(snapshot: Snapshot, checked: list[CheckedLine], format: RollFormat) -> None:
    if format is RollFormat.CSV:
        print(as_csv(COLUMNS, [each.cells for each in checked]), end="")
    elif format is RollFormat.JSON:
        lines = [_plain(each) for each in checked]
        answer = {"as_of": snapshot.as_of.isoformat(), "total": len(lines), "lines": lines}
        print(json.dumps(answer, ensure_ascii=False, indent=1))
    else:
        print("\n".join(_text(snapshot, checked)))


def _plain(line: CheckedLine) -> dict[str, Any]:
    return {
        "line": line.number,
        "said": line.said,
        "answer": line.answer.value,
        "answer_label": line.answer.label,
        "notes": [*line.notes],
        "platforms": [_platform(each) for each in line.listings],
    }


def _platform(listing: Listing) -> dict[str, Any]:
    return {**summary(listing), "sentence": sentence(listing.standing)}


def _text(snapshot: Snapshot, checked: list[CheckedLine]) -> Iterator[str]:
    for each in checked:
        verdict, acts = each.cells[-3:-1]
        yield f"{each.number}  {each.answer.label}  {each.said}"
        for one in each.listings:
            yield f"   {one.id}  {one.identity.shown}  {one.status.label}"
        yield from (f"   {text}" for text in (verdict, f"依据：{acts}" if acts else "") if text)
        yield from (f"   {text}" for text in each.remarks)
    counts = {answer: sum(each.answer is answer for each in checked) for answer in ListAnswer}
    counted = "，".join(f"{answer.label} {count}" for answer, count in counts.items() if count)
    yield f"截至 {snapshot.as_of}，共 {len(checked)} 行：{counted}。未找到不等于没有认定，名录可能不全。"
