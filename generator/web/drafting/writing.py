"""Record that a filled-in form asks for, written into the registry.

Into a folder beside it go the answer to the clerk and, if a record was written, the title and the
text of the pull request and the change itself as a patch.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from generator.checks import examine
from generator.desk.annexes.grid import Complaint
from generator.desk.annexes.matching import RULINGS
from generator.desk.annexes.table import RULING
from generator.desk.drafts import AlreadyThere, DamagedNumbers, Draft, files_of
from generator.desk.forge.markdown import quoted
from generator.desk.new import DraftForm, fill_from_options
from generator.desk.writing import write_together
from generator.history.git import patch
from generator.history.versions import Version
from generator.intake import receive
from generator.register.register import Register
from generator.terms.words import Severity
from generator.web.draft import ANNEX, PASTED, TYPED, DeskDraft, DraftAct
from generator.web.drafting.proposal import (
    IN_A_FORM,
    answer_for,
    description,
    refusal,
    supplied_in,
    title,
)
from generator.web.drafting.request import DraftRequest, read
from generator.web.edition import Edition
from generator.web.reading import read_annex
from generator.web.table import ActTable, DraftTable, tabled
from generator.web.words import Plain, plain_words

SEVERITIES = Severity.labels()
# What a clerk may do about a row in doubt.
WAYS_OUT = {
    TYPED: "请把平台写成它的编号。",
    PASTED: f"请在名单里加一列“{RULING}”，在这一行写平台的编号，或者{'、'.join(RULINGS)}。",
    ANNEX: "请改正附件，或者到登记台上办。",
}
Upload = tuple[str, bytes]


@dataclass(frozen=True)
class Drafted:
    """Outcome of a request: drafts, the paper last, and their files; or every complaint."""

    drafts: tuple[Draft, ...] = ()
    files: Mapping[str, bytes] | None = None
    complaints: tuple[str, ...] = ()


def write_draft(
    form: str, folder: Path, registry: Path, as_of: date, annex: Upload | None = None
) -> tuple[list[str], list[str]]:
    """Files of the draft, and every complaint where there is none; the answer is written either way."""
    folder.mkdir(parents=True, exist_ok=True)
    edition = Edition(Version.present(registry), "", as_of)
    request, complaints = read(form, edition.register)
    drafted = _drafted(request, edition, annex) if request else Drafted()
    complaints += drafted.complaints
    if request is None or complaints or not drafted.files:
        (folder / "answer.md").write_text(refusal(complaints), "utf-8")
        return [], complaints
    write_together(registry, drafted.files)
    written = [(registry / path).as_posix() for path in sorted(drafted.files)]
    supplied = [line for draft in drafted.drafts for line in supplied_in(draft, request)]
    findings = _findings(written, registry, as_of)
    (folder / "answer.md").write_text(answer_for(written, findings, supplied), "utf-8")
    (folder / "title").write_text(title(request), "utf-8")
    (folder / "body.md").write_text(description(request, supplied), "utf-8")
    (folder / "change.patch").write_bytes(patch(registry))
    return written, []


def _drafted(request: DraftRequest, edition: Edition, annex: Upload | None) -> Drafted:
    """Drafts made by the readers of lists where there is one; else field by field."""
    words = plain_words(edition.snapshot, IN_A_FORM)
    is_listed = annex or request.rows.pasted or request.rows.typed
    try:
        made = (
            _by_list(request, edition, annex, words)
            if is_listed
            else _by_field(request, edition, words)
        )
    except (Complaint, AlreadyThere, DamagedNumbers) as reason:
        return Drafted(complaints=(words(reason.sentence),))
    wrong = tuple(words(each.in_full) for draft in made.drafts for each in draft.findings)
    return Drafted(complaints=wrong) if wrong else made


def _by_field(request: DraftRequest, edition: Edition, words: Plain) -> Drafted:
    form = DraftForm(edition.desk, request.kind, words=words)
    missing = fill_from_options(form, request.fields, request.rows.by_field)
    if missing:
        wanted = "、".join(f"“{each.called}”" for each in missing)
        return Drafted(complaints=(f"还缺少 {wanted}。",))
    drafts = (form.draft(),)
    return Drafted(drafts, files_of(edition.folder, drafts))


def _by_list(
    request: DraftRequest, edition: Edition, annex: Upload | None, words: Plain
) -> Drafted:
    table = listed(request, edition, annex)
    hindered = (words(table.complaint),) if table.complaint else ()
    return Drafted(table.drafts, table.files, (*_open(table.acts[0], words), *hindered))


def listed(request: DraftRequest, edition: Edition, annex: Upload | None) -> DraftTable:
    """The request with its list, read as the desk reads one."""
    rows = request.rows
    act = DraftAct(
        kind=request.kind,
        answers=request.fields,
        absent=request.absent,
        listing=PASTED if rows.pasted else TYPED if rows.typed else ANNEX,
        rows=rows.typed,
        pasted=rows.pasted,
        rulings=rows.rulings,
    )
    name, content = annex or ("", None)
    whole = DeskDraft(id="", owner="", name="", begun_on=edition.as_of, acts=(act,), annex=name)
    return tabled(edition, whole, content, read_annex)


def _open(act: ActTable, words: Plain) -> Iterator[str]:
    """Sentences on everything that still waits for the clerk."""
    if act.missing:
        yield f"还缺少 {'、'.join(f'“{each.called}”' for each in act.missing)}。"
    for path, text in act.wrong.items():
        yield _no_edition(act) if path == "regulation" else words(text)
    if act.complaint and not act.wrong:
        yield words(act.complaint)
    for match in act.doubtful:
        name = match.row.name or match.row.unit or ""
        yield (
            f"名单第 {match.row.line.label} 行{f'（{name}）' if name else ''}待定："
            f"{'；'.join(map(words, match.reasons))}。{WAYS_OUT[act.kept.listing]}"
        )


def _no_edition(act: ActTable) -> str:
    known = act.form.desk.register.regulations.values()
    named = "、".join(
        f"《{each.title}》{f'（{each.document_number}）' if each.document_number else ''}"
        for each in known
    )
    return (
        f"登记簿里没有叫 {quoted(str(act.form.values['regulation']))} 的办法，应为 {named} 之一。"
    )


def _findings(written: list[str], registry: Path, as_of: date) -> list[str]:
    receipt = receive(registry)
    findings = [*receipt.findings, *examine(Register.bind(receipt), as_of)]
    return [
        f"{SEVERITIES[each.rule.severity]} {each.rule.code} 第 {each.place.line} 行：{each.message}"
        for each in sorted(findings, key=lambda each: each.order)
        if each.place.file in written
    ]
