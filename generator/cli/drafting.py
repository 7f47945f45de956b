"""Command `registry new KIND`: new records, asked for."""

import inspect
import signal
import sys
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Annotated, Any

import typer

from generator.cli.checking import CheckFormat, report
from generator.cli.common import (
    REGISTRY,
    OnOption,
    RegistryOption,
    examined,
    judged_on,
    opened,
    received,
    refuse,
    say,
    today,
)
from generator.desk import drafts
from generator.desk.amending import Amendment, NotWritten, amended_files, amendment
from generator.desk.answers import choices, echo, row_answers
from generator.desk.drafts import DamagedNumbers
from generator.desk.keeping import DamagedDraft, KeptDraft, keep_draft, kept_draft
from generator.desk.new import (
    ERRATUM,
    HEADING,
    KINDS,
    OTHER_RECORDS,
    DraftForm,
    fill_from_options,
    is_asked_of,
    row_questions,
)
from generator.desk.proposals import Desk
from generator.desk.questions import Question, questions
from generator.desk.writing import NotTogether
from generator.intake.documents import ONCE
from generator.records.acts import ACTS
from generator.register.identity import identity, lookup, similar
from generator.terms.findings import Finding
from generator.terms.words import ActKind


def signed(
    command: Callable[..., None],
    parameters: Mapping[str, tuple[Any, Any]],
    asked: Sequence[Question],
) -> Callable[..., None]:
    """The command with an option for each question; typer reads them from its signature.

    `parameters` are those of its own, each an annotation and a default.
    """
    options = {keyword(question): (_option(question), None) for question in asked}
    kind = inspect.Parameter.KEYWORD_ONLY
    signature = [
        inspect.Parameter(name, kind, default=default, annotation=annotation)
        for name, (annotation, default) in {**parameters, **options}.items()
    ]
    command.__signature__ = inspect.Signature(signature)  # type: ignore[attr-defined]
    command.__annotations__ = {each.name: each.annotation for each in signature}
    return command


def keyword(question: Question) -> str:
    """The name of a question's argument within the program."""
    return question.path.replace(".", "_")


def _option(question: Question) -> Any:
    return Annotated[str | None, typer.Option(question.option, help=question.label, metavar="值")]


new = typer.Typer(
    name="new",
    no_args_is_help=True,
    rich_markup_mode=None,
    context_settings={"token_normalize_func": lambda name: name.replace("_", "-")},
)
RowsOption = Annotated[
    list[str],
    typer.Option(
        "--row",
        metavar="字段=值,…",
        help="名单的一行，可重复；如 platform=pt-0001,grounds=理由,article=24",
    ),
]
SetOption = Annotated[
    list[str],
    typer.Option(
        "--set",
        metavar="字段=值",
        help="同时在原处改正：字段和应当的值，可重复；如 rows.0.number=示例2022-01",
    ),
]
YesOption = Annotated[bool, typer.Option("--yes", help="不询问，没有写明的按建议值")]


ResumeOption = Annotated[bool, typer.Option("--resume", help="接着填上次停下的草稿")]
InOption = Annotated[
    str | None,
    typer.Option("--in", metavar="文件编号", help="记在已登记的这份文件里，排在最后一项"),
]


@dataclass(frozen=True)
class Drafting:
    """One run of the command: its options, and the fields of the record that were answered."""

    kind: str
    options: Mapping[str, Any]
    answers: dict[str, str]
    settings: Mapping[str, str]

    def run(self) -> None:
        """Asks, or takes the options, and writes the file; what is missing is wrong use (2)."""
        registry, on = self.options["registry"], self.options["on"]
        desk = Desk(opened(registry), on or today())
        try:
            kept = self._kept() if self.options["resume"] else None
            within = kept.within if kept else self.options.get("within")
            before = paper_of(desk, within, self.answers)
            form = self._gone_on_with(kept, desk, before) if kept else self._begun(desk, before)
            if form.settings:
                self.answers.setdefault("fields", ",".join(form.settings))
            draft = self._written(form, before)
        except (DamagedNumbers, NotTogether) as reason:
            refuse(2, str(reason))
        _told(registry, on, draft)

    def _begun(self, desk: Desk, before: drafts.Before | None) -> DraftForm:
        paper = before.document.value if before else None
        return DraftForm(desk, self.kind, paper=paper, settings=self.settings)

    def _kept(self) -> KeptDraft:
        """The draft that was broken off; wrong use where there is none, or it joins another document."""
        try:
            kept = kept_draft(self.options["registry"], self.kind)
        except DamagedDraft as path:
            refuse(2, f"停下的草稿 {path} 已损坏，读不出；请移走这个文件，去掉 --resume 从头填写。")
        if kept is None:
            refuse(2, f"没有留下“{KINDS[self.kind]}”的草稿，去掉 --resume 从头填写。")
        if self.options.get("within") not in (None, kept.within):
            joins = f"记在“{kept.within}”里" if kept.within else "自成一份文件"
            refuse(2, f"停下的草稿是{joins}的，不能另记；请去掉 --in，或者去掉 --resume 从头填写。")
        return kept

    def _gone_on_with(self, kept: KeptDraft, desk: Desk, before: drafts.Before | None) -> DraftForm:
        form, taken = kept.form(desk, before)
        say(f"接着填 {self.options['registry'] / kept.path}。")
        if taken:
            say(f"编号“{taken}”已有别的记录，另取一个。")
        form.settings = {**form.settings, **self.settings}
        if self.options.get("row"):
            # The list grows: how long it is, is asked again.
            form.values.pop("count", None)
        return form

    @contextmanager
    def _kept_if_unwritten(self, form: DraftForm, before: drafts.Before | None) -> Iterator[None]:
        """Keeps the answers of an interview that ends here, whether the clerk breaks off or is refused."""
        try:
            yield
        except (typer.Abort, KeyboardInterrupt, EOFError):
            where = self._keep(form, before)
            say("")
            refuse(1, f"已停下，没有写记录；{where}")
        except typer.Exit:
            if is_asked(self.options):
                say(self._keep(form, before))
            raise

    def _keep(self, form: DraftForm, before: drafts.Before | None) -> str:
        path = keep_draft(self.options["registry"], self.kind, form, before)
        name = self.kind.replace("_", "-")
        return (
            f"填好的留在 {path}，用 registry new {name} --resume 接着填；要改的项同时用选项写明。"
        )

    def _written(self, form: DraftForm, before: drafts.Before | None) -> drafts.Draft:
        """The file written, with every act of the paper that is answered at a terminal."""
        with ending_as_a_break():
            form = self._taken(form, before)
            with self._kept_if_unwritten(form, before):
                draft = form.draft(before)
                change = None if draft.findings else _amendment(form)
                _filed(
                    self.options["registry"],
                    draft,
                    change,
                    form.resumed,
                    not is_asked(self.options),
                )
        return draft

    def _taken(self, form: DraftForm, before: drafts.Before | None) -> DraftForm:
        """The act with its answers; at a terminal, and the further acts of the paper."""
        rows = self.options.get("row", [])
        take = _asked if is_asked(self.options) else fill_from_options
        with self._kept_if_unwritten(form, before):
            missing = take(form, self.answers, rows)
            if missing:
                wanted = "；".join(f"{each.option}（{each.label}）" for each in missing)
                refuse(2, f"还缺少：{wanted}。")
        while is_asked(self.options) and self.kind in ACTS:
            with self._kept_if_unwritten(form, before):
                kind = _further_kind()
                if not kind:
                    break
                _ask_heading(form)
            form = form.followed_by(kind)
            with self._kept_if_unwritten(form, before):
                _asked(form, {}, [])
        return form


@contextmanager
def ending_as_a_break() -> Iterator[None]:
    """Within it, a closed window or a stop from outside ends an interview as Ctrl-C does."""
    signals = [signal.SIGTERM, *([signal.SIGHUP] if hasattr(signal, "SIGHUP") else [])]
    before = {each: signal.signal(each, signal.default_int_handler) for each in signals}
    try:
        yield
    finally:
        for each, handler in before.items():
            signal.signal(each, handler)


def is_asked(options: Mapping[str, Any]) -> bool:
    """Whether somebody sits at a terminal and did not say `--yes`."""
    return sys.stdin.isatty() and not options["yes"]


def _ask_heading(form: DraftForm) -> None:
    """The heading of the first act, once it is known that it is not the only one."""
    heading = next(each for each in form.questions() if each.path == HEADING)
    if form.paper is None and HEADING not in form.values and (answer := _answered(heading, None)):
        form.answer(heading, answer)


def paper_of(desk: Desk, name: str | None, answers: Mapping[str, str]) -> drafts.Before | None:
    """The document that an act joins; wrong use if it is not on record, or is to be said otherwise."""
    if name is None:
        return None
    answer = "、".join(path for path in answers if path.partition(".")[0] in ONCE)
    if answer:
        refuse(2, f"{answer} 属于整份文件“{name}”，已经登记，不能另写；请去掉这些选项。")
    before = drafts.paper_named(desk.register, name)
    return before or refuse(2, f"登记簿中没有编号为“{name}”的官方文件，不能记在里面。")


def _further_kind() -> str:
    """The kind of the next act of the same paper; empty where there is none."""
    known = {word: kind for kind in ActKind for word in (kind.value, kind.label)}
    while True:
        answer = typer.prompt(
            "这份文件还有别的事项吗？有的填种类（如 撤销、更名），没有就直接回车",
            default="",
            type=str,
        ).strip(" -")
        if not answer or answer in known:
            return known.get(answer, "")
        say(f"没有“{answer}”这种文件；种类有：{'、'.join(kind.label for kind in ActKind)}。")


def _filed(
    registry: Path,
    draft: drafts.Draft,
    change: Amendment | None,
    resumed: str | None,
    is_sure: bool,
) -> None:
    """Writes the file; a draft that was kept goes in the same step, so that none is written twice."""
    if draft.findings:
        report(list(draft.findings), CheckFormat.TEXT)
        refuse(1, "草稿有错误，未写文件。")
    print(f"# {registry / draft.path}\n{draft.text}", end="")
    if not is_sure and not typer.confirm("写入这个文件吗？", default=True):
        refuse(1, "未写文件。")
    others: dict[str, bytes | None] = {resumed: None} if resumed else {}
    if change:
        others |= amended_files(registry, change)
    try:
        drafts.write_drafts(registry, [draft], others)
    except (drafts.AlreadyThere, DamagedNumbers, NotTogether) as reason:
        refuse(2, str(reason))
    if change:
        say(f"已改正 {change.path}。")


def _amendment(form: DraftForm) -> Amendment | None:
    if not form.settings:
        return None
    try:
        return amendment(form.desk.register, str(form.values.get("of")), form.settings)
    except NotWritten as reason:
        refuse(2, f"{reason}，未写任何文件；请在文件中改正，再起草勘误。")


def _settings(texts: Sequence[str]) -> dict[str, str]:
    pairs = [text.partition("=") for text in texts]
    if wrong := [text for text, (_, mark, _) in zip(texts, pairs, strict=True) if not mark]:
        refuse(2, f"--set 应写作 字段=值，写的是“{wrong[0]}”。")
    return {field.strip(): value.strip() for field, _, value in pairs}


def _told(registry: RegistryOption, on: OnOption, draft: drafts.Draft) -> None:
    """Reports what the whole check says of the new file, so that nothing waits for the pull request."""
    _, findings = examined(received(registry), judged_on(on))
    own = [finding for finding in findings if finding.place.file.endswith(draft.path)]
    others = [finding for finding in findings if finding.is_error and finding not in own]
    say(f"已写 {registry / draft.path}。")
    if own:
        report(own, CheckFormat.TEXT)
    if others:
        say("别的文件中有错误，可能因新文件而起：")
        report(others, CheckFormat.TEXT)
    if own or others:
        raise typer.Exit(any(finding.is_error for finding in (*own, *others)))


def _asked(form: DraftForm, options: dict[str, str], rows: list[str]) -> list[Question]:
    """Question by question; an empty answer takes the proposal, a dash leaves the field out."""
    say("逐项填写：直接回车采用方括号中的建议值；没有的项填 - 或直接回车。")
    # What an option says now, or a paper once for all its acts, is no answer that stands.
    answered = form.values.keys() - options.keys() if form.resumed else set()
    for question in form.questions():
        if question.path == "count" and "count" not in answered:
            _ask_rows(form, rows)
        if question.path not in answered:
            _ask(form, question, options.get(question.path))
    form.take_over()
    return [q for q in form.questions() if q.is_required and q.path not in form.values]


def _ask(form: DraftForm, question: Question, option: str | None) -> None:
    if option is not None or not form.is_asked(question):
        if option:
            form.answer(question, option)
        return
    _offer(form, question)
    while answer := _answered(question, form.proposal(question)):
        form.answer(question, answer)
        wrong = form.wrong(question)
        if not wrong:
            _echo(form, question, form.values[question.path])
            return
        form.values.pop(question.path)
        _complain(wrong)


MOST_CHOICES = 24


def _offer(form: DraftForm, question: Question) -> None:
    """Says what may be answered, where the register knows it."""
    known = choices(form.desk, question, form.answers)
    if known and len(known) <= MOST_CHOICES:
        say("  可填：" + "、".join(f"{label}（{code}）" for code, label in known.items()))


def _echo(form: DraftForm, question: Question, value: Any) -> None:
    meant = echo(form.desk, question, value, form.answers)
    if meant:
        say(f"  即：{meant}")


def _complain(wrong: Sequence[Finding]) -> None:
    for finding in wrong:
        say(f"{finding.message}。{finding.fix}。请重填这一项。")


def _answered(question: Question, suggested: str | None) -> str:
    """The text typed; empty only where nothing is needed."""
    mark = "" if question.is_required else "（可不填）"
    while True:
        answer = typer.prompt(
            f"{question.path}  {question.label}{mark}", default=suggested or "", type=str
        )
        text: str = answer.strip()
        if text not in ("", "-"):
            return text
        if not question.is_required:
            return ""
        say("这一项必填。")


def _ask_rows(form: DraftForm, rows: list[str]) -> None:
    """The list, platform by platform; where rows were given by options, nothing is asked."""
    if form.rows:
        listed = "、".join(str(row.get("platform")) for row in form.rows)
        say(f"名单已填 {len(form.rows)} 行：{listed}；接着填下一行。")
    for text in rows:
        form.add_row(row_answers(text))
    if rows or not form.lists_platforms:
        return
    if not form.rows:
        form.take_over()
        if form.rows:
            say(f"名单沿用公示的 {len(form.rows)} 行；要增减的，写好后在文件里改。")
            return
    asked = row_questions(form.model)
    while platform := _platform(form):
        texts = {"platform": platform}
        for question in asked:
            _ask_in_row(form, question, texts)
        form.add_row(texts)


def _platform(form: DraftForm) -> str:
    """The next platform of the list; a name that says several or none is asked for again."""
    while True:
        answer: str = typer.prompt(
            "名单：平台编号、名称或代码（直接回车结束）", default="", type=str
        ).strip(" -")
        platforms = lookup(form.desk.register, answer) if answer else ()
        if len(platforms) == 1:
            say(
                f"  即：{identity(platforms[0], form.desk.as_of).shown}（{platforms[0].platform.id}）"
            )
        if not answer or len(platforms) == 1:
            return platforms[0].platform.id if platforms else ""
        near = [each.platform.id for each in platforms] or similar(form.desk.register, answer)
        hint = f"是否为：{'、'.join(near)}？" if near else "先用 registry new platform 登记。"
        say(f"“{answer}”{'对应几个平台' if platforms else '不在登记簿中'}。{hint}")


def _ask_in_row(form: DraftForm, question: Question, texts: dict[str, str]) -> None:
    """One field of a row, judged as soon as it is answered."""
    if not is_asked_of(form.desk, question, texts):
        return
    _offer(form, question)
    while True:
        answer = _answered(question, None)
        value = form.read_answer(question, answer) if answer else None
        wrong = form.wrong_in_row({**texts, question.path: value}, question) if answer else ()
        if not wrong:
            break
        _complain(wrong)
    if answer:
        texts[question.path] = value if isinstance(value, str) else answer
        _echo(form, question, value)


def _command(kind: str) -> Callable[..., None]:
    """The command of one kind; typer reads its options from the signature made here."""
    asked = list(questions(ACTS[kind] if kind in ACTS else OTHER_RECORDS[kind]))
    own: dict[str, tuple[Any, Any]] = {
        "registry": (RegistryOption, REGISTRY),
        "on": (OnOption, None),
        "yes": (YesOption, False),
        "resume": (ResumeOption, False),
    }
    of_acts: dict[str, tuple[Any, Any]] = (
        {"within": (InOption, None), "row": (RowsOption, [])} if kind in ACTS else {}
    )

    def command(**options: Any) -> None:
        answers = {q.path: options[keyword(q)] for q in asked if options[keyword(q)] is not None}
        Drafting(kind, options, answers, _settings(options.get("settings", []))).run()

    own |= {"settings": (SetOption, [])} if kind == ERRATUM else {}
    return signed(command, own | of_acts, asked)


for _kind, _label in KINDS.items():
    new.command(_kind.replace("_", "-"), help=f"起草：{_label}")(_command(_kind))
