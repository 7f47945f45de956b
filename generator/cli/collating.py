"""对照登记簿 Whether a site tells what the register tells that it claims to be made of."""

from collections.abc import Iterator
from datetime import date
from hashlib import sha256
from pathlib import Path
from typing import Any

from generator.cli.desk import examined, received
from generator.cli.publishing import rebuilt_site
from generator.history import Chronicle, chronicle, grown, log_of
from generator.site.write import whole
from generator.standing.snapshot import Snapshot
from generator.verifier.commands import Report
from generator.verifier.copies import manifest_of
from generator.verifier.logs import Log, extends
from generator.verifier.logs import log_of as published
from generator.verifier.places import Unverifiable, reader

# What is wanting is judged by the day of the building, which no copy tells.
OF_THE_DAY = ("api/v1/gaps.json", "gaps/index.html")


def compared(place: str, repository: Path) -> Report:
    """对照 The log first; then, where the register stands at the same commit, every file."""
    told, site = chronicle(repository), published(reader(place))
    own = log_of(told)
    if own.unavailable or isinstance(site, str):
        raise Unverifiable(own.unavailable or str(site))
    wrong = extends(Log(own.entries, own.hashes, []), site.size, site.root, site.entries)
    says = [f"登记簿的日志 {len(own.entries)} 条，网站的 {site.size} 条{_whether(wrong)}。"]
    says += _sealed(told)
    manifest = manifest_of(reader(place))
    if manifest["commit"] != told.commit:
        return [*says, "登记簿不在网站所据的那次提交上，没有重新生成对照。"], wrong
    count, unlike = _rebuilt(manifest, told, repository)
    says.append(f"由登记簿重新生成 {count} 个文件，{len(unlike)} 个与网站的不同。")
    return says, [*wrong, *(f"{name} 与由登记簿生成的不同" for name in unlike)]


def _whether(wrong: list[str]) -> str:
    return "，不是同一部日志" if wrong else "，是同一部日志"


def _sealed(told: Chronicle) -> Iterator[str]:
    """Where a log was sealed, git either still tells the same or has been rewritten."""
    seals = [at for at, version in enumerate(told.versions) if version.sealed is not None]
    if seals:
        last, earlier = seals[-1], seals[-2] if len(seals) > 1 else None
        before, sealed = grown(told.versions[:last], earlier), grown(told.versions, last)
        size = len(before.hashes)
        is_told = size > 0 and sealed.hashes[:size] == before.hashes
        yield f"封存的日志{f'与 git 的历史一致（{size} 条）' if is_told else '所依据的 git 历史已经改写'}。"


def _rebuilt(manifest: dict[str, Any], history: Chronicle, folder: Path) -> tuple[int, list[str]]:
    """Number of files that the register makes, and the paths of those that the copy has otherwise."""
    as_of = date.fromisoformat(manifest["as_of"])
    register, findings = examined(received(folder), as_of)
    with rebuilt_site(Snapshot.of(register, as_of), findings, history) as site:
        own = {path: sha256(whole(site[path]())).hexdigest() for path in site}
    listed = {each["path"]: each["sha256"] for each in manifest["files"]}
    unlike = {path for path in own.keys() | listed.keys() if own.get(path) != listed.get(path)}
    return len(own), sorted(unlike.difference(OF_THE_DAY))
