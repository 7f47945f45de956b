"""Commands `registry new KIND` and `registry export`: new records, asked for; acts as official documents."""

import inspect
import sys
from collections.abc import Callable, Mapping, Sequence
from difflib import get_close_matches
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
from generator.desk.amending import Amendment, NotWritten, amendment, write_amendment
from generator.desk.documents import FORMS, BrokenTemplate, Format, NoChineseType, compose, printed
from generator.desk.documents.document import OfficialDocument
from generator.desk.drafts import DamagedNumbers
from generator.desk.new import (
    ERRATUM,
    KINDS,
    OTHER_RECORDS,
    DraftForm,
    Question,
    fill_from_options,
    questions,
    row_answers,
    row_questions,
)
from generator.desk.proposals import Desk
from generator.records.acts import ACTS, Act
from generator.register.register import Register
from generator.terms.citations import PART


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
    help="起草一条新记录：示范平台、批次或任何一种官方文件。逐项询问并给出建议值；也可全用选项写明。",
    no_args_is_help=True,
    rich_markup_mode=None,
    context_settings={"token_normalize_func": lambda name: name.replace("_", "-")},
)
RowsOption = Annotated[
    list[str],
    typer.Option(
        "--row",
        metavar="字段=值,…",
        help="名单的一行，可重复；如 platform=sd-0001,grounds=理由,article=24",
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


def _drafted(
    kind: str,
    registry: RegistryOption,
    on: OnOption,
    yes: bool,
    rows: list[str],
    options: dict[str, str],
    settings: Mapping[str, str],
) -> None:
    form = DraftForm(Desk(opened(registry), on or today()), kind)
    is_asked = sys.stdin.isatty() and not yes
    if settings:
        options.setdefault("fields", ",".join(settings))
    try:
        missing = (_asked if is_asked else fill_from_options)(form, options, rows)
        if missing:
            wanted = "；".join(f"{each.option}（{each.label}）" for each in missing)
            refuse(2, f"还缺少：{wanted}。")
        _filed(registry, on, form, settings, is_sure=not is_asked)
    except DamagedNumbers as reason:
        refuse(2, str(reason))


def _filed(
    registry: RegistryOption,
    on: OnOption,
    form: DraftForm,
    settings: Mapping[str, str],
    is_sure: bool,
) -> None:
    draft = form.draft()
    if draft.findings:
        report(list(draft.findings), CheckFormat.TEXT)
        refuse(1, "草稿有错误，未写文件。")
    print(f"# {registry / draft.path}\n{draft.text}", end="")
    if not is_sure and not typer.confirm("写入这个文件吗？", default=True):
        refuse(1, "未写文件。")
    try:
        # Known to be possible before anything is written.
        change = _amendment(form, settings)
        drafts.write_drafts(registry, [draft])
    except drafts.AlreadyThere as reason:
        refuse(2, str(reason))
    if change:
        write_amendment(registry, change)
        say(f"已改正 {change.path}。")
    _told(registry, on, draft)


def _amendment(form: DraftForm, settings: Mapping[str, str]) -> Amendment | None:
    if not settings:
        return None
    try:
        return amendment(form.desk.register, str(form.values.get("of")), settings)
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
    for question in form.questions():
        if question.path == "count":
            _ask_rows(form, rows)
        _ask(form, question, options.get(question.path))
    form.take_over()
    return [q for q in form.questions() if q.is_required and q.path not in form.values]


def _ask(form: DraftForm, question: Question, option: str | None) -> None:
    if option is not None or not form.is_asked(question):
        if option:
            form.answer(question, option)
        return
    while answer := _answered(question, form.proposal(question)):
        form.answer(question, answer)
        wrong = form.wrong(question)
        if not wrong:
            return
        form.values.pop(question.path)
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
    for text in rows:
        form.add_row(row_answers(text))
    if rows or not form.lists_platforms:
        return
    form.take_over()
    if form.rows:
        say(f"名单沿用公示的 {len(form.rows)} 行；要增减的，写好后在文件里改。")
        return
    while platform := typer.prompt(
        "名单：平台编号、名称或代码（直接回车结束）", default="", type=str
    ):
        answers = {"platform": platform}
        for question in row_questions(form.model):
            answer = typer.prompt(
                f"  {question.path}  {question.label}（可不填）", default="", type=str
            )
            answers |= {question.path: answer} if answer.strip(" -") else {}
        form.add_row(answers)


def _command(kind: str) -> Callable[..., None]:
    """The command of one kind; typer reads its options from the signature made here."""
    asked = list(questions(ACTS[kind] if kind in ACTS else OTHER_RECORDS[kind]))
    own: dict[str, tuple[Any, Any]] = {
        "registry": (RegistryOption, REGISTRY),
        "on": (OnOption, None),
        "yes": (YesOption, False),
    }

    def command(**options: Any) -> None:
        answers = {q.path: options[keyword(q)] for q in asked if options[keyword(q)] is not None}
        _drafted(
            kind,
            options["registry"],
            options["on"],
            options["yes"],
            options.get("row", []),
            answers,
            _settings(options.get("settings", [])),
        )

    own |= {"row": (RowsOption, [])} if kind in ACTS else {}
    own |= {"settings": (SetOption, [])} if kind == ERRATUM else {}
    return signed(command, own, asked)


for _kind, _label in KINDS.items():
    new.command(_kind.replace("_", "-"), help=f"起草：{_label}")(_command(_kind))


TEMPLATE = "site_templates/documents/official.docx"
REMEDY = (
    "请安装仿宋、黑体、楷体、小标宋等公文字体"
    "（Debian、Ubuntu 可运行 apt install fonts-noto-cjk），或者改用 --format docx。"
)


def export(
    notice: Annotated[str, typer.Argument(metavar="文件编号", help="如 2026-publicity")],
    format: Annotated[Format, typer.Option(help="文件格式", show_default=False)],
    out: Annotated[
        Path | None,
        typer.Option(help="写到哪个文件（默认：文件编号加扩展名），已有的会被替换", metavar="文件"),
    ] = None,
    registry: RegistryOption = REGISTRY,
) -> None:
    """把一份官方文件编印成公文（GB/T 9704-2012），供核对、用印；没有记载的地方留空并逐一说明。"""
    register = opened(registry)
    act = _one_act(register, notice)
    if act.kind_of_act not in FORMS:
        _formless(act)
    document = compose(act, register)
    content = _printed(document, format)
    path = out or Path(f"{act.id.replace(PART, '-')}.{format}")
    _write(path, content)
    print(f"已写 {path}：{''.join(document.title)}")
    for gap in document.gaps:
        say(f"注意：{gap}")


def _one_act(register: Register, name: str) -> Act:
    """Act to be printed: of a document of several acts, one must be named."""
    acts = register.named(name) or (_absent(register, name),)
    if len(acts) > 1:
        for act in acts:
            say(f"  {act.id}  {act.kind_of_act.label}{f'：{act.heading}' if act.heading else ''}")
        refuse(2, f"“{name}”办几件事，请写明编印哪一项，如 {acts[0].id}。")
    return acts[0]


def _absent(register: Register, name: str) -> Act:
    holding = [act_id for act_id in register.acts if name in act_id]
    for act_id in holding[:5] or get_close_matches(name, register.acts, 5, 0.5):
        say(f"是否为：{act_id}  {register.acts[act_id].title}")
    refuse(1, f"登记簿中没有编号为“{name}”的官方文件。")


def _formless(act: Act) -> None:
    kinds = "、".join(kind.label for kind in FORMS)
    refuse(2, f"“{act.id}”是{act.kind_of_act.label}，没有公文样式；可以编印的有：{kinds}。")


def _printed(document: OfficialDocument, format: Format) -> bytes:
    try:
        return printed(document, format)
    except NoChineseType as reason:
        lacking = f"的字体里没有“{reason.lacking}”" if reason.lacking else "没有中文字体"
        refuse(2, f"本机{lacking}，编不成 PDF。{REMEDY}")
    except BrokenTemplate as reason:
        refuse(
            2, f"公文模板 {TEMPLATE} 不能用：{reason}。请用 Word 改正，或者用 git 取回原来的模板。"
        )


def _write(path: Path, content: bytes) -> None:
    try:
        path.write_bytes(content)
    except OSError:
        refuse(2, f"写不了“{path}”：请看文件夹是否存在、能否写入，文件是否正在别处打开。")
