"""收单件 One file outside the registry, read like any record: its mistakes are findings."""

from pathlib import Path
from typing import TypeVar

from generator.findings import Finding
from generator.intake.opening import opened
from generator.intake.shape import shaped
from generator.records.application import Application
from generator.records.base import Filed, Record

R = TypeVar("R", bound=Record)


def read_application(path: Path) -> tuple[Filed[Application] | None, list[Finding]]:
    """收申报 The application, or the findings that say why there is none."""
    return read_alone(Application, path)


def read_alone(model: type[R], path: Path) -> tuple[Filed[R] | None, list[Finding]]:
    """收单件 The record, or the findings that say why there is none."""
    # A link in the registry is refused; one that a person names is followed.
    document = opened(path.resolve() if path.is_symlink() else path)
    if document.value is None:
        return None, [*document.findings]
    filed, findings = shaped(model, document)
    return filed, [*document.findings, *findings]
