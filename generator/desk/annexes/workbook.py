"""Sheets of an old XLS file, read by calamine in a process of its own."""

import json
import subprocess
import sys
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from generator.desk.annexes.grid import AnnexFile, Complaint, Grid, MergedCells, cleaned_text
from generator.desk.annexes.spreadsheet import FAR_CELLS

READER = Path(__file__).with_name("calamine_process.py")
READER_SECONDS = 120
DAMAGED = "工作簿已损坏，或者大得读不下；请用 Excel 或 WPS 打开，只留名单，另存为 .xlsx 再导入。"
LOCKED = "工作簿设有打开密码，请去掉密码另存后再导入。"


def read_xls(data: bytes, name: str) -> AnnexFile:
    """The grids of an old XLS, which does not tell what is hidden."""
    return AnnexFile(name, tuple(_grid(each) for each in _sheets(data)))


def _sheets(data: bytes) -> list[dict[str, Any]]:
    with TemporaryDirectory() as folder:
        path = Path(folder) / "annex.xls"
        path.write_bytes(data)
        answer = json.loads(_reader_answer(path))
    if answer == "password":
        raise Complaint(LOCKED)
    if answer == "broken":
        raise Complaint(DAMAGED)
    return list(answer)


def _reader_answer(path: Path) -> bytes:
    command = [sys.executable, "-I", str(READER), str(path)]
    try:
        done = subprocess.run(command, capture_output=True, timeout=READER_SECONDS, check=True)
    except (subprocess.CalledProcessError, subprocess.TimeoutExpired) as reason:
        raise Complaint(DAMAGED) from reason
    return done.stdout


def _grid(sheet: dict[str, Any]) -> Grid:
    called = f"工作表“{cleaned_text(sheet['name'])}”"
    if "lines" not in sheet:
        lines, columns = sheet["extent"]
        raise Complaint(called + FAR_CELLS.format(line=lines, column=columns))
    return Grid(
        sheet["name"],
        called,
        tuple(tuple(map(cleaned_text, line)) for line in sheet["lines"]),
        tuple(MergedCells(*first, *last) for first, last in sheet["merged"]),
        hidden_known=False,
        shown=sheet["shown"],
    )
