"""对比 What changes for the public between two versions of the register: a value, not a text."""

from generator.history.comparing.comparing import compare
from generator.history.comparing.comparison import (
    ActChange,
    Comparison,
    Days,
    FactChange,
    Mended,
    PlatformChange,
    RecordChange,
    StatusChange,
    Stretch,
    Turn,
    Value,
)

__all__ = [
    "ActChange",
    "Comparison",
    "Days",
    "FactChange",
    "Mended",
    "PlatformChange",
    "RecordChange",
    "StatusChange",
    "Stretch",
    "Turn",
    "Value",
    "compare",
]
