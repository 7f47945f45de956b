"""Old documents (DOC, WPS) through LibreOffice, where the machine has it."""

import shutil
import subprocess
from pathlib import Path
from tempfile import TemporaryDirectory

SECONDS = 120


def as_docx(data: bytes, ending: str) -> bytes | None:
    """The document as DOCX; None where there is no LibreOffice, or it cannot read it."""
    office = shutil.which("soffice")
    if office is None:
        return None
    with TemporaryDirectory() as name:
        folder = Path(name)
        source = folder / f"annex.{ending}"
        source.write_bytes(data)
        # A profile of its own: an open office of the clerk's would be asked in its place.
        profile = f"-env:UserInstallation={(folder / 'profile').as_uri()}"
        command = [office, profile, "--headless", "--convert-to", "docx:MS Word 2007 XML"]
        try:
            subprocess.run(
                [*command, "--outdir", name, str(source)],
                check=True, capture_output=True, timeout=SECONDS,
            )  # fmt: skip
            return (folder / "annex.docx").read_bytes()
        except (OSError, subprocess.SubprocessError):
            return None
