"""Tells whether a copy of the register is whole, and whether its history is as before.

Needs nothing but Python's standard library: `python3 verify.py FOLDER|ADDRESS`. Every site
publishes this very file, and `registry verify` uses it. How to use it, and the form of the
log: docs/trust.md.
"""

import csv
import hashlib
import io
import json
import re
import sqlite3
import subprocess
import sys
import tempfile
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta
from decimal import Decimal, InvalidOperation
from functools import cached_property, partial
from http.client import HTTPException
from pathlib import Path
from threading import Thread
from typing import IO, Any
from urllib.parse import quote
from urllib.request import urlopen

USAGE = "用法：verify.py 文件夹|网址 [--against 从前的副本] [--key 公钥文件 [--signature 签名]]"
OPTIONS = ("--against", "--key", "--signature")
API = "api/v1"
MANIFEST, INDEX, LOG = (f"{API}/{name}.json" for name in ("manifest", "index", "log"))
CHECKPOINT = f"{API}/checkpoint.txt"
# Made after the build by who signs it, so that no manifest can list them.
SIGNATURES = (f"{CHECKPOINT}.sig", f"{CHECKPOINT}.minisig")
# Read by the web server and served to nobody, so looked at in a folder only.
SERVER_ONLY = ("_headers", ".htaccess", ".nginx-maps.conf", ".nginx-headers.conf")
HOME, PAGE, DATA, PROGRAM = "index.html", ".html", ("api/", "data/"), "data/verify.py"
# What dates a file: two files of one build never differ in these.
OF_ONE_BUILD = ("as_of", "sequence", "commit", "next_update")
# What a build that was killed leaves beside the site: a new site begun, an old one moved aside.
BEGUN, ASIDE = "new", "old"
# A server that never stops sending must not fill the memory of who verifies.
LARGEST = 1 << 30
# Nor must one that sends a byte now and then hold up who verifies: seconds for one file.
PATIENCE = 600
# What a forged file may do to who reads it, besides saying other things.
MALFORMED = (
    LookupError, TypeError, AttributeError, ValueError, ArithmeticError, RecursionError, sqlite3.Error,
)  # fmt: skip
# Binds a signature to its use: one made for mail or for a commit does not pass here.
NAMESPACE = "registry-log"
Read = Callable[[str], "bytes | None"]
Entry = dict[str, Any]
# What was looked at, and what is wrong: a sentence each.
Report = tuple[list[str], list[str]]


class Unverifiable(Exception):
    """Something needed is missing or cannot be read, which is not the same as being wrong."""


# The command: what is looked at, in which order, and how it is said.


def main(arguments: Iterable[str]) -> int:
    """Exit code of the command: 0 whole, 1 not whole, 2 wrong use or nothing to verify by."""
    places, options, rest = [], {}, list(arguments)
    while rest:
        word = rest.pop(0)
        if word in OPTIONS and rest:
            options[word] = rest.pop(0)
        else:
            places.append(word)
    if len(places) != 1 or places[0].startswith("--"):
        sys.stderr.write(f"{USAGE}\n")
        return 2
    return print_report(lambda: verify(places[0], *(options.get(name) for name in OPTIONS)))


def print_report(look: Callable[[], Report]) -> int:
    """Print what is wrong, then what was looked at; gives the exit code."""
    try:
        statements, faults = look()
    except (Unverifiable, OSError) as reason:
        sys.stderr.write(f"{_escaped(str(reason))}\n")
        return 2
    sys.stdout.write("".join(f"{_escaped(line)}\n" for line in (*faults, *statements)))
    return 1 if faults else 0


def verify(
    place: str, against: str | None = None, key: str | None = None, signature: str | None = None
) -> Report:
    """Report on the copy at a folder or an address: its files, its log, its records.

    `against` is an older copy, log or checkpoint; `key` a file of allowed signers, `signature`
    a file where the copy has none. Raises Unverifiable where there is nothing to verify by.
    """
    sys.stderr.write("".join(f"{_escaped(line)}\n" for line in leftovers(place)))
    count, faults = check_files(place)
    manifest, verdict = manifest_of(reader(place)), _verdict(faults)
    statements = [f"{build_sentence(manifest)}核对 {count} 个文件，{verdict}。"]
    if (program := reader(place)(PROGRAM)) and program != Path(__file__).read_bytes():
        statements.append(f"这一份所附的 {PROGRAM} 与正在运行的不同：版本不同，或者换掉了。")
    if not _has_pages(place, [row["path"] for row in manifest["files"]]):
        statements.append("这一份没有网页，是数据副本，没有核对网页。")
    try:
        more, others = _check_history(reader(place), against, key, signature)
    except (Unverifiable, *MALFORMED) as fault:
        reason = str(fault) if isinstance(fault, Unverifiable) else "日志或记录残缺，无法核验"
        if not faults:
            raise Unverifiable(reason) from None
        more, others = [f"{reason}。"], []
    return [*statements, *more], [*faults, *others]


def _check_history(
    read: Read, against: str | None, key: str | None, signature: str | None
) -> Report:
    log = published_log(read)
    if isinstance(log, str):
        if against or key:
            raise Unverifiable(log)
        return [log], _missing_log(read)
    copy = Copy(
        read, date.fromisoformat(manifest_of(read)["as_of"]), LoggedRecords(latest(log.entries))
    )
    faults = [*log.faults, *_unlike_promised(log), *copy.faults()]
    statements = [f"日志 {log.size} 条，末条散列 {log.head}，{_verdict(faults)}。", copy.statement]
    if names := copy.recorded.waiting:
        statements.append(f"日志中有 {len(names)} 份文件没有公布：{'、'.join(names)}。")
        statements.append("截至日还没有成文的，到成文日公布；别的都是被拿走了。")
    if against:
        sentence, breaks = _check_against(log, against)
        statements.append(sentence)
        faults += [*breaks, *_put_back(read, against)]
    if key:
        faults += _check_signature(read, key, signature)
        statements.append("已核对签名。")
    return statements, faults


def _verdict(faults: Sequence[str]) -> str:
    return f"{len(faults)} 处不符" if faults else "全部相符"


def _escaped(text: str) -> str:
    """Names and texts of a copy are anybody's: none may begin a line or command the terminal."""
    return "".join(
        sign if sign.isprintable() else sign.encode("unicode_escape").decode() for sign in text
    )


# Places: a file of a copy is read from a folder or over the network.


def is_remote(place: str) -> bool:
    """Whether a place is an address."""
    return place.startswith(("https://", "http://"))


def reader(place: str) -> Read:
    """Function that gives the bytes of a file by its path in the site; none where there is none."""
    if is_remote(place):
        return partial(_remote_content, place)
    return partial(_file_content, Path(place))


def is_inside(path: Any) -> bool:
    """Whether a path leads out of the copy on no system, and is the only name of its file."""
    if not isinstance(path, str) or not path.isprintable() or set(path) & {"\\", ":"}:
        return False
    return not {"", ".", ".."} & set(path.split("/"))


def _file_content(folder: Path, name: str) -> bytes | None:
    path = folder / name
    if not path.is_file():
        return None
    with path.open("rb") as file:
        return _bounded(name, file)


def _remote_content(address: str, name: str) -> bytes | None:
    """Content over the network; a server that sends a little for ever is given up, with everything."""
    came: list[bytes | Unverifiable | None] = []
    task = Thread(target=lambda: came.append(_fetched(address, name)), daemon=True)
    task.start()
    task.join(PATIENCE)
    if not came:
        raise Unverifiable(f"{name} {PATIENCE} 秒还没有传完，无法核验")
    if isinstance(content := came[0], Unverifiable):
        raise content
    return content


def _fetched(address: str, name: str) -> "bytes | Unverifiable | None":
    try:
        with urlopen(address.rstrip("/") + "/" + quote(name), timeout=30) as answer:
            return _bounded(name, answer)
    except Unverifiable as reason:
        return reason
    except (OSError, HTTPException, ValueError):
        return None


def _bounded(name: str, file: IO[bytes]) -> bytes:
    content = file.read(LARGEST + 1)
    if len(content) > LARGEST:
        raise Unverifiable(f"{name} 大于 {LARGEST} 字节，没有读完，无法核验")
    return content


def _json(read: Read, name: str) -> Any:
    try:
        return _parsed(read(name) or b"")
    except (ValueError, RecursionError):
        raise Unverifiable(f"没有可读的 {name}，无法核验") from None


def _parsed(content: bytes) -> Any:
    """JSON that every reader understands alike: UTF-8, no name twice in one object, no NaN."""
    return json.loads(content.decode(), object_pairs_hook=_once_each, parse_constant=_refused)


def _once_each(pairs: list[tuple[str, Any]]) -> Entry:
    if len(values := dict(pairs)) != len(pairs):
        raise ValueError("one name twice")
    return values


def _refused(word: str) -> Any:
    raise ValueError(word)


# Files: nothing is missing, added, altered or mixed, by the manifest.


def check_files(place: str) -> tuple[int, list[str]]:
    """Number of files that were compared with the manifest, and a sentence for each fault."""
    read, folder = reader(place), None if is_remote(place) else Path(place)
    manifest = manifest_of(read)
    passed_over = () if folder else SERVER_ONLY
    rows = {row["path"]: row for row in manifest["files"] if row["path"] not in passed_over}
    present = {*_files_of(folder)} if folder else set()
    foreign = [*_foreign(folder)] if folder else []
    due = [*rows]
    if not _has_pages(place, rows):
        due = [name for name in rows if name.startswith(DATA) or name in present]
    faults = [fault for name in due if (fault := _file_fault(read(name), rows[name], manifest))]
    faults += [f"多出 {name}：清单中没有" for name in sorted(present - rows.keys() - {*foreign})]
    faults += [f"多出 {name}：是链接或特殊文件，网站里没有这样的文件" for name in foreign]
    return len(due), faults


def manifest_of(read: Read) -> dict[str, Any]:
    """Manifest of a copy, which must name some files, each once, none of them elsewhere.

    Raises Unverifiable: without it nothing would be looked at, and all would seem well.
    """
    try:
        manifest: dict[str, Any] = _json(read, MANIFEST)
        paths = [row["path"] for row in manifest["files"]]
        date.fromisoformat(manifest["as_of"])
    except (KeyError, TypeError, ValueError):
        raise Unverifiable(f"没有可读的 {MANIFEST}，无法核验") from None
    if not paths or manifest.get("total") != len(paths) or not all(map(is_inside, paths)):
        raise Unverifiable(f"{MANIFEST} 是空的或者残缺，无法核验")
    if len(set(paths)) != len(paths) or not isinstance(manifest.get("commit"), str | None):
        raise Unverifiable(f"{MANIFEST} 自相矛盾，无法核验")
    return manifest


def build_sentence(manifest: dict[str, Any]) -> str:
    """Sentence on which build this is, so that an old site left in place is not taken for new."""
    commit = f"，提交 {manifest['commit'][:12]}" if manifest.get("commit") else ""
    return f"这是截至 {manifest.get('as_of')} 的一次发布{commit}。"


def leftovers(place: str) -> Iterator[str]:
    """Sentence for each folder that a killed build left beside a site, whole old sites first."""
    folder = Path(place)
    if is_remote(place) or not folder.parent.is_dir():
        return
    new, old = f".{folder.name}.{BEGUN}-", f".{folder.name}.{ASIDE}-"
    for path in sorted(folder.parent.iterdir()):
        if path.name.startswith(old) and (path / folder.name / MANIFEST).exists():
            yield f"旁边的 {path.name} 中有一份完整移开的旧网站，下次生成时会先放回。"
        elif path.name.startswith((new, old)):
            yield f"旁边的 {path.name} 是中断的生成留下的，或者正在生成；下次生成时自动清除。"


def _has_pages(place: str, names: Iterable[str]) -> bool:
    """A copy of the data alone has no page at all: then none is looked for.

    Over the network only the home page is asked for; one by one would take too long.
    """
    pages = (name for name in names if name.endswith(PAGE) and not name.startswith(DATA))
    return any(reader(place)(name) is not None for name in ([HOME] if is_remote(place) else pages))


def _files_of(folder: Path) -> Iterator[str]:
    """All files of a folder but those that no manifest can list."""
    names = (p.relative_to(folder).as_posix() for p in sorted(folder.rglob("*")) if p.is_file())
    return (name for name in names if name not in (MANIFEST, *SIGNATURES))


def _foreign(folder: Path) -> Iterator[str]:
    """Links, pipes and devices: what they give can change after it was looked at."""
    for path in sorted(folder.rglob("*")):
        if path.is_symlink() or not (path.is_file() or path.is_dir()):
            yield path.relative_to(folder).as_posix()


def _file_fault(content: bytes | None, row: dict[str, Any], manifest: dict[str, Any]) -> str | None:
    name = row["path"]
    if content is None:
        return f"缺少 {name}"
    is_same = hashlib.sha256(content).hexdigest() == row.get("sha256")
    if is_same and len(content) == row.get("size"):
        return None
    other = _other_build(content, manifest) if name.endswith(".json") else None
    return f"混入 {name}：{other}" if other else f"改动 {name}：与清单不符"


def _other_build(content: bytes, manifest: dict[str, Any]) -> str | None:
    """Build that a file is of, if it is whole but of another one."""
    try:
        head = _parsed(content)
        differing = {key: head[key] for key in OF_ONE_BUILD if head[key] != manifest[key]}
    except (ValueError, KeyError, TypeError, RecursionError):
        return None
    listed = "、".join(f"{key} 是 {value}" for key, value in differing.items())
    return f"不是同一次发布的（{listed}）" if listed else None


# The log: a chain of entries, each bound to the one before by its hash.
#
# An entry does not hold what was recorded but a commitment to it, with a salt that is
# published only as long as the content is: without the salt nobody can try out guesses.
ENTRY, CONTENT, SALT = b"\x00", b"\x02", b"\x03"
FIELDS = ("number", "on", "action", "subject", "id", "commitment", "previous")


def canonical(value: Any) -> bytes:
    """JSON with sorted keys and no spaces, in UTF-8: one value, one sequence of bytes."""
    text = json.dumps(value, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    return text.encode("utf-8", "surrogatepass")


def commitment(salt: str, item: Any) -> str:
    """Hash of what was recorded; says nothing about it to who does not know the salt."""
    return hashlib.sha256(CONTENT + bytes.fromhex(salt) + canonical(item)).hexdigest()


def salt_of(commit: str, subject: str, name: str) -> str:
    """Salt of what a commit recorded: the same for all who have the commit."""
    return hashlib.sha256(SALT + canonical([commit, subject, name])).hexdigest()


def entry_hash(entry: Entry) -> str:
    """Hash of an entry, in hexadecimal; the next entry names it as the previous one."""
    return hashlib.sha256(ENTRY + canonical({name: entry[name] for name in FIELDS})).hexdigest()


def head_of(entries: Iterable[Entry]) -> str | None:
    """Head of the chain: the hash of its last entry, which holds all the entries before.

    Worked out from the first entry on; what an entry says of the one before is not believed.
    """
    head = None
    for entry in entries:
        head = entry_hash({**entry, "previous": head})
    return head


def chain_faults(entries: Iterable[Entry]) -> Iterator[str]:
    """Sentence for each entry that does not follow upon the one before it."""
    before = None
    for number, entry in enumerate(entries, 1):
        if entry["number"] != number:
            yield f"日志第 {number} 条：编号是 {entry['number']}，次序不对或有缺失"
        elif entry["previous"] != before:
            yield f"日志第 {number} 条：与前一条接不上，前一条被改动过"
        before = entry_hash(entry)


def latest(entries: Iterable[Entry]) -> dict[tuple[str, str], Entry]:
    """Last entry on each subject and id; what was taken out of the register is not there."""
    last = {(entry["subject"], entry["id"]): entry for entry in entries}
    return {key: entry for key, entry in last.items() if entry["commitment"] is not None}


@dataclass(frozen=True)
class PublishedLog:
    """The log of a copy: its entries, its head as worked out from them, and what is wrong."""

    entries: list[Entry]
    head: str | None
    faults: list[str]

    @property
    def size(self) -> int:
        """Number of entries."""
        return len(self.entries)


def published_log(read: Read) -> PublishedLog | str:
    """Log of a copy; a sentence where the copy says that it has none."""
    if read(LOG) is None:
        return "这一份没有日志文件。"
    content = _json(read, LOG)
    try:
        if content["log"]["head"] is None:
            return f"这一份没有日志：{content['log']['unavailable']}"
        entries = content["entries"]
        head, faults = head_of(entries), [*chain_faults(entries)]
    except (KeyError, TypeError, AttributeError):
        raise Unverifiable(f"{LOG} 残缺，无法核验") from None
    for name in _astray(read, content, (len(entries), head)):
        faults.append(f"{name} 所写的条数或末条散列，与各条目算出的不符")
    return PublishedLog(entries, head, faults)


def checkpoint_head(content: bytes | None) -> tuple[int, str] | None:
    """Size and head that a checkpoint names; none where it cannot be read."""
    try:
        _, size, head = (content or b"").decode().split("\n")[:3]
        return int(size), bytes.fromhex(head).hex()
    except ValueError:
        return None


def _astray(read: Read, content: dict[str, Any], head: tuple[int, str | None]) -> Iterator[str]:
    """The files that name another size, or another head."""
    files = {LOG: content, **{name: _json(read, name) for name in (MANIFEST, INDEX)}}
    for name, file in files.items():
        named = file.get("log") or {}
        if (named.get("size"), named.get("head")) != head:
            yield name
    if checkpoint_head(read(CHECKPOINT)) != head:
        yield CHECKPOINT


def _missing_log(read: Read) -> list[str]:
    """Faults of a copy that has no log although it names one."""
    files = {name: _json(read, name) for name in (MANIFEST, INDEX)}
    named = [name for name, file in files.items() if (file.get("log") or {}).get("head")]
    return [f"{name} 写明有日志，但日志不见了" for name in named]


# An older log: today's begins with it, and nothing that it showed is hidden.


def continuation_faults(
    log: PublishedLog, size: int, head: str, old: Sequence[Entry] = ()
) -> list[str]:
    """Faults of a log that should continue an older one, public by its size and head.

    The older entries, where they are known, serve to point at the first that was changed.
    """
    if size > log.size:
        return [f"日志只有 {log.size} 条，从前有 {size} 条：有条目被删去"]
    if size > 0 and head_of(log.entries[:size]) == head:
        return []
    pairs = enumerate(zip(map(entry_hash, old), map(entry_hash, log.entries), strict=False), 1)
    first = next((number for number, (was, now) in pairs if was != now), None)
    where = f"最早在第 {first} 条" if first else "无从指出是哪一条"
    return [f"日志的前 {size} 条与从前的不同（{where}）：历史被改写过"]


def _check_against(log: PublishedLog, against: str) -> tuple[str, list[str]]:
    size, head, old = _older_log(against)
    faults = continuation_faults(log, size, head, old)
    verdict = "没有延续" if faults else "延续了"
    sentence = f"{verdict}从前的日志（{size} 条，末条散列 {head}）。"
    if any(entry["subject"] == EXCUSES for entry in log.entries[size:]):
        sentence += "此后特许（excused.yaml）有改动，不影响任何结论。"
    return sentence, faults or [*_taken_back(log, old), *dict.fromkeys(_unexplained(log, old))]


def _older_log(place: str) -> tuple[int, str, list[Entry]]:
    """Size, head and, where they are there, entries of a copy, a log file or a checkpoint."""
    if is_remote(place) or Path(place).is_dir():
        log = published_log(reader(place))
        if isinstance(log, str):
            raise Unverifiable(log)
        return log.size, str(log.head), log.entries
    if not Path(place).exists():
        raise Unverifiable(f"没有从前的副本 {place}，无法比较")
    content = Path(place).read_bytes()
    if (named := checkpoint_head(content)) is not None:
        return *named, []
    try:
        head = _json(lambda _: content, place)["log"]
        return int(head["size"]), str(head["head"]), []
    except (KeyError, TypeError, ValueError):
        raise Unverifiable("从前的那一份没有写明日志，无法比较") from None


def _taken_back(log: PublishedLog, old: list[Entry]) -> Iterator[str]:
    """Parts published with an entry and since taken out: the hashes do not tell, as they may not."""
    now = latest(log.entries)
    for key, was in latest(old).items():
        entry = now.get(key, was)
        is_same = entry["number"] == was["number"]
        if is_same and was.get("item") is not None and entry.get("item") is None:
            subject, name = key
            yield f"日志第 {was['number']} 条：从前公布过 {subject} {name} 的内容，如今没有"


# What says something by not being there (生效日不写即为成文日), by the kind of act: giving it later
# unsays that. Anything else that an act left out was unknown, and may be given.
EFFECT = "takes_effect_on"
SILENCE_SPEAKS = {
    "revocation": (EFFECT, "rows.bars_reapplication"),
    "renaming": (EFFECT, "rows.name", "rows.operating_unit", "rows.credit_code"),
    "withdrawal": (EFFECT,),
    "abolition": (EFFECT,),
    "validity_change": ("of_notices", "starts", "ends", "rows.starts", "rows.ends"),
    "publicity": ("rows.reviewed",),
    "announcement": ("rows.validity",),
    "review": ("rows.validity",),
    "annual_report": ("rows.filed",),
}
# Who a platform is: the other fields of its record may be edited freely.
IDENTIFYING = ("name", "operating_unit.name", "operating_unit.credit_code", "same_as")
# By what the items of a list are told from each other, wherever they stand in it.
KEYS = ("platform", "id", "term", "number")
# The mark of a redaction: its beginning, how it ends where it gives no reason, and the hash in it.
MARK, BARE = "（已隐去", re.compile("(?:，sha256:[0-9a-f]{64})?）")
DIGEST = re.compile("，sha256:([0-9a-f]{64})）")
SALTS = re.compile("[0-9a-f]{32,}")


def parted(text: str) -> tuple[list[str], list[str]]:
    """Pieces of a text before, between and behind its marks of redaction, and the marks.

    Done without a pattern, as `between` is: many marks that never end would keep one busy for ever.
    """
    pieces, marks, begin, end, at = list[str](), list[str](), 0, 0, text.find(MARK)
    while at >= 0 and (end := end if end > at else text.find("）", at)) >= 0:
        within = at + len(MARK)
        if text.startswith("：", within) or BARE.match(text, within):
            pieces.append(text[begin:at])
            marks.append(text[at : end + 1])
            begin = within = end + 1
        at = text.find(MARK, within)
    return [*pieces, text[begin:]], marks


def between(pieces: list[str], text: str) -> list[str] | None:
    """Texts between pieces that follow each other in a text, none of them empty; None where they do not.

    The pieces begin and end the text, and the first texts are as long as may be.
    """
    if len(pieces) == 1:
        return [] if pieces == [text] else None
    first, *middle, last = pieces
    at, backwards = len(text) - len(last), list[str]()
    for piece in reversed(middle):
        before = text.rfind(piece, 0, max(at - 1, 0))
        if before < 0:
            return None
        backwards.append(text[before + len(piece) : at])
        at = before
    fits = text.startswith(first) and text.endswith(last) and at > len(first)
    return [text[len(first) : at], *reversed(backwards)] if fits else None


def is_printed(text: str, words: str) -> bool:
    """Whether words say a text; a figure is not said by a longer one."""
    return re.search(rf"(?<!\d){re.escape(text)}(?!\d)", words) is not None


@dataclass(frozen=True)
class Changed:
    """One value of a record before and now, none where it is not given; `field` leads to it now."""

    field: str
    before: Any
    after: Any

    @property
    def plain(self) -> str:
        """Field without the places in lists, and without that of the act in its document."""
        parts = (part for part in self.field.split(".") if not part.isdecimal())
        return ".".join(parts).removeprefix("acts.")

    @property
    def marks(self) -> list[str]:
        """Marks of redaction that stood there."""
        return parted(self.before)[1] if isinstance(self.before, str) else []

    @property
    def is_redaction(self) -> bool:
        """Whether a mark stands in a text's place or in that of a part of it, and all else as before."""
        if not isinstance(self.after, str):
            return False
        pieces, marks = parted(self.after)
        if not isinstance(self.before, str):
            return pieces == ["", ""]
        return {*self.marks} <= {*marks} and between(pieces, self.before) is not None

    def is_proved(self, what: str) -> bool:
        """Whether the salt that an erratum tells gives the hash in each mark from the text that came back."""
        back, salts = between(parted(self.before)[0], str(self.after)), SALTS.findall(what)
        return back is not None and all(
            any(hashlib.sha256(f"{salt}{text}".encode()).hexdigest() in digests for salt in salts)
            for text, digests in zip(back, map(DIGEST.findall, self.marks), strict=True)
        )


def _unexplained(log: PublishedLog, old: list[Entry]) -> Iterator[str]:
    """Records edited or taken out since, without an erratum, a correction or a mark that says so."""
    now, fresh = latest(log.entries), [e for e in log.entries[len(old) :] if e.get("item")]
    for (subject, name), before in latest(old).items():
        entry, was = now.get((subject, name)), before.get("item")
        if subject == EXCUSES:
            continue
        if entry is None:
            yield f"日志第 {before['number']} 条：从前登记的 {subject} {name} 如今删去了"
        elif was and (item := entry.get("item")):
            edits = [*_edits(was, item, "")]
            hidden = {each.field.removesuffix("_unknown") for each in edits if each.is_redaction}
            for edit in edits:
                # A code cannot bear the mark: its `…_unknown` bears it instead.
                is_hidden = edit.is_redaction or (edit.after is None and edit.field in hidden)
                if not is_hidden and not _is_explained(subject, was, item, edit, fresh):
                    yield f"日志第 {entry['number']} 条：{subject} {name} 的 {edit.field} 改动过，没有勘误、更正或隐去"


def _edits(was: Any, now: Any, path: str) -> Iterator[Changed]:
    """Every place at which two versions of a record differ; items of a list by what names them."""
    if isinstance(was, dict) and isinstance(now, dict):
        for name in {**was, **now}:
            yield from _edits(was.get(name), now.get(name), f"{path}{name}.")
    elif _is_keyed(was) and _is_keyed(now):
        old, new = _keyed(was), _keyed(now)
        for key in {**old, **new}:
            at, item = old.get(key, (None, None))
            to, other = new.get(key, (at, None))
            yield from _edits(item, other, f"{path}{to}.")
    elif _listed(was) != _listed(now):
        yield Changed(path.rstrip("."), was, now)


def _is_keyed(value: Any) -> bool:
    return isinstance(value, list) and all(isinstance(each, dict) for each in value)


def _keyed(items: list[Entry]) -> dict[Any, tuple[int, Entry]]:
    """Items with their places, by what names them and how many of that name came before."""
    keyed, seen = dict[Any, tuple[int, Entry]](), Counter[Any]()
    for at, item in enumerate(items):
        name = repr(next((item[key] for key in KEYS if key in item), None))
        keyed[name, seen[name]] = at, item
        seen[name] += 1
    return keyed


def _is_explained(subject: str, was: Entry, now: Entry, edit: Changed, fresh: list[Entry]) -> bool:
    if subject == PLATFORM and not _identifies(edit):
        return True
    if subject in (NOTICE, PLATFORM):
        errata = [e["item"] for e in fresh if e["subject"] == ERRATUM]
        if any(_names(each, now, edit) for each in errata):
            return True
        acts = [act for e in fresh if e["subject"] == NOTICE for act in acts_of(e["item"])]
        # A correction says what a paper should have said, not what a mark stands for.
        if not edit.marks and any(_corrects(act, now, edit) for act in acts):
            return True
    return _completes(subject, was, edit)


def _identifies(edit: Changed) -> bool:
    """Whether an edit of a platform unsays who it was or is, or where it lay."""
    if edit.before is None:
        return False
    if edit.plain in IDENTIFYING:
        return True
    if edit.field == "division":
        # A lone code says nothing of days: another in its place unsays nothing.
        return not isinstance(edit.before, str)
    # One of several places may be made finer.
    is_finer = str(edit.after).startswith(str(edit.before).rstrip("0"))
    return edit.field.startswith("division.") and not is_finer


def _completes(subject: str, was: Entry, edit: Changed) -> bool:
    """Whether an edit only gives what was unknown, or puts the address of an original right."""
    if subject != NOTICE:
        # An edition's silence is a rule too, and an erratum says all that it says.
        return edit.before is None and subject not in (ERRATUM, "regulation", "site")
    act, plain = _act_at(was, edit.field), edit.plain
    if plain == "source.url":
        return edit.after is not None
    if plain in ("rows_complete", "window.working_days"):
        # Then the whole list, or the last day itself, was found.
        return edit.after in (None, "true")
    if edit.before is not None:
        # A day known to the month may become a day within it.
        return edit.field.endswith("_on") and str(edit.after).startswith(f"{edit.before}-")
    if plain == "rows":
        return act.get("rows_complete") == "false"
    if plain == "rows.validity" and act.get("kind") == "announcement":
        return not act.get("validity")
    is_said = act.get("kind") == "correction" and plain.startswith("rows.")
    speaks = (*SILENCE_SPEAKS.get(str(act.get("kind")), ()), "validity.ends", "rows.validity.ends")
    return not is_said and plain not in speaks


def _act_at(item: Entry, field_: str) -> Entry:
    """The act that a field belongs to: of several in one document, the one that the field leads to."""
    parts = field_.split(".")
    within = parts[0] == "acts" and len(parts) > 1 and "acts" in item
    act: Entry = item["acts"][min(int(parts[1]), len(item["acts"]) - 1)] if within else item
    return act


def _names(erratum: Entry, now: Entry, edit: Changed) -> bool:
    """Whether an erratum names the field, of one of several acts without its place in the document."""
    of, _, at = erratum["of"].partition("#")
    prefix = f"acts.{int(at) - 1}." if at else ""
    fields = [f"{prefix}{each}" for each in _listed(erratum["fields"])]
    is_named = of == now["id"] and edit.field in fields
    return is_named and (not edit.marks or edit.is_proved(erratum["what"]))


def _corrects(act: "LoggedAct", now: Entry, edit: Changed) -> bool:
    """Whether a correction names the field: by a row, or by printing the value in its own words."""
    name, field_ = now["id"], edit.plain.rpartition(".")[2]
    if act.kind != "correction":
        return False
    if "operating_unit" in now:
        is_meant = name in act.rows
        field_ = "operating_unit" if edit.plain == "operating_unit.name" else field_
    else:
        is_meant = str(act.item.get("corrects")).partition("#")[0] == name
        if place := edit.field.partition("rows.")[2].partition(".")[0]:
            is_whole = edit.plain == "rows"
            rows = [] if is_whole else _act_at(now, edit.field)["rows"]
            row = (edit.after or edit.before) if is_whole else rows[int(place)]
            name, field_ = row.get("platform"), [*edit.plain.split("."), "platform"][1]
    what = str(act.item.get("what"))
    return is_meant and (
        field_ in act.rows.get(name, {})
        or any(
            is_printed(text, what)
            for each in (edit.before, edit.after)
            for text in _spellings(each)
        )
    )


def _spellings(value: Any) -> Iterator[str]:
    """The ways in which a paper may print a value: as it is recorded, a day in Chinese too."""
    if isinstance(value, str):
        yield value
        if re.fullmatch(r"\d{4}-\d\d-\d\d", value):
            year, month, day = map(int, value.split("-"))
            yield f"{year}年{month}月{day}日"


def _put_back(read: Read, against: str) -> list[str]:
    """A whole site of an earlier day; a checkpoint has no day, so it cannot tell."""
    if not is_remote(against) and not Path(against).is_dir():
        return []
    was, now = (manifest_of(each)["as_of"] for each in (reader(against), read))
    sentence = f"这一份截至 {now}，从前的那一份已经截至 {was}：放回了旧的网站"
    return [sentence] if now < was else []


def _unlike_promised(log: PublishedLog) -> Iterator[str]:
    """Contents that are not what their entries commit to, and those withheld; acts aside, which may wait."""
    for (subject, name), entry in latest(log.entries).items():
        item, salt = entry.get("item"), entry.get("salt")
        if item is None and subject != NOTICE:
            yield f"日志第 {entry['number']} 条：没有附 {subject} {name} 的内容，无法对照"
        elif item is not None and commitment(salt or "", item) != entry["commitment"]:
            yield f"日志第 {entry['number']} 条：所附内容与承诺不符，{subject} {name} 被改动过"


# Records: what is published of each is what the log says was recorded, and nothing besides.
NOTICE, PLATFORM, ERRATUM, EXCUSES = "notice", "platform", "erratum", "excused"
FOLDERS = {NOTICE: "notices", PLATFORM: "platforms"}
# Other records, which are published in one list each: the file and the list in it.
LISTED = {
    "regulation": "regulations",
    "batch": "batches",
    ERRATUM: "errata",
    "departments": "departments",
}
# What a document of several acts says once for all of them.
SHARED = ("title", "document_number", "issued_on", "issuer", "regulation", "batch", "source")
# What no record says: it is worked out, and looked at further below.
WORKED_OUT = {
    NOTICE: {"kind_label", "effective_on", "corrected_by", "acts", "errata"},
    PLATFORM: {
        "division", "city", "functions", "former_names", "merged_records", "designations", "timeline",
        "history", "errata", "changes", "changes_unavailable",
    },
    "departments": {"city"},
}  # fmt: skip
# What a published field says where nothing was recorded, if not null or an empty list.
SILENT: dict[str, Any] = {"reviewed": False, "rows_complete": True, "whole": False, "unit": ""}


def differing_fields(item: dict[str, Any], published: dict[str, Any]) -> Iterator[str]:
    """Fields of a record that are published otherwise, not at all, or without being recorded.

    A record is text throughout, a published file has numbers; both are brought into one form.
    """
    if "acts" in item:
        return _unlike_document(item, published)
    return (_unlike_act if "kind" in item else _unlike_platform)(item, published)


def _unlike_document(item: Entry, published: Entry) -> Iterator[str]:
    """A document of several acts: what it says beside them, then each act with what all share."""
    acts, others = item["acts"], published["acts"]
    if len(acts) != len(others):
        yield "acts"
    beside = {name: value for name, value in item.items() if name != "acts"}
    common = {name: _common(others, name) for name in ("kind", "regulation", "batch")}
    yield from _unlike(beside | common, _told(published, NOTICE), "")
    once = {name: item[name] for name in SHARED if name in item}
    for at, (act, other) in enumerate(zip(acts, others, strict=False)):
        whole = {**once, **act, "id": f"{item['id']}#{at + 1}"}
        yield from (f"acts.{at}.{field}" for field in _unlike_act(whole, other))


def _common(acts: list[Entry], name: str) -> Any:
    """Value that all acts have alike; none where they differ."""
    values = [act.get(name) for act in acts]
    return values[0] if values[1:] == values[:-1] else None


def _told(published: Entry, subject: str) -> Entry:
    return {
        name: value for name, value in published.items() if name not in WORKED_OUT.get(subject, ())
    }


def _unlike_act(item: Entry, published: Entry) -> Iterator[str]:
    public, window = _told(published, NOTICE), item.get("window")
    if isinstance(window, dict) and "working_days" in window:
        # The last day of such a window is worked out by the calendar.
        public["window"] = {n: v for n, v in published["window"].items() if n != "ends"}
    rows = [_row_as_published(row) for row in item.get("rows", [])]
    return _unlike({**item, "rows": rows}, public, "")


def _row_as_published(row: Entry) -> Entry:
    changes = {"name": "name_change", "operating_unit": "operating_unit_change"}
    fields = {changes.get(n, n) if isinstance(v, dict) else n: v for n, v in row.items()}
    if isinstance(figures := fields.pop("assessment", None), dict):
        fields["assessment"] = [
            {"criterion": name, ("holds" if value in ("true", "false") else "amount"): value}
            for name, value in figures.items()
        ]
    return fields


def _unlike_platform(item: Entry, published: Entry) -> Iterator[str]:
    """Its name and its unit may have changed since: then the first of the former ones are compared."""
    unit = {"unit_kind" if n == "kind" else n: v for n, v in item["operating_unit"].items()}
    head = {n: v for n, v in item.items() if n != "operating_unit"} | unit
    head["operating_unit"] = unit["name"]
    head["name"] = item.get("name")
    head["divisions"] = _with_codes(head.pop("division", []))
    former = [] if item.get("same_as") else published["former_names"]
    first = {name: (former or [published])[0][name] for name in IDENTITY}
    return _unlike(head, {**_told(published, PLATFORM), **first}, "")


def _with_codes(value: Any) -> list[Any]:
    places = value if isinstance(value, list) else [value]
    return [each if isinstance(each, dict) else {"code": each} for each in places]


def _unlike(value: Any, published: Any, path: str) -> Iterator[str]:
    """Every place at which a recorded value and a published one differ; absence is a value."""
    if isinstance(value, dict) and isinstance(published, dict):
        for name in sorted({*value, *published}):
            if name not in value:
                yield from () if _is_silent(name, published[name]) else (f"{path}{name}",)
            elif name not in published:
                yield f"{path}{name}"
            else:
                yield from _unlike(value[name], published[name], f"{path}{name}.")
    elif isinstance(published, list) and isinstance(value, list | str):
        # A list of one may be written without brackets.
        yield from _unlike_lists(_listed(value), published, path)
    elif not _is_same(value, published):
        yield path.rstrip(".")


def _unlike_lists(values: list[Any], published: list[Any], path: str) -> Iterator[str]:
    if len(values) != len(published):
        yield path.rstrip(".")
    for at, (one, other) in enumerate(zip(values, published, strict=False)):
        yield from _unlike(one, other, f"{path}{at}.")


def _is_silent(name: str, value: Any) -> bool:
    if isinstance(value, dict):
        return all(_is_silent(inner, each) for inner, each in value.items())
    return value is None or value == [] or (name in SILENT and repr(value) == repr(SILENT[name]))


def _is_same(value: Any, published: Any) -> bool:
    if isinstance(published, bool):
        return bool(value == str(published).lower())
    if isinstance(published, int | float) and isinstance(value, str):
        try:
            return Decimal(value) == Decimal(str(published))
        except InvalidOperation:
            return False
    return bool(value == published)


# Acts: what the log says of each, once for all the platforms that it concerns.


@dataclass(frozen=True)
class LoggedAct:
    """One act: its fields as recorded, those of its document included, and its rows by platform."""

    item: Entry
    rows: dict[str, Entry]

    @property
    def id(self) -> str:
        """Its id: that of the document, with `#` and its number in one of several acts."""
        return str(self.item["id"])

    @property
    def document(self) -> str:
        """Id of its document."""
        return self.id.partition("#")[0]

    @property
    def kind(self) -> str:
        """Code of its kind."""
        return str(self.item["kind"])

    @property
    def issued(self) -> date:
        """Day of issue; raises Beyond where it is known to the month."""
        return _day(self.item.get("issued_on"))

    @property
    def effect(self) -> date:
        """Day from which it counts; raises Beyond where it is known to the month."""
        return _day(self.item.get("takes_effect_on") or self.item.get("issued_on"))

    def row_of(self, names: Sequence[str]) -> Entry | None:
        """Its row on a platform, under any id of it."""
        own = next((self.rows[name] for name in names if name in self.rows), None)
        return own or next((r for r in self.rows.values() if r.get("successor") in names), None)

    @property
    def days(self) -> Iterator[str]:
        """Days that a period may begin or end on by this act."""
        spans = [self.item, self.item.get("validity"), *self.rows.values()]
        spans += [row.get("validity") for row in self.rows.values()]
        texts = [each.get(name) for each in spans if each for name in ("starts", "ends")]
        for text in (*texts, _effect(self), self.item["issued_on"]):
            if isinstance(text, str):
                first, last = _span(text)
                yield from map(str, (first, last, last - ONE_DAY))

    def is_named(self, names: Any) -> bool:
        """Whether one or several references mean it, by its own id or by its document's."""
        return bool({self.id, self.document} & {*_listed(names)})


class Beyond(Exception):
    """An act whose effect the small fold does not know: then only its fit with the answer is asked."""


def _day(text: Any) -> date:
    first, last = _span(text) if isinstance(text, str) else (date.min, date.max)
    if first != last:
        raise Beyond
    return first


def _span(text: str) -> tuple[date, date]:
    """First and last day that a printed day, month or year may mean."""
    year, *rest = map(int, text.split("-"))
    first = date(year, *[*rest, 1, 1][:2])
    if len(rest) == 2:
        return first, first
    after = date(year + 1, 1, 1) if not rest or rest[0] == 12 else date(year, rest[0] + 1, 1)
    return first, after - ONE_DAY


def _listed(value: Any) -> list[Any]:
    return value if isinstance(value, list) else [] if value is None else [value]


class LoggedRecords:
    """Everything on record by the log, put in order once for all the platforms."""

    def __init__(self, entries: dict[tuple[str, str], Entry]) -> None:
        """`entries` are the last on each subject; `waiting` are acts that show no content."""
        shown = {key: e["item"] for key, e in entries.items() if isinstance(e.get("item"), dict)}
        # Acts that are not yet issued on the day of the copy, or hidden.
        self.waiting = [
            name for kind, name in entries if kind == NOTICE and (kind, name) not in shown
        ]
        self.items = shown
        self.by_subject: dict[str, list[Entry]] = {}
        for (kind, _), item in shown.items():
            self.by_subject.setdefault(kind, []).append(item)
        self.leading = {
            n for (kind, n), item in shown.items() if kind == PLATFORM and "same_as" in item
        }
        acts = [act for item in self.by_subject.get(NOTICE, ()) for act in acts_of(item)]
        self.acts = sorted(acts, key=lambda a: (_first(a), a.document, _number(a)))
        self.position = {act.id: at for at, act in enumerate(self.acts)}
        self.days = {day for act in self.acts for day in act.days}
        self.on_platform: dict[str, list[LoggedAct]] = {}
        self.by_name: dict[str, list[LoggedAct]] = {}
        # Lists by the publicity that they name, corrections by the act that they put right.
        self.following: dict[str, list[LoggedAct]] = {}
        for act in self.acts:
            for name in {act.id, act.document}:
                self.by_name.setdefault(name, []).append(act)
            for heir in {*act.rows, *(row.get("successor") for row in act.rows.values())}:
                self.on_platform.setdefault(str(heir), []).append(act)
            for before in {act.item.get("publicity"), act.item.get("corrects")}:
                self.following.setdefault(str(before), []).append(act)
        # Acts that mean platforms by the lists, or by the day, that they name; and whom nobody can tell.
        self.sweeping = [a for a in self.acts if {"of_notices", "granted_before"} & {*a.item}]
        self.swept: dict[str, list[LoggedAct]] = {}
        self.unsure: set[str] = set()
        for act in self.sweeping:
            self._sweep(act)

    def _sweep(self, act: LoggedAct) -> None:
        before = act.item.get("granted_before")
        lists = self.named(act.item.get("of_notices"))
        if before is not None:
            lists = [
                each for each in self.acts if _span(each.item["issued_on"])[1] < _span(before)[0]
            ]
        reached = {name for each in lists if each.kind in LISTS for name in each.rows}
        spared = self.named(act.item.get("except_listed_in"))
        for each in spared:
            if each.kind in (*LISTS, "publicity"):
                reached -= {n for n, row in each.rows.items() if row.get("outcome") != "failed"}
        for name in reached:
            self.swept.setdefault(name, []).append(act)
        if any(each.item.get("rows_complete") == "false" for each in spared):
            self.unsure |= reached

    def named(self, names: Any) -> list[LoggedAct]:
        """Acts that one or several references mean, by the id of an act or of a document."""
        return [act for name in _listed(names) for act in self.by_name.get(name, ())]

    def survivor(self, name: str) -> str:
        """Id of the record that stays, where an id leads to another."""
        passed = [name]
        while other := self.items.get((PLATFORM, passed[-1]), {}).get("same_as"):
            if other in passed:
                return name
            passed.append(other)
        return passed[-1]

    def names_of(self, name: str) -> list[str]:
        """Its id, and those that lead to it."""
        return [name, *(each for each in sorted(self.leading) if self.survivor(each) == name)]

    def led(self, row: Entry) -> Entry:
        """The row with the platforms that its ids lead to."""
        ids = {name: row[name] for name in ("platform", "successor") if name in row}
        return row | {name: self.survivor(id_) for name, id_ in ids.items()}

    def corrections_of(self, act: LoggedAct) -> list[LoggedAct]:
        """Corrections of an act; one that names a document means the act of it that lists the same."""
        of_document = {act.id: 0, act.document: 0}
        return [
            each
            for name in of_document
            for each in self.following.get(name, ())
            if each.kind == "correction" and (name == act.id or {*each.rows} & {*act.rows})
        ]


def _first(act: LoggedAct) -> str:
    return f"{act.item.get('issued_on')}-01-01"[: len("2021-01-01")]


def acts_of(item: Entry) -> Iterator[LoggedAct]:
    """Every act of a document, as recorded."""
    once = {name: item[name] for name in SHARED if name in item}
    parts = [item]
    if "acts" in item:
        ids = (f"{item['id']}#{at}" for at in range(1, len(item["acts"]) + 1))
        parts = [{**once, **act, "id": name} for name, act in zip(ids, item["acts"], strict=True)]
    for part in parts:
        yield LoggedAct(part, {row["platform"]: row for row in part.get("rows", [])})


# Answers: folded again from the acts, where those are of the plain kinds.
FOR_EVER, ONE_DAY = date.max, timedelta(days=1)
ENDINGS = {"revocation": "revoked", "withdrawal": "withdrawn", "abolition": "abolished"}
LISTS = ("announcement", "review")
# Of two endings on one day the graver counts.
GRAVITY = ("expired", "abolished", "withdrawn", "revoked")
# What may take away, hand on or reword other acts is beyond the small fold.
INTRICATE = ("correction", "reconsideration", "succession")
# A field of one row.
ROW = re.compile(r"rows\.(\d+)(?:\.|$)")
# Status, validity, designation and the acts that decide.
Answer = tuple[str, Any, "str | None", list[str]]


@dataclass
class Title:
    """One designation: its grant, its periods with the acts that made them, and how it ended."""

    grant: LoggedAct
    periods: list[tuple[date, date, list[LoggedAct]]]
    reviews: list[LoggedAct] = field(default_factory=list)
    ended: tuple[date, str, LoggedAct] | None = None
    over_from: date = FOR_EVER
    # A revocation came, in time or after it had run out: nothing softens that.
    is_closed: bool = False

    @property
    def may_go_on(self) -> bool:
        """Whether a later act may prolong it."""
        return self.ended is None and not self.is_closed

    def is_cut(self, day: date) -> bool:
        """Whether an act ended it by the day, or a later grant follows it."""
        return self.over_from <= day or (self.ended is not None and self.ended[0] <= day)

    def is_over(self, day: date) -> bool:
        """Whether it is cut, or has run out."""
        return self.is_cut(day) or self.periods[-1][1] < day

    def period_on(self, day: date) -> tuple[date, date, list[LoggedAct]] | None:
        """Period that covers the day."""
        covering = (p for p in reversed(self.periods) if p[0] <= day <= p[1])
        return None if self.is_cut(day) else next(covering, None)

    def is_meant(self, act: LoggedAct, platform: str) -> bool:
        """Whether an act that names lists, a day or nothing means this designation."""
        if row := act.rows.get(platform):
            return row.get("designation") is None or self.grant.is_named(row["designation"])
        if before := act.item.get("granted_before"):
            return self.grant.issued < _day(before)
        return any(
            each.is_named(act.item.get("of_notices")) for each in (self.grant, *self.reviews)
        )

    def is_granted_since(self, act: LoggedAct) -> bool:
        """Whether it was granted after an act took effect: in one document, if it is printed later."""
        if self.grant.document == act.document:
            return _number(self.grant) > _number(act)
        return self.grant.issued > act.effect


def _number(act: LoggedAct) -> int:
    return int(act.id.partition("#")[2] or 1)


class LoggedPlatform:
    """Acts that concern one platform, and what they come to on a day."""

    def __init__(self, name: str, recorded: "LoggedRecords") -> None:
        """The platform under this id, with what is recorded under the ids that lead to it."""
        self.name, self.recorded = name, recorded
        self.names = recorded.names_of(name)
        # A correction is no act on the platform: it rewords the row of one.
        rows = self.every
        self.listing = [act for act in rows if act.kind != "correction"]
        swept = [act for act in recorded.swept.get(name, ()) if act not in self.listing]
        self.own = sorted([*self.listing, *swept], key=lambda act: recorded.position[act.id])
        is_intricate = len(self.names) > 1 or any(act.kind in INTRICATE for act in rows)
        self.is_plain = not is_intricate and name not in recorded.unsure

    @cached_property
    def in_order(self) -> list[LoggedAct]:
        """Acts in the order in which they count: of one day, endings after the rest."""
        granting = {act.document for act in self.own if act.kind not in ENDINGS}

        def order(act: LoggedAct) -> tuple[date, bool]:
            counts = act.effect if act.kind in ENDINGS else act.issued
            return max(act.issued, counts), act.document not in granting

        return sorted(self.own, key=order)

    def titles(self, day: date) -> list[Title]:
        """Designations as the acts leave them; changes and reviews count from their issue."""
        titles: list[Title] = []
        for act in self.in_order:
            if act.kind == "announcement":
                self._grant(titles, act)
            elif act.kind == "review":
                self._review(titles, act, day)
            elif act.kind == "validity_change" and act.issued <= day:
                self._change(titles, act)
            elif act.kind in ENDINGS:
                self._end(titles, act)
        return titles

    def _grant(self, titles: list[Title], act: LoggedAct) -> None:
        first, last = self._printed(act)
        for older in titles:
            if older.periods[0][0] < first:
                older.over_from = min(older.over_from, first)
        titles.append(Title(act, [(first, last, [act])]))

    def _printed(self, act: LoggedAct) -> tuple[date, date]:
        validity = act.rows[self.name].get("validity") or act.item.get("validity") or {}
        if not {"starts", "ends"} <= {*validity}:
            raise Beyond
        first, last = _span(validity["starts"])[0], _span(validity["ends"])[1]
        if last < first:
            raise Beyond
        return first, last

    def _review(self, titles: list[Title], act: LoggedAct, day: date) -> None:
        going = [each for each in titles if each.may_go_on]
        row = act.rows[self.name]
        if row["outcome"] == "failed":
            return
        if not going or row.get("validity_unknown"):
            raise Beyond
        if act.issued > day:
            return
        going[-1].reviews.append(act)
        if row.get("validity"):
            before = going[-1].periods[-1][2]
            going[-1].periods.append((*self._printed(act), [*before, act]))

    def _change(self, titles: list[Title], act: LoggedAct) -> None:
        row = act.rows.get(self.name, {})
        starts, ends = (row.get(name) or act.item.get(name) for name in ("starts", "ends"))
        going = [each for each in titles if each.may_go_on]
        if self.name in act.rows and not row.get("designation"):
            alive = [each for each in going if not each.is_over(act.issued)]
            if len(alive) > 1:
                raise Beyond
            meant = alive or going[-1:]
        else:
            meant = [each for each in going if each.is_meant(act, self.name)]
        for title in meant:
            first, last, by = title.periods[-1]
            if starts and act.issued < first:
                first = _span(starts)[0]
            if ends:
                last = max(_span(ends)[1], min(act.issued - ONE_DAY, last))
            if last < first:
                raise Beyond
            title.periods[-1] = (first, last, [*by, act])

    def _end(self, titles: list[Title], act: LoggedAct) -> None:
        ended = (act.effect, ENDINGS[act.kind], act)
        for title in titles:
            begun = min(title.periods[0][0], title.grant.issued) <= act.effect
            known = title.grant.issued <= max(act.effect, act.issued)
            old = title.ended
            is_graver = old is not None and old[0] == ended[0] and _gravity(old) < _gravity(ended)
            reaches = begun and known and not title.is_over(act.effect)
            if title.is_meant(act, self.name):
                title.ended = ended if is_graver or reaches else old
                title.is_closed |= act.kind == "revocation" and begun and known
        if act.kind == "withdrawal" and not titles:
            raise Beyond

    @property
    def every(self) -> list[LoggedAct]:
        """Acts on it, with corrections and with those that hand a title on to it."""
        return [act for each in self.names for act in self.recorded.on_platform.get(each, ())]

    def is_erratum(self, item: Entry) -> bool:
        """Whether an erratum is of this record, or of its row in an act."""
        rows = [*map(ROW.match, _listed(item["fields"]))]
        listed = [
            row for act in self.recorded.named(item["of"]) for row in [[*act.rows]] if all(rows)
        ]
        return item["of"] in self.names or any(
            names[int(row[1])] in self.names
            for names in listed
            for row in rows
            if row and int(row[1]) < len(names)
        )

    def answer(self, day: date) -> Answer:
        """Answer of one day; raises Beyond where the acts are not plain."""
        if not self.is_plain:
            raise Beyond
        titles = self.titles(day)
        revoked = [a for a in self.own if a.kind == "revocation" and a.effect <= day]
        fresh = [t for t in titles if all(t.is_granted_since(act) for act in revoked)]
        covering = [(p, t) for t in titles if (p := t.period_on(day))]
        coming = [
            (period, title)
            for title in fresh
            if title.grant.issued <= day and not title.period_on(day) and not title.is_over(day)
            for period in [p for p in title.periods if day < p[0]][:1]
        ]
        for status, chosen in (("in_force", covering), ("announced", coming)):
            if chosen:
                period, title = max(chosen, key=lambda each: each[0][0])
                return status, _days(period), title.grant.id, [act.id for act in period[2]]
        return self._untitled(titles, revoked, day)

    def _untitled(self, titles: list[Title], revoked: list[LoggedAct], day: date) -> Answer:
        begun = [(p, t) for t in titles for p in t.periods if p[0] <= day and not t.is_cut(p[0])]
        period, title = max(begun, key=lambda each: each[0][0], default=(None, None))
        rest = (_days(period), title.grant.id if title else None)
        granted = [t for t in titles if min(t.grant.issued, t.periods[0][0]) <= day]
        standing = [a for a in revoked if not any(t.is_granted_since(a) for t in granted)]
        if standing:
            return "revoked", *rest, [min(standing, key=lambda act: act.effect).id]
        for status, publicity in (
            ("under_publicity", self.open_publicity(day)),
            ("awaiting_announcement", self._waiting(titles, day)),
        ):
            if publicity:
                return status, *rest, [publicity.id]
        return self._ended(titles, revoked, day, rest)

    def _ended(
        self, titles: list[Title], revoked: list[LoggedAct], day: date, rest: tuple[Any, str | None]
    ) -> Answer:
        ends = [((a.effect, "revoked", a), [a]) for a in revoked]
        for title in titles:
            first, last, by = title.periods[0][0], *title.periods[-1][1:]
            if title.ended and title.ended[0] <= day:
                ends.append((title.ended, [title.ended[2]]))
            elif not title.is_cut(day) and day >= max(first, last + ONE_DAY):
                ends.append(((last + ONE_DAY, "expired", by[-1]), by))
        if not ends:
            return "not_designated", None, None, []
        end, acts = max(ends, key=lambda each: (each[0][0], _gravity(each[0])))
        return end[1], *rest, [act.id for act in acts]

    def _publicities(self) -> Iterator[tuple[date, date, LoggedAct]]:
        for act in self.own:
            if act.kind == "publicity" and (window := act.item.get("window")):
                yield _day(window.get("starts")), _day(window.get("ends")), act

    def open_publicity(self, day: date) -> LoggedAct | None:
        """The publicity that is open on a day."""
        return next(
            (a for first, last, a in self._publicities() if first <= day <= last and not self._upheld(a, day)),
            None,
        )  # fmt: skip

    def _upheld(self, publicity: LoggedAct, day: date) -> LoggedAct | None:
        decided = [
            act
            for act in self.own
            if act.kind == "objection" and publicity.is_named(act.item.get("publicity"))
            and act.issued <= day
        ]  # fmt: skip
        last = max(decided, key=lambda act: act.issued, default=None)
        return last if last and last.rows[self.name]["outcome"] == "upheld" else None

    def _waiting(self, titles: list[Title], day: date) -> LoggedAct | None:
        """The last publicity closed by the day, if nothing has settled it."""
        closed = [
            (first, act)
            for first, last, act in self._publicities()
            if last < day or (first <= day and self._upheld(act, day))
        ]
        if not closed:
            return None
        opened, last = max(closed, key=lambda each: each[0])
        ending = {id(t.ended[2]): t.ended[0] for t in titles if t.ended}
        ending |= {id(a): a.effect for a in self.own if a.kind in ("revocation", "withdrawal")}
        is_settled = self._upheld(last, day) or any(
            opened <= act.issued and (act.issued if act.kind in LISTS else ending.get(id(act), FOR_EVER)) <= day
            for act in self.own
        )  # fmt: skip
        return None if is_settled or self._is_passed_over(last, day) else last

    def _is_passed_over(self, publicity: LoggedAct, day: date) -> bool:
        is_review = publicity.rows[self.name].get("reviewed") == "true"
        return any(
            act.kind == ("review" if is_review else "announcement")
            and self.name not in act.rows
            and act.item.get("rows_complete") != "false"
            and act.issued <= day
            for name in {publicity.id, publicity.document}
            for act in self.recorded.following.get(name, ())
        )

    def revoked_on(self, day: date) -> LoggedAct | None:
        """A revocation that holds on the day by itself: nothing but a later grant or a decision softens it."""
        if any(act.kind in INTRICATE for act in self.own):
            return None
        grants = [_span(a.item["issued_on"])[0] for a in self.own if a.kind == "announcement"]
        revoked = [
            act
            for act in self.own
            if act.kind == "revocation" and "designation" not in (act.row_of(self.names) or {})
            and not any(on >= _span(_effect(act))[1] for on in grants)
        ]  # fmt: skip
        return next((act for act in revoked if _span(_effect(act))[1] <= day), None)

    # Who it is, and who runs it.

    def identities(self) -> list[tuple[date | None, dict[str, Any]]]:
        """Name, unit and code from the first on, each with its first day; raises Beyond."""
        if not self.is_plain:
            raise Beyond
        item, unit = self.item, self.item["operating_unit"]
        values = (item.get("name"), unit["name"], unit.get("credit_code"))
        known: list[tuple[date | None, dict[str, Any]]] = [
            (None, dict(zip(IDENTITY, values, strict=True)))
        ]
        renamings = [(_day(r.get("takes_effect_on") or _effect(a)), r) for a, r in self.renamings]
        if len({on for on, _ in renamings}) != len(renamings):
            raise Beyond
        for on, row in sorted(renamings, key=lambda each: each[0]):
            new = {n: row[n]["to"] for n in IDENTITY[:2] if n in row}
            code = {"credit_code": row["credit_code"]} if "credit_code" in row else {}
            known.append((on, {**known[-1][1], **new, **code}))
        return known

    @property
    def item(self) -> Entry:
        """Its own record."""
        item: Entry = self.recorded.items[PLATFORM, self.name]
        return item

    @property
    def renamings(self) -> list[tuple[LoggedAct, Entry]]:
        """Acts that rename it or its unit, each with its row."""
        return [
            (act, act.rows[self.name])
            for act in self.own
            if act.kind == "renaming" and self.name in act.rows
        ]

    @property
    def codes(self) -> set[str | None]:
        """Codes of whoever ran it; none among them where nobody knows, or where another took over."""
        codes = {self.item["operating_unit"].get("credit_code")}
        for _, row in self.renamings:
            codes |= {row["credit_code"]} if "credit_code" in row else set()
            codes |= {None} if row.get("same_legal_person") == "false" else set()
        return codes

    @property
    def bars(self) -> Iterator[tuple[Entry, bool]]:
        """Bars that its revocations may bring, each with whether its words or its article say so."""
        for act in self.own:
            edition = self.recorded.items.get(("regulation", act.item["regulation"]), {})
            if act.kind != "revocation" or not (term := edition.get("bar")):
                continue
            row, first = act.rows.get(self.name, {}), _span(_effect(act))[1]
            last = _years_on(first, int(term["years"]))
            is_meant = row.get("article") is None or term.get("article") in (None, row["article"])
            says = row.get("bars_reapplication", str(is_meant).lower())
            yield {"starts": str(first), "ends": str(last), "by": act.id}, says == "true"


def _years_on(day: date, years: int) -> date:
    is_leap_day = (day.month, day.day) == (2, 29)
    return day.replace(year=day.year + years, day=28 if is_leap_day else day.day)


def _gravity(ended: tuple[date, str, LoggedAct]) -> int:
    return GRAVITY.index(ended[1])


def _days(period: tuple[date, date, list[LoggedAct]] | None) -> Any:
    return {"starts": str(period[0]), "ends": str(period[1])} if period else None


# Copies: what every file says against the records, against what follows from them, and file against file.
IDENTITY = ("name", "operating_unit", "credit_code")
SUMMARY = ("id", "kind", "title", "document_number", "issued_on", "issuer", "regulation", "batch")
# What a list says of a platform on its day, as the stretch of that day says it.
OF_A_DAY = (
    "status", "caveats", "explanation", "decided_by", "designation", "validity", "bar", "status_since",
    "event", "sentence",
)  # fmt: skip
# What only the lists say of a day before anything on record.
UNSAID = ("sentence", "explanation", "status_label", "caveats", "bar")
OF_A_SPELL = ("status", "status_since", "event")
# The words for each status, which must stand beside its code wherever that stands.
WORDS = {
    "in_force": "有效", "announced": "已公布待生效", "undetermined": "已认定，是否有效不明",
    "revoked": "已撤销", "under_publicity": "公示中", "awaiting_announcement": "公示期满待公布",
    "withdrawn": "已退出", "abolished": "已废止", "expired": "期满", "not_designated": "未认定",
}  # fmt: skip
# What stands before the record in a file of one.
OPENING = ("schema_version", "title", "demonstration", "disclaimer", "licence")
# Kinds of acts that a status rests on, one of them at least.
RESTS_ON = {
    "revoked": {"revocation"},
    "withdrawn": {"withdrawal", "succession"},
    "abolished": {"abolition"},
    "under_publicity": {"publicity"},
    "awaiting_announcement": {"publicity"},
}
# One file each, by the id of its record; the first must be there.
FILES = {
    NOTICE: ("api/v1/notices/{}.json", "notices/{}/index.html"),
    PLATFORM: (
        "api/v1/platforms/{}.json", "platforms/{}/index.html", "badges/{}.svg", "feeds/platforms/{}.atom",
    ),
}  # fmt: skip


@dataclass
class Copy:
    """The data of a copy: how it is read, its day, and what its log holds."""

    read: Read
    as_of: date
    recorded: LoggedRecords
    refolded: int = 0
    intricate: int = 0
    openings: set[str] = field(default_factory=set)
    builds: set[str] = field(default_factory=set)
    miscounted: set[str] = field(default_factory=set)

    def json(self, name: str) -> Any:
        """A file below api/v1."""
        content = _json(self.read, f"{API}/{name}.json")
        self.openings.add(_opening_of(content))
        if "as_of" in content:
            self.builds.add(repr([content.get(key) for key in OF_ONE_BUILD]))
        sizes = [len(v) for n, v in content.items() if isinstance(v, list) or n == "status"]
        if sizes and "total" in content and content["total"] not in sizes:
            self.miscounted.add(f"{API}/{name}.json")
        return content

    @property
    def statement(self) -> str:
        """Sentence on how far the answers were folded again."""
        rest = (
            f"；另 {self.intricate} 处涉及更正、复议、承继或未印明的日子，只核对所据的文件"
            if self.intricate
            else ""
        )
        return f"由文件重推各平台每段首末日的结论 {self.refolded} 处{rest}。"

    @cached_property
    def bars(self) -> "Bars":
        """Bars of every person."""
        return Bars(self.recorded)

    @cached_property
    def listed(self) -> dict[str, Entry]:
        """Lines of `all.json` by platform."""
        return {row["id"]: row for row in self.json("all")["platforms"]}

    @cached_property
    def spells(self) -> dict[str, Entry]:
        """Entries of `history.json` by platform."""
        return {each["id"]: each for each in self.json("history")["platforms"]}

    @cached_property
    def last_changes(self) -> Any:
        """The file of the last changes, which every platform is compared with: read once."""
        return self.json("changes")

    @cached_property
    def changes(self) -> dict[str, list[Entry]]:
        """Changes of each platform by `changes.json` and its earlier parts."""
        last, public = self.last_changes, dict[str, list[Entry]]()
        parts = [self.json(name.removesuffix(".json"))["changes"] for name in last["parts"]]
        for change in (each for part in (*parts, last["changes"]) for each in part):
            if change["subject"] == PLATFORM:
                rest = {n: v for n, v in change.items() if n not in ("subject", "id")}
                public.setdefault(change["id"], []).append(rest)
        return public

    def _opening(self, path: str) -> Iterator[str]:
        """Whose data it is, and whether it is a demonstration: as recorded, and in every file alike."""
        for site in self._of_subject("site"):
            public, is_demo = self.json("all"), site.get("demo") == "true"
            claims = (public["title"], public["demonstration"], bool(public["disclaimer"]))
            licence = public["licence"] if "licence" in site else None
            if claims != (site["title"], is_demo, is_demo) or licence != site.get("licence"):
                yield f"{path}：名称、许可或者是否演示数据与日志所记的不同"
            if public["next_update"] != str(self.as_of + int(site["update_days"]) * ONE_DAY):
                yield f"{path}：最迟哪一天更新与日志所记的不同"
            if public["sequence"] != len(self._of_subject(NOTICE)):
                yield f"{path}：在录的文件数与日志所记的不同"
            yield from self._addresses(site["base_url"])
        yield from (f"{name}：total 与所列的个数不同" for name in sorted(self.miscounted))
        if len(self.openings) > 1:
            yield "各文件开头的名称、许可或者演示数据的声明不一致"
        manifest = manifest_of(self.read)
        if self.builds != {repr([manifest.get(key) for key in OF_ONE_BUILD])}:
            yield "各份名单的截至日、文件数或提交与清单的不一致"

    def _addresses(self, base: str) -> Iterator[str]:
        """Addresses that programs follow lead to no other site."""
        origin = (self.read(CHECKPOINT) or b"").decode().partition("\n")[0]
        if origin != base.partition("://")[2].rstrip("/"):
            yield f"{CHECKPOINT}：写的是别的网站 {origin}"
        servers = _json(self.read, f"{API}/openapi.json")["servers"]
        for name, value in (("index", self.json("index")["files"]), ("openapi", servers)):
            texts = re.findall(r"https?://[^\"]*", json.dumps(value))
            others = (each for each in texts if not each.startswith(base))
            yield from (f"{API}/{name}.json：指向别的网站 {each}" for each in others)

    def faults(self) -> Iterator[str]:
        """Everything that does not fit, file by file; a file that cannot be understood is one fault."""
        for (subject, name), item in self.recorded.items.items():
            path = f"{API}/{FOLDERS.get(subject, '')}/{name}.json"
            if subject == NOTICE:
                yield from _guarded(path, self._notice(path, name, item))
            elif subject == PLATFORM:
                yield from _guarded(path, self._platform(path, name, item))
        for subject, name in LISTED.items():
            yield from _guarded(f"{API}/{name}.json", self._list(subject, name))
        for path, look in (
            ("notices", self._notices), ("all", self._all), ("status", self._status),
            ("history", self._history), ("manifest", self._groups), ("all", self._opening),
        ):  # fmt: skip
            yield from _guarded(f"{API}/{path}.json", look(f"{API}/{path}.json"))
        for path, rows in (
            ("data/platforms.csv", _csv_rows),
            ("data/registry.sqlite", _sqlite_rows),
        ):
            yield from _guarded(path, self._table(path, rows))

    def _record(self, subject: str, name: str) -> Entry:
        """A record in the file of its own, which holds nothing besides."""
        content = self.json(f"{FOLDERS[subject]}/{name}")
        if content.keys() != {*OPENING, subject}:
            raise Unverifiable
        record: Entry = content[subject]
        return record

    @cached_property
    def kinds(self) -> dict[str, str]:
        """Words for the kinds of acts."""
        return {each["code"]: each["label"] for each in self.json("terms")["terms"]["kinds"]}

    # Acts.

    def _notice(self, path: str, name: str, item: Entry) -> Iterator[str]:
        published = self._record(NOTICE, name)
        for field_ in differing_fields(item, published):
            yield f"{path}：{field_} 与日志所记的不同"
        if any(each["kind_label"] != self.kinds.get(each["kind"]) for each in published["acts"]):
            yield f"{path}：kind_label 与 {API}/terms.json 的不同"
        acts = [*acts_of(item)]
        if len(acts) != len(published["acts"]):
            yield f"{path}：acts 与日志所记的不同"
        for act, public in zip(acts, published["acts"], strict=False):
            if "acts" not in item:
                same = {n: v for n, v in published.items() if n not in ("acts", "errata")}
                yield from (
                    f"{path}：acts.0.{n} 与文件所载不同" for n in _differing(same, public, public)
                )
            if public["effective_on"] != _effect(act):
                yield f"{path}：{act.id} 的生效日不是 {_effect(act)}"
            if sorted(public["corrected_by"]) != sorted(
                each.id for each in self.recorded.corrections_of(act)
            ):
                yield f"{path}：corrected_by 与日志所记的更正不同"
        yield from self._errata(path, published, lambda each: each["of"].partition("#")[0] == name)

    def _errata(
        self, path: str, published: Entry, is_meant: Callable[[Entry], bool]
    ) -> Iterator[str]:
        """Errata of a record, all of them as recorded; those of a single row stand at its platform too."""
        logged = {each["id"]: each for each in self._of_subject(ERRATUM)}
        public = {each["id"]: each for each in published["errata"]}
        must = {name for name, each in logged.items() if is_meant(each)}
        if must - public.keys() or any(
            [*_unlike(logged.get(n), each, "")] for n, each in public.items()
        ):
            yield f"{path}：errata 与日志所记的勘误不同"

    def _of_subject(self, subject: str) -> list[Entry]:
        return self.recorded.by_subject.get(subject, [])

    # Platforms.

    def _platform(self, path: str, name: str, item: Entry) -> Iterator[str]:
        published = self._record(PLATFORM, name)
        for field_ in differing_fields(item, published):
            yield f"{path}：{field_} 与日志所记的不同"
        survivor = self.recorded.survivor(name)
        platform = LoggedPlatform(survivor, self.recorded)
        yield from self._entries(path, platform, published)
        yield from self._errata(path, published, platform.is_erratum)
        yield from self._derived(path, platform, published)
        yield from self._answers(path, platform, published)
        if survivor == name:
            yield from self._names(path, platform, published)
            yield from self._row(path, self.listed[name], published)
            yield from self._spells(path, self.spells[name], published)
        listed = (self.changes.get(name, []), self.last_changes["unavailable"])
        if (published["changes"], published["changes_unavailable"]) != listed:
            yield f"{path}：changes 与 {API}/changes.json 的不同"

    def _derived(self, path: str, platform: "LoggedPlatform", published: Entry) -> Iterator[str]:
        """Faults of what no record says by itself: it must come from the acts on a platform and its places."""
        rows = [act.row_of(platform.names) or {} for act in platform.every]
        named = {function for row in rows for function in _listed(row.get("functions"))}
        # A record that was merged stands where the one does that remains.
        is_merged = platform.name != published["id"]
        standing = self._record(PLATFORM, platform.name) if is_merged else published
        codes = [each["code"] for each in standing["divisions"]]
        place, city = published["division"], published["city"] or ""
        # On the day of the copy some acts may not be issued yet.
        is_whole = not self.recorded.waiting
        if is_whole and platform.is_plain and not {*published["functions"]} <= named:
            yield f"{path}：functions 不出自任何文件"
        if place not in (None, *codes) or not str(place).startswith(city.rstrip("0")):
            yield f"{path}：division、city 与所在地的沿革不符"
        for each in published["designations"]:
            days = {(each["validity"] or {}).get(end) for end in ("starts", "ends")}
            if is_whole and not days - {None} <= self.recorded.days:
                yield f"{path}：designations 中 {each['decided_by']} 的有效期不出自任何文件"
        merged = {each["id"] for each in published["merged_records"]}
        if not is_merged and merged != {*platform.names[1:]}:
            yield f"{path}：merged_records 与日志所记的 same_as 不同"
        if any(WORDS.get(at["status"]) != at["label"] for at in published["timeline"]):
            yield f"{path}：timeline 的 label 不是状态的名称"
        if any(self.kinds.get(each["kind"]) != each["kind_label"] for each in published["history"]):
            yield f"{path}：history 的 kind_label 与 {API}/terms.json 的不同"

    def _entries(self, path: str, platform: "LoggedPlatform", published: Entry) -> Iterator[str]:
        """The acts on a platform, and its row in each, corrections applied."""
        public = {entry["id"]: entry for entry in published["history"]}
        named = {act.id: act for act in platform.own}
        must = (
            named
            if platform.is_plain
            else {a.id for a in platform.listing if a.rows.keys() & {*platform.names}}
        )
        corrections = [act for act in platform.every if act.kind == "correction"]
        corrected = self.recorded.named([act.item.get("corrects") for act in corrections])
        may = {**named, **{act.id: act for act in (*self.recorded.sweeping, *corrected)}}
        for id_ in sorted({*must} - public.keys()):
            yield f"{path}：history 缺少 {id_}"
        for id_ in sorted(public.keys() - may.keys()):
            yield f"{path}：history 多出 {id_}，日志中的这份文件没有列这个平台"
        for id_ in sorted(public.keys() & may.keys()):
            act, entry = may[id_], public[id_]
            if [*_differing({n: act.item.get(n) for n in SUMMARY}, entry, SUMMARY)]:
                yield f"{path}：history 中 {id_} 的标题、文号或日期与日志所记的不同"
            yield from self._history_row(path, act, platform, entry)

    def _history_row(
        self, path: str, act: LoggedAct, platform: "LoggedPlatform", entry: Entry
    ) -> Iterator[str]:
        row, corrections = act.row_of(platform.names), self.recorded.corrections_of(act)
        if entry["effective_on"] != _effect(act):
            yield f"{path}：history 中 {act.id} 的生效日不是 {_effect(act)}"
        if not any(self.recorded.corrections_of(each) for each in corrections):
            for each in sorted(corrections, key=lambda act: self.recorded.position[act.id]):
                row = {**(row or {}), **(each.row_of(platform.names) or {})} or None
            recorded = None if row is None else _row_as_published(self.recorded.led(row))
            for field_ in _unlike(recorded, entry["row"], "row."):
                yield f"{path}：history 中 {act.id} 的 {field_.rstrip('.')} 与日志所记的不同"
        if entry["corrected_by"] not in (None, *(each.id for each in corrections)):
            yield f"{path}：history 中 {act.id} 的 corrected_by 不是一份更正"

    def _names(self, path: str, platform: "LoggedPlatform", published: Entry) -> Iterator[str]:
        """Names, unit and code of every time, as the renamings make them."""
        try:
            known = platform.identities()
        except Beyond:
            return
        past = [each for each in known if each[0] is None or each[0] <= self.as_of]
        public = [*published["former_names"], published]
        if [values for _, values in past] != [{n: each[n] for n in IDENTITY} for each in public]:
            yield f"{path}：历次名称、单位、代码与更名文件所载的不同"
        starts = [str(on) for on, _ in past[1:]]
        if starts != [str(_day(each["ends"]) + ONE_DAY) for each in public[:-1]]:
            yield f"{path}：历次名称的起止日与更名文件所载的不同"

    def _answers(self, path: str, platform: "LoggedPlatform", published: Entry) -> Iterator[str]:
        """Every stretch of days on its first and last day, and that none is left out."""
        before: Entry | None = None
        for at in published["timeline"]:
            first, last = _day(at["starts"]), _day(at["ends"]) if at["ends"] else None
            if before and before["ends"] != str(first - ONE_DAY):
                yield f"{path}：{at['starts']} 以前的一段缺了日子"
            if platform.is_plain:
                yield from self._since(path, before, at)
            for day in sorted({first, last or first}):
                if day <= self.as_of or not self.recorded.waiting:
                    yield from self._answer(path, platform, at, day)
            before = at
        if before is None or before["ends"] is not None:
            yield from (
                ()
                if not published["timeline"] and not platform.own
                else (f"{path}：timeline 不完整",)
            )

    def _since(self, path: str, before: Entry | None, at: Entry) -> Iterator[str]:
        goes_on = before and all(before[n] == at[n] for n in ("status", "designation"))
        since = before["status_since"] if before and goes_on else at["starts"]
        if before is None and at["status"] == "not_designated":
            since = None
        if at["status_since"] != since:
            yield f"{path}：{at['starts']} 起的状态，起算日 {at['status_since']} 与各段推得的 {since} 不同"

    def _answer(self, path: str, platform: "LoggedPlatform", at: Entry, day: date) -> Iterator[str]:
        public = (at["status"], at["validity"], at["designation"], at["decided_by"])
        try:
            answer, noticed = platform.answer(day), platform.open_publicity(day)
        except Beyond:
            self.intricate += 1
            yield from self._fit(path, platform, at, day)
        else:
            self.refolded += 1
            if at["under_publicity_by"] != (noticed and noticed.id):
                yield f"{path}：{day} 的公示 {_brief(at['under_publicity_by'])} 与公示文件所载的不同"
            if public != answer:
                yield f"{path}：{day} 的结论 {_worded(public)} 与由文件推得的 {_worded(answer)} 不同"
        try:
            bar = self.bars.on(platform, day)
        except Beyond:
            bar = at["bar"]
            if bar is not None and bar not in self.bars.possible:
                yield f"{path}：{day} 的限制期 {_brief(bar)} 不出自任何撤销文件"
        if bar != at["bar"]:
            yield f"{path}：{day} 的限制期 {_brief(at['bar'])} 与由撤销文件推得的 {_brief(bar)} 不同"

    def _fit(self, path: str, platform: "LoggedPlatform", at: Entry, day: date) -> Iterator[str]:
        """Faults of an answer beyond the small fold: it must rest on acts that are there and may say so."""
        acts = {act.id: act for act in self.recorded.named(at["decided_by"])}
        if missing := [each for each in at["decided_by"] if each not in acts]:
            yield f"{path}：{day} 的结论所据的 {'、'.join(missing)} 不在日志中"
        wanted = RESTS_ON.get(
            at["status"], set(LISTS) if at["status"] != "not_designated" else set()
        )
        if wanted and not wanted & {act.kind for act in acts.values()}:
            yield f"{path}：{day} 的状态 {at['status']} 没有相应的文件为据"
        for name, text in (at["validity"] or {}).items():
            if text is not None and text not in self.recorded.days:
                yield f"{path}：{day} 的有效期 {name} {text} 不出自任何文件"
        if (revoked := platform.revoked_on(day)) and at["status"] != "revoked":
            yield f"{path}：{day} 应为 revoked（{revoked.id}），却是 {at['status']}"

    # Lists.

    def _row(self, path: str, row: Entry, published: Entry) -> Iterator[str]:
        """The line of a platform in the lists, and the file of it."""
        day, blank = str(self.as_of), {"status": "not_designated", "caveats": [], "decided_by": []}
        held = [at for at in published["timeline"] if at["starts"] <= day <= (at["ends"] or day)]
        unsaid = {name: row[name] for name in UNSAID}
        at = {**held[0], "status_label": held[0]["label"]} if held else blank | unsaid
        expected = {name: at.get(name) for name in (*OF_A_DAY, "status_label")}
        expected |= {"barred_until": (expected["bar"] or {}).get("ends"), "as_of": day}
        expected |= {
            n: published[n] for n in (*IDENTITY, "division", "city", "functions", "former_names")
        }
        numbers = {(each["row"] or {}).get("number") for each in published["history"]}
        if not {*row["certificate_numbers"]} <= numbers:
            yield f"{API}/all.json：{row['id']} 的 certificate_numbers 不出自任何文件"
        badge = f"badges/{row['id']}.svg"
        if (image := self.read(badge)) and f"：{WORDS[row['status']]}" not in image.decode():
            yield f"{badge}：写的不是 {WORDS[row['status']]}"
        for field_ in _differing(expected, row, expected):
            yield f"{API}/all.json：{row['id']} 的 {field_} 与 {path} 的不同"

    def _spells(self, path: str, brief: Entry, published: Entry) -> Iterator[str]:
        """`history.json`, which leaves out what is empty and tells no bar within a spell."""
        fields = (*OF_A_SPELL, "caveats", "explanation", "decided_by", "designation")
        public = [{n: at[n] or None for n in fields} for at in published["timeline"]]
        spells = [{n: spell.get(n) or None for n in fields} for spell in brief["spells"]]
        starts = {spell["starts"]: n for n, spell in enumerate(brief["spells"])}
        at = -1
        for stretch, values in zip(published["timeline"], public, strict=True):
            at = starts.get(stretch["starts"], at)
            if at < 0 or spells[at] != values:
                yield f"{API}/history.json：{brief['id']} 自 {stretch['starts']} 的一段与 {path} 的不同"
        if not starts.keys() <= {at["starts"] for at in published["timeline"]}:
            yield f"{API}/history.json：{brief['id']} 的段数与 {path} 的不同"
        known = [e for e in brief["names"] if (e["starts"] or "") <= str(self.as_of)]
        borne = [*published["former_names"], published]
        if [{n: e[n] for n in IDENTITY} for e in known] != [
            {n: e[n] for n in IDENTITY} for e in borne
        ]:
            yield f"{API}/history.json：{brief['id']} 的名称与 {path} 的不同"
        last = (brief["places"] or [{"division": None, "city": None}])[-1]
        if [last[n] for n in ("division", "city")] != [published[n] for n in ("division", "city")]:
            yield f"{API}/history.json：{brief['id']} 的所在地与 {path} 的不同"
        if brief["designations"] != published["designations"]:
            yield f"{API}/history.json：{brief['id']} 的历次认定与 {path} 的不同"

    def _notices(self, path: str) -> Iterator[str]:
        rows = {row["id"]: row for row in self.json("notices")["notices"]}
        logged = {name for kind, name in self.recorded.items if kind == NOTICE}
        yield from (f"{path}：缺少 {name}" for name in sorted(logged - rows.keys()))
        yield from (f"{path}：{name} 日志中没有这条记录" for name in sorted(rows.keys() - logged))
        for name in sorted(logged & rows.keys()):
            published = self.json(f"notices/{name}")[NOTICE]
            for field_ in _differing(rows[name], published, rows[name]):
                yield f"{path}：{name} 的 {field_} 与 {API}/notices/{name}.json 的不同"

    def _all(self, path: str) -> Iterator[str]:
        own = {
            n for k, n in self.recorded.items if k == PLATFORM and self.recorded.survivor(n) == n
        }
        yield from (
            f"{path}：{name} 日志中没有这条记录" for name in sorted(self.listed.keys() - own)
        )
        yield from (f"{path}：缺少 {name}" for name in sorted(own - self.listed.keys()))

    def _status(self, path: str) -> Iterator[str]:
        public = self.json("status")
        caveats = {name: row["caveats"] for name, row in self.listed.items() if row["caveats"]}
        merged = {
            n: s
            for k, n in self.recorded.items
            if k == PLATFORM and (s := self.recorded.survivor(n)) != n
        }
        words = {each["code"]: each["label"] for each in self.json("terms")["terms"]["statuses"]}
        if any(words.get(code) != word for code, word in WORDS.items()):
            yield f"{API}/terms.json：状态的名称与应有的不同"
        expected = {
            "status": {n: row["status"] for n, row in self.listed.items()},
            "caveats": caveats,
            "same_as": merged,
        }
        yield from (
            f"{path}：{name} 与 {API}/all.json 的不同"
            for name in _differing(expected, public, expected)
        )

    def _history(self, path: str) -> Iterator[str]:
        if self.spells.keys() != self.listed.keys():
            yield f"{path}：所列的平台与 {API}/all.json 的不同"

    def _list(self, subject: str, name: str) -> Iterator[str]:
        """Records that are published in one list; a copy made before there were any has no list."""
        path = f"{API}/{name}.json"
        items = self._of_subject(subject)
        if subject == "departments":
            items = [each for item in items for each in item["departments"]]
        logged = {item["id"]: item for item in items}
        if not logged and self.read(path) is None:
            return
        published = {each["id"]: each for each in self.json(name)[name]}
        yield from (
            f"{path}：缺少 {each}，日志中有" for each in sorted(logged.keys() - published.keys())
        )
        yield from (
            f"{path}：日志中没有 {each}" for each in sorted(published.keys() - logged.keys())
        )
        for each in sorted(logged.keys() & published.keys()):
            item, public = dict(logged[each]), _told(published[each], subject)
            if subject == "departments" and "city" in item:
                item["cities"] = _with_codes(item.pop("city"))
            for field_ in _unlike(item, public, ""):
                yield f"{path}：{each} 的 {field_} 与日志所记的不同"

    def _groups(self, path: str) -> Iterator[str]:
        """Every list of some of the platforms, and every file of one record."""
        names = [row["path"] for row in _json(self.read, path)["files"]]
        for name in names:
            group, _, code = name.removeprefix(f"{API}/").removesuffix(".json").partition("/")
            if name == f"{API}/platforms.json" or (
                code and name.endswith(".json") and group in GROUPS
            ):
                public = self.json(name.removeprefix(f"{API}/").removesuffix(".json"))["platforms"]
                rows = {row["id"]: row for row in public}
                if rows != {n: row for n, row in self.listed.items() if _is_in(row, group, code)}:
                    yield f"{name}：所列的平台与 {API}/all.json 的不同"
        for subject, patterns in FILES.items():
            known = {name for kind, name in self.recorded.items if kind == subject}
            for pattern in patterns:
                start, end = pattern.split("{}")
                ids = {
                    p[len(start) : -len(end)]
                    for p in names
                    if p.startswith(start) and p.endswith(end)
                }
                stray = sorted(each for each in ids - known if each and "/" not in each)
                yield from (f"多出 {pattern.format(each)}：日志中没有这条记录" for each in stray)

    def _table(self, path: str, rows_of: Callable[[bytes], list[Entry]]) -> Iterator[str]:
        """The tables that most people take: what each says of a platform against `all.json`."""
        content = self.read(path)
        if content is None:
            return
        rows = {row["id"]: row for row in rows_of(content)}
        if rows.keys() != self.listed.keys():
            yield f"{path}：所列的平台与 {API}/all.json 的不同"
        for name in sorted(rows.keys() & self.listed.keys()):
            for column, value in _columns(self.listed[name]):
                if (rows[name][column] or "").removeprefix("'") != value.removeprefix("'"):
                    yield f"{path}：{name} 的 {column} 与 {API}/all.json 的不同"


COLUMNS = (
    "division", "city", "status", "status_label", "status_since", "event", "explanation", "sentence",
    "designation", "barred_until",
)  # fmt: skip
# Steps after which a database that never ends is given up.
STEPS = 100_000_000
# Lists of some of the platforms, each in a folder of its own.
GROUPS = ("cities", "functions")


def _is_in(row: Entry, group: str, code: str) -> bool:
    """Whether a list should hold a platform."""
    if group in GROUPS:
        return code == row["city"] if group == "cities" else code in row["functions"]
    return bool(row["status"] == "in_force")


def _columns(row: Entry) -> Iterator[tuple[str, str]]:
    for name in (*IDENTITY, *COLUMNS):
        yield name, row[name] or ""
    validity, bar = row["validity"] or {}, row["bar"] or {}
    yield from ((f"validity_{name}", validity.get(name) or "") for name in ("starts", "ends"))
    yield from (("bar_starts", bar.get("starts") or ""), ("bar_by", bar.get("by") or ""))
    yield "decided_by", ";".join(row["decided_by"])
    yield "caveats", ";".join(each["code"] for each in row["caveats"])


def _csv_rows(content: bytes) -> list[Entry]:
    return [*csv.DictReader(io.StringIO(content.decode("utf-8-sig")))]


def _sqlite_rows(content: bytes) -> list[Entry]:
    database = sqlite3.connect(":memory:")
    database.row_factory = sqlite3.Row
    database.set_progress_handler(lambda: True, STEPS)
    database.deserialize(content)
    return [dict(row) for row in database.execute("SELECT * FROM platforms")]


def _opening_of(content: Entry) -> str:
    return repr([content.get(name) for name in ("title", "demonstration", "disclaimer", "licence")])


def _guarded(path: str, faults: Iterator[str]) -> Iterator[str]:
    """Faults of one file; one that cannot be understood is named, and the rest still looked at."""
    try:
        yield from faults
    except (Unverifiable, Beyond, *MALFORMED):
        yield f"{path}：残缺，或者所涉的文件残缺，无法对照"


def _differing(expected: Entry, public: Entry, names: Iterable[str]) -> Iterator[str]:
    return (name for name in names if expected.get(name) != public.get(name))


def _effect(act: LoggedAct) -> Any:
    return act.item.get("takes_effect_on") or act.item.get("issued_on")


def _worded(answer: Iterable[Any]) -> str:
    return "，".join(_brief(each) for each in answer)


def _brief(value: Any) -> str:
    """A value in a sentence, cut where it is long: a forger chooses it."""
    if isinstance(value, dict):
        by = f"（{value['by']}）" if "by" in value else ""
        value = f"{value.get('starts')}至{value.get('ends')}{by}"
    elif isinstance(value, list):
        value = "、".join(map(str, value))
    return "无" if value in (None, "") else str(value)[:60]


class Bars:
    """Bars by the code of the person barred; of codes that changed hands nothing is concluded."""

    def __init__(self, recorded: LoggedRecords) -> None:
        """Every revocation on record brings one, where its edition and its words say so."""
        self.by_code: dict[str | None, list[Entry]] = {}
        self.possible: list[Entry] = []
        self.unsure: set[str | None] = {None}
        for name in [name for kind, name in recorded.items if kind == PLATFORM]:
            platform = LoggedPlatform(name, recorded)
            if len(platform.codes) > 1 or not platform.is_plain or recorded.survivor(name) != name:
                self.unsure |= platform.codes
            for bar, is_sure in platform.bars:
                self.possible.append(bar)
                for code in platform.codes if is_sure else ():
                    self.by_code.setdefault(code, []).append(bar)

    def on(self, platform: "LoggedPlatform", day: date) -> Entry | None:
        """The bar on a platform's unit on a day, of several the one that lasts longest."""
        codes = platform.codes
        if len(codes) > 1 or codes & self.unsure or not platform.is_plain:
            raise Beyond
        held = [
            b
            for c in codes
            for b in self.by_code.get(c, ())
            if b["starts"] <= str(day) <= b["ends"]
        ]
        return max(held, key=lambda bar: bar["ends"], default=None)


# Signatures: made and looked at by `ssh-keygen`, which nearly every machine has.


def _check_signature(read: Read, key: str, signature: str | None) -> list[str]:
    """A sentence where no trusted key has signed; `key` is a file of allowed signers."""
    content = Path(signature).read_bytes() if signature else read(SIGNATURES[0])
    checkpoint = read(CHECKPOINT)
    if content is None or checkpoint is None:
        raise Unverifiable(f"没有 {CHECKPOINT} 或它的签名，无法核验签名")
    with tempfile.TemporaryDirectory() as folder:
        file = Path(folder) / "signature"
        file.write_bytes(content)
        return [] if _is_signed(checkpoint, file, key) else [f"{CHECKPOINT} 的签名不成立"]


def _is_signed(content: bytes, signature: Path, key: str) -> bool:
    trust = ("-s", str(signature), "-f", key)
    signers = _ssh_keygen(b"", "find-principals", *trust).stdout.decode().splitlines()
    return any(
        _ssh_keygen(content, "verify", "-n", NAMESPACE, "-I", signer, *trust).returncode == 0
        for signer in signers
    )


def _ssh_keygen(content: bytes, *arguments: str) -> subprocess.CompletedProcess[bytes]:
    command = ["ssh-keygen", "-Y", *arguments]
    try:
        return subprocess.run(command, input=content, capture_output=True, check=False)
    except FileNotFoundError:
        raise Unverifiable("没有安装 ssh-keygen，无法核验签名") from None


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
