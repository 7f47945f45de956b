"""Command `registry import KIND FILE`: an annex as it came, matched row by row, written as records."""

import json
import re
from abc import ABC, abstractmethod
from collections.abc import Callable, Mapping, Sequence
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
from generator.cli.drafting import InOption, is_asked, keyword, paper_of, signed
from generator.desk.annexes.columns import (
    field_of,
    figure_heads,
    function_heads,
    known_columns,
    named_heads,
)
from generator.desk.annexes.grid import Complaint
from generator.desk.annexes.history import PlannedDraft
from generator.desk.annexes.listing import AnnexListing
from generator.desk.annexes.lists import listing_of
from generator.desk.annexes.matching import RowMatch, decisions_of
from generator.desk.annexes.opening import opened_annex
from generator.desk.annexes.table import (
    first_cells,
    lines_below,
    row_remarks,
    rulings_in,
    rulings_workbook,
    written_values,
)
from generator.desk.annexes.taking import NO_ROW, TakenAnnex, newcomers
from generator.desk.annexes.titles import sections_of
from generator.desk.drafts import AlreadyThere, DamagedNumbers, Draft, write_drafts
from generator.desk.meanings import terminal_words
from generator.desk.new import DraftForm
from generator.desk.papers import (
    PaperAct,
    begun_act,
    missing_questions,
    paper_begun,
    paper_drafts,
    read_lists,
)
from generator.desk.proposals import Desk
from generator.desk.questions import questions, row_model
from generator.desk.writing import NotTogether, write_together
from generator.records.acts import ACTS, DocumentOfActs
from generator.records.registry import Receipt
from generator.terms.findings import Finding
from generator.terms.heads import HEADS
from generator.terms.said import Said, said
from generator.terms.words import ActKind

OPTIONS: dict[str, tuple[Any, Any]] = {
    "file": (
        Annotated[
            Path, typer.Argument(metavar="文件", help="名单：.xlsx .xls .et .ods .csv .docx .pdf")
        ],
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
    "rulings": (
        Annotated[
            Path | None,
            typer.Option(
                metavar="文件",
                help="裁定表（.xlsx）：还没有的，列出对照表写到这里；填好“裁定”一列的，照它裁定",
            ),
        ],
        None,
    ),
    "within": (InOption, None),
    "set": (
        Annotated[
            list[str],
            typer.Option("--set", metavar="字段=值", help="名单没有印、各行相同的一项，可重复"),
        ],
        [],
    ),
    "series": (
        Annotated[
            str | None,
            typer.Option(metavar="系列", help="新平台编号的系列，如 pt；默认接着最多的系列"),
        ],
        None,
    ),
    "dry_run": (Annotated[bool, typer.Option("--dry-run", help="只列对照表，不写文件")], False),
    "yes": (Annotated[bool, typer.Option("--yes", help="不询问，直接写入")], False),
    "format": (Annotated[TextOrJson, typer.Option(help="对照表的格式")], TextOrJson.TEXT),
}

OF_ONE_LIST: dict[str, tuple[Any, Any]] = {
    "only": (
        Annotated[
            list[str], typer.Option(metavar="印的列名=值", help="只收这一列是这个值的行，可重复")
        ],
        [],
    ),
}
DOCUMENT = "document"
OF_DOCUMENT: dict[str, tuple[Any, Any]] = {
    "kinds": (
        Annotated[
            str | None,
            typer.Option(metavar="种类、种类", help="各份名单依次是哪一种，如 公布、撤销、更名"),
        ],
        None,
    ),
    "act": (
        Annotated[
            list[str],
            typer.Option(
                metavar="第几项.字段=值",
                help="某一项自己的字段，可重复；如 2.takes_effect_on=2024-07-01",
            ),
        ],
        [],
    ),
}
# A correction's rows are only what changes: no annex prints them so.
KINDS = tuple(kind for kind in ActKind if kind != ActKind.CORRECTION and row_model(ACTS[kind]))
importing = typer.Typer(
    name="import",
    no_args_is_help=True,
    rich_markup_mode=None,
    context_settings={"token_normalize_func": lambda name: name.replace("_", "-")},
)


class ImportRun(ABC):
    """One run of an import by its options: one paper, or by a plan many."""

    def __init__(self, options: Mapping[str, Any]) -> None:
        self.options = options
        self.is_text = options["format"] is TextOrJson.TEXT

    def run(self) -> None:
        """Reads the file and writes the records; a complaint is wrong use (2), a doubt a finding (1)."""
        try:
            desk = Desk(opened(self.options["registry"]), self.options["on"] or today())
            self.take_over(desk, bytes_of(self.options["file"]))
        except Complaint as reason:
            refuse(2, f"{self.options['file']}：{reason}")
        except (AlreadyThere, DamagedNumbers, NotTogether) as reason:
            refuse(2, str(reason))

    @abstractmethod
    def take_over(self, desk: Desk, data: bytes) -> None:
        """Read this content of the file, show what it holds, and write it."""

    def decisions(self, data: bytes) -> dict[str, str]:
        """Rulings by the label of the row: of the options, and of the table that was filled in."""
        table: Path | None = self.options["rulings"]
        ruled = rulings_in(table.name, bytes_of(table), data) if table and table.exists() else []
        return decisions_of([*self.options["row"], *ruled])

    def write_rulings(self, lists: Sequence[TakenAnnex], data: bytes) -> None:
        """The table to settle doubts in, where it is asked for and not there yet."""
        table: Path | None = self.options["rulings"]
        if table and not table.exists():
            write_together(table.parent, {table.name: rulings_workbook(lists, data)})
            say(f"裁定表已写到 {table}；填好“裁定”一列，用同样的命令再运行。")

    def write(self, drafted: list[Draft]) -> bool:
        """Write the files where somebody agrees, or did so by an option; whether they are written."""
        if self.options["dry_run"]:
            return False
        asked = f"写入这 {len(drafted)} 个文件吗？"
        if is_asked(self.options):
            if not typer.confirm(asked, default=False):
                refuse(1, "未写文件。")
        elif not self.options["yes"]:
            refuse(2, "核对无误后加 --yes 写入；只看对照表的加 --dry-run。")
        write_drafts(self.options["registry"], drafted)
        say(f"已写 {len(drafted)} 个文件。")
        return True

    def judged(self, receipt: Receipt, drafted: list[Draft]) -> list[Finding]:
        """Findings of the whole check on the new files."""
        _, findings = examined(receipt, judged_on(self.options["on"]))
        files = tuple(draft.path for draft in drafted)
        return [finding for finding in findings if finding.place.file.endswith(files)]


class Import(ImportRun):
    """Import of one paper: its options, and the fields of the act that were answered.

    `kind` is that of the act, or `document` for a paper of several.
    """

    def __init__(self, kind: str, options: Mapping[str, Any], answers: Mapping[str, str]) -> None:
        super().__init__(options)
        self.kind, self.answers = kind, answers

    def take_over(self, desk: Desk, data: bytes) -> None:
        """Read the lists, each for its act, and write the paper with its new platforms."""
        before = paper_of(desk, self.options["within"], self.answers)
        paper = before.document.value if before else None
        acts: list[PaperAct] = []
        lists, decisions = self._lists(desk, data), self.decisions(data)
        for at, (kind, heading, listing) in enumerate(lists, 1):
            form, answers = DraftForm(desk, kind, paper=paper), self._answers_of(at, heading)
            acts.append(self._begun(form, answers, listing, decisions))
            paper = paper or paper_begun(acts[0].form)
        read_lists(acts, common_texts(self.options["set"]), self.options.get("only", ()))
        _refuse_strange_rows(acts, decisions)
        doubtful = any(_taken(act).doubtful for act in acts)
        drafted = [] if doubtful else paper_drafts(acts, self.options["series"], before)
        self._show(acts, drafted)
        self.write_rulings([_taken(act) for act in acts], data)
        self._write(acts, drafted)

    def _lists(self, desk: Desk, data: bytes) -> list[tuple[str, str | None, AnnexListing]]:
        """Each list with the kind of its act and its heading."""
        annex = opened_annex(self.options["file"].name, data)
        editions = desk.register.regulations.values()
        heads = function_heads(editions)
        heads |= named_heads(self.options["head"], figure_heads(editions))
        if self.kind != DOCUMENT:
            return [(self.kind, None, listing_of(annex, heads, self.options["sheet"]))]
        kinds = kinds_named(self.options["kinds"])
        sections = sections_of(annex, heads, self.options["sheet"], kinds)
        return [(str(kind), heading, listing) for kind, heading, listing in sections]

    def _answers_of(self, at: int, heading: str | None) -> dict[str, str]:
        """The fields of the paper, and those of its `at`-th act."""
        own = {"heading": heading} if heading else {}
        for option in self.options.get("act", ()):
            number, _, rest = option.partition(".")
            path, equals, value = rest.partition("=")
            if not (number.isdecimal() and equals):
                raise Complaint(said("act_form", text=option))
            own |= {path: value} if int(number) == at else {}
        return {**self.answers, **own}

    def _begun(
        self,
        form: DraftForm,
        answers: Mapping[str, str],
        listing: AnnexListing,
        decisions: Mapping[str, str],
    ) -> PaperAct:
        """An act with the fields that were answered or proposed, its list not yet read."""
        _refuse_unknown_fields(form, answers)
        labels = {line.label for line in listing.lines}
        own = {label: to for label, to in decisions.items() if label in labels}
        act = begun_act(form, answers, listing, own)
        self._ask_missing(form)
        return act

    def _ask_missing(self, form: DraftForm) -> None:
        for question in missing_questions(form) if is_asked(self.options) else ():
            form.answer(question, typer.prompt(question.label, type=str))
        missing = missing_questions(form)
        if missing:
            wanted = "；".join(f"{each.option}（{each.label}）" for each in missing)
            refuse(2, f"还缺少：{wanted}。")

    def _show(self, acts: list[PaperAct], drafted: list[Draft]) -> None:
        if not self.is_text:
            files = files_data(drafted)
            tables = [{**table_data(_taken(act)), "proposed": proposed_values(act)} for act in acts]
            answer = tables[0] if self.kind != DOCUMENT else {"acts": tables}
            print(json.dumps({**answer, "files": files}, ensure_ascii=False, indent=1))
            return
        for at, act in enumerate(acts, 1):
            if self.kind == DOCUMENT:
                print(f"第 {at} 项：{ActKind.labels()[act.form.kind]}")
            _print_table(_taken(act))
            values = "，".join(f"{path} {value}" for path, value in proposed_values(act).items())
            if values:
                print(f"没有写明、按建议值填写的，请核对：{values}。")
        for draft in drafted:
            print(f"将写入 {self.options['registry'] / draft.path}")

    def _write(self, acts: list[PaperAct], drafted: list[Draft]) -> None:
        doubtful = [match.row.line.label for act in acts for match in _taken(act).doubtful]
        if doubtful:
            rows = "、".join(doubtful)
            refuse(1, f"第 {rows} 行待定，未写文件。请改正名单，或逐行用 --row 写明后再运行。")
        wrong = [finding for draft in drafted for finding in draft.findings]
        if wrong:
            if self.is_text:
                report(wrong, CheckFormat.TEXT)
            refuse(1, "草稿有错误，未写文件。")
        if self.write(drafted):
            own = self.judged(received(self.options["registry"]), drafted)
            if own and self.is_text:
                report(own, CheckFormat.TEXT)
            raise typer.Exit(any(finding.is_error for finding in own))


def bytes_of(file: Path) -> bytes:
    """The content of a file that the clerk names; raises `Complaint` where it cannot be opened."""
    try:
        return file.read_bytes()
    except OSError as reason:
        raise Complaint(said("file_unopened", why=reason.strerror)) from reason


def kinds_named(text: str | None) -> list[ActKind]:
    """The kinds of `--kinds`, by label or code; none where it is not given."""
    known = {word: kind for kind in KINDS for word in (kind.value, kind.label)}
    words = [word for word in re.split(r"[,，、\s]+", text or "") if word]
    strange = "、".join(word for word in words if word not in known)
    if strange:
        labels = tuple(kind.label for kind in KINDS)
        raise Complaint(said("kinds_unknown", text=strange, labels=labels))
    return [known[word] for word in words]


def common_texts(options: Sequence[str]) -> dict[str, str]:
    """Texts by field, from options `--set 字段=值`; the field by its name or by a head that lists print."""
    texts = {}
    for each in options:
        name, equals, text = each.partition("=")
        meant = field_of(name, {}) or name.strip()
        if not equals or meant not in HEADS:
            raise Complaint(said("set_form", text=each, fields=known_columns()))
        texts[meant] = text.strip()
    return texts


def _refuse_unknown_fields(form: DraftForm, answers: Mapping[str, str]) -> None:
    known = [question.path for question in questions(form.model)]
    strange = "、".join(path for path in answers if path not in known)
    if strange:
        label = ActKind.labels()[form.kind]
        raise Complaint(said("field_unknown", kind=label, text=strange, fields=tuple(known)))


def _taken(act: PaperAct) -> TakenAnnex:
    """The list of an act that is read: here every act has one."""
    assert act.taken
    return act.taken


def _refuse_strange_rows(acts: list[PaperAct], decisions: Mapping[str, str]) -> None:
    taken = [_taken(act) for act in acts]
    known = {match.row.line.label for each in taken for match in each.matches}
    known |= {line.label for each in taken for line in each.passed if line.why == NO_ROW}
    strange = [label for label in decisions if label not in known]
    if strange:
        raise Complaint(said("ruled_unknown_rows", rows=tuple(strange)))


def proposed_values(act: PaperAct | PlannedDraft) -> dict[str, str]:
    """Values that were proposed for the fields of an act, by path."""
    return {question.path: str(act.form.values[question.path]) for question in act.proposed}


def files_data(drafted: list[Draft]) -> list[dict[str, str]]:
    """Files to be written as JSON values, for programs."""
    return [{"path": draft.path, "text": draft.text} for draft in drafted]


TABLE_HEADS = ("行", "序号", "结果", "平台", "平台名称", "运营单位", "写入的值", "说明")
TABLE_WIDTH = 200


def printer() -> Console:
    """A console that shows what lists print as it is, be it like markup or not."""
    console = Console(highlight=False, markup=False, emoji=False)
    if not console.is_terminal:
        console.width = TABLE_WIDTH
    return console


def _print_table(taken: TakenAnnex) -> None:
    """Prints every row with its values, then every line and column that is not taken, and the totals."""
    console = printer()
    console.print(f"{taken.listing.file}：{taken.listing.called}")
    console.print(_outcome_table(taken))
    words = terminal_words(taken.context.register)
    for line in lines_below(taken):
        console.print(words(line))


def _outcome_table(taken: TakenAnnex) -> Table:
    table = Table(*(Column(head, overflow="fold") for head in TABLE_HEADS))
    words = terminal_words(taken.context.register)
    for match in taken.matches:
        values = "；".join(f"{n} {v}" for n, v in written_values(match, taken).items())
        table.add_row(*first_cells(match), values, "；".join(map(words, row_remarks(match))))
    return table


def table_data(taken: TakenAnnex) -> dict[str, Any]:
    """Rows, lines, columns and totals of the table as JSON values, for programs."""
    words = terminal_words(taken.context.register)
    return {
        "file": taken.listing.file,
        "read_from": taken.listing.called,
        "rows": [_row_data(match, words) for match in taken.matches],
        "passed": [{"line": p.label, "text": p.text, "why": words(p.why)} for p in taken.passed],
        "unused_columns": [
            {"column": column.at + 1, "head": column.head, "why": words(why)}
            for column, why in taken.unused
        ],
        "notes": list(map(words, taken.listing.notes)),
        "totals": taken.totals,
        "new": [match.row.line.label for match in newcomers(taken)],
    }


def _row_data(match: RowMatch, words: Callable[[Said], str]) -> dict[str, Any]:
    return {
        "line": match.row.line.label,
        "ordinal": match.row.line.texts.get("ordinal"),
        "outcome": match.outcome.value,
        "by_hand": match.is_by_hand,
        "platform": match.platform,
        "reasons": list(map(words, match.reasons)),
        "notes": list(map(words, match.notes)),
        "sources": list(map(words, match.row.sources)),
        "credit_code": match.row.code,
        "division": match.row.division,
        "values": dict(match.row.values),
    }


def _command(kind: str) -> Callable[..., None]:
    model = DocumentOfActs if kind == DOCUMENT else ACTS[kind]
    asked = [q for q in questions(model) if kind != DOCUMENT or q.path not in ("count", "remarks")]
    own = OF_DOCUMENT if kind == DOCUMENT else OF_ONE_LIST

    def command(**options: Any) -> None:
        answers = {q.path: options[keyword(q)] for q in asked if options[keyword(q)] is not None}
        Import(kind, options, answers).run()

    return signed(command, OPTIONS | own, asked)


for _kind in KINDS:
    importing.command(_kind.replace("_", "-"), help=f"导入名单：{_kind.label}")(_command(_kind))
importing.command(DOCUMENT, help="导入一份办几件事的公文：各份名单依次成为各项")(_command(DOCUMENT))
