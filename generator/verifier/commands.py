"""核验命令 What is looked at, in which order, and how it is said."""

import json
import sys
from collections.abc import Callable, Iterable
from pathlib import Path
from typing import Any

from generator.verifier.copies import has_pages, manifest_of, verify
from generator.verifier.entries import Entry
from generator.verifier.leftovers import beside, build_told
from generator.verifier.logs import (
    Log,
    checkpoint_head,
    extends,
    log_of,
    taken_back,
    unlogged,
    untrue,
    withheld,
)
from generator.verifier.merkle import Forged
from generator.verifier.places import Read, Unverifiable, is_remote, parsed, reader
from generator.verifier.proofs import Head, proved
from generator.verifier.signatures import unsigned

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
