"""Command `registry import KIND FILE`: an annex as it came, matched row by row, written as new records."""

import json
import sys
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Annotated, Any

import typer
from rich.console import Console
from rich.table import Column, Table

from generator.cli.checking import CheckFormat, report
from generator.cli.common import (
    REGISTRY,
    OnOption,
    RegistryOption,
    TextOrJson,
    examined,
    judged_on,
    opened,
    received,
    refuse,
    say,
    today,
)
from generator.cli.drafting import keyword, signed
from generator.desk import drafts
from generator.desk.annexes.columns import figure_heads, named_heads
from generator.desk.annexes.grid import Complaint
from generator.desk.annexes.listing import AnnexListing, listing_of
from generator.desk.annexes.matching import RowMatch, RowOutcome, decisions_of
from generator.desk.annexes.opening import opened_annex
from generator.desk.annexes.taking import (
    NOT_ASKED_FOR,
    TakenAnnex,
    annex_drafts,
    fill_act_fields,
    missing_questions,
    newcomers,
    reading_context,
    taken_annex,
)
from generator.desk.drafts import DamagedNumbers
from generator.desk.new import DraftForm, Question, questions
from generator.desk.proposals import Desk
from generator.records.acts import ACTS
from generator.register.register import Register
from generator.terms.words import ActKind

OPTIONS: dict[str, tuple[Any, Any]] = {
    "file": (
        Annotated[Path, typer.Argument(metavar="文件", help="名单：.xlsx .xls .ods .csv .docx")],
        ...,
    ),
    "registry": (RegistryOption, REGISTRY),
    "on": (OnOption, None),
    "head": (
        Annotated[
            list[str],
            typer.Option(
                metavar="印的列名=字段", help="指明一列是什么，可重复；如 运行单位=运营单位"
            ),
        ],
        [],
    ),
    "sheet": (
        Annotated[
            list[str], typer.Option(metavar="名称|第几个", help="读哪个工作表或表格，可重复")
        ],
        [],
    ),
    "only": (
        Annotated[
            list[str], typer.Option(metavar="印的列名=值", help="只收这一列是这个值的行，可重复")
        ],
        [],
    ),
    "row": (
        Annotated[
            list[str],
            typer.Option(
                metavar="行=编号|new|skip",
                help="裁定存疑的行，可重复：是哪个平台、是新平台（new）、不收（skip）",
            ),
        ],
        [],
    ),
    "series": (
        Annotated[
            str | None,
            typer.Option(metavar="系列", help="新平台编号的系列，如 sd；默认接着最多的系列"),
        ],
        None,
    ),
    "dry_run": (Annotated[bool, typer.Option("--dry-run", help="只列对照表，不写文件")], False),
    "yes": (Annotated[bool, typer.Option("--yes", help="不询问，直接写入")], False),
    "format": (Annotated[TextOrJson, typer.Option(help="对照表的格式")], TextOrJson.TEXT),
}

KINDS = (ActKind.PUBLICITY, ActKind.ANNOUNCEMENT, ActKind.REVOCATION)
importing = typer.Typer(
    name="import",
    help="从 Excel、WPS、CSV 或 Word 的名单导入公示、公布、撤销：先列出对照表，确认后写入新文件。",
    no_args_is_help=True,
    rich_markup_mode=None,
    context_settings={"token_normalize_func": lambda name: name.replace("_", "-")},
)


@dataclass(frozen=True)
class Import:
    """One run of the command: its options, and the fields of the act that were answered."""

    kind: str
    options: Mapping[str, Any]
    answers: Mapping[str, str]

    def run(self) -> None:
        """Reads the file and writes the records; a complaint is wrong use (2), a doubt a finding (1)."""
        try:
            self._taken_over(
                DraftForm(Desk(opened(self.options["registry"]), self._today()), self.kind)
            )
        except Complaint as reason:
            refuse(2, f"{self.options['file']}：{reason}")
        except (drafts.AlreadyThere, DamagedNumbers) as reason:
            refuse(2, str(reason))

    def _today(self) -> Any:
        return self.options["on"] or today()

    def _taken_over(self, form: DraftForm) -> None:
        listing = self._listing(form.desk.register)
        proposed = fill_act_fields(form, self.answers, listing)
        self._ask_missing(form)
        context = reading_context(form)
        annex = taken_annex(
            listing, context, self.options["only"], decisions_of(self.options["row"])
        )
        drafted = [] if annex.doubtful else annex_drafts(form, annex, self.options["series"])
        self._show(form, annex, proposed, drafted)
        self._write(annex, drafted)

    def _listing(self, register: Register) -> AnnexListing:
        file: Path = self.options["file"]
        try:
            data = file.read_bytes()
        except OSError as reason:
            raise Complaint(f"文件打不开（{reason.strerror}）。") from reason
        annex = opened_annex(file.name, data)
        named = named_heads(self.options["head"], figure_heads(register.regulations.values()))
        return listing_of(annex, named, self.options["sheet"])

    def _ask_missing(self, form: DraftForm) -> None:
        for question in missing_questions(form) if self._is_asked() else ():
            form.answer(question, typer.prompt(question.label, type=str))
        wanted = "；".join(f"{each.option}（{each.label}）" for each in missing_questions(form))
        if wanted:
            refuse(2, f"还缺少：{wanted}。")

    def _is_asked(self) -> bool:
        return sys.stdin.isatty() and not self.options["yes"]

    def _show(
        self,
        form: DraftForm,
        annex: TakenAnnex,
        proposed: list[Question],
        drafted: list[drafts.Draft],
    ) -> None:
        suggested = {question.path: str(form.values[question.path]) for question in proposed}
        if self.options["format"] is TextOrJson.JSON:
            files = [{"path": draft.path, "text": draft.text} for draft in drafted]
            answer = {**_table_data(annex), "proposed": suggested, "files": files}
            print(json.dumps(answer, ensure_ascii=False, indent=1))
            return
        _print_table(annex)
        if suggested:
            values = "，".join(f"{path} {value}" for path, value in suggested.items())
            print(f"没有写明、按建议值填写的，请核对：{values}。")
        for draft in drafted:
            print(f"将写入 {self.options['registry'] / draft.path}")

    def _write(self, annex: TakenAnnex, drafted: list[drafts.Draft]) -> None:
        if annex.doubtful:
            rows = "、".join(match.row.line.label for match in annex.doubtful)
            refuse(1, f"第 {rows} 行待定，未写文件。请改正名单，或逐行用 --row 写明后再运行。")
        wrong = [finding for draft in drafted for finding in draft.findings]
        if wrong:
            report(wrong, CheckFormat.TEXT)
            refuse(1, "草稿有错误，未写文件。")
        if self.options["dry_run"]:
            return
        if self._is_asked() and not typer.confirm(
            f"写入这 {len(drafted)} 个文件吗？", default=False
        ):
            refuse(1, "未写文件。")
        if not self._is_asked() and not self.options["yes"]:
            refuse(2, "核对无误后加 --yes 写入；只看对照表的加 --dry-run。")
        drafts.write_drafts(self.options["registry"], drafted)
        self._tell(drafted)

    def _tell(self, drafted: list[drafts.Draft]) -> None:
        """Reports what the whole check says of the new files."""
        say(f"已写 {len(drafted)} 个文件。")
        _, findings = examined(received(self.options["registry"]), judged_on(self.options["on"]))
        files = tuple(draft.path for draft in drafted)
        own = [finding for finding in findings if finding.place.file.endswith(files)]
        if own and self.options["format"] is TextOrJson.TEXT:
            report(own, CheckFormat.TEXT)
        raise typer.Exit(any(finding.is_error for finding in own))


OUTCOME_LABELS = {
    RowOutcome.MATCHED: "已登记",
    RowOutcome.NEW: "新平台",
    RowOutcome.DOUBTFUL: "待定",
    RowOutcome.SKIPPED: "不收",
}
TABLE_HEADS = ("行", "序号", "结果", "平台", "平台名称", "运营单位", "说明")
TABLE_WIDTH = 160


def _print_table(taken: TakenAnnex) -> None:
    """Prints every row, then every line and column that is not taken, and the totals."""
    # What lists print may look like markup; it is shown as printed.
    console = Console(highlight=False, markup=False, emoji=False)
    if not console.is_terminal:
        console.width = TABLE_WIDTH
    console.print(f"{taken.listing.file}：{taken.listing.called}")
    console.print(_outcome_table(taken))
    for line in _lines_below(taken):
        console.print(line)


def _outcome_table(taken: TakenAnnex) -> Table:
    table = Table(*(Column(head, overflow="fold") for head in TABLE_HEADS))
    for match in taken.matches:
        row, outcome = match.row, OUTCOME_LABELS[match.outcome]
        table.add_row(
            row.line.label,
            row.line.texts.get("ordinal", ""),
            outcome + ("（指定）" if match.is_by_hand else ""),
            match.platform or "",
            row.name or "",
            row.unit or "",
            "；".join(_remarks(match)),
        )
    return table


def _remarks(match: RowMatch) -> tuple[str, ...]:
    """The reasons of a doubt; of a row let through by hand, what is kept in its remarks."""
    kept = tuple(f"备注记入：{doubt.kept}" for doubt in match.row.doubts if doubt.kept)
    if match.outcome is RowOutcome.DOUBTFUL:
        return match.reasons
    return match.notes + (kept if match.outcome is not RowOutcome.SKIPPED else ())


def _lines_below(taken: TakenAnnex) -> Iterator[str]:
    for passed in taken.passed:
        if passed.why != NOT_ASKED_FOR:
            yield f"未收第 {passed.label} 行（{passed.why}）：{passed.text}"
    for column, why in taken.unused:
        yield f"未收第 {column.at + 1} 列“{column.head}”（{why}）"
    for note in taken.listing.notes:
        yield f"注意：{note}"
    totals = taken.totals
    left = sum(passed.why == NOT_ASKED_FOR for passed in taken.passed)
    selected = f"（其中不在 --only 所选之内的 {left} 行）" if left else ""
    counted = "，".join(f"{label} {totals[outcome]}" for outcome, label in OUTCOME_LABELS.items())
    yield (
        f"共 {totals['lines']} 行：名单 {totals['rows']} 行（{counted}），"
        f"未收 {totals['passed']} 行{selected}。"
    )


def _table_data(taken: TakenAnnex) -> dict[str, Any]:
    """Rows, lines, columns and totals of the table as JSON values, for programs."""
    return {
        "file": taken.listing.file,
        "read_from": taken.listing.called,
        "rows": [_row_data(match) for match in taken.matches],
        "passed": [{"line": p.label, "text": p.text, "why": p.why} for p in taken.passed],
        "unused_columns": [
            {"column": column.at + 1, "head": column.head, "why": why}
            for column, why in taken.unused
        ],
        "notes": list(taken.listing.notes),
        "totals": taken.totals,
        "new": [match.row.line.label for match in newcomers(taken)],
    }


def _row_data(match: RowMatch) -> dict[str, Any]:
    return {
        "line": match.row.line.label,
        "ordinal": match.row.line.texts.get("ordinal"),
        "outcome": match.outcome.value,
        "by_hand": match.is_by_hand,
        "platform": match.platform,
        "reasons": list(match.reasons),
        "notes": list(match.notes),
        "credit_code": match.row.code,
        "division": match.row.division,
        "values": dict(match.row.values),
    }


def _command(kind: ActKind) -> Callable[..., None]:
    asked = list(questions(ACTS[kind]))

    def command(**options: Any) -> None:
        answers = {q.path: options[keyword(q)] for q in asked if options[keyword(q)] is not None}
        Import(kind, options, answers).run()

    return signed(command, OPTIONS, asked)


for _kind in KINDS:
    importing.command(_kind.value, help=f"导入名单：{_kind.label}")(_command(_kind))
