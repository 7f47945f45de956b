"""导入 `registry import KIND FILE`: an annex as it came, matched row by row, written as new records.

Nothing is written while a row is in doubt, and never over a file that stands.
"""

import json
import sys
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import typer

from generator.cli.annex_table import as_json, print_table
from generator.cli.checking import CheckFormat, report
from generator.cli.desk import (
    TextOrJson,
    examined,
    judged_on,
    opened,
    received,
    refuse,
    say,
    today,
)
from generator.cli.fields import keyword, signed
from generator.cli.import_options import OPTIONS
from generator.desk import drafts
from generator.desk.annexes.columns import named_heads
from generator.desk.annexes.grid import Complaint
from generator.desk.annexes.listing import AnnexListing, listing_of
from generator.desk.annexes.matching import decisions_of
from generator.desk.annexes.opening import opened_annex
from generator.desk.annexes.taking import (
    TakenAnnex,
    annex_drafts,
    fill_act_fields,
    missing_questions,
    reading_context,
    taken_annex,
)
from generator.desk.drafts import DamagedNumbers
from generator.desk.new import DraftForm, Question, questions
from generator.desk.proposals import Desk
from generator.records.acts import ACTS
from generator.terms import ActKind

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
    """一次导入 The options as given, and the fields of the act that were said."""

    kind: str
    options: Mapping[str, Any]
    answers: Mapping[str, str]

    def run(self) -> None:
        """导入 From the file to the records; a complaint is wrong use, a doubt is a finding."""
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
        listing = self._listing()
        proposed = fill_act_fields(form, self.answers, listing)
        self._ask_missing(form)
        ground = reading_context(form)
        annex = taken_annex(
            listing, ground, self.options["only"], decisions_of(self.options["row"])
        )
        drafted = [] if annex.doubtful else annex_drafts(form, annex, self.options["series"])
        self._show(form, annex, proposed, drafted)
        self._write(annex, drafted)

    def _listing(self) -> AnnexListing:
        file: Path = self.options["file"]
        try:
            data = file.read_bytes()
        except OSError as reason:
            raise Complaint(f"文件打不开（{reason.strerror}）。") from reason
        annex = opened_annex(file.name, data)
        return listing_of(annex, named_heads(self.options["head"]), self.options["sheet"])

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
            answer = {**as_json(annex), "proposed": suggested, "files": files}
            print(json.dumps(answer, ensure_ascii=False, indent=1))
            return
        print_table(annex)
        if suggested:
            values = "，".join(f"{path} {value}" for path, value in suggested.items())
            print(f"没有写明、按建议值填写的，请核对：{values}。")
        for draft in drafted:
            print(f"将写入 {self.options['registry'] / draft.path}")

    def _write(self, annex: TakenAnnex, drafted: list[drafts.Draft]) -> None:
        if annex.doubtful:
            rows = "、".join(match.row.line.label for match in annex.doubtful)
            refuse(1, f"第 {rows} 行待定，未写文件。请改正名单，或逐行用 --row 写明后再运行。")
        wrong = drafts.draft_findings(drafted)
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
        """What the whole check says of the new files."""
        say(f"已写 {len(drafted)} 个文件。")
        _, findings = examined(received(self.options["registry"]), judged_on(self.options["on"]))
        files = tuple(draft.path for draft in drafted)
        own = [finding for finding in findings if finding.place.file.endswith(files)]
        if own and self.options["format"] is TextOrJson.TEXT:
            report(own, CheckFormat.TEXT)
        raise typer.Exit(any(finding.is_error for finding in own))


def _command(kind: ActKind) -> Callable[..., None]:
    asked = list(questions(ACTS[kind]))

    def command(**options: Any) -> None:
        answers = {q.path: options[keyword(q)] for q in asked if options[keyword(q)] is not None}
        Import(kind, options, answers).run()

    return signed(command, OPTIONS, asked)


for _kind in KINDS:
    importing.command(_kind.value, help=f"导入名单：{_kind.label}")(_command(_kind))
