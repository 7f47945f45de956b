"""Command `registry init`: a new register, asked for or told by options, checked and built at once."""

import inspect
import shutil
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from functools import partial
from pathlib import Path
from tempfile import mkdtemp
from typing import Annotated, Any

import typer

from generator.cli.checking import CheckFormat, report
from generator.cli.common import examined, received, refuse, say, today
from generator.cli.drafting import signed
from generator.cli.publication import published, write_site
from generator.desk.beginning import (
    PLACEHOLDER_SITE,
    QUESTIONS,
    REGISTRY,
    Beginning,
    InitQuestion,
    WrongAnswer,
)
from generator.history.git import NoHistory, found_repository, lies_in_repository
from generator.register.snapshot import Snapshot
from generator.site.shells import print_shells
from generator.site.write import temporary_folder
from generator.terms.findings import Finding

FIRST_COMMIT = "建立登记簿"


def _begin(folder: Path, yes: bool, demo: bool, **options: Any) -> None:
    """Refuse before anything is written, or write everything in one step."""
    _refuse_place(folder)
    texts = {name: text for name, text in options.items() if text}
    if demo:
        texts.setdefault("base_url", PLACEHOLDER_SITE)
    answers = _read(texts)
    beginning = _beginning({**answers, **({} if yes else _asked(answers))}, demo)
    has_founded = _write(folder, beginning)
    _conclude(folder, has_founded)


def _refuse_place(folder: Path) -> None:
    if folder.exists() and (not folder.is_dir() or any(folder.iterdir())):
        refuse(2, f"“{folder}”已经有内容，没有写任何文件；请换一个空的或者还没有的文件夹。")
    if folder.resolve() == Path.cwd():
        refuse(2, "不能就地建立，没有写任何文件；请写明一个新文件夹的名称。")
    if not folder.absolute().parent.is_dir():
        refuse(2, f"“{folder}”的上一级文件夹不存在，没有写任何文件。")


def _read(texts: Mapping[str, Any]) -> dict[str, Any]:
    """Options as values; all that are wrong are told at once."""
    answers: dict[str, Any] = {}
    wrong = []
    for question in (each for each in QUESTIONS if each.name in texts):
        try:
            answers[question.name] = _value(question, texts[question.name])
        except WrongAnswer as reason:
            wrong.append(f"{question.option}：{reason}。")
    if wrong:
        refuse(2, "\n".join([*wrong, "没有写任何文件。"]))
    return answers


def _value(question: InitQuestion, texts: Any) -> Any:
    if question.is_repeated:
        return tuple(question.read(text.strip()) for text in texts)
    return question.read(texts.strip())


def _asked(answers: Mapping[str, Any]) -> dict[str, Any]:
    """Answers at the terminal to what no option says."""
    return {
        question.name: value
        for question in QUESTIONS
        if question.name not in answers and (value := _answer(question))
    }


def _answer(question: InitQuestion) -> Any:
    """One answer; None where nothing is said and nothing is needed."""
    mark = "" if question.is_needed else "（可不填）"
    several = "，几项用半角分号隔开" if question.is_repeated else ""
    while True:
        text: str = typer.prompt(f"{question.label}{several}{mark}", default="", show_default=False)
        if not text.strip() and not question.is_needed:
            return None
        try:
            if text.strip():
                return _value(question, text.split(";") if question.is_repeated else text)
            say("这一项必填。")
        except WrongAnswer as reason:
            say(f"{reason}。请重填这一项。")


def _beginning(answers: Mapping[str, Any], demo: bool) -> Beginning:
    needed = [each.option for each in QUESTIONS if each.is_needed and each.name not in answers]
    if needed:
        refuse(2, f"还须写明 {'、'.join(needed)}，没有写任何文件。")
    try:
        beginning = Beginning(answers, demo)
    except WrongAnswer as reason:
        refuse(2, f"{reason}，没有写任何文件。")
    wrong = [finding for draft in beginning.drafts for finding in draft.findings]
    if wrong:
        _refuse_answers(wrong)
    return beginning


def _refuse_answers(findings: list[Finding]) -> None:
    lines = [f"{finding.message}。{finding.fix}。" for finding in findings]
    refuse(2, "\n".join([*dict.fromkeys(lines), "没有写任何文件。"]))


def _write(folder: Path, beginning: Beginning) -> bool:
    """Write all files in one step, as a repository where the folder lies in none; whether it made one."""
    with _staging(folder) as fresh:
        for name, text in beginning.files.items():
            path = fresh / name
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(text, "utf-8", newline="\n")
        _, findings = examined(received(fresh / REGISTRY), today())
        errors = [finding for finding in findings if finding.is_error]
        if errors:
            _refuse_answers(errors)
        has_founded = _found(fresh)
        fresh.replace(folder)
    return has_founded


def _found(fresh: Path) -> bool:
    """Make a repository of the new folder where it lies in none; whether it was made."""
    try:
        if lies_in_repository(fresh):
            return False
        found_repository(fresh, FIRST_COMMIT)
    except NoHistory as reason:
        refuse(2, f"{reason}，没有写任何文件；登记簿须放在 git 中。")
    return True


@contextmanager
def _staging(folder: Path) -> Iterator[Path]:
    """Folder beside the one to be made; it goes where it has not taken its place."""
    fresh = Path(mkdtemp(dir=folder.absolute().parent, prefix=f".{folder.name}.new-"))
    fresh.chmod(0o755)
    try:
        yield fresh
    finally:
        shutil.rmtree(fresh, ignore_errors=True)


def _conclude(folder: Path, has_founded: bool) -> None:
    """Check and build what was made, and name the next command."""
    registry = folder / REGISTRY
    register, findings = examined(received(registry), today())
    report(findings, CheckFormat.TEXT)
    with temporary_folder() as aside:
        snapshot = Snapshot.of(register, today())
        printed = partial(print_shells, snapshot, aside)
        count = write_site(published(snapshot, findings), printed, aside / "site")
    print(f"已建立“{folder}”，试生成网站 {count} 个文件，没有错误。")
    if not has_founded:
        say("它在已有的 git 仓库中，请自行提交；流水线的文件须移到仓库的根，命令里写明登记文件夹。")
    print(f"下一步：cd {folder}，运行 registry serve 看一看；再用 registry new 登记第一份文件。")


YesOption = Annotated[bool, typer.Option("--yes", help="不询问；没有写明的，列为缺口")]
DemoOption = Annotated[bool, typer.Option("--demo", help="演示数据：可以用示例的网址和邮箱")]
FolderArgument = Annotated[Path, typer.Argument(metavar="文件夹", help="还没有的，或者空的")]


def _option(question: InitQuestion) -> Any:
    form: Any = list[str] if question.is_repeated else str | None
    return Annotated[form, typer.Option(question.option, help=question.label, metavar="值")]


OWN: dict[str, tuple[Any, Any]] = {
    "folder": (FolderArgument, inspect.Parameter.empty),
    "yes": (YesOption, False),
    "demo": (DemoOption, False),
}
ASKED: dict[str, tuple[Any, Any]] = {
    each.name: (_option(each), [] if each.is_repeated else None) for each in QUESTIONS
}
init = signed(_begin, OWN | ASKED, ())
init.__doc__ = "Lay out a new register, asking for what no option told."
