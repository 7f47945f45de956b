"""Commands `registry format`, `redact`, `renumber`, `schema`, `docs`: the records' form, and the files made from them."""

import difflib
import re
import secrets
import sys
from collections.abc import Mapping
from difflib import get_close_matches
from pathlib import Path
from typing import Annotated, NoReturn

import typer

from generator.checks.casebook import article_list
from generator.checks.governing import articles, spoken_of
from generator.cli.common import (
    REGISTRY,
    OnOption,
    RegistryOption,
    opened,
    received,
    refuse,
    say,
    settled_folder,
    today,
)
from generator.desk.drafts import NUMBERS_FILE
from generator.desk.format import FormattedFile, formatted_files
from generator.desk.redact import (
    CannotRedact,
    Redaction,
    record_contents,
    redaction,
    resealed_log,
    target_text,
)
from generator.desk.renumber import CannotRenumber, moves_shown, renumbering
from generator.desk.writing import NotTogether, write_together
from generator.history.git import SEALED, NoHistory, NoRevision
from generator.history.log import log_of
from generator.history.parted import parted
from generator.history.versions import chronicle
from generator.intake.json_schema import FOLDER, KINDS, encoded, functions_of, schema_of
from generator.terms.findings import text


def format(
    registry: RegistryOption = REGISTRY,
    check: Annotated[
        bool, typer.Option("--check", help="只检查，不改文件；有待统一的，退出码为 1")
    ] = False,
) -> None:
    """Write the records in their canonical form."""
    settled_folder(registry)
    files = list(formatted_files(registry))
    unread = [each for each in files if each.findings]
    for each in unread:
        print("\n".join(map(text, each.findings)))
    differing = [each for each in files if not each.is_canonical]
    if not check:
        changed = {each.path.relative_to(registry).as_posix(): each.canonical for each in differing}
        _write_together(registry, changed)
    for each in differing:
        print(_shown(each) if check else f"已改 {each.path.as_posix()}")
    _conclude(registry, check, differing, unread, len(files))


def _conclude(
    registry: RegistryOption,
    check: bool,
    differing: list[FormattedFile],
    unread: list[FormattedFile],
    total: int,
) -> None:
    where = "" if registry == REGISTRY else f" --registry {registry}"
    if check and differing:
        print(f"写法没有统一的有 {len(differing)} 个文件。改法：运行 registry format{where}")
    elif not unread:
        print(f"共 {total} 个文件，写法已经统一。")
    if unread:
        print(f"读不出的有 {len(unread)} 个文件，未动；先按上面的改法改正。")
    raise typer.Exit(bool(unread or (check and differing)))


def _shown(each: FormattedFile) -> str:
    name = each.path.as_posix()
    before, after = (
        side.decode("utf-8-sig").splitlines() for side in (each.content, each.canonical)
    )
    return "\n".join(
        difflib.unified_diff(before, after, name, f"{name}（统一写法）", lineterm="", n=1)
    )


WITH_LINE = re.compile(r"(.+\.yaml):(\d+)")
SALT_BYTES, ENTRY_SALT_BYTES = 16, 32


def redact(
    file: Annotated[str, typer.Argument(metavar="文件[:行]", help="哪个记录文件，可以带行号")],
    path: Annotated[
        str | None, typer.Option("--path", metavar="路径", help="哪一处文字，如 rows.0.grounds")
    ] = None,
    reason: Annotated[
        str | None, typer.Option("--reason", metavar="理由", help="写进标记，公众看得到")
    ] = None,
    registry: RegistryOption = REGISTRY,
    on: OnOption = None,
) -> None:
    """Take a text out of every record, and seal its log."""
    settled_folder(registry)
    versions = chronicle(registry)
    log = log_of(versions)
    if log.unavailable:
        refuse(2, f"隐去须在登记簿的 git 仓库中、没有未提交的改动时进行：{log.unavailable}")
    salt = secrets.token_hex(SALT_BYTES)
    try:
        done = _planned(registry, file, path, salt, reason)
    except CannotRedact as fault:
        refuse(2, f"{fault}。没有改动任何文件。")
    sealed = resealed_log(
        versions, done, on or today(), lambda: secrets.token_hex(ENTRY_SALT_BYTES)
    )
    _tell_secret(done, salt)
    _write_together(registry, {**done.files, SEALED: sealed.encode()})
    _tell(registry, done)


def _planned(
    registry: Path, file: str, path: str | None, salt: str, reason: str | None
) -> Redaction:
    named = WITH_LINE.fullmatch(file)
    where, line = (named[1], int(named[2])) if named else (file, None)
    contents = record_contents(registry)
    name = next((n for n in contents if (registry / n).resolve() == Path(where).resolve()), None)
    if name is None:
        raise CannotRedact(f"“{where}”不是 {registry} 中的记录文件")
    return redaction(contents, target_text(contents[name], path, line).value, salt, reason)


def _write_together(registry: Path, files: Mapping[str, bytes | None]) -> None:
    try:
        write_together(registry, files)
    except NotTogether as reason:
        refuse(2, str(reason))


def _tell_secret(done: Redaction, salt: str) -> None:
    """Shown before anything is written: what was not shown could never be shown again."""
    print(f"标记：{done.mark}")
    print(f"盐：{salt}")
    say("请把盐交登记机关保管。它没有写进任何文件，只显示这一次；凭它才能证明原来写的是什么。")
    sys.stdout.flush()


def _tell(registry: Path, done: Redaction) -> None:
    for name, count in done.places.items():
        print(f"{(registry / name).as_posix()}：换去 {count} 处")
    print(f"{(registry / SEALED).as_posix()}：登记日志已封存，增加 {len(done.files)} 条")
    say("再运行 registry format 和 registry check，然后把以上文件作为一次提交。")
    say("git 的历史和从前发布的副本中仍有原文；要从历史中也除去，见 docs/trust.md。")


def renumber(
    registry: RegistryOption = REGISTRY,
    against: Annotated[
        str | None,
        typer.Option(
            help="对方的版本（默认：正在并入的，否则 origin/main 或 main）", metavar="版本"
        ),
    ] = None,
) -> None:
    """Give the clerk's own new records numbers that nobody has taken."""
    settled_folder(registry)
    try:
        sides = parted(registry, against, NUMBERS_FILE)
        done = renumbering(sides)
    except (NoHistory, NoRevision, CannotRenumber) as reason:
        refuse(2, f"{reason}。没有改动任何文件。")
    _write_together(registry, done.files)
    for sentence in moves_shown(registry, done):
        print(sentence)
    if not done.moves:
        print(f"没有与{sides.other_shown}重复的编号。")
    if done.files:
        say(AFTER_MERGE if sides.is_merging else BEFORE_MERGE)


BEFORE_MERGE = "请核对、检查后提交，再并入 main；git 仍会在 .last-ids 上报冲突，那时再运行一次 registry renumber。"
AFTER_MERGE = "请核对、检查，再用 git add 记下登记文件夹，完成合并。"


KindArgument = Annotated[
    str, typer.Argument(metavar="种类", help=f"{'、'.join(KINDS)}；省略则写出全部")
]
OutOption = Annotated[
    Path | None,
    typer.Option(
        "--out", help=f"写到哪个文件夹（默认：登记文件夹中的 {FOLDER}）", metavar="文件夹"
    ),
]


def schema(
    kind: KindArgument = "", registry: RegistryOption = REGISTRY, out: OutOption = None
) -> None:
    """Print one JSON Schema, or write all of them."""
    if kind and kind not in KINDS:
        _refuse_kind(kind)
    settled_folder(registry)
    if out and out.exists() and not out.is_dir():
        refuse(2, f"“{out}”不是文件夹，不能写入。")
    if kind and not out:
        print(encoded(schema_of(kind, functions_of(received(registry)))), end="")
        return
    for path in written(registry, out or registry / FOLDER, [kind] if kind else [*KINDS]):
        say(f"已写 {path}")


def _refuse_kind(kind: str) -> NoReturn:
    near = get_close_matches(kind, KINDS, 1, 0.5)
    hint = f"是否为 {near[0]}？" if near else f"应为 {'、'.join(KINDS)} 之一。"
    refuse(2, f"没有记录种类“{kind}”。{hint}")


def written(registry: Path, out: Path, kinds: list[str]) -> list[Path]:
    """Write the schemas of these kinds into a folder."""
    functions = functions_of(received(registry))
    paths = {kind: out / f"{kind}.json" for kind in kinds}
    out.mkdir(parents=True, exist_ok=True)
    for kind, path in paths.items():
        path.write_text(encoded(schema_of(kind, functions)), encoding="utf-8")
    return list(paths.values())


ARTICLES = Path("docs/articles.md")


def docs() -> None:
    """Write the files that are made from the program."""
    # In the words of the oldest edition that it was written for.
    edition = spoken_of(opened(REGISTRY))[0]
    ARTICLES.write_text(article_list(articles(), edition), encoding="utf-8")
    for path in (ARTICLES, *written(REGISTRY, REGISTRY / FOLDER, [*KINDS])):
        print(f"已写 {path}")
