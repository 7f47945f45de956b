"""日志文件 The log of the register as JSON, and its root as a checkpoint that can be signed."""

import base64
from collections.abc import Iterator

from generator.exports.addresses import API
from generator.exports.envelope import File, Publication
from generator.exports.models.log import LogEntry, LogFile, LogHead, LogPartFile
from generator.history import Kept, Log
from generator.standing.snapshot import Snapshot

# So that a part, once full, keeps its entries, and no file grows without end.
PART_SIZE = 100
CHECKPOINT = f"{API}/checkpoint.txt"
PAGE, MARK = "data/index.html", b"@@log@@"


def files(publication: Publication) -> Iterator[File]:
    """日志文件 Full parts first, then the file that names them and holds the rest."""
    log, told = publication.log, _told(publication)
    full = len(log.entries) // PART_SIZE
    parts = [f"log/{number}.json" for number in range(1, full + 1)]
    for at, path in enumerate(parts):
        mine = _entries(log, told, at * PART_SIZE, (at + 1) * PART_SIZE)
        yield f"{API}/{path}", publication.listed(LogPartFile, "entries", mine)
    rest = _entries(log, told, full * PART_SIZE, len(log.entries))
    said = {"log": log_head(log), "part_size": PART_SIZE, "parts": tuple(parts)}
    yield f"{API}/log.json", publication.listed(LogFile, "entries", rest, **said)
    if log.root:
        yield CHECKPOINT, checkpoint(publication).encode()


def log_head(log: Log) -> LogHead:
    """日志根 As every index and the manifest carry it."""
    return LogHead(size=len(log.entries), root=log.root, unavailable=log.unavailable)


def checkpoint(publication: Publication) -> str:
    """检查点 Whose log it is, its size, its root in base64: three lines, made to be signed."""
    origin = publication.snapshot.register.site.base_url.partition("://")[2].rstrip("/")
    root = base64.b64encode(bytes.fromhex(publication.log.root or "")).decode()
    return f"{origin}\n{len(publication.log.entries)}\n{root}\n"


def with_log(path: str, content: bytes, publication: Publication) -> bytes:
    """Printed page with the head of the log where its mark stands: it was printed before that was known."""
    return content.replace(MARK, _words(publication.log).encode()) if path == PAGE else content


def _words(log: Log) -> str:
    if log.unavailable:
        return f"本次发布没有登记日志：{log.unavailable}"
    return f"本次发布的登记日志共 {len(log.entries)} 条，日志根为 <code>{log.root}</code>。"


def _told(publication: Publication) -> dict[int, Kept]:
    """Whose content stands beside them, by number."""
    kept, snapshot = publication.log.kept, publication.snapshot
    return {k.number: k for key, k in kept.items() if _is_published(snapshot, *key)}


def _entries(log: Log, told: dict[int, Kept], first: int, last: int) -> Iterator[LogEntry]:
    for entry, leaf in zip(log.entries[first:last], log.hashes[first:last], strict=True):
        kept = told.get(entry["number"])
        salt, item = (kept.salt, kept.item) if kept else (None, None)
        yield LogEntry(**entry, hash=leaf.hex(), salt=salt, item=item)


def _is_published(snapshot: Snapshot, subject: str, name: str) -> bool:
    """What the pages do not yet show, the log does not show either."""
    if subject == "notice":
        act = snapshot.register.acts.get(name)
        return act is None or act.issued_on.first <= snapshot.as_of
    return True
