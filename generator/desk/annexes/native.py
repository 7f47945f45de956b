"""Files that other programs read: native code in a process of its own, LibreOffice where the machine has it."""

import json
import shutil
import subprocess
import sys
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from generator.desk.annexes.grid import AnnexFile, Complaint, Grid, MergedCells, cleaned_text
from generator.terms.said import Said, said

HERE = Path(__file__).parent
SECONDS = 120
LOCKED, DAMAGED = said("file_locked"), said("workbook_damaged")
FILTERS = {"docx": "docx:MS Word 2007 XML", "xlsx": "xlsx:Calc MS Excel 2007 XML"}


def native_answer(reader: str, data: bytes, ending: str, broken: Said) -> Any:
    """The answer of a reader beside this module for a file; raises `Complaint` `broken` where it cannot."""
    with TemporaryDirectory() as folder:
        path = Path(folder) / f"annex.{ending}"
        path.write_bytes(data)
        process = str(HERE / "native_process.py")
        command = [sys.executable, "-I", process, str(HERE / reader), str(path)]
        try:
            done = subprocess.run(command, capture_output=True, timeout=SECONDS, check=True)
        except subprocess.SubprocessError as reason:
            raise Complaint(broken) from reason
    answer = json.loads(done.stdout)
    if answer in ("password", "broken"):
        raise Complaint(LOCKED if answer == "password" else broken)
    return answer


def read_xls(data: bytes, name: str) -> AnnexFile:
    """The grids of an old XLS, which does not tell what is hidden."""
    sheets = native_answer("calamine_process.py", data, "xls", DAMAGED)
    return AnnexFile(name, tuple(_grid(each) for each in sheets))


def _grid(sheet: dict[str, Any]) -> Grid:
    called = f"工作表“{cleaned_text(sheet['name'])}”"
    if "lines" not in sheet:
        lines, columns = sheet["extent"]
        raise Complaint(said("far_cells", list=called, line=lines, column=columns))
    return Grid(
        sheet["name"],
        called,
        tuple(tuple(map(cleaned_text, line)) for line in sheet["lines"]),
        tuple(MergedCells(*first, *last) for first, last in sheet["merged"]),
        hidden_known=False,
        shown=sheet["shown"],
    )


def converted(data: bytes, ending: str, into: str) -> bytes | None:
    """The file as DOCX or XLSX; None where there is no LibreOffice, or it cannot read it."""
    office = shutil.which("soffice")
    if office is None:
        return None
    with TemporaryDirectory() as name:
        folder = Path(name)
        source = folder / f"annex.{ending}"
        source.write_bytes(data)
        # A profile of its own: an open office of the clerk's would be asked in its place.
        profile = f"-env:UserInstallation={(folder / 'profile').as_uri()}"
        command = [office, profile, "--headless", "--convert-to", FILTERS[into]]
        try:
            subprocess.run(
                [*command, "--outdir", name, str(source)],
                check=True, capture_output=True, timeout=SECONDS,
            )  # fmt: skip
            return (folder / f"annex.{into}").read_bytes()
        except (OSError, subprocess.SubprocessError):
            return None
