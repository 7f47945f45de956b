"""Documents and workbooks of other forms through LibreOffice, where the machine has it."""

import shutil
import subprocess
from pathlib import Path
from tempfile import TemporaryDirectory

SECONDS = 120
FILTERS = {"docx": "docx:MS Word 2007 XML", "xlsx": "xlsx:Calc MS Excel 2007 XML"}


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
