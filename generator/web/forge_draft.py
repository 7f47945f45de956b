"""Record that a filled-in form of a forge asks for, written into the registry.

Into a folder beside it go the answer to the clerk and, if a record was written, the title and the
text of the pull request and the change itself as a patch.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

from generator.checks import examine
from generator.desk.annexes.grid import Complaint
from generator.desk.annexes.matching import RULINGS
from generator.desk.annexes.opening import read_annex
from generator.desk.annexes.table import RULING
from generator.desk.drafts import AlreadyThere, DamagedNumbers, Draft, files_of
from generator.desk.forge import quoted
from generator.desk.new import DraftForm, fill_from_options
from generator.desk.writing import write_together
from generator.history.git import patch
from generator.history.versions import Version
from generator.intake import receive
from generator.intake.yaml import load
from generator.register.register import Register
from generator.terms.words import Severity
from generator.web.draft import ANNEX, PASTED, TYPED, DeskDraft, DraftAct
from generator.web.edition import Edition
from generator.web.forge_form import ISSUED, NUMBER, SOURCE, TITLE, DraftRequest, form_request
from generator.web.table import ActTable, DraftTable, tabled
from generator.web.words import IN_BROWSER, Plain, column_name, plain_words

TEMPLATES = Path(".github/PULL_REQUEST_TEMPLATE")
# The lines that every template begins with, and the box that answers each.
BLANKS = {"- 标题：": TITLE, "- 文号：": NUMBER, "- 成文日期：": ISSUED, "- 原文网址：": SOURCE}


# What the desk has a control for, and a form has not.
IN_A_FORM = IN_BROWSER | {
    "record_renaming": "先登记更名（另填一份表单，种类选“更名”）",
    "twin_rows": "与第 {rows} 行像是同一平台，一份名单只列一次；请删去重复的一行",
    "field_missing": "没有印“{label}”；请在名单里补上",
    "review_in_title": "标题“{title}”说是复核，{kind}的名单记不下这一项；请各填一份表单",
    "lists_several": "有 {count} 处像是名单：{lists}。请只附要登记的那一份名单。",
    "no_list": (
        "没有找到名单的表头：应有一行印着“平台名称”或“运营单位”等列名。{seen}"
        "请把列名写在名单的第一行。"
    ),
    "columns_alike": "{list}有几列都像是{label}：{columns}。请只留一列{label}，删去另一列。",
}  # fmt: skip


def refusal_answer(complaints: list[str]) -> str:
    """The answer to a form that must be put right."""
    listed = "\n".join(f"- {each}" for each in complaints)
    return (
        f"没有起草，请改正后再来：\n\n{listed}\n\n"
        "改正的办法：编辑本申请的正文（不要动各栏的标题），再请审阅人先去掉、后加上“起草”标签。\n"
    )


def draft_answer(written: list[str], findings: list[str], supplied: list[str]) -> str:
    """The answer to the clerk: what was drafted, what the check says, what the clerk did not say."""
    files = "、".join(f"`{path}`" for path in written)
    checked = f"检查有以下提示：\n\n{_listed(findings)}" if findings else "检查没有发现问题。"
    return (
        f"已按申请起草 {files}。{checked}\n\n{_to_verify(supplied)}核对以后，再请另一位同事审阅。\n"
    )


def _listed(lines: list[str]) -> str:
    return "\n".join(f"- {quoted(line)}" for line in lines)


def _to_verify(supplied: list[str]) -> str:
    if not supplied:
        return "请对照原文核对草稿，附表中程序补上的名称、单位也要核对。"
    return (
        f"申请中没有写、由程序按登记簿填写的各项，**务必对照原文**：\n\n{_listed(supplied)}\n\n"
        "附表中程序补上的名称、单位也要核对。"
    )


def request_title(request: DraftRequest) -> str:
    """Title of the pull request: the kind of act and its title, at most 200 characters."""
    return f"登记{request.kind.label}：{request.answers[TITLE.label]}"[:200]


def request_text(request: DraftRequest, supplied: list[str]) -> str:
    """Text of the pull request: the template of the kind of act, filled in, and what to look at twice.

    Where the repository has no template, the lines that every template begins with.
    """
    template = TEMPLATES / f"{request.kind.replace('_', '-')}.md"
    blanks = "\n".join(BLANKS)
    plain = f"## 登记{request.kind.label}\n\n{blanks}\n"
    text = template.read_text("utf-8") if template.is_file() else plain
    for blank, box in BLANKS.items():
        typed = request.answers[box.label]
        text = text.replace(f"{blank}\n", f"{blank}{quoted(typed) if typed else '（没有）'}\n", 1)
    return f"{text}\n{_to_verify(supplied)}\n"


# The kind is chosen; the list is looked at as a whole.
NOT_TOLD = ("kind", "rows")
ID, CALLED = "id", "记录的编号"


def _supplied_in(draft: Draft, request: DraftRequest) -> list[str]:
    """Lines “field: value” for each field that is in the draft and not in the form; new platforms by name."""
    written = load(draft.path, draft.text.encode()).value or {}
    if "kind" not in written:
        unit = written.get("operating_unit") or {}
        return [f"新平台 {written['id']}：{written.get('name') or unit.get('name')}"]
    return [
        f"{CALLED if field == ID else column_name(field)}：{value}"
        for field, value in _fields(written)
        if field not in (*request.fields, *NOT_TOLD)
    ]


def _fields(value: dict[str, Any], under: str = "") -> Iterator[tuple[str, Any]]:
    for name, each in value.items():
        if isinstance(each, dict):
            yield from _fields(each, f"{under}{name}.")
        else:
            yield f"{under}{name}", each


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
    request, complaints = form_request(form, edition.register)
    drafted = _drafted(request, edition, annex) if request else Drafted()
    complaints += drafted.complaints
    if request is None or complaints or not drafted.files:
        (folder / "answer.md").write_text(refusal_answer(complaints), "utf-8")
        return [], complaints
    write_together(registry, drafted.files)
    written = [(registry / path).as_posix() for path in sorted(drafted.files)]
    supplied = [line for draft in drafted.drafts for line in _supplied_in(draft, request)]
    findings = _findings(written, registry, as_of)
    (folder / "answer.md").write_text(draft_answer(written, findings, supplied), "utf-8")
    (folder / "title").write_text(request_title(request), "utf-8")
    (folder / "body.md").write_text(request_text(request, supplied), "utf-8")
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
    table = tabled_request(request, edition, annex)
    hindered = (words(table.complaint),) if table.complaint else ()
    return Drafted(table.drafts, table.files, (*_open(table.acts[0], words), *hindered))


def tabled_request(request: DraftRequest, edition: Edition, annex: Upload | None) -> DraftTable:
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
