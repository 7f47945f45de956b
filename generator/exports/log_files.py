"""The log of the register as JSON, and its head as a checkpoint that can be signed."""

from collections.abc import Iterable, Iterator

from generator.exports.addresses import API
from generator.exports.envelope import File, Publication
from generator.exports.models.log import LogEntry, LogFile, LogHead
from generator.history import Log
from generator.parts import Held
from generator.standing.snapshot import Snapshot

CHECKPOINT = f"{API}/checkpoint.txt"
PAGE, MARK = "data/index.html", b"@@log@@"


def files(publication: Publication) -> Iterator[File]:
    """The log with all its entries, and the checkpoint; without a log, the reason alone."""
    log = log_head(publication.log)
    yield f"{API}/log.json", publication.listed(LogFile, "entries", _entries(publication), log=log)
    if publication.log.head:
        yield CHECKPOINT, checkpoint(publication).encode()


def log_head(log: Log) -> LogHead:
    """Size and head of the log, as the index, the manifest and the log itself carry them."""
    return LogHead(size=len(log.entries), head=log.head, unavailable=log.unavailable)


def checkpoint(publication: Publication) -> str:
    """Text of the checkpoint: whose log it is, its size, its head; three lines, made to be signed."""
    origin = publication.snapshot.register.site.base_url.partition("://")[2].rstrip("/")
    return f"{origin}\n{len(publication.log.entries)}\n{publication.log.head}\n"


def with_log(printed: Iterable[Held], publication: Publication) -> Iterator[Held]:
    """Printed pages with the head of the log filled in, which was not known to the printer."""
    for path, content in printed:
        sentence = _sentence(publication.log).encode() if path == PAGE else b""
        yield path, content.replace(MARK, sentence) if sentence else content


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
        act = snapshot.register.acts.get(name)
        return act is None or act.issued_on.first <= snapshot.as_of
    return True
