"""哪一次的 Which build stands at a place, and what a build that was killed has left beside it."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

from generator.verifier.places import MANIFEST, is_remote

# As `generator/swapping.py` names what it has begun, and what it has moved aside.
BEGUN, ASIDE = "new", "old"


def build_told(manifest: dict[str, Any]) -> str:
    """哪一次发布 So that an old site left in place is not taken for the new."""
    commit = f"，提交 {manifest['commit'][:12]}" if manifest.get("commit") else ""
    return f"这是截至 {manifest.get('as_of')} 的一次发布{commit}。"


def beside(place: str) -> Iterator[str]:
    """旁边的遗留 A sentence for each folder; an old site moved aside is still whole."""
    folder = Path(place)
    if is_remote(place) or not folder.parent.is_dir():
        return
    new, old = f".{folder.name}.{BEGUN}-", f".{folder.name}.{ASIDE}-"
    for path in sorted(folder.parent.iterdir()):
        if path.name.startswith(old) and (path / folder.name / MANIFEST).exists():
            yield f"旁边的 {path.name} 中有一份完整移开的旧网站，下次生成时会先放回。"
        elif path.name.startswith((new, old)):
            yield f"旁边的 {path.name} 是中断的生成留下的，或者正在生成；下次生成时自动清除。"
