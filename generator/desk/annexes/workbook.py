"""工作簿 The sheets of an XLSX, XLS or ODS file, read by calamine in a process of its own."""

import json
import subprocess
import sys
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from generator.desk.annexes.complaint import Complaint
from generator.desk.annexes.grid import Annex, Grid, Merged, cleaned
from generator.desk.annexes.ods_marks import marks_of_ods
from generator.desk.annexes.sheet_marks import Marks, marks_of_xlsx
from generator.desk.annexes.zipped import repacked

READER = Path(__file__).with_name("calamine_process.py")
SECONDS = 120
DAMAGED = "工作簿已损坏，或者大得读不下；请用 Excel 或 WPS 打开，只留名单，另存为 .xlsx 再导入。"
LOCKED = "工作簿设有打开密码，请去掉密码另存后再导入。"
NO_MARKS = Marks(hidden_known=False)


def xlsx(members: dict[str, bytes], name: str) -> Annex:
    """读 XLSX Its texts, with what only its own parts tell: hidden lines, error values."""
    return _annex(repacked(members), "xlsx", name, marks_of_xlsx(members))


def ods(members: dict[str, bytes], name: str) -> Annex:
    """读 ODS As XLSX; merged blocks, too, are told by its own parts alone."""
    return _annex(repacked(members), "ods", name, marks_of_ods(members))


def xls(data: bytes, name: str) -> Annex:
    """读 XLS The old format, which does not tell us what is hidden."""
    return _annex(data, "xls", name, {})


def _annex(data: bytes, kind: str, name: str, marks: dict[str, Marks]) -> Annex:
    sheets = _sheets(data, kind)
    return Annex(name, tuple(_grid(sheet, marks.get(sheet["name"], NO_MARKS)) for sheet in sheets))


def _sheets(data: bytes, kind: str) -> list[dict[str, Any]]:
    with TemporaryDirectory() as folder:
        path = Path(folder) / f"annex.{kind}"
        path.write_bytes(data)
        answer = json.loads(_answer(path))
    if answer == "password":
        raise Complaint(LOCKED)
    if answer == "broken":
        raise Complaint(DAMAGED)
    return list(answer)


def _answer(path: Path) -> bytes:
    command = [sys.executable, "-I", str(READER), str(path)]
    try:
        done = subprocess.run(command, capture_output=True, timeout=SECONDS, check=True)
    except (subprocess.CalledProcessError, subprocess.TimeoutExpired) as reason:
        raise Complaint(DAMAGED) from reason
    return done.stdout


def _grid(sheet: dict[str, Any], marks: Marks) -> Grid:
    if "lines" not in sheet:
        lines, columns = sheet["extent"]
        raise Complaint(
            f"工作表“{sheet['name']}”写到了第 {lines} 行、第 {columns} 列，不像名单；"
            "请删去名单以外的行和列，另存后再导入。"
        )
    blocks = (Merged(*first, *last) for first, last in sheet["merged"])
    return Grid(
        sheet["name"],
        f"工作表“{cleaned(sheet['name'])}”",
        marks.with_errors(tuple(tuple(map(cleaned, line)) for line in sheet["lines"])),
        (*blocks, *marks.merged),
        marks.hidden_lines,
        marks.hidden_columns,
        marks.hidden_known,
        sheet["shown"],
    )
