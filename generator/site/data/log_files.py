"""The log of the register as JSON, and its head as a checkpoint that can be signed."""

from collections.abc import Iterator
from functools import partial
from pathlib import Path

from generator import verify
from generator.history.log import Log
from generator.register.snapshot import Snapshot
from generator.site.data.envelope import Outputs, Publication, written
from generator.site.data.models import LogEntry, LogFile, LogHead
from generator.site.data.schema import API

CHECKPOINT = f"{API}/checkpoint.txt"
PAGE, MARK = "data/index.html", b"@@log@@"


def outputs(publication: Publication) -> Outputs:
    """The log with all its entries, its checkpoint if there is a log, and what verifies a copy."""
    yield f"{API}/log.json", partial(log_file, publication)
    if publication.log.head:
        yield CHECKPOINT, lambda: checkpoint(publication).encode()
    yield "data/verify.py", Path(verify.__file__).read_bytes


def log_file(publication: Publication) -> Iterator[bytes]:
    """The log with all its entries; without a log, the reason alone."""
    log, entries = log_head(publication.log), map(written, _entries(publication))
    return publication.pieces(LogFile, "entries", log.size, entries, log=log)


def log_head(log: Log) -> LogHead:
    """Size and head of the log, as the index, the manifest and the log itself carry them."""
    return LogHead(size=len(log.entries), head=log.head, unavailable=log.unavailable)


def checkpoint(publication: Publication) -> str:
    """Text of the checkpoint: whose log it is, its size, its head; three lines, made to be signed."""
    origin = publication.snapshot.register.site.base_url.partition("://")[2].rstrip("/")
    return f"{origin}\n{len(publication.log.entries)}\n{publication.log.head}\n"


def with_log(path: str, content: bytes, publication: Publication) -> bytes:
    """Printed page with the head of the log where its mark stands: it was printed before that was known."""
    return content.replace(MARK, _sentence(publication.log).encode()) if path == PAGE else content


def _sentence(log: Log) -> str:
    if log.unavailable:
        return f"本次发布没有登记日志：{log.unavailable}"
    return f"本次发布的登记日志共 {len(log.entries)} 条，末条散列为 <code>{log.head}</code>。"


def _entries(publication: Publication) -> Iterator[LogEntry]:
    """Entries in order; content and salt stand with the last one on each subject alone."""
    log, snapshot = publication.log, publication.snapshot
    last = {r.number: r for key, r in log.recorded.items() if _is_published(snapshot, *key)}
    for entry in log.entries:
        recorded = last.get(entry["number"])
        salt, item = (recorded.salt, recorded.item) if recorded else (None, None)
        yield LogEntry(**entry, salt=salt, item=item)


def _is_published(snapshot: Snapshot, subject: str, name: str) -> bool:
    """Whether the pages show a record already: what they do not, the log does not show either."""
    if subject == "notice":
        document = snapshot.register.documents.get(name)
        return document is None or document.issued_on.first <= snapshot.as_of
    return True
