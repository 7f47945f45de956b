"""Files to receipts: records that have their form, and findings on the rest.

The files lie in a folder, come one by one, or are contents of earlier versions by their hash.
"""

import hashlib
import os
import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from difflib import get_close_matches
from functools import partial
from pathlib import Path, PurePosixPath
from typing import Any, TypeVar

from generator.intake import rules
from generator.intake.documents import (
    Heads,
    Shaped,
    Shaping,
    corrected_form,
    head_of,
    heads_in,
    is_of_several,
    part_place,
    records_of,
    written_form,
)
from generator.intake.logo import read_logo
from generator.intake.shape import shaped
from generator.intake.yaml import LARGEST, AnyDocument, CleanDocument, Source, YamlDocument, read
from generator.records.acts import ACTS, Act, DocumentOfActs
from generator.records.registry import (
    Batch,
    Departments,
    Erratum,
    Excuses,
    Logo,
    Platform,
    Receipt,
    SiteRecord,
    WorkCalendar,
)
from generator.records.regulation import Regulation
from generator.records.values import DEVICE, Filed, Record
from generator.records.values import Path as ValuePath
from generator.terms.findings import Finding, Place
from generator.terms.words import ActKind

R = TypeVar("R", bound=Record)
Progress = Callable[[int, int], None]
NO_PROGRESS: Progress = lambda *_: None  # noqa: E731
# Reads the files in their order.
Opened = Callable[[Callable[[Path], AnyDocument], list[Path]], Iterable[AnyDocument]]
# Name of a content: the hash that git gives it.
Blob = str
Files = Mapping[str, Blob]
# By file; a document of several acts has several.
KnownRecords = Mapping[str, tuple[Filed[Any], ...]]
NONE_KNOWN: KnownRecords = {}
NOTHING_HELD: Mapping[Blob, bytes] = {}
SHA256_LENGTH = 64
NO_HEADS: Heads = {}

NOTICES = "acts"
DOCUMENTS = "documents"
DRAWERS: dict[str, tuple[str, type[Record]]] = {
    "site": ("site.yaml", SiteRecord),
    "departments": ("departments.yaml", Departments),
    "regulations": ("regulations/*.yaml", Regulation),
    "batches": ("batches/*.yaml", Batch),
    "work_calendars": ("work_calendars/*.yaml", WorkCalendar),
    "errata": ("errata/*/*.yaml", Erratum),
    "excused": ("excused.yaml", Excuses),
    "platforms": ("platforms/**/*.yaml", Platform),
    NOTICES: ("notices/*/*.yaml", Act),
}
# Not records, and yet in their place: a note to the reader, and the log sealed by a redaction.
OTHERS = ("README.md", "log.jsonl")
REQUIRED = ("site", "departments", "regulations")


def _pattern(form: str) -> str:
    return re.escape(form).replace(r"\*\*/", "(?:[^/]*/)*").replace(r"\*", "[^/]*")


# The drawers as one pattern: every path of every version is asked for its own.
LYING = re.compile("|".join(f"(?P<{name}>{_pattern(form)})" for name, (form, _) in DRAWERS.items()))


def receive(folder: Path, progress: Progress = NO_PROGRESS, opened: Opened = map) -> Receipt:
    """Receipt of a registry folder: every record that has its form, and findings; never raises on data.

    `progress` is told after each file how many of how many are read; `opened` may divide the
    reading of the files among processes.
    """
    if not folder.is_dir():
        return Receipt(folder=str(folder), findings=(_no_folder(folder),))
    links, unread = _surveyed(folder)
    drawers = {name: _in_drawer(folder, name, links) for name in DRAWERS}
    filing = _Filing(folder)
    filing.findings += [*_absent(folder, drawers), *unread, *_unportable(folder, drawers)]
    filing.refused |= {name for name in REQUIRED if not drawers[name]}
    listed = [(name, path) for name, paths in drawers.items() for path in paths]
    notices: list[tuple[str, AnyDocument]] = []
    documents = opened(read_file, [path for _, path in listed])
    for done, ((name, _), document) in enumerate(zip(listed, documents, strict=True), 1):
        # A notice waits for all others, whose kinds may decide its form.
        if name == NOTICES:
            notices.append((name, document))
        else:
            filing.add(name, document)
        progress(done, len(listed))
    heads = notices_by_id(notices)
    for name, document in notices:
        filing.add(name, document, heads)
    known = links.union(*drawers.values(), filing.take_logo(folder))
    filing.findings += _stray(folder, known)
    return filing.receipt()


def read_alone(model: type[R], path: Path) -> tuple[Filed[R] | None, list[Finding]]:
    """Record in a file outside the registry, or the findings that say why there is none."""
    # A link in the registry is refused; one that a person names is followed.
    document = read_file(path.resolve() if path.is_symlink() else path)
    if document.value is None:
        return None, [*document.findings]
    filed, findings = shaped(model, document)
    return filed, [*document.findings, *findings]


class Archive:
    """Reads versions of one registry by the hashes of their files, each distinct file once.

    A record that did not change is the same object in every version, so that versions are
    compared quickly. `folder` is what the registry is called in the places of findings.
    """

    def __init__(
        self, contents: Mapping[Blob, bytes] = NOTHING_HELD, folder: Path | None = None
    ) -> None:
        self._contents = contents
        self._folder = folder or Path()
        self._documents: dict[tuple[str, Blob], AnyDocument] = {}
        self._records: dict[tuple[str, Blob, type[Record], ValuePath], Shaped] = {}

    def receipt(self, files: Files, known: KnownRecords = NONE_KNOWN) -> Receipt:
        """Receipt of one version: its files by path, each by the hash of its content.

        `known` are the records of files that were read already; they are not read again.
        """
        names = {file: name for file in sorted({*files, *known}) if (name := drawer(file))}
        documents = {f: self._document(f, files[f]) for f in names if f not in known}
        read = (filed for several in known.values() for filed in several)
        heads = {name: head for filed in read for name, head in head_of(filed.record)}
        heads |= notices_by_id([(names[file], document) for file, document in documents.items()])
        filing = _Filing(self._folder)
        for file, name in names.items():
            if file in known:
                filing.file(name, known[file])
            else:
                filing.add(name, documents[file], heads, self._shaping(file, files[file]))
        return filing.receipt()

    def text(self, file: str, blob: Blob) -> bytes | None:
        """Values of one file as JSON, texts throughout; None where it cannot be read."""
        document = self._document(file, blob)
        return document.text if isinstance(document, CleanDocument) else None

    def take(self, file: str, blob: Blob, content: bytes) -> None:
        """Read a file whose content need not be kept: what it says stays known, not where in it."""
        self._documents[file, blob] = self._read(file, content, _gone)

    def _document(self, file: str, blob: Blob) -> AnyDocument:
        if (file, blob) not in self._documents:
            content = self._contents[blob]
            self._documents[file, blob] = self._read(file, content, lambda _: content)
        return self._documents[file, blob]

    def _read(self, file: str, content: bytes, source: Source) -> AnyDocument:
        return read((self._folder / file).as_posix(), content, source)

    def _shaping(self, file: str, blob: Blob) -> Shaping:
        def shaping(model: type[Record], document: AnyDocument) -> Shaped:
            key = (file, blob, model, document.prefix)
            if key not in self._records:
                self._records[key] = shaped(model, document)
            return self._records[key]

        return shaping


def _gone(_: str) -> bytes:
    raise FileNotFoundError


class _Filing:
    """Records and findings of one registry, filed document by document."""

    def __init__(self, folder: Path) -> None:
        self.folder = str(folder)
        self.records: dict[str, list[Any]] = {name: [] for name in (*DRAWERS, DOCUMENTS)}
        self.findings: list[Finding] = []
        self.refused: set[str] = set()
        self.logo: Logo | None = None

    def add(
        self, name: str, document: AnyDocument, heads: Heads = NO_HEADS, shaping: Shaping = shaped
    ) -> None:
        """File the record of a document in its drawer, or the findings that say why there is none."""
        self.findings += document.findings
        if name == NOTICES and is_of_several(document):
            form = partial(_form_of, heads)
            records, findings = records_of(document, form, shaping)
        else:
            model = model_of(name, document, heads, self.findings)
            record, findings = shaping(model, document) if model else (None, [])
            records = [record] if record else []
        self.findings += findings
        self.file(name, records)
        if not records:
            self.refused.add(PurePosixPath(document.file).stem)

    def file(self, name: str, records: Iterable[Filed[Any]]) -> None:
        """File the records of one document, which have their form."""
        for filed in records:
            is_beside = isinstance(filed.record, DocumentOfActs)
            self.records[DOCUMENTS if is_beside else name].append(filed)

    def take_logo(self, folder: Path) -> list[Path]:
        """Read the logo that the site names, well or badly; gives its place."""
        sites: list[Filed[SiteRecord]] = self.records["site"]
        for site in sites:
            self.logo, findings = read_logo(folder, site)
            self.findings += findings
        return [folder / site.record.logo for site in sites if site.record.logo]

    def receipt(self) -> Receipt:
        records: dict[str, Any] = {name: tuple(filed) for name, filed in self.records.items()}
        return Receipt(
            **records,
            logo=self.logo,
            folder=self.folder,
            refused=frozenset(self.refused),
            findings=tuple(self.findings),
        )


def notices_by_id(
    documents: Iterable[tuple[str, AnyDocument]],
) -> dict[str, Mapping[str, Any]]:
    """Heads of the notices among documents in their drawers, and of their acts, by id."""
    notices = (document.value for name, document in documents if name == NOTICES)
    return {name: head for value in notices for name, head in heads_in(value)}


def model_of(
    name: str, document: AnyDocument, heads: Heads, findings: list[Finding]
) -> type[Record] | None:
    """Model of a document in this drawer; a notice's follows its kind. An unknown kind adds a finding."""
    if document.value is None:
        return None
    if name != NOTICES:
        return DRAWERS[name][1]
    form = partial(_form_of, heads)
    if is_of_several(document):
        return written_form(document, form, findings)
    return form(document, findings)


def _form_of(heads: Heads, document: AnyDocument, findings: list[Finding]) -> type[Record] | None:
    """Model of a notice, or of one of its acts."""
    kind = document.value.get("kind")
    if isinstance(kind, str) and kind in ACTS:
        is_correction = kind == ActKind.CORRECTION
        return corrected_form(document.value, heads) if is_correction else ACTS[kind]
    careful = document.careful
    if ("kind",) not in careful.refused:
        findings.append(_unknown_kind(careful, kind))
    return None


def _unknown_kind(document: YamlDocument, kind: Any) -> Finding:
    if kind is None:
        return rules.MISSING.found(
            part_place(document), "缺少必填字段“kind”", "补上“kind: …”一行，说明是哪种文件"
        )
    labels = {term.label: term.value for term in ActKind}
    near = [labels[kind]] if kind in [*labels] else get_close_matches(str(kind), [*ACTS], 1, 0.5)
    names = "、".join(f"{term.value}（{term.label}）" for term in ActKind)
    return rules.NOT_A_TERM.found(
        Place(document.file, *document.marks[("kind",)]),
        f"“kind”写的是“{kind}”，不是已知的文件种类"
        if isinstance(kind, str)
        else "“kind”应为一个词",
        f"是否为“{near[0]}”？" if near else f"应为 {names} 之一",
    )


def read_file(path: Path) -> AnyDocument:
    """Document of a file, within the stated size and never through a link."""
    if path.is_symlink():
        return _refused(path, _linked(path))
    try:
        return read(path.as_posix(), _content(path), _content)
    except OSError as fault:
        return _refused(path, _cannot_read(path, fault))


def _content(path: str | Path) -> bytes:
    with Path(path).open("rb") as file:
        # One byte more than the bound tells that there is more.
        return file.read(LARGEST + 1)


def _refused(path: Path, finding: Finding) -> YamlDocument:
    document = YamlDocument(path.as_posix())
    document.findings.append(finding)
    return document


def _cannot_read(path: Path, fault: OSError) -> Finding:
    message = f"无法读取（{fault.strerror}）"
    return rules.UNREADABLE.found(Place(path.as_posix()), message, "检查该文件或文件夹的读取权限")


def _linked(path: Path) -> Finding:
    """A link is not followed: what it leads to may lie outside the registry, and change without a commit."""
    message = f"是一个链接，指向“{path.readlink()}”，不会被读取"
    return rules.UNREADABLE.found(Place(path.as_posix()), message, "删去链接，把文件本身放在这里")


def _surveyed(folder: Path) -> tuple[set[Path], list[Finding]]:
    """The folders that are links, and what in the registry cannot be listed."""
    unread: list[Finding] = []
    links = set(_linked_folders(folder, unread))
    return links, [*unread, *map(_linked, sorted(links))]


def _linked_folders(folder: Path, unread: list[Finding]) -> Iterator[Path]:
    walked = os.walk(folder, onerror=lambda e: unread.append(_cannot_read(Path(e.filename), e)))
    for root, folders, _ in walked:
        paths = (Path(root, name) for name in folders if not name.startswith("."))
        yield from (path for path in paths if path.is_symlink())


def _in_drawer(folder: Path, name: str, links: set[Path]) -> list[Path]:
    """Files in their place: an editor's hidden and lock files are not records; links are refused."""
    matching = folder.glob(DRAWERS[name][0])
    proper = (p for p in matching if p.is_file() or p.is_symlink())
    shown = (p for p in proper if not p.name.startswith((".", "~")))
    inside = (p for p in shown if not links or links.isdisjoint(p.parents))
    return sorted(inside, key=lambda path: path.parts)


def _no_folder(folder: Path) -> Finding:
    there = "不是文件夹" if folder.exists() else "不存在"
    message = f"登记文件夹“{folder}”{there}"
    return rules.NO_FOLDER.found(Place(str(folder)), message, "用 --registry 指明登记文件夹")


def _absent(folder: Path, drawers: dict[str, list[Path]]) -> Iterator[Finding]:
    for name in REQUIRED:
        if not drawers[name]:
            form = DRAWERS[name][0]
            missing = (folder / form).parent if "*" in form else folder / form
            message, fix = f"{folder.name}/ 中没有 {form}", "参照 docs/record-forms.md 建立该文件"
            yield rules.NO_FOLDER.found(Place(missing.as_posix()), message, fix)


# Where a file bears the id of its record, the id has a form that every system can hold.
BEARING_IDS = ("platforms", "batches", "regulations", NOTICES)
NOT_PORTABLE = re.compile(rf"{DEVICE}(?:\..*)?|.*[. ]|.*[<>:\"|?*\\].*", re.IGNORECASE | re.DOTALL)


def _unportable(folder: Path, drawers: dict[str, list[Path]]) -> Iterator[Finding]:
    """Folders, and files that bear no id, under a name that Windows cannot hold; each once."""
    unportable: dict[Path, None] = {}
    for name, paths in drawers.items():
        for path in paths:
            own = path.relative_to(folder)
            named = [*own.parents][:-1] if name in BEARING_IDS else [own, *own.parents][:-1]
            unportable |= {
                folder / each: None for each in named if NOT_PORTABLE.fullmatch(each.name)
            }
    for path in unportable:
        message = f"“{path.name}”是 Windows 不能用的名称"
        fix = '改名；不用 con、aux、nul 等设备名，不以点或空格结尾，不含 < > : " | ? * \\'
        yield rules.NOT_PORTABLE.found(Place(path.as_posix()), message, fix)


def _stray(folder: Path, known: set[Path]) -> Iterator[Finding]:
    for path in sorted(path for path in folder.rglob("*") if path not in known):
        relative = path.relative_to(folder)
        hidden = any(part.startswith((".", "~")) for part in relative.parts)
        is_folder = path.is_dir() and path.suffix != ".yaml"
        if not (is_folder or hidden or path.name in OTHERS):
            yield rules.STRAY_FILE.found(
                Place(path.as_posix()),
                f"“{relative.as_posix()}”不在登记文件夹的规定位置，不会被读取",
                "记录文件的扩展名为 .yaml，位置见 docs/record-forms.md；无关文件请移走",
            )


def drawer(file: str) -> str | None:
    """Drawer of a path within a registry; None for what is no record."""
    if file.rpartition("/")[2].startswith((".", "~")):
        return None
    lies = LYING.fullmatch(file)
    return lies and lies.lastgroup


def on_disk(folder: Path, like: Iterable[Blob]) -> dict[str, Blob]:
    """Record files of a folder, each by the hash that git would give its content.

    `like` holds hashes of the repository, whose length tells which hash it uses. A file
    that cannot be read is given none.
    """
    wide = any(len(blob) == SHA256_LENGTH for blob in like)
    paths = {path.relative_to(folder).as_posix(): path for path in folder.rglob("*.yaml")}
    return {f: _hashed(p, wide=wide) for f, p in paths.items() if drawer(f) and p.is_file()}


def _hashed(path: Path, *, wide: bool) -> Blob:
    try:
        content = path.read_bytes()
    except OSError:
        return ""
    framed = b"blob %d\0" % len(content) + content
    # Git's own name of a content, not a seal: collisions are git's concern.
    return (hashlib.sha256 if wide else hashlib.sha1)(framed).hexdigest()
