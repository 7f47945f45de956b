"""核验 Tells whether a copy of the register is whole, and whether its history is as before.

Needs nothing but Python's standard library: `python3 verify.py FOLDER|ADDRESS|PROOF`.
Made from generator/verifier/ by `make docs`; see docs/trust.md.
"""

import base64
import hashlib
import json
import subprocess
import sys
import tempfile
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal, InvalidOperation
from http.client import HTTPException
from pathlib import Path
from typing import IO, Any
from urllib.parse import quote
from urllib.request import urlopen

# 默克尔树 The hash tree of RFC 6962: one root for a list, and short proofs about it.
#
# A proof of inclusion shows that an entry is in the list of a root; a proof of
# consistency shows that the list of one root begins with the list of another.
LEAF, NODE = b"\x00", b"\x01"
Hashes = Sequence[bytes]


class Forged(ValueError):
    """不成立 A proof that does not have the form it must have."""


def leaf_hash(content: bytes) -> bytes:
    """叶 Of one entry."""
    return hashlib.sha256(LEAF + content).digest()


def root_of(leaves: Hashes) -> bytes:
    """根 Of all leaves, in one pass: equal subtrees are joined as soon as they stand side by side."""
    peaks: list[tuple[int, bytes]] = []
    for leaf in leaves:
        size, top = 1, leaf
        while peaks and peaks[-1][0] == size:
            size, top = 2 * size, _node(peaks.pop()[1], top)
        peaks.append((size, top))
    if not peaks:
        return hashlib.sha256(b"").digest()
    root = peaks.pop()[1]
    while peaks:
        root = _node(peaks.pop()[1], root)
    return root


def inclusion_path(index: int, leaves: Hashes) -> list[bytes]:
    """包含证明 What has to be joined to one leaf to arrive at the root, from the leaf up."""
    if len(leaves) == 1:
        return []
    cut = _split(len(leaves))
    if index < cut:
        return [*inclusion_path(index, leaves[:cut]), root_of(leaves[cut:])]
    return [*inclusion_path(index - cut, leaves[cut:]), root_of(leaves[:cut])]


def consistency_path(size: int, leaves: Hashes) -> list[bytes]:
    """一致性证明 That the first `size` leaves are still the first ones."""
    return [] if size == 0 else _subproof(size, leaves, is_whole=True)


def root_from_inclusion(leaf: bytes, index: int, size: int, path: Hashes) -> bytes:
    """由包含证明得根 The root at which a leaf arrives by its path."""
    if not 0 <= index < size:
        raise Forged("编号不在范围内")
    if size == 1:
        return _nothing_left(path, leaf)
    rest, last, cut = *_last(path), _split(size)
    if index < cut:
        return _node(root_from_inclusion(leaf, index, cut, rest), last)
    return _node(last, root_from_inclusion(leaf, index - cut, size - cut, rest))


def roots_from_consistency(
    sizes: tuple[int, int], path: Hashes, old_root: bytes, *, is_whole: bool = True
) -> tuple[bytes, bytes]:
    """由一致性证明得两根 Both roots at which the path arrives; `old_root` is the one claimed."""
    old, new = sizes
    if not 0 < old <= new:
        raise Forged("条数不在范围内")
    if old == new:
        top = _nothing_left(path, old_root) if is_whole else _nothing_left(path[1:], *path[:1])
        return top, top
    rest, last, cut = *_last(path), _split(new)
    if old <= cut:
        first, second = roots_from_consistency((old, cut), rest, old_root, is_whole=is_whole)
        return first, _node(second, last)
    below = (old - cut, new - cut)
    first, second = roots_from_consistency(below, rest, old_root, is_whole=False)
    return _node(last, first), _node(last, second)


def _subproof(size: int, leaves: Hashes, *, is_whole: bool) -> list[bytes]:
    if size == len(leaves):
        return [] if is_whole else [root_of(leaves)]
    cut = _split(len(leaves))
    if size <= cut:
        return [*_subproof(size, leaves[:cut], is_whole=is_whole), root_of(leaves[cut:])]
    return [*_subproof(size - cut, leaves[cut:], is_whole=False), root_of(leaves[:cut])]


def _split(size: int) -> int:
    """The largest power of two that is smaller than the size."""
    return 1 << ((size - 1).bit_length() - 1)


def _node(left: bytes, right: bytes) -> bytes:
    return hashlib.sha256(NODE + left + right).digest()


def _last(path: Hashes) -> tuple[Hashes, bytes]:
    if not path:
        raise Forged("证明太短")
    return path[:-1], path[-1]


def _nothing_left(path: Hashes, *found: bytes) -> bytes:
    if path or not found:
        raise Forged("证明的长度不对")
    return found[0]


# 日志条目 The form of an entry of the log, and the hashes that bind one to the next.
#
# An entry does not hold what was recorded but a commitment to it, with a salt that is
# published only as long as the content is: without the salt nobody can try out guesses.
CONTENT, SALT = b"\x02", b"\x03"
FIELDS = ("number", "on", "action", "subject", "id", "commitment", "previous")
Entry = dict[str, Any]


def canonical(value: Any) -> bytes:
    """规范编码 JSON with sorted keys and no spaces, in UTF-8: one value, one sequence of bytes."""
    text = json.dumps(value, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    return text.encode("utf-8", "surrogatepass")


def commitment(salt: str, item: Any) -> str:
    """承诺 To what was recorded; says nothing about it to who does not know the salt."""
    return hashlib.sha256(CONTENT + bytes.fromhex(salt) + canonical(item)).hexdigest()


def salt_of(commit: str, subject: str, name: str) -> str:
    """盐 Of what a commit recorded: the same for all who have the commit."""
    return hashlib.sha256(SALT + canonical([commit, subject, name])).hexdigest()


def entry_hash(entry: Entry) -> bytes:
    """条目散列 The leaf of the tree; a later entry names it as the previous one."""
    return leaf_hash(canonical({name: entry[name] for name in FIELDS}))


def chained(entries: Iterable[Entry]) -> tuple[list[bytes], list[str]]:
    """环环相扣 The hash of every entry, and where the chain is broken."""
    hashes: list[bytes] = []
    broken: list[str] = []
    for at, entry in enumerate(entries, 1):
        previous = hashes[-1].hex() if hashes else None
        if entry["number"] != at:
            broken.append(f"日志第 {at} 条：编号是 {entry['number']}，次序不对或有缺失")
        elif entry["previous"] != previous:
            broken.append(f"日志第 {at} 条：与前一条接不上，前一条被改动过")
        hashes.append(entry_hash(entry))
    return hashes, broken


def latest(entries: Iterable[Entry]) -> dict[tuple[str, str], Entry]:
    """最后一条 On each subject; a subject taken out of the register is not there."""
    found: dict[tuple[str, str], Entry] = {}
    for entry in entries:
        found[entry["subject"], entry["id"]] = entry
    return {key: entry for key, entry in found.items() if entry["commitment"] is not None}


# 取处 Reads a file of a copy, from a folder or over the network.
API = "api/v1"
MANIFEST = f"{API}/manifest.json"
LOG = f"{API}/log.json"
CHECKPOINT = f"{API}/checkpoint.txt"
# Made after the build by who signs it, so that no manifest can list them.
SIGNATURES = (f"{CHECKPOINT}.sig", f"{CHECKPOINT}.minisig")
# Read by the web server and served to nobody, so looked at in a folder only.
SERVER_ONLY = ("_headers", ".htaccess", ".nginx-headers.conf")
Read = Callable[[str], "bytes | None"]
# A server that never stops sending must not fill the memory of who verifies.
LARGEST = 1 << 30


class Unverifiable(Exception):
    """无从核验 Something needed is not there, which is not the same as being wrong."""


def is_remote(place: str) -> bool:
    """是否网址."""
    return place.startswith(("https://", "http://"))


def reader(place: str) -> Read:
    """取处 Gives the bytes of a file by its path in the site; none where there is none."""
    return _from_site(place) if is_remote(place) else _from_folder(Path(place))


def found(folder: Path) -> Iterator[str]:
    """所有文件 In a folder, but for those that no manifest can list."""
    names = (p.relative_to(folder).as_posix() for p in sorted(folder.rglob("*")) if p.is_file())
    return (name for name in names if name not in (MANIFEST, *SIGNATURES))


def strange(folder: Path) -> Iterator[str]:
    """异物 Links, pipes and devices: what they give can change after it was looked at."""
    for path in sorted(folder.rglob("*")):
        if path.is_symlink() or not (path.is_file() or path.is_dir()):
            yield path.relative_to(folder).as_posix()


def parsed(read: Read, name: str) -> Any:
    """读出 A JSON file that must be there."""
    try:
        return json.loads(read(name) or b"")
    except (ValueError, RecursionError):
        raise Unverifiable(f"没有可读的 {name}，无法核验") from None


def is_inside(path: Any) -> bool:
    """在副本之内 A path that cannot lead out of the copy on any system, nor name a file twice."""
    if not isinstance(path, str) or not path.isprintable() or set(path) & {"\\", ":"}:
        return False
    return not {"", ".", ".."} & set(path.split("/"))


def _from_folder(folder: Path) -> Read:
    def read(name: str) -> bytes | None:
        path = folder / name
        if not path.is_file():
            return None
        with path.open("rb") as opened:
            return _bounded(name, opened)

    return read


def _from_site(address: str) -> Read:
    def read(name: str) -> bytes | None:
        try:
            with urlopen(address.rstrip("/") + "/" + quote(name), timeout=30) as answer:
                return _bounded(name, answer)
        except (OSError, HTTPException, ValueError):
            return None

    return read


def _bounded(name: str, opened: IO[bytes]) -> bytes:
    content = opened.read(LARGEST + 1)
    if len(content) > LARGEST:
        raise Unverifiable(f"{name} 大于 {LARGEST} 字节，没有读完，无法核验")
    return content


# 记录对照 Whether what is published of a record is what was recorded, value by value.
#
# A record is text throughout, a published file has numbers; a field that is published
# in another form is brought into that form. What is published besides is not looked at.
RENAMED = {"name": "name_change", "operating_unit": "operating_unit_change"}


def differences(item: dict[str, Any], published: dict[str, Any]) -> Iterator[str]:
    """不同之处 The fields that tell another thing, by their path in the record."""
    if "kind" in item:
        yield from _of_act(item, published)
    else:
        yield from _of_platform(item, published)


def _of_act(item: dict[str, Any], published: dict[str, Any]) -> Iterator[str]:
    rows, told = item.get("rows", []), published.get("rows", [])
    if len(rows) != len(told):
        yield "rows"
    head = {name: value for name, value in item.items() if name != "rows"}
    yield from _unlike(head, published, "")
    for at, (row, other) in enumerate(zip(rows, told, strict=False)):
        yield from _unlike(_as_published(row), other, f"rows.{at}.")


def _as_published(row: dict[str, Any]) -> dict[str, Any]:
    said = {RENAMED.get(n, n) if isinstance(v, dict) else n: v for n, v in row.items()}
    if isinstance(figures := said.pop("assessment", None), dict):
        said["assessment"] = [
            {"criterion": name, ("holds" if value in ("true", "false") else "amount"): value}
            for name, value in figures.items()
        ]
    return said


def _of_platform(item: dict[str, Any], published: dict[str, Any]) -> Iterator[str]:
    """Its name and its unit may have changed since: then they stand among the former ones."""
    unit = item.get("operating_unit", {})
    head = {name: value for name, value in item.items() if name not in ("name", "operating_unit")}
    if "kind" in unit:
        head["unit_kind"] = unit["kind"]
    yield from _unlike(head, published, "")
    known = [published, *published.get("former_names", [])]
    first = {"name": item.get("name"), "operating_unit": unit.get("name")}
    first["credit_code"] = unit.get("credit_code")
    for name, value in first.items():
        if value is not None and value not in [each.get(name) for each in known]:
            yield name


def _unlike(said: Any, published: Any, path: str) -> Iterator[str]:
    if isinstance(said, dict) and isinstance(published, dict):
        yield from (f"{path}{name}" for name in said.keys() - published.keys())
        for name in said.keys() & published.keys():
            yield from _unlike(said[name], published[name], f"{path}{name}.")
    elif isinstance(said, list) and isinstance(published, list) and len(said) == len(published):
        for at, (one, other) in enumerate(zip(said, published, strict=True)):
            yield from _unlike(one, other, f"{path}{at}.")
    elif not _is_same(said, published):
        yield path.rstrip(".")


def _is_same(said: Any, published: Any) -> bool:
    if isinstance(published, bool):
        return bool(said == str(published).lower())
    if isinstance(published, int | float) and isinstance(said, str):
        try:
            return Decimal(said) == Decimal(str(published))
        except InvalidOperation:
            return False
    return bool(said == published)


# 副本 Whether a copy is whole: nothing missing, added, altered or mixed.

# What dates a file: two files of one build never differ in these.
OF_ONE_BUILD = ("as_of", "sequence", "commit")
HOME, PAGE, DATA = "index.html", ".html", ("api/", "data/")


def verify(place: str) -> tuple[int, list[str]]:
    """核验 How many files were looked at, and what is wrong, a sentence each."""
    read = reader(place)
    manifest = manifest_of(read)
    listed = {each["path"]: each for each in manifest["files"]}
    there = set() if is_remote(place) else set(found(Path(place)))
    foreign = [] if is_remote(place) else [*strange(Path(place))]
    passed_over = SERVER_ONLY if is_remote(place) else ()
    listed = {name: each for name, each in listed.items() if name not in passed_over}
    is_whole = has_pages(place, listed)
    due = listed if is_whole else [n for n in listed if n.startswith(DATA) or n in there]
    wrong = [fault for name in due if (fault := _fault(read(name), listed[name], manifest))]
    wrong += [f"多出 {name}：清单中没有" for name in sorted(there - listed.keys() - {*foreign})]
    wrong += [f"多出 {name}：是链接或特殊文件，网站里没有这样的文件" for name in foreign]
    return len(due), wrong


def has_pages(place: str, listed: Iterable[str]) -> bool:
    """是否含网页 A copy of the data alone has no page at all: then none is looked for.

    Over the network only the home page is asked for; one by one would take too long.
    """
    pages = (name for name in listed if name.endswith(PAGE) and not name.startswith(DATA))
    return any(reader(place)(name) is not None for name in ([HOME] if is_remote(place) else pages))


def manifest_of(read: Read) -> dict[str, Any]:
    """清单 Must be there and name something, or nothing would be looked at."""
    try:
        manifest: dict[str, Any] = parsed(read, MANIFEST)
        paths = [each["path"] for each in manifest["files"]]
        date.fromisoformat(manifest["as_of"])
    except (KeyError, TypeError, ValueError):
        raise Unverifiable(f"没有可读的 {MANIFEST}，无法核验") from None
    if not paths or manifest.get("total") != len(paths) or not all(map(is_inside, paths)):
        raise Unverifiable(f"{MANIFEST} 是空的或者残缺，无法核验")
    if len(set(paths)) != len(paths) or not isinstance(manifest.get("commit"), str | None):
        raise Unverifiable(f"{MANIFEST} 自相矛盾，无法核验")
    return manifest


def _fault(content: bytes | None, listed: dict[str, Any], manifest: dict[str, Any]) -> str | None:
    name = listed["path"]
    if content is None:
        return f"缺少 {name}"
    is_same = hashlib.sha256(content).hexdigest() == listed.get("sha256")
    if is_same and len(content) == listed.get("size"):
        return None
    of = _other_build(content, manifest) if name.endswith(".json") else None
    return f"混入 {name}：{of}" if of else f"改动 {name}：与清单不符"


def _other_build(content: bytes, manifest: dict[str, Any]) -> str | None:
    """What dates the file, where it is whole but of another build."""
    try:
        head = json.loads(content)
        differing = {key: head[key] for key in OF_ONE_BUILD if head[key] != manifest[key]}
    except (ValueError, KeyError, TypeError):
        return None
    said = "、".join(f"{key} 是 {value}" for key, value in differing.items())
    return f"不是同一次发布的（{said}）" if said else None


# 哪一次的 Which build stands at a place, and what a build that was killed has left beside it.

# As `generator/swapping.py` names what it has begun, and what it has moved aside.
BEGUN, ASIDE = "new", "old"


def build_told(manifest: dict[str, Any]) -> str:
    """哪一次发布 So that an old site left in place is not taken for the new."""
    commit = f"，提交 {manifest['commit'][:12]}" if manifest.get("commit") else ""
    return f"这是截至 {manifest.get('as_of')} 的一次发布{commit}。"


def beside(place: str) -> Iterator[str]:
    """旁边的遗留 A sentence for each folder; an old site moved aside is still whole."""
    folder = Path(place)
    if is_remote(place) or not folder.parent.is_dir():
        return
    new, old = f".{folder.name}.{BEGUN}-", f".{folder.name}.{ASIDE}-"
    for path in sorted(folder.parent.iterdir()):
        if path.name.startswith(old) and (path / folder.name / MANIFEST).exists():
            yield f"旁边的 {path.name} 中有一份完整移开的旧网站，下次生成时会先放回。"
        elif path.name.startswith((new, old)):
            yield f"旁边的 {path.name} 是中断的生成留下的，或者正在生成；下次生成时自动清除。"


# 日志 Whether the published log is whole, and whether the published records are those it tells of.
NOTICE, PLATFORM = "notice", "platform"
FOLDERS = {NOTICE: "notices", PLATFORM: "platforms"}


@dataclass(frozen=True)
class Log:
    """日志 As published: its entries, their hashes as worked out anew, and what is wrong."""

    entries: list[Entry]
    hashes: list[bytes]
    wrong: list[str]

    @property
    def size(self) -> int:
        """条数."""
        return len(self.entries)

    @property
    def root(self) -> str:
        """根 Worked out from the entries, never taken from what is said."""
        return root_of(self.hashes).hex()


def log_of(read: Read) -> Log | str:
    """读日志 With all its parts; a sentence where the copy says that it has none."""
    if read(LOG) is None:
        return "这一份没有日志文件。"
    head = parsed(read, LOG)
    try:
        if head["log"]["root"] is None:
            return f"这一份没有日志：{head['log']['unavailable']}"
        parts = [parsed(read, f"{API}/{name}") for name in head["parts"] if is_inside(name)]
        entries = [entry for each in (*parts, head) for entry in each["entries"]]
        hashes, wrong = chained(entries)
    except (KeyError, TypeError, AttributeError):
        raise Unverifiable(f"{LOG} 残缺，无法核验") from None
    log = Log(entries, hashes, wrong)
    wrong += [f"{name} 所写的日志根或条数，与各条目算出的不符" for name in _astray(read, log, head)]
    return log


def unlogged(read: Read) -> list[str]:
    """日志不见了 What is wrong with a copy that has no log although it names one."""
    named = [
        n for n in (MANIFEST, f"{API}/index.json") if (parsed(read, n).get("log") or {}).get("root")
    ]
    return [f"{name} 写明有日志，但日志不见了" for name in named]


def _astray(read: Read, log: Log, head: dict[str, Any]) -> Iterator[str]:
    """The files that tell another root, or another size."""
    said = {LOG: head, **{name: parsed(read, name) for name in (MANIFEST, f"{API}/index.json")}}
    for name, content in said.items():
        told = content.get("log") or {}
        if (told.get("size"), told.get("root")) != (log.size, log.root):
            yield name
    if checkpoint_head(read(CHECKPOINT)) != (log.size, log.root):
        yield CHECKPOINT


def checkpoint_head(content: bytes | None) -> tuple[int, str] | None:
    """检查点 The size and the root that a checkpoint names; none where it cannot be read."""
    try:
        _, size, root = (content or b"").decode().split("\n")[:3]
        return int(size), base64.b64decode(root, validate=True).hex()
    except ValueError:
        return None


def untrue(read: Read, log: Log) -> Iterator[str]:
    """与日志不符 Every published record that the log does not tell of, or tells otherwise."""
    last = latest(log.entries)
    for (subject, name), entry in last.items():
        item, salt = entry.get("item"), entry.get("salt")
        if item is not None and commitment(salt or "", item) != entry["commitment"]:
            yield f"日志第 {entry['number']} 条：所附内容与承诺不符，{subject} {name} 被改动过"
        elif subject in FOLDERS:
            yield from _published(read, subject, name, item)
        elif item is None:
            yield f"日志第 {entry['number']} 条：没有附 {subject} {name} 的内容，无法对照"
    for subject, listed in ((NOTICE, "notices"), (PLATFORM, "all")):
        for each in parsed(read, f"{API}/{listed}.json")[FOLDERS[subject]]:
            if (subject, each["id"]) not in last:
                yield f"{FOLDERS[subject]}/{each['id']}.json：日志中没有这条记录"


def withheld(read: Read, log: Log) -> list[str]:
    """没有公布的文件 Acts that the log names and nobody can read: not yet issued, or hidden."""
    return [
        name
        for (subject, name), entry in latest(log.entries).items()
        if subject == NOTICE
        and entry.get("item") is None
        and read(f"{API}/{FOLDERS[NOTICE]}/{name}.json") is None
    ]


def _published(read: Read, subject: str, name: str, item: Any) -> Iterator[str]:
    path = f"{API}/{FOLDERS[subject]}/{name}.json"
    if read(path) is None:
        # An act not yet issued on the day of the copy: then its content is not there either.
        if item is not None or subject != NOTICE:
            yield f"缺少 {path}：日志中有这条记录"
        return
    if item is None:
        yield f"{path}：日志没有附这条记录的内容，无法对照"
        return
    published = parsed(read, path)[subject]
    yield from (f"{path}：{field} 与日志所记的不同" for field in differences(item, published))


def extends(log: Log, size: int, root: str, old: list[Entry] | None = None) -> list[str]:
    """是否延续 What is wrong with a log as the continuation of an older one."""
    if size > log.size:
        return [f"日志只有 {log.size} 条，从前有 {size} 条：有条目被删去"]
    if root_of(log.hashes[:size]).hex() == root:
        return []
    before = chained(old or [])[0]
    pairs = enumerate(zip(before, log.hashes, strict=False), 1)
    first = next((number for number, (was, now) in pairs if was != now), None)
    where = f"最早在第 {first} 条" if first else "无从指出是哪一条"
    return [f"日志的前 {size} 条与从前的不同（{where}）：历史被改写过"]


def taken_back(log: Log, old: list[Entry]) -> Iterator[str]:
    """收回 What was published with an entry and no longer is: the hashes do not tell, as they may not."""
    now = latest(log.entries)
    for key, was in latest(old).items():
        entry = now.get(key, was)
        is_same = entry["number"] == was["number"]
        if is_same and was.get("item") is not None and entry.get("item") is None:
            subject, name = key
            yield f"日志第 {was['number']} 条：从前公布过 {subject} {name} 的内容，如今没有"


# 证明文件 A short proof about the log, to be checked without the log.
CONSISTENCY, INCLUSION = "consistency", "inclusion"
Head = tuple[int, str]


def consistency_proof(hashes: Hashes, old: int, new: int) -> dict[str, Any]:
    """一致性证明 That the log of `new` entries begins with that of `old`."""
    leaves = hashes[:new]
    return {
        "proof": CONSISTENCY,
        "first": {"size": old, "root": root_of(leaves[:old]).hex()},
        "second": {"size": new, "root": root_of(leaves).hex()},
        "path": [each.hex() for each in consistency_path(old, leaves)],
    }


def inclusion_proof(hashes: Hashes, entry: Entry) -> dict[str, Any]:
    """包含证明 That an entry is in the log, and what it recorded where that is published."""
    path = inclusion_path(entry["number"] - 1, hashes)
    return {
        "proof": INCLUSION,
        "entry": entry,
        "size": len(hashes),
        "root": root_of(hashes).hex(),
        "path": [each.hex() for each in path],
    }


def proved(proof: dict[str, Any]) -> tuple[str, list[Head]]:
    """核验证明 What it proves, in a sentence, and the heads it speaks of; raises where it does not."""
    try:
        path = [bytes.fromhex(each) for each in proof["path"]]
        return _PROVERS[proof["proof"]](proof, path)
    except (KeyError, TypeError, AttributeError, ValueError) as fault:
        reason = str(fault) if isinstance(fault, Forged) else "残缺"
        raise Forged(f"证明不成立：{reason}") from None


def _consistency(proof: dict[str, Any], path: Hashes) -> tuple[str, list[Head]]:
    old, new = _head(proof["first"]), _head(proof["second"])
    old_root = bytes.fromhex(old[1])
    found = roots_from_consistency((old[0], new[0]), path, old_root)
    if [each.hex() for each in found] != [old[1], new[1]]:
        raise Forged("算不出所写的根")
    return f"{new[0]} 条的日志以从前 {old[0]} 条的日志开头", [old, new]


def _inclusion(proof: dict[str, Any], path: Hashes) -> tuple[str, list[Head]]:
    entry, head = proof["entry"], _head(proof)
    found = root_from_inclusion(entry_hash(entry), entry["number"] - 1, head[0], path)
    if found.hex() != head[1]:
        raise Forged("算不出所写的根")
    item = entry.get("item")
    if item is not None and commitment(entry["salt"], item) != entry["commitment"]:
        raise Forged("所附内容与承诺不符")
    says = "及所附内容" if item is not None else ""
    return f"{entry['subject']} {entry['id']} 的第 {entry['number']} 条{says}在日志中", [head]


def _head(said: dict[str, Any]) -> Head:
    size, root = said["size"], said["root"]
    if not isinstance(size, int) or not isinstance(root, str):
        raise Forged("残缺")
    return size, root


_PROVERS = {CONSISTENCY: _consistency, INCLUSION: _inclusion}


# 签名 Whether the checkpoint was signed by a key that the reader already trusts.
#
# Done by `ssh-keygen`, which nearly every machine has; a signature of minisign is
# verified with `minisign -V`.

# Binds a signature to its use: one made for mail or for a commit does not pass here.
NAMESPACE = "registry-log"


def unsigned(read: Read, key: str, signature: str | None = None) -> list[str]:
    """未签名 A sentence where no trusted key has signed; `key` is a file of allowed signers."""
    said = Path(signature).read_bytes() if signature else read(SIGNATURES[0])
    checkpoint = read(CHECKPOINT)
    if said is None or checkpoint is None:
        raise Unverifiable(f"没有 {CHECKPOINT} 或它的签名，无法核验签名")
    with tempfile.TemporaryDirectory() as folder:
        file = Path(folder) / "signature"
        file.write_bytes(said)
        return [] if _is_signed(checkpoint, file, key) else [f"{CHECKPOINT} 的签名不成立"]


def _is_signed(content: bytes, signature: Path, key: str) -> bool:
    found = _asked(b"", "find-principals", "-s", str(signature), "-f", key)
    signers = found.stdout.decode().splitlines()
    return any(
        _asked(
            content, "verify", "-n", NAMESPACE, "-I", signer, "-s", str(signature), "-f", key
        ).returncode == 0
        for signer in signers
    )  # fmt: skip


def _asked(said: bytes, *arguments: str) -> subprocess.CompletedProcess[bytes]:
    command = ["ssh-keygen", "-Y", *arguments]
    try:
        return subprocess.run(command, input=said, capture_output=True, check=False)
    except FileNotFoundError:
        raise Unverifiable("没有安装 ssh-keygen，无法核验签名") from None


# 核验命令 What is looked at, in which order, and how it is said.
USAGE = "用法：verify.py 文件夹|网址|证明文件 [--against 从前的副本] [--key 公钥文件 [--signature 签名]]"
OPTIONS = ("--against", "--key", "--signature")
Report = tuple[list[str], list[str]]
# What a forged file may do to who reads it, besides saying other things.
MALFORMED = (KeyError, TypeError, AttributeError, ValueError, RecursionError)


def main(arguments: Iterable[str]) -> int:
    """入口 0 whole, 1 not whole, 2 wrong use or nothing to verify by."""
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
    return told(lambda: looked(places[0], *(options.get(name) for name in OPTIONS)))


def told(look: Callable[[], Report]) -> int:
    """告知 Prints what is wrong, then what was looked at."""
    try:
        says, wrong = look()
    except (Unverifiable, OSError) as reason:
        sys.stderr.write(f"{_shown(str(reason))}\n")
        return 2
    sys.stdout.write("".join(f"{_shown(each)}\n" for each in (*wrong, *says)))
    return 1 if wrong else 0


def _shown(text: str) -> str:
    """Names and texts of a copy are anybody's: none may begin a line or command the terminal."""
    return "".join(
        each if each.isprintable() else each.encode("unicode_escape").decode() for each in text
    )


def looked(place: str, against: str | None, key: str | None, signature: str | None) -> Report:
    """核验 A copy or a proof: what was looked at, and what is wrong, a sentence each."""
    if not is_remote(place) and Path(place).is_file():
        return _proof(place, against)
    return _copy(place, against, key, signature)


def _copy(place: str, against: str | None, key: str | None, signature: str | None) -> Report:
    sys.stderr.write("".join(f"{_shown(line)}\n" for line in beside(place)))
    count, wrong = verify(place)
    read, verdict = reader(place), f"{len(wrong)} 处不符" if wrong else "全部相符"
    manifest = manifest_of(read)
    says = [f"{build_told(manifest)}核对 {count} 个文件，{verdict}。"]
    if not has_pages(place, [each["path"] for each in manifest["files"]]):
        says.append("这一份没有网页，是数据副本，没有核对网页。")
    try:
        more, lost = _logged(read, against, key, signature)
    except (Unverifiable, *MALFORMED) as fault:
        reason = str(fault) if isinstance(fault, Unverifiable) else "日志或记录残缺，无法核验"
        if not wrong:
            raise Unverifiable(reason) from None
        more, lost = [f"{reason}。"], []
    return [*says, *more], [*wrong, *lost]


def _logged(read: Read, against: str | None, key: str | None, signature: str | None) -> Report:
    log = log_of(read)
    if isinstance(log, str):
        if against or key:
            raise Unverifiable(log)
        return [log], unlogged(read)
    lost = [*log.wrong, *untrue(read, log)]
    verdict = f"{len(lost)} 处不符" if lost else "全部相符"
    says = [f"日志 {log.size} 条，根 {log.root}，{verdict}。"]
    if unread := withheld(read, log):
        says.append(f"日志中有 {len(unread)} 份文件没有公布：{'、'.join(unread)}。")
        says.append("截至日还没有成文的，到成文日公布；别的都是被拿走了。")
    if against:
        told, cut = _against(log, against)
        says, lost = [*says, told], [*lost, *cut, *_put_back(read, against)]
    if key:
        lost += unsigned(read, key, signature)
        says.append("已核对签名。")
    return says, lost


def _against(log: Log, against: str) -> tuple[str, list[str]]:
    size, root, old = older(against)
    cut = extends(log, size, root, old)
    told = f"{'没有延续' if cut else '延续了'}从前的日志（{size} 条，根 {root}）。"
    return told, cut or [*taken_back(log, old)]


def _put_back(read: Read, against: str) -> list[str]:
    """A whole site of an earlier day; a checkpoint has no day, so it cannot tell."""
    if not is_remote(against) and not Path(against).is_dir():
        return []
    was, now = (manifest_of(each)["as_of"] for each in (reader(against), read))
    told = f"这一份截至 {now}，从前的那一份已经截至 {was}：放回了旧的网站"
    return [told] if now < was else []


def _proof(place: str, against: str | None) -> Report:
    try:
        says, heads = proved(json.loads(Path(place).read_bytes()))
    except Forged as reason:
        return [], [str(reason)]
    except (ValueError, RecursionError):
        raise Unverifiable(f"{place} 不是证明文件") from None
    said = [f"{says}。", *(f"所据的日志：{size} 条，根 {root}。" for size, root in heads)]
    if against and older(against)[:2] not in heads:
        return said, ["证明所据的日志，不是从前的那一份"]
    return said, []


def older(place: str) -> tuple[int, str, list[Entry]]:
    """从前的日志 Its head, and its entries where they are there: a copy, a log or a checkpoint."""
    if is_remote(place) or Path(place).is_dir():
        log = log_of(reader(place))
        if isinstance(log, str):
            raise Unverifiable(log)
        return log.size, log.root, log.entries
    content = Path(place).read_bytes()
    head: Head | None = checkpoint_head(content)
    if head is None:
        head = _named(parsed(lambda _: content, place))
    return *head, []


def _named(said: Any) -> Head:
    """The head that a log file or a manifest of itself names."""
    try:
        return int(said["log"]["size"]), str(said["log"]["root"])
    except (KeyError, TypeError, ValueError):
        raise Unverifiable("从前的那一份没有写明日志，无法比较") from None


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
