"""Versions of a registry: two to be compared, or all of them, one per commit that changed it."""

import json
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from functools import cached_property
from pathlib import Path, PurePath, PurePosixPath
from typing import Any

from generator.history import git
from generator.intake import receive
from generator.intake.receiving import Archive, Files, drawer, on_disk
from generator.records.registry import Receipt
from generator.records.values import Filed
from generator.register.register import Register

PRESENT = "现有文件"
SHALLOW = "这是浅克隆，缺少较早的提交，没有变更记录；请先运行 git fetch --unshallow。"
# What kind of record a folder of the registry holds, as the log calls it; else by its own name.
SUBJECTS = {
    "acts": "notice",
    "platforms": "platform",
    "regulations": "regulation",
    "batches": "batch",
    "work_calendars": "work_calendar",
    "errata": "erratum",
}
Key = tuple[str, str]
# What was recorded, as JSON text; none where the record was taken out.
Items = Mapping[Key, bytes | None]
ChangedFiles = Mapping[str, str | None]
# What the files say that lie there now, as JSON, by file and blob: who received them has read them.
Texts = Mapping[tuple[str, str], bytes]
NOTHING = Receipt()


@dataclass(frozen=True)
class Version:
    """One version of a registry: what it is called, its files, and the records in them.

    `commit` is none for the files that lie in the folder now.
    """

    name: str
    commit: str | None
    files: Files
    receipt: Receipt

    @classmethod
    def present(cls, folder: Path) -> "Version":
        """Version that lies in a folder now, whether or not the folder is in git."""
        return cls(PRESENT, None, on_disk(folder, ()), receive(folder))

    @cached_property
    def register(self) -> Register:
        """Register of the records, bound once."""
        return Register.bind(self.receipt)

    @cached_property
    def filed(self) -> Mapping[str, tuple[Filed[Any], ...]]:
        """Records by the path of their file within the registry; several of a document of several acts."""
        return by_file(self.receipt)


def by_file(receipt: Receipt) -> dict[str, tuple[Filed[Any], ...]]:
    """Records by the path of their file within the registry."""
    records: dict[str, tuple[Filed[Any], ...]] = {}
    for filed in receipt.everything:
        file = within(receipt.folder, filed.file)
        records[file] = (*records.get(file, ()), filed)
    return records


def within(folder: str, file: str) -> str:
    """Path within the registry of a file that is named as findings name it; raises `ValueError`."""
    if file.startswith(f"{folder}/"):
        return file[len(folder) + 1 :]
    return PurePath(file).relative_to(folder).as_posix()


def two_commits(folder: Path, base: str, head: str) -> tuple[Version, Version]:
    """Two commits by their names; a file that is the same in both is read once.

    Raises NoHistory outside git, NoRevision for a name that means no one commit.
    """
    git.head(folder)
    listed = [
        (name, commit, dict(_records(folder, commit)))
        for name, commit in [(name, git.commit_of(folder, name)) for name in (base, head)]
    ]
    blobs = {blob for *_, files in listed for blob in files.values()}
    archive = Archive(dict(git.contents(folder, blobs)), folder)
    one, other = (Version(n, commit, files, archive.receipt(files)) for n, commit, files in listed)
    return one, other


def commit_and_present(folder: Path, base: str, present: Receipt) -> tuple[Version, Version]:
    """A commit by its name, and the files that lie in the folder now; raises as `two_commits`."""
    git.head(folder)
    return beside_present(folder, base, git.commit_of(folder, base), present)


def beside_present(
    folder: Path, name: str, commit: str, present: Receipt
) -> tuple[Version, Version]:
    """A commit by its id, and the files that lie there now; only files that differ are read again."""
    before = dict(_records(folder, commit))
    now = Version(PRESENT, None, on_disk(folder, before.values()), present)
    known = {f: filed for f, filed in now.filed.items() if before.get(f) == now.files.get(f, "")}
    wanted = {blob for file, blob in before.items() if file not in known}
    archive = Archive(dict(git.contents(folder, wanted)), folder)
    return Version(name, commit, before, archive.receipt(before, known)), now


def have_parted(folder: Path, base: Version, head: Version) -> bool:
    """Whether the base went on by itself after the head had left it."""
    one, other = str(base.commit), head.commit or git.head(folder)
    if git.is_shallow(folder):
        return False
    try:
        return git.common_ancestor(folder, one, other) != one
    except git.NoRevision:
        return True


def _records(folder: Path, commit: str) -> Iterator[tuple[str, str]]:
    return ((file, blob) for file, blob in git.files(folder, commit).items() if drawer(file))


@dataclass(frozen=True)
class Revision:
    """Changes of one commit to the register: to its files, and to its records.

    `items` is what the commit recorded, as written; `sealed` a log that it put down.
    """

    commit: str
    on: date
    changed: ChangedFiles
    items: Items = field(default_factory=dict)
    sealed: bytes | None = None


@dataclass(frozen=True)
class Chronicle:
    """How the register came about: its revisions, oldest first.

    `commit` is what the register was read from; `unavailable` says why there is no history,
    `is_lost` whether that is so although there are commits.
    """

    commit: str | None
    revisions: tuple[Revision, ...]
    unavailable: str | None = None
    is_lost: bool = False
    _archive: Archive = field(default_factory=Archive)
    # The records of the files as they lie, where those are the files of the last revision.
    _present: Mapping[str, tuple[Filed[Any], ...]] = field(default_factory=dict)

    def registers(self, present: Register) -> Iterator[tuple[Revision, Register]]:
        """The register after each revision, one by one: of a large one, two are all one can hold.

        Where every file is as the one that is `present` has it, that one is given.
        """
        last = _files_after(self.revisions)
        files: dict[str, str] = {}
        for revision in self.revisions:
            files = _changed(files, revision.changed)
            same = (f for f, blob in files.items() if f in self._present and last.get(f) == blob)
            known = {file: self._present[file] for file in same}
            if files and files.keys() == known.keys() == self._present.keys():
                yield revision, present
            else:
                yield revision, Register.bind(self._archive.receipt(files, known))


def arrivals(folder: Path) -> dict[str, int]:
    """Number of the commit that first brought each file, by its path within the registry.

    Empty where git cannot tell: outside git, or in a shallow clone.
    """
    try:
        git.head(folder)
    except git.NoHistory:
        return {}
    commits = [] if git.is_shallow(folder) else git.commits(folder)
    numbers: dict[str, int] = {}
    for number, commit in enumerate(commits):
        for file in commit.blobs:
            numbers.setdefault(file, number)
    return numbers


def chronicle(folder: Path, receipt: Receipt = NOTHING) -> Chronicle:
    """Chronicle of a registry folder; where git cannot tell it, the chronicle says why.

    `receipt` is what was received of the folder: what has not changed is not read again.
    """
    try:
        with git.told(folder):
            return _chronicle(folder, receipt)
    except git.NoHistory as reason:
        is_lost = isinstance(reason, git.Unreadable)
        return Chronicle(None, (), f"{reason}，没有变更记录。", is_lost)


def _chronicle(folder: Path, receipt: Receipt) -> Chronicle:
    commit = git.head(folder)
    clean = None if git.is_changed(folder) else commit
    if git.is_shallow(folder):
        return Chronicle(clean, (), SHALLOW, is_lost=True)
    present = by_file(receipt) if clean else {}
    archive, revisions = _read(folder, git.commits(folder), present)
    return Chronicle(clean, revisions, _archive=archive, _present=present)


def key_of(file: str) -> Key:
    """Kind and id of the record in a file, by its path within the registry."""
    name = str(drawer(file))
    return SUBJECTS.get(name, name), PurePosixPath(file).stem


def _read(
    folder: Path, commits: Iterable[git.Commit], present: Mapping[str, tuple[Filed[Any], ...]]
) -> tuple[Archive, tuple[Revision, ...]]:
    """Every file that any commit put down, read once, and let go again but for what it says."""
    archive, sealed, names = Archive(), {}, dict[str, set[str]]()
    texts: dict[tuple[str, str], bytes] = {}
    last: dict[str, str | None] = {}
    for commit in commits:
        last.update(commit.blobs)
    for file, blob in {pair for commit in commits for pair in commit.blobs.items()}:
        text = _text_of(present.get(file, ())) if last[file] == blob else None
        if blob and text is not None:
            texts[file, blob] = text
        elif blob and (file == git.SEALED or drawer(file)):
            names.setdefault(blob, set()).add(file)
    for blob, content in git.contents(folder, names):
        for file in names[blob] - {git.SEALED}:
            archive.take(file, blob, content)
        if git.SEALED in names[blob]:
            sealed[blob] = content
    return archive, tuple(_revisions(commits, archive, sealed, texts))


def _text_of(filed: tuple[Filed[Any], ...]) -> bytes | None:
    """Contents of a file as JSON, if it holds one record and was read already."""
    return filed[0].text if len(filed) == 1 and not filed[0].prefix else None


def _revisions(
    commits: Iterable[git.Commit],
    archive: Archive,
    sealed: Mapping[str, bytes],
    texts: Texts,
) -> Iterator[Revision]:
    for commit in commits:
        changed = {file: blob for file, blob in commit.blobs.items() if drawer(file)}
        if changed or git.SEALED in commit.blobs:
            seal = sealed.get(commit.blobs.get(git.SEALED) or "")
            yield Revision(commit.id, commit.on, changed, _items(archive, changed, texts), seal)


def _files_after(revisions: Iterable[Revision]) -> dict[str, str]:
    files: dict[str, str] = {}
    for revision in revisions:
        files = _changed(files, revision.changed)
    return files


def _changed(files: Mapping[str, str], changed: ChangedFiles) -> dict[str, str]:
    return {file: blob for file, blob in {**files, **changed}.items() if blob}


def _items(archive: Archive, changed: ChangedFiles, texts: Texts) -> Items:
    """Records that a commit touched; one moved to another folder is not taken out."""
    items: dict[Key, bytes | None] = {}
    for file, blob in sorted(changed.items(), key=lambda pair: pair[1] is not None):
        text = texts.get((file, blob)) or archive.text(file, blob) if blob else None
        key = key_of(file)
        # Neither a file that cannot be read nor a name that is no text records anything.
        if key[1].isprintable() and (text is not None or not blob):
            items[key] = text
    return items


# Addresses of originals that were put right: git tells of them, so that no act need say so.


@dataclass(frozen=True)
class ReplacedSource:
    """Address at which a document was published, and the day on which the register gave another."""

    on: date
    before: str


def replaced_sources(chronicle: Chronicle) -> Mapping[str, tuple[ReplacedSource, ...]]:
    """Addresses that documents once had, oldest first, by the id of the document."""
    versions: dict[str, list[tuple[date, bytes]]] = defaultdict(list)
    for revision in chronicle.revisions:
        for (subject, name), text in revision.items.items():
            if subject == "notice" and text is not None:
                versions[name].append((revision.on, text))
    # Most documents never changed: those are not read at all.
    several = ((name, texts) for name, texts in versions.items() if len(texts) > 1)
    sources = ((name, _replaced(texts)) for name, texts in several)
    return {name: replaced for name, replaced in sources if replaced}


def _replaced(versions: list[tuple[date, bytes]]) -> tuple[ReplacedSource, ...]:
    replaced, before = [], None
    for on, text in versions:
        source = json.loads(text).get("source")
        now = source.get("url") if isinstance(source, dict) else None
        if before and now and now != before:
            replaced.append(ReplacedSource(on, before))
        before = now or before
    return tuple(replaced)
