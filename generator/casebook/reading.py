"""读取 A file of the casebook: it is ours, so a mistake in it is a fault and not a finding."""

from pathlib import Path
from typing import TypeVar

from generator.intake.located_yaml import load
from generator.intake.shape import shaped
from generator.records.base import Record

R = TypeVar("R", bound=Record)


def read(model: type[R], path: Path) -> R:
    """读取 One record of the casebook."""
    document = load(path.as_posix(), path.read_bytes())
    filed, faults = (None, document.findings) if document.findings else shaped(model, document)
    if filed is None:
        raise ValueError("\n".join(f"{f.place}: {f.message}" for f in faults))
    return filed.record
