"""Putting a record right in its own file: the values that an erratum names, and nothing else."""

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from generator.desk.format import formatted_files
from generator.intake.editing import replaced, scalars
from generator.records.values import Filed
from generator.records.values import Path as FieldPath
from generator.register.register import Register


class NotWritten(RuntimeError):
    """A value cannot be put right, since the record does not write that field."""


@dataclass(frozen=True)
class Amendment:
    """File of a record, and its text with the right values."""

    path: Path
    text: str


def amendment(register: Register, name: str, values: Mapping[str, str]) -> Amendment:
    """Amendment of the record that an erratum is of; raises `NotWritten` where there is no such value."""
    filed = filed_record(register, name)
    if filed is None:
        raise NotWritten(f"登记簿中没有“{name}”")
    text = Path(filed.file).read_text("utf-8")
    wanted = {(*filed.prefix, *address_path(address)): value for address, value in values.items()}
    written = {each.path for each in scalars(text)}
    if missing := [path for path in wanted if path not in written]:
        listed = "、".join(".".join(map(str, path[len(filed.prefix) :])) for path in missing)
        raise NotWritten(f"{filed.file} 中没有写 {listed}")
    return Amendment(Path(filed.file), replaced(text, wanted))


def amended_files(registry: Path, change: Amendment) -> dict[str, bytes]:
    """The file by its path within the register, in canonical form where it can be read."""
    files = formatted_files(registry, {change.path: change.text.encode()})
    return {
        each.path.relative_to(registry).as_posix(): each.canonical
        for each in files
        if each.path == change.path
    }


def filed_record(register: Register, name: str) -> Filed[Any] | None:
    """The act, platform or document of several acts of that id, with its file; None where there is none."""
    if name in register.acts:
        return register.filed_act(register.acts[name])
    if name in register.records:
        return register.filed_platform(name)
    return next((each for each in register.receipt.documents if each.record.id == name), None)


def address_path(address: str) -> FieldPath:
    """Path that an address of a field means: `rows.0.number`."""
    return tuple(int(part) if part.isdecimal() else part for part in address.split("."))
