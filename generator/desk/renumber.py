"""New ids for my new records where the other line of work took the same: files, references, the file of numbers."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path, PurePosixPath
from typing import Any, get_args

from generator.desk.answers import ACT_FORM
from generator.desk.drafts import (
    NUMBERED,
    NUMBERS_FILE,
    NUMBERS_HEAD,
    free_id,
    ids_after,
    numbers_text,
)
from generator.desk.keeping import kept_drafts
from generator.desk.questions import whole_annotation
from generator.history.parted import Contents, Parted
from generator.intake.editing import Scalar, scalars
from generator.intake.receiving import NOTICES, drawer
from generator.intake.yaml import load
from generator.records.acts import ACTS
from generator.records.registry import Batch, Erratum, Platform
from generator.records.values import PlatformId, model_in, parts, written_fields
from generator.terms.citations import PART

PLATFORMS, ERRATA = "platforms", "errata"
# Documents and errata share their ids; a batch or an edition of one name is one and the same.
MOVABLE = (PLATFORMS, NOTICES, ERRATA)
LAST = re.compile(r"(\S+) ")
OF_PLATFORM = get_args(PlatformId)[1:]


class CannotRenumber(Exception):
    """A sentence that says why, and what to do first."""


@dataclass(frozen=True)
class Move:
    """One of my records under its new id: the file before and after."""

    before: str
    after: str

    @property
    def ids(self) -> tuple[str, str]:
        """Its id before and after."""
        return PurePosixPath(self.before).stem, PurePosixPath(self.after).stem


@dataclass
class Renumbering:
    """Every move, the files to be written or taken away, and what a person must look at."""

    moves: list[Move]
    files: dict[str, bytes | None] = field(default_factory=dict)
    notes: list[str] = field(default_factory=list)


def renumbering(parted: Parted) -> Renumbering:
    """New ids for each of my new records whose id the other took; raises `CannotRenumber`."""
    _refuse_same_thing(parted)
    moves = list(_moves(parted))
    _refuse_unsettled(parted, moves)
    done = Renumbering(moves)
    for move in moves:
        done.files[move.before] = parted.theirs.get(move.before) if parted.is_merging else None
        done.notes += _likeness(parted, move)
    targets, present = {move.before: move.after for move in moves}, _by_key(parted.present)
    for file in _mine_alone(parted):
        here = file if file in targets else present.get(_key(file), file)
        content = parted.own[file] if file in targets else parted.present.get(here, b"")
        becomes = targets.get(file, here)
        edited = _edited(here, becomes, content, moves, done.notes)
        if edited != content or file in targets:
            done.files[becomes] = edited
    done.notes += _of_both(parted, moves)
    numbers = _numbers(parted, done.files) if moves or parted.is_merging else None
    if numbers is not None and numbers != parted.present.get(NUMBERS_FILE):
        done.files[NUMBERS_FILE] = numbers
    return done


def _by_key(contents: Contents) -> dict[str, str]:
    """Files of records by what tells them apart: kind and id. Folders mean nothing."""
    return {_key(file): file for file in contents if drawer(file)}


def _key(file: str) -> str:
    return f"{_kind(file)} {PurePosixPath(file).stem}"


def _kind(file: str) -> str:
    kind = drawer(file) or ""
    return NOTICES if kind == ERRATA else kind


def _clashes(parted: Parted) -> Iterator[tuple[str, str]]:
    """My new files whose id the other took for another record, each with the other's file."""
    base, own, theirs = map(_by_key, (parted.base, parted.own, parted.theirs))
    for key in sorted((own.keys() & theirs.keys()) - base.keys()):
        if parted.own[own[key]] != parted.theirs[theirs[key]]:
            yield own[key], theirs[key]


def _refuse_same_thing(parted: Parted) -> None:
    same = [own for own, _ in _clashes(parted) if drawer(own) not in MOVABLE]
    if same:
        raise CannotRenumber(
            f"两边都新建了 {'、'.join(same)}，内容不同；这不是号，换不得，请把两份合成一份"
        )


def _refuse_unsettled(parted: Parted, moves: list[Move]) -> None:
    if parted.unsettled and not parted.is_merging:
        raise CannotRenumber(
            f"{'、'.join(parted.unsettled)} 有冲突，却不是在合并{parted.other_shown}；先放弃这一步"
            "（如 git rebase --abort），换了号、提交了，再合并"
        )
    settled = {NUMBERS_FILE, *(move.before for move in moves)}
    left = [file for file in parted.unsettled if file not in settled]
    if left:
        raise CannotRenumber(f"合并的冲突还没有处理完：{'、'.join(left)}；先处理这些文件")


def _moves(parted: Parted) -> Iterator[Move]:
    everything = (parted.base, parted.own, parted.theirs)
    taken = {PurePosixPath(file).stem for each in everything for file in each if drawer(file)}
    taken |= {name for each in everything for name in _numbers_in(each).values()}
    for own, _ in _clashes(parted):
        path = PurePosixPath(own)
        free = _free_id(drawer(own) or "", path.stem, taken)
        taken.add(free)
        yield Move(own, path.with_stem(free).as_posix())


def _free_id(kind: str, name: str, taken: set[str]) -> str:
    numbered = NUMBERED.fullmatch(name)
    if kind == PLATFORMS and numbered:
        return ids_after(taken, numbered["series"], 1)[0]
    if kind == ERRATA and numbered:
        return free_id(numbered["series"], taken, 1)
    stem = numbered["series"] if numbered and numbered["series"] in taken else name
    return free_id(stem, taken, 2)


def _likeness(parted: Parted, move: Move) -> Iterator[str]:
    """A note where both records look like one: then one of them is to go, not to move."""
    file = _by_key(parted.theirs)[_key(move.before)]
    sides = load(move.before, parted.own[move.before]), load(file, parted.theirs[file])
    one, other = (each.value if isinstance(each.value, dict) else {} for each in sides)
    same = [
        name
        for name in ("name", "title", "document_number")
        if one.get(name) and one.get(name) == other.get(name)
    ]
    if same:
        yield (
            f"{move.after} 与{parted.other_shown}的 {file} 的 {'、'.join(same)} 相同，"
            "像是同一件事登记了两次，请核对，是的只留一份"
        )


def _sides(parted: Parted) -> Iterator[tuple[str, bytes, bytes | None, bytes | None]]:
    """My records, each as I, the base and the other have it; where a file lies means nothing."""
    base, theirs = _by_key(parted.base), _by_key(parted.theirs)
    for file, content in parted.own.items():
        if drawer(file):
            key = _key(file)
            before, other = (
                parted.base.get(base.get(key, "")),
                parted.theirs.get(theirs.get(key, "")),
            )
            yield file, content, before, other


def _mine_alone(parted: Parted) -> Iterator[str]:
    """My new files, and those that I changed and the other did not."""
    for file, content, before, other in _sides(parted):
        if content != before and (before is None or other in (before, None)):
            yield file


def _mentions(file: str, content: bytes, name: str) -> Iterator[Scalar]:
    """Texts of a file in which an id stands, alone or with the number of an act, or among words."""
    if name.encode() not in content:
        return
    # Chinese goes on without a blank; only what an id is made of makes it another.
    sought = re.compile(rf"(?<![\w-]){re.escape(name)}(?![\w-])", re.ASCII)
    if load(file, content).value is None:
        raise CannotRenumber(
            f"{file} 提到 {name}，却读不出；先运行 registry check，照提示改正这个文件"
        )
    yield from (s for s in scalars(content.decode("utf-8-sig")) if sought.search(s.value))


@cache
def _naming_fields() -> frozenset[str]:
    """Names of the fields that name a platform or an act, by their types."""
    names = set[str]()
    models: list[Any] = [*ACTS.values(), Platform, Batch, Erratum]
    for model in models:
        for name, info in written_fields(model).items():
            annotation = whole_annotation(info)
            forms = [*parts(annotation)]
            names |= {name} if ACT_FORM in forms or all(f in forms for f in OF_PLATFORM) else set()
            models += [inner] if (inner := model_in(annotation)) and inner not in models else []
    return frozenset(names)


def _names_record(at: Scalar, move: Move, file: str) -> bool:
    """Whether a text is the id itself, or a reference to it, and not a number that looks like one."""
    field = next((step for step in reversed(at.path) if isinstance(step, str)), "")
    is_own = at.path == ("id",) and file == move.after
    is_whole = re.fullmatch(rf"{re.escape(move.ids[0])}(?:{PART}\d+)?", at.value)
    return bool(is_whole) and (is_own or (field != "id" and field in _naming_fields()))


def _edited(file: str, becomes: str, content: bytes, moves: list[Move], notes: list[str]) -> bytes:
    """The file with the new ids wherever a field names the old; other mentions are noted."""
    for move in moves:
        before, after = move.ids
        for each in reversed([*_mentions(file, content, before)]):
            if _names_record(each, move, becomes):
                content = _put(content.decode("utf-8-sig"), each, before, after).encode()
            else:
                notes.append(f"{becomes} 第 {each.line} 行的文字提到 {before}，没有改，请核对")
    return content


def _put(text: str, at: Scalar, before: str, after: str) -> str:
    return text[: at.start] + text[at.start : at.end].replace(before, after, 1) + text[at.end :]


def _of_both(parted: Parted, moves: list[Move]) -> Iterator[str]:
    """Notes on files that both changed and that mention an id which means one thing to each."""
    for file, content, before, other in _sides(parted):
        if before is None or content == before or other in (before, None):
            continue
        for move in moves:
            for each in _mentions(file, content, move.ids[0]):
                yield (
                    f"{file} 两边都改过，第 {each.line} 行提到 {move.ids[0]}，没有改；"
                    f"说的是 {move.ids[1]} 的，请改正"
                )


def _numbers_in(contents: Contents) -> dict[str, str]:
    """The last id of each series by the file of numbers of one side."""
    lines = contents.get(NUMBERS_FILE, b"").decode("utf-8", "replace").splitlines()
    names = [m[1] for line in lines if not line.startswith("#") and (m := LAST.match(line))]
    return {m["series"]: name for name in names if (m := NUMBERED.fullmatch(name))}


def _numbers(parted: Parted, files: Mapping[str, bytes | None]) -> bytes | None:
    """The file of numbers of the other, with own where they went further; None where there is none."""
    base, theirs = _by_key(parted.base), _numbers_in(parted.theirs)
    news = {**{file: parted.own[file] for file in _mine_alone(parted)}, **files}
    platforms = {
        PurePosixPath(file).stem: content.decode()
        for file, content in news.items()
        if drawer(file) == PLATFORMS and _key(file) not in base
        and content and parted.theirs.get(file) != content
    }  # fmt: skip
    further = {n: text for n, text in platforms.items() if _is_further(n, theirs)}
    held = parted.theirs.get(NUMBERS_FILE, NUMBERS_HEAD.encode())
    lines = held.decode("utf-8", "replace").splitlines()
    text = numbers_text(lines, further)
    if text is None and parted.is_merging and NUMBERS_FILE in parted.theirs:
        return parted.theirs[NUMBERS_FILE]
    return text.encode() if text else None


def _is_further(name: str, theirs: Mapping[str, str]) -> bool:
    number = NUMBERED.fullmatch(name)
    if number is None:
        return False
    last = NUMBERED.fullmatch(theirs.get(number["series"], ""))
    return last is None or int(number["number"]) > int(last["number"])


def moves_shown(registry: Path, done: Renumbering) -> Iterator[str]:
    """Sentences on what was moved, and on what a person must look at."""
    for move in done.moves:
        yield f"{move.ids[0]} 改为 {move.ids[1]}：{registry / move.before} → {registry / move.after}"
    yield from (f"注意：{note}。" for note in done.notes)
    for path, text in kept_drafts(registry):
        for before, after in (move.ids for move in done.moves):
            if before in text:
                yield f"注意：停下的草稿 {path} 提到 {before}，没有改；说的是 {after} 的，接着填以前请改正。"
