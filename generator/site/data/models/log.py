"""Models of the log of the register: what was recorded, entry by entry, each bound to the last."""

from datetime import date
from typing import Any

from pydantic import Field

from generator.site.data.models.base import Head, Output


class LogHead(Output):
    """The whole log in one number: whoever has kept it can tell whether the log was changed."""

    size: int = Field(description="条数。")
    head: str | None = Field(
        description="最后一条的散列（SHA-256，十六进制），连着以前的每一条；没有日志时为 null。"
    )
    unavailable: str | None = Field(description="没有日志的原因。")


class LogEntry(Output):
    """One entry; its first seven fields are hashed, see docs/trust.md."""

    number: int = Field(description="编号，从 1 起，不变。")
    on: date = Field(description="记入登记簿的那一天（北京时间）。")
    action: str = Field(description="added 新增、edited 改动、redacted 隐去、removed 移除。")
    subject: str = Field(
        description="记录的种类：notice、platform、erratum、regulation、batch、departments、work_calendar、site 等。"
    )
    id: str
    commitment: str | None = Field(
        description="对所记内容的承诺：SHA-256(02 ‖ 盐 ‖ 内容的规范 JSON)；移除时为 null。"
    )
    previous: str | None = Field(
        description="前一条的散列，即 SHA-256(00 ‖ 前一条前七个字段的规范 JSON)；第一条为 null。"
    )
    salt: str | None = Field(description="盐；只有该记录的最后一条才有。")
    item: dict[str, Any] | None = Field(
        description="所记内容，照登记簿，值都是文字；只有该记录的最后一条才有，截至当日尚未公布的没有。"
    )


class LogFile(Head):
    """The log with every entry from the first on."""

    log: LogHead
    entries: tuple[LogEntry, ...]
