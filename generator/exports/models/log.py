"""日志模型 The log of the register: what was recorded, entry by entry, each bound to the last."""

from datetime import date
from typing import Any

from generator.exports.models.base import Head, Output


class LogHead(Output):
    """日志根 The whole log in one number: whoever has kept it can tell whether the log was changed."""

    size: int
    """条数。"""
    root: str | None
    """按 RFC 6962 由全部条目算出的根（SHA-256，十六进制）；没有日志时为 null。"""
    unavailable: str | None
    """没有日志的原因。"""


class LogEntry(Output):
    """日志条目 The first seven fields are hashed; see docs/trust.md."""

    number: int
    """编号，从 1 起，不变。"""
    on: date
    """记入登记簿的那一天（北京时间）。"""
    action: str
    """added 新增、edited 改动、redacted 隐去、removed 移除。"""
    subject: str
    """记录的种类：notice、platform、regulation、batch、departments、work_calendar、site 等。"""
    id: str
    commitment: str | None
    """对所记内容的承诺：SHA-256(02 ‖ 盐 ‖ 内容的规范 JSON)；移除时为 null。"""
    previous: str | None
    """前一条的散列；第一条为 null。"""
    hash: str
    """本条的散列：SHA-256(00 ‖ 前七个字段的规范 JSON)，也是树叶。"""
    salt: str | None
    """盐；只有该记录的最后一条才有。"""
    item: dict[str, Any] | None
    """所记内容，照登记簿，值都是文字；只有该记录的最后一条才有，截至当日尚未公布的没有。"""


class LogFile(Head):
    """登记日志 The first entries stand in the parts, the last ones here."""

    log: LogHead
    part_size: int
    """每份有多少条。"""
    parts: tuple[str, ...]
    """各份的地址，相对于 `api/v1/`，依次读取。"""
    entries: tuple[LogEntry, ...]


class LogPartFile(Head):
    """登记日志的一份."""

    entries: tuple[LogEntry, ...]
