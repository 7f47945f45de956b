"""Command `registry import history FILE --plan lists.yaml`: the lists of many years in one reviewed run."""

import json
from pathlib import Path
from typing import Annotated, Any

import typer
from rich.table import Column, Table

from generator.cli.checking import CheckFormat, report
from generator.cli.common import refuse
from generator.cli.drafting import signed
from generator.cli.importing import (
    OPTIONS,
    ImportRun,
    bytes_of,
    files_data,
    importing,
    printer,
    proposed_values,
    table_data,
)
from generator.desk.annexes.grid import Complaint
from generator.desk.annexes.history import PlannedDraft, TakenHistory, receipt_with, taken_history
from generator.desk.annexes.opening import opened_annex
from generator.desk.annexes.plan import WrongPlan, planned_papers
from generator.desk.annexes.table import OUTCOME_LABELS, first_cells, row_remarks
from generator.desk.drafts import Draft
from generator.desk.meanings import terminal_words
from generator.desk.proposals import Desk
from generator.terms.findings import Finding
from generator.terms.words import ActKind, Severity

PlanOption = Annotated[
    Path, typer.Option("--plan", metavar="文件", help="计划（.yaml）：哪个表、哪几行是哪份名单")
]
OWN = ("file", "registry", "on", "row", "rulings", "series", "dry_run", "yes", "format")
HEADS = ("行", "序号", "结果", "平台", "平台名称", "运营单位", "说明")


class HistoryImport(ImportRun):
    """Import of many papers by a plan; a fault of the plan is wrong use (2)."""

    def take_over(self, desk: Desk, data: bytes) -> None:
        """Read every list that the plan names, and write all papers at once."""
        try:
            history = self._history(desk, data)
        except WrongPlan as reason:
            refuse(2, f"{reason}\n计划有误，未写文件。")
        made = [] if history.doubtful else history.drafts(self.options["series"])
        self._show(history, made)
        self._settle(history, data)
        self._write(desk, made)

    def _history(self, desk: Desk, data: bytes) -> TakenHistory:
        plan, annex = self._plan(), opened_annex(self.options["file"].name, data)
        heads, papers = planned_papers(self.options["plan"].as_posix(), plan, desk)
        return taken_history(desk, annex, papers, heads, self.decisions(data))

    def _plan(self) -> bytes:
        try:
            return bytes_of(self.options["plan"])
        except Complaint as reason:
            refuse(2, f"{self.options['plan']}：{reason}")

    def _show(self, history: TakenHistory, made: list[Draft]) -> None:
        if not self.is_text:
            files = files_data(made)
            lists = [_data(act) for paper in history.papers for act in paper]
            left = [{"line": each.label, "text": each.text} for each in history.left]
            answer = {"lists": lists, "left": left, "unread": [*history.unread], "files": files}
            print(json.dumps(answer, ensure_ascii=False, indent=1))
            return
        for paper in history.papers:
            for act in paper:
                print(f"{act.form.values['issued_on']} {_told(act)}")
        _print_doubts(history)
        for line in history.left:
            print(f"未收第 {line.label} 行（{line.why}）：{line.text}")
        if history.unread:
            print(f"计划没有提到：{'、'.join(history.unread)}。")

    def _settle(self, history: TakenHistory, data: bytes) -> None:
        """Ends the run as long as there are doubts."""
        self.write_rulings(history.lists, data)
        if history.doubtful:
            advice = "用 --rulings 写出裁定表，填好再运行，或者逐行用 --row 写明"
            refuse(1, f"有 {len(history.doubtful)} 行待定，未写文件。{advice}。")

    def _write(self, desk: Desk, made: list[Draft]) -> None:
        wrong = [finding for draft in made for finding in draft.findings]
        own = wrong or self.judged(receipt_with(desk.register.receipt, made), made)
        if self.is_text:
            _report(own)
        if any(finding.is_error for finding in own):
            refuse(
                1,
                "写成以后会有错误，未写文件。请核对计划；原件确实如此的，"
                "先在 excused.yaml 中写明理由，再运行。",
            )
        self.write(made)


def _report(findings: list[Finding]) -> None:
    """Prints whatever must be looked at as it is, and counts what the lists did not print."""
    grave = [each for each in findings if each.rule.severity is not Severity.GAP]
    if grave:
        report(grave, CheckFormat.TEXT)
    if len(grave) < len(findings):
        print(
            f"缺口 {len(findings) - len(grave)} 处：名单没有印的；写入后运行 registry check 逐处查看。"
        )


def _told(act: PlannedDraft) -> str:
    """One line on an act: its kind, its title, and how many rows of it have which outcome."""
    label = ActKind.labels()[act.form.kind]
    rows = ""
    if act.taken:
        totals = act.taken.totals
        counted = (f"{label} {totals[each]}" for each, label in OUTCOME_LABELS.items())
        rows = f"，名单 {totals['rows']} 行（{'，'.join(counted)}），未收 {totals['passed']} 行"
    values = "，".join(f"{path} {value}" for path, value in proposed_values(act).items())
    proposed = f"；按建议值填写的，请核对：{values}" if values else ""
    return f"{label}《{act.form.values['title']}》{rows}{proposed}。"


def _data(act: PlannedDraft) -> dict[str, Any]:
    form, proposed = act.form, proposed_values(act)
    head = {"kind": form.kind, "title": form.values["title"], "proposed": proposed}
    return head | (table_data(act.taken) if act.taken else {})


def _print_doubts(history: TakenHistory) -> None:
    if not history.doubtful:
        return
    table = Table(*(Column(head, overflow="fold") for head in HEADS))
    for taken in history.lists:
        words = terminal_words(taken.context.register)
        for match in taken.doubtful:
            table.add_row(*first_cells(match), "；".join(map(words, row_remarks(match))))
    printer().print(table)


def history(**options: Any) -> None:
    """导入历年的名单：照计划一次读完，存疑的列表裁定，裁定完一步写入。"""
    HistoryImport(options).run()


importing.command("history")(
    signed(history, {name: OPTIONS[name] for name in OWN} | {"plan": (PlanOption, ...)}, [])
)
