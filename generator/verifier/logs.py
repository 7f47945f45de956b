"""日志 Whether the published log is whole, and whether the published records are those it tells of."""

import base64
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from generator.verifier.entries import Entry, chained, commitment, latest
from generator.verifier.merkle import root_of
from generator.verifier.places import (
    API,
    CHECKPOINT,
    LOG,
    MANIFEST,
    Read,
    Unverifiable,
    is_inside,
    parsed,
)
from generator.verifier.records import differences

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
