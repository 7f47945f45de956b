"""收件结果 What could be filed from a folder, and what is wrong with the rest."""

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import chain
from typing import Any

from generator.findings import Finding
from generator.records.act import Act
from generator.records.base import Filed
from generator.records.batch import Batch
from generator.records.department import Departments
from generator.records.excuse import Excuses
from generator.records.platform import Platform
from generator.records.regulation import Regulation
from generator.records.site import Site
from generator.records.work_calendar import WorkCalendar


@dataclass(frozen=True)
class Receipt:
    """收件结果 What could be filed, and what is wrong with the rest.

    `refused` names the records left out, so that whoever refers to them is not blamed.
    """

    site: tuple[Filed[Site], ...] = ()
    departments: tuple[Filed[Departments], ...] = ()
    regulations: tuple[Filed[Regulation], ...] = ()
    batches: tuple[Filed[Batch], ...] = ()
    work_calendars: tuple[Filed[WorkCalendar], ...] = ()
    excused: tuple[Filed[Excuses], ...] = ()
    platforms: tuple[Filed[Platform], ...] = ()
    acts: tuple[Filed[Act], ...] = ()
    folder: str = ""
    refused: frozenset[str] = frozenset()
    findings: tuple[Finding, ...] = ()

    @property
    def drawers_with_ids(self) -> tuple[tuple[Filed[Any], ...], ...]:
        """有编号的各类记录 The drawers whose files are named by the id of their record."""
        return self.platforms, self.acts, self.batches, self.regulations

    @property
    def everything(self) -> Iterator[Filed[Any]]:
        """全部记录 Every record, whatever its kind."""
        return chain(
            self.site, self.departments, self.excused, self.work_calendars, *self.drawers_with_ids
        )
