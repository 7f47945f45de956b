"""Commands `registry verify` and `registry log`: whether a copy of the site is whole, and its log."""

import json
from collections.abc import Iterator
from datetime import date
from hashlib import sha256
from pathlib import Path
from typing import Annotated, Any

import typer

from generator.cli.common import REGISTRY, RegistryOption, examined, located, received, refuse
from generator.cli.publication import rebuilt_site
from generator.desk.writing import write_together
from generator.history.git import SEALED
from generator.history.log import Log, grown, log_of, sealed_text
from generator.history.versions import Chronicle, chronicle
from generator.register.snapshot import Snapshot
from generator.site.write import whole
from generator.verify import (
    Entry,
    PublishedLog,
    Report,
    Unverifiable,
    continuation_faults,
    head_of,
    manifest_of,
    print_report,
    published_log,
    reader,
)
from generator.verify import verify as verify_copy

# What is wanting is judged by the day of the building, which no copy tells.
OF_THE_DAY = ("api/v1/gaps.json", "gaps/index.html")

AgainstOption = Annotated[
    str | None,
    typer.Option("--against", metavar="从前的副本", help="从前的网站、log.json 或 checkpoint.txt"),
]
RepositoryOption = Annotated[
    Path | None,
    typer.Option(
        "--repository", callback=located, metavar="文件夹", help="登记文件夹：网站是否由它生成"
    ),
]
KeyOption = Annotated[
    str | None, typer.Option("--key", metavar="文件", help="可信的签名公钥（allowed_signers）")
]
SignatureOption = Annotated[
    str | None, typer.Option("--signature", metavar="文件", help="签名文件（默认用网站上的）")
]


def verify(
    place: Annotated[str, typer.Argument(metavar="文件夹|网址", help="网站的文件夹，或首页地址")],
    against: AgainstOption = None,
    repository: RepositoryOption = None,
    key: KeyOption = None,
    signature: SignatureOption = None,
) -> None:
    """Verify a copy of the site and its log."""

    def look() -> Report:
        statements, faults = verify_copy(place, against, key, signature)
        more, others = compare_with_register(place, repository) if repository else ([], [])
        return [*statements, *more], [*faults, *others]

    code = print_report(look)
    if code:
        raise typer.Exit(code)


def compare_with_register(place: str, repository: Path) -> Report:
    """Report on a copy against a registry folder: the log, then every file made anew.

    Files are made anew only where the register stands at the commit that the copy names.
    """
    history, copy = chronicle(repository), published_log(reader(place))
    own = log_of(history)
    if own.unavailable or isinstance(copy, str):
        raise Unverifiable(own.unavailable or str(copy))
    log = PublishedLog(own.entries, own.head, [])
    faults = continuation_faults(log, copy.size, str(copy.head), copy.entries)
    verdict = "，不是同一部日志" if faults else "，是同一部日志"
    statements = [
        f"登记簿的日志 {log.size} 条，网站的 {copy.size} 条{verdict}。",
        *_sealed(history),
    ]
    manifest = manifest_of(reader(place))
    if manifest["commit"] != history.commit:
        sentence = "登记簿不在网站所据的那次提交上，没有重新生成对照。"
        return [*statements, sentence], faults
    count, unlike = _rebuilt(manifest, history, repository)
    statements.append(f"由登记簿重新生成 {count} 个文件，{len(unlike)} 个与网站的不同。")
    return statements, [*faults, *(f"{name} 与由登记簿生成的不同" for name in unlike)]


def _sealed(history: Chronicle) -> Iterator[str]:
    """Faults of a sealed log: git must still tell the same, or have been rewritten on record."""
    revisions = history.revisions
    seals = [at for at, revision in enumerate(revisions) if revision.sealed is not None]
    if seals:
        last, earlier = seals[-1], seals[-2] if len(seals) > 1 else None
        before, sealed = grown(revisions[:last], earlier), grown(revisions, last)
        size = len(before.entries)
        is_same = size > 0 and head_of(sealed.entries[:size]) == before.head
        yield f"封存的日志{f'与 git 的历史一致（{size} 条）' if is_same else '所依据的 git 历史已经改写'}。"


def _rebuilt(manifest: dict[str, Any], history: Chronicle, folder: Path) -> tuple[int, list[str]]:
    """Number of files made anew, and the names of those that are not as the manifest lists them."""
    as_of = date.fromisoformat(manifest["as_of"])
    receipt = received(folder)
    if not receipt.site:
        raise Unverifiable(f"“{folder}”不是登记文件夹，或其中的 site.yaml 无法读取")
    register, findings = examined(receipt, as_of)
    with rebuilt_site(Snapshot.of(register, as_of), findings, history) as site:
        anew = {path: sha256(whole(site[path]())).hexdigest() for path in site}
    listed = {row["path"]: row["sha256"] for row in manifest["files"]}
    unlike = {name for name in anew.keys() | listed.keys() if anew.get(name) != listed.get(name)}
    return len(anew), sorted(unlike.difference(OF_THE_DAY))


def log(
    registry: RegistryOption = REGISTRY,
    of: Annotated[
        str | None,
        typer.Option("--of", metavar="编号", help="打印一份文件、一个平台等的各条日志（JSON）"),
    ] = None,
    seal: Annotated[
        bool, typer.Option("--seal", help="封存到 log.jsonl；改写 git 历史以前须先封存并提交")
    ] = False,
) -> None:
    """Print the size and head of the log, or the entries of one record."""
    current = log_of(chronicle(registry))
    if current.unavailable:
        refuse(2, f"没有登记日志：{current.unavailable}")
    if of:
        print(json.dumps(_entries_on(current, of), ensure_ascii=False, indent=1))
    else:
        print(f"登记日志 {len(current.entries)} 条，末条散列 {current.head}")
    if seal:
        write_together(registry, {SEALED: sealed_text(current).encode()})
        print(f"已封存到 {(registry / SEALED).as_posix()}，请提交。")


def _entries_on(current: Log, name: str) -> list[dict[str, Any]]:
    """Entries on every record of this id, as `log.json` has them: the last with its content."""
    entries = [entry for entry in current.entries if entry["id"] == name]
    if not entries:
        refuse(1, f"登记日志中没有“{name}”")
    return [entry | _content(current, entry) for entry in entries]


def _content(current: Log, entry: Entry) -> dict[str, Any]:
    recorded = current.recorded.get((entry["subject"], entry["id"]))
    if recorded is None or recorded.number != entry["number"]:
        return {"salt": None, "item": None}
    return {"salt": recorded.salt, "item": recorded.item}
