"""收申报 One applicant's file, read like any record: its mistakes are findings."""

from pathlib import Path

from generator.findings import Finding
from generator.intake.opening import opened
from generator.intake.shape import shaped
from generator.records.application import Application
from generator.records.base import Filed


def read_application(path: Path) -> tuple[Filed[Application] | None, list[Finding]]:
    """收申报 The application, or the findings that say why there is none."""
    document = opened(path)
    if document.value is None:
        return None, document.findings
    filed, findings = shaped(Application, document)
    return filed, [*document.findings, *findings]
