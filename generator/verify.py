"""Tells whether a copy of the register is whole, and whether its history is as before.

Needs nothing but Python's standard library: `python3 verify.py FOLDER|ADDRESS`. Every site
publishes this very file, and `registry verify` uses it. How to use it, and the form of the
log: docs/trust.md.
"""

import hashlib
import json
import subprocess
import sys
import tempfile
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal, InvalidOperation
from functools import partial
from http.client import HTTPException
from pathlib import Path
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
HOME, PAGE, DATA = "index.html", ".html", ("api/", "data/")
# What dates a file: two files of one build never differ in these.
OF_ONE_BUILD = ("as_of", "sequence", "commit")
# What a build that was killed leaves beside the site: a new site begun, an old one moved aside.
BEGUN, ASIDE = "new", "old"
# A server that never stops sending must not fill the memory of who verifies.
LARGEST = 1 << 30
# What a forged file may do to who reads it, besides saying other things.
MALFORMED = (KeyError, TypeError, AttributeError, ValueError, RecursionError)
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
    faults = [*log.faults, *_unlike_log(read, log)]
    statements = [f"日志 {log.size} 条，末条散列 {log.head}，{_verdict(faults)}。"]
    if names := _unpublished(read, log):
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
    try:
        with urlopen(address.rstrip("/") + "/" + quote(name), timeout=30) as answer:
            return _bounded(name, answer)
    except (OSError, HTTPException, ValueError):
        return None


def _bounded(name: str, file: IO[bytes]) -> bytes:
    content = file.read(LARGEST + 1)
    if len(content) > LARGEST:
        raise Unverifiable(f"{name} 大于 {LARGEST} 字节，没有读完，无法核验")
    return content


def _json(read: Read, name: str) -> Any:
    try:
        return json.loads(read(name) or b"")
    except (ValueError, RecursionError):
        raise Unverifiable(f"没有可读的 {name}，无法核验") from None


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
        head = json.loads(content)
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
    """Faults of a log that should continue an older one, told by its size and head.

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
    return sentence, faults or [*_taken_back(log, old)]


def _older_log(place: str) -> tuple[int, str, list[Entry]]:
    """Size, head and, where they are there, entries of a copy, a log file or a checkpoint."""
    if is_remote(place) or Path(place).is_dir():
        log = published_log(reader(place))
        if isinstance(log, str):
            raise Unverifiable(log)
        return log.size, str(log.head), log.entries
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


def _put_back(read: Read, against: str) -> list[str]:
    """A whole site of an earlier day; a checkpoint has no day, so it cannot tell."""
    if not is_remote(against) and not Path(against).is_dir():
        return []
    was, now = (manifest_of(each)["as_of"] for each in (reader(against), read))
    sentence = f"这一份截至 {now}，从前的那一份已经截至 {was}：放回了旧的网站"
    return [sentence] if now < was else []


# Records: what is published of each is what the log says was recorded.
NOTICE, PLATFORM, ERRATUM = "notice", "platform", "erratum"
FOLDERS = {NOTICE: "notices", PLATFORM: "platforms"}


def _unlike_log(read: Read, log: PublishedLog) -> Iterator[str]:
    """Every published record that the log does not tell of, or tells otherwise."""
    last = latest(log.entries)
    for (subject, name), entry in last.items():
        item, salt = entry.get("item"), entry.get("salt")
        if item is not None and commitment(salt or "", item) != entry["commitment"]:
            yield f"日志第 {entry['number']} 条：所附内容与承诺不符，{subject} {name} 被改动过"
        elif subject in FOLDERS:
            yield from _unlike_item(read, subject, name, item)
        elif item is None:
            yield f"日志第 {entry['number']} 条：没有附 {subject} {name} 的内容，无法对照"
    for subject, file in ((NOTICE, "notices"), (PLATFORM, "all")):
        for row in _json(read, f"{API}/{file}.json")[FOLDERS[subject]]:
            if (subject, row["id"]) not in last:
                yield f"{FOLDERS[subject]}/{row['id']}.json：日志中没有这条记录"
    yield from _unlike_errata(read, last)


def _unlike_errata(read: Read, last: dict[tuple[str, str], Entry]) -> Iterator[str]:
    """Errata, which are published in one list; a copy made before there were any has no list."""
    path = f"{API}/errata.json"
    logged = {name: entry.get("item") for (kind, name), entry in last.items() if kind == ERRATUM}
    if not logged and read(path) is None:
        return
    published = {each["id"]: each for each in _json(read, path)["errata"]}
    for name in sorted({*logged, *published}):
        if name not in published:
            yield f"{path}：缺少勘误 {name}，日志中有"
        elif name not in logged:
            yield f"{path}：日志中没有勘误 {name}"
        elif logged[name] != published[name]:
            yield f"{path}：勘误 {name} 与日志所记的不同"


def _unlike_item(read: Read, subject: str, name: str, item: Any) -> Iterator[str]:
    path = f"{API}/{FOLDERS[subject]}/{name}.json"
    if read(path) is None:
        # An act not yet issued on the day of the copy: then its content is not there either.
        if item is not None or subject != NOTICE:
            yield f"缺少 {path}：日志中有这条记录"
        return
    if item is None:
        yield f"{path}：日志没有附这条记录的内容，无法对照"
        return
    published = _json(read, path)[subject]
    for field in differing_fields(item, published):
        yield f"{path}：{field} 与日志所记的不同"


def _unpublished(read: Read, log: PublishedLog) -> list[str]:
    """Acts that the log names and nobody can read: not yet issued, or hidden."""
    return [
        name
        for (subject, name), entry in latest(log.entries).items()
        if subject == NOTICE
        and entry.get("item") is None
        and read(f"{API}/{FOLDERS[NOTICE]}/{name}.json") is None
    ]


def differing_fields(item: dict[str, Any], published: dict[str, Any]) -> Iterator[str]:
    """Fields of a record that are published otherwise or not at all, by their path in the record.

    A record is text throughout, a published file has numbers; a field that is published in
    another form is brought into that form. What is published besides is not looked at.
    """
    if "acts" in item:
        return _unlike_document(item, published)
    compare = _unlike_act if "kind" in item else _unlike_platform
    return compare(item, published)


def _unlike_document(item: dict[str, Any], published: dict[str, Any]) -> Iterator[str]:
    """A document of several acts: what it says beside them, then each act."""
    acts, others = item["acts"], published.get("acts", [])
    if len(acts) != len(others):
        yield "acts"
    yield from _unlike({n: v for n, v in item.items() if n != "acts"}, published, "")
    for at, (act, other) in enumerate(zip(acts, others, strict=False)):
        yield from (f"acts.{at}.{field}" for field in _unlike_act(act, other))


def _unlike_act(item: dict[str, Any], published: dict[str, Any]) -> Iterator[str]:
    rows, others = item.get("rows", []), published.get("rows", [])
    if len(rows) != len(others):
        yield "rows"
    head = {name: value for name, value in item.items() if name != "rows"}
    yield from _unlike(head, published, "")
    for at, (row, other) in enumerate(zip(rows, others, strict=False)):
        yield from _unlike(_row_as_published(row), other, f"rows.{at}.")


def _row_as_published(row: dict[str, Any]) -> dict[str, Any]:
    changes = {"name": "name_change", "operating_unit": "operating_unit_change"}
    fields = {changes.get(n, n) if isinstance(v, dict) else n: v for n, v in row.items()}
    if isinstance(figures := fields.pop("assessment", None), dict):
        fields["assessment"] = [
            {"criterion": name, ("holds" if value in ("true", "false") else "amount"): value}
            for name, value in figures.items()
        ]
    return fields


def _unlike_platform(item: dict[str, Any], published: dict[str, Any]) -> Iterator[str]:
    """Its name and its unit may have changed since: then they stand among the former ones."""
    unit = item.get("operating_unit", {})
    head = {name: value for name, value in item.items() if name not in ("name", "operating_unit")}
    if "kind" in unit:
        head["unit_kind"] = unit["kind"]
    if isinstance(head.get("division"), list):
        head["divisions"] = head.pop("division")
    yield from _unlike(head, published, "")
    identities = [published, *published.get("former_names", [])]
    first = {"name": item.get("name"), "operating_unit": unit.get("name")}
    first["credit_code"] = unit.get("credit_code")
    for name, value in first.items():
        if value is not None and value not in [each.get(name) for each in identities]:
            yield name


def _unlike(value: Any, published: Any, path: str) -> Iterator[str]:
    if isinstance(value, dict) and isinstance(published, dict):
        yield from (f"{path}{name}" for name in value.keys() - published.keys())
        for name in value.keys() & published.keys():
            yield from _unlike(value[name], published[name], f"{path}{name}.")
    elif isinstance(value, list) and isinstance(published, list) and len(value) == len(published):
        for at, (one, other) in enumerate(zip(value, published, strict=True)):
            yield from _unlike(one, other, f"{path}{at}.")
    elif not _is_same(value, published):
        yield path.rstrip(".")


def _is_same(value: Any, published: Any) -> bool:
    if isinstance(published, bool):
        return bool(value == str(published).lower())
    if isinstance(published, int | float) and isinstance(value, str):
        try:
            return Decimal(value) == Decimal(str(published))
        except InvalidOperation:
            return False
    return bool(value == published)


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
