"""Addresses of official originals that no longer open.

lychee asks the addresses; here they are collected from the records and its answer is
told record by record. A dead address is news for people, never a failure.
"""

import html
import json
import shutil
import subprocess
import sys
import tempfile
from collections import defaultdict
from collections.abc import Iterable
from pathlib import Path
from typing import Any
from urllib.parse import unquote

from generator.desk.forge.markdown import quoted
from generator.intake import receive
from generator.records.registry import Receipt

LYCHEE = "lychee"
OPTIONS = ("--format", "json", "--no-progress", "--max-retries", "2", "--timeout", "30")
# A record must not make the machine look into its own network.
GUARD = "--exclude-all-private"

Sources = dict[str, list[str]]


class NotAsked(Exception):
    """The addresses could not be asked; the message says why, as a sentence without its stop."""


def sources(receipt: Receipt) -> Iterable[tuple[str, str]]:
    """Each address, and the file of the record that gives it."""
    for filed in receipt.everything:
        source = getattr(filed.record, "source", None)
        if source and source.url:
            yield source.url, filed.file


def by_address(folders: Iterable[Path]) -> Sources:
    """Every address once, with the files that give it, each once."""
    files_by_url: dict[str, dict[str, None]] = defaultdict(dict)
    for folder in folders:
        for url, file in sources(receive(folder)):
            files_by_url[url][file] = None
    return {url: [*files] for url, files in files_by_url.items()}


def asked(addresses: Sources) -> dict[str, Any]:
    """Answer of lychee, which leaves with 2 if an address does not open; raises `NotAsked`."""
    own = Path(sys.executable).parent
    program = shutil.which(LYCHEE, path=own) or shutil.which(LYCHEE)
    if program is None:
        raise NotAsked(f"没有安装 {LYCHEE}，装好后再运行（pip install {LYCHEE}）")
    page = "".join(f'<a href="{html.escape(url)}">_</a>\n' for url in addresses)
    with tempfile.TemporaryDirectory() as folder:
        listed = Path(folder) / "sources.html"
        listed.write_text(page, "utf-8")
        command = [program, *OPTIONS, GUARD, str(listed)]
        done = subprocess.run(command, capture_output=True, text=True, check=False)
    if done.returncode not in (0, 2):
        raise NotAsked(f"lychee 没有完成：{done.stderr.strip()[-500:]}")
    answer: dict[str, Any] = json.loads(done.stdout)
    return answer


def summary(files_by_url: Sources, answer: dict[str, Any]) -> str:
    """Markdown that says how many were asked, and lists each dead address with its records."""
    files = {unquote(url): names for url, names in files_by_url.items()}
    lines = []
    for group in ("error_map", "timeout_map"):
        for each in (one for some in answer[group].values() for one in some):
            records = "、".join(quoted(name) for name in files.get(unquote(each["url"]), ["?"]))
            lines.append(f"- {quoted(each['url'])}：{_why(each['status'])}；见 {records}")
    if not answer["total"]:
        raise NotAsked("一个网址也没有查到：lychee 没有读出名单")
    counted = (
        f"共 {answer['total']} 个来源网址：能打开 {answer['successful']} 个，"
        f"打不开 {len(lines)} 个，示例网址和内网地址 {answer['excludes']} 个没有去查。"
    )
    return "\n".join(["## 来源网址", "", counted, "", *sorted(lines), ""])


def _why(status: dict[str, Any]) -> str:
    code = status.get("code")
    return (
        f"网站答复 {code}"
        if code
        else f"没有连上（{quoted(status.get('details', status['text']))}）"
    )
