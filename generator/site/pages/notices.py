"""Pages of acts: each with its rows as printed, and what holds now beside them."""

from collections.abc import Iterator
from typing import Any

from generator.records.acts import Act, Correction, rows_of
from generator.register.snapshot import Snapshot
from generator.site.pages.home import open_publicities
from generator.site.pages.page import Page
from generator.site.pages.sheets import ROWS, sheets
from generator.site.pages.wording import Wording
from generator.terms.words import ActKind


def pages(snapshot: Snapshot, wording: Wording) -> Iterator[Page]:
    """The list of all acts, and what is open for objections."""
    every = "历年申报通知、公示、公布、撤销、更名等全部文件。"
    words = {"acts": snapshot.acts, "kinds": _kinds(snapshot)}
    yield Page(
        "notices/", "notices", "公示公告", "notices.html", every, words, "api/v1/notices.json"
    )
    now = {"open": open_publicities(snapshot)}
    yield Page(
        "publicity/", "notices", "正在公示", "publicity.html", "现在可以提出异议的公示名单。", now
    )


def _of_kind(snapshot: Snapshot, kind: ActKind) -> list[Act]:
    return [act for act in snapshot.acts if act.kind_of_act is kind]


def _kinds(snapshot: Snapshot) -> dict[ActKind, int]:
    counted = {kind: len(_of_kind(snapshot, kind)) for kind in ActKind}
    return {kind: count for kind, count in counted.items() if count}


def sheets_of(act: Act, snapshot: Snapshot, rows: int = ROWS) -> Iterator[Page]:
    """Sheets of one act: its rows as printed, and what holds now beside them."""
    words = _words(act, snapshot)
    description = f"{act.kind_of_act.label}，{act.issued_on}，{act.document_number or '无文号'}。"
    alternate = f"api/v1/notices/{act.id}.json"
    for sheet in sheets(rows_of(act), f"notices/{act.id}/", rows=rows):
        yield Page(
            sheet.address, "notices", f"{act.title}{sheet.mark}", "notice.html",
            description, words | {"sheet": sheet}, alternate,
        )  # fmt: skip


def _words(act: Act, snapshot: Snapshot) -> dict[str, Any]:
    register = snapshot.register
    shown_as = act
    if isinstance(act, Correction):
        shown_as = register.acts.get(act.corrects, act)
    return {
        "act": act,
        "form": shown_as.kind_of_act,
        "edition": register.regulations.get(act.regulation),
        "listings": snapshot.listings,
        "corrections": register.corrections.get(act.id, ()),
        "named_by": _named_by(act, snapshot),
    }


def _named_by(act: Act, snapshot: Snapshot) -> list[Act]:
    """The later acts that build on this one, so that links run both ways."""
    return [
        other
        for other in snapshot.acts
        if getattr(other, "publicity", None) == act.id or act.id in getattr(other, "of_notices", ())
    ]
