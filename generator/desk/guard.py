"""取号 New platform numbers, which two branches can never give twice.

The guard file holds the last number of each series and the mark of the record that
took it. Two branches that take a number change the same line to different texts, so
git itself stops the second merge.
"""

import hashlib
import re
from collections import Counter
from collections.abc import Iterable, Mapping
from pathlib import Path

GUARD = ".last-ids"
HEAD = (
    "# 每个系列最后给出的平台编号，和取号记录的印记。由 registry new、registry import 改写，不要手改。\n"
    "# 合并时此处冲突，说明两人同时取了号：后合并的人先并入 main，再重新运行取号的命令。\n"
)
NUMBERED = re.compile(r"(?P<series>.+)-(?P<number>\d+)")
TAKEN = re.compile(r"\S+-\d+ [0-9a-f]+")
FIRST_WIDTH = 4


class Damaged(Exception):
    """守号文件已损坏 Without it a number might be given twice: nothing is guessed."""


def read(registry: Path) -> dict[str, str]:
    """最后编号 The last id given, by series; empty where none was given by this program."""
    lines = _lines(registry / GUARD) or []
    ids = (line.split()[0] for line in lines if line.strip() and not line.startswith("#"))
    return {found["series"]: name for name in ids if (found := NUMBERED.fullmatch(name))}


def usual_series(known: Iterable[str]) -> str | None:
    """通常的系列 The series that most platforms belong to."""
    found = Counter(m["series"] for name in known if (m := NUMBERED.fullmatch(name)))
    return found.most_common(1)[0][0] if found else None


def next_ids(registry: Path, known: Iterable[str], series: str, count: int = 1) -> list[str]:
    """取号 So many new ids, after the highest that any record or the guard has ever shown."""
    seen = [*known, *read(registry).values()]
    numbers = [
        m["number"] for name in seen if (m := NUMBERED.fullmatch(name)) and m["series"] == series
    ]
    width = max((len(number) for number in numbers), default=FIRST_WIDTH)
    last = max((int(number) for number in numbers), default=0)
    return [f"{series}-{last + at:0{width}}" for at in range(1, count + 1)]


def guarded(registry: Path, platforms: Mapping[str, str]) -> str | None:
    """守号 The guard file after these platforms (id → text) took their numbers."""
    lines = _lines(registry / GUARD) or HEAD.splitlines()
    taken = {m["series"]: name for name in sorted(platforms) if (m := NUMBERED.fullmatch(name))}
    if not taken:
        return None
    kept = [line for line in lines if not _is_of(line, taken)]
    made = sorted(f"{name} {_mark(platforms[name])}" for name in taken.values())
    return "\n".join([*kept, *made]) + "\n"


def _lines(path: Path) -> list[str] | None:
    try:
        lines = path.read_text("utf-8").splitlines()
    except FileNotFoundError:
        return None
    except (OSError, UnicodeDecodeError):
        raise _damaged(path, "读不出来，或者不是文本") from None
    taken = [line for line in lines if line.strip() and not line.startswith("#")]
    if not taken or not all(map(TAKEN.fullmatch, taken)):
        raise _damaged(path, "残缺，或者合并的冲突还没有处理")
    return lines


def _damaged(path: Path, how: str) -> Damaged:
    said = f"{path} {how}，无从知道编号取到了哪里"
    return Damaged(f"{said}；请用 git 取回原来的文件，再重新运行。没有写任何文件。")


def _is_of(line: str, taken: Mapping[str, str]) -> bool:
    found = NUMBERED.fullmatch(line.split()[0]) if line.strip() else None
    return bool(found and found["series"] in taken)


def _mark(text: str) -> str:
    return hashlib.sha256(text.encode()).hexdigest()[:16]
