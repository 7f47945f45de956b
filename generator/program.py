"""The program itself: its version, and the files that lie beside its code.

Templates and printer settings stay at the top level of the repository, where people edit them;
a wheel carries them below `generator/packed/`, with the commit that it was made of.
"""

from collections.abc import Iterator
from functools import cache
from pathlib import Path

from generator import __version__

NAME, VERSION = "registry-generator", __version__
PACKAGE = Path(__file__).parent
PACKED = PACKAGE / "packed"
CHECKOUT = PACKAGE.parent
# Everything outside of the package that decides the bytes of a site.
BESIDE = ("site_templates", "mkdocs.yml")


class Incomplete(RuntimeError):
    """The program was installed without a file that it needs; the message names it."""


@cache
def beside(path: str) -> Path:
    """Place of a file or folder that lies beside the code; raises `Incomplete` where it is not there."""
    place = (PACKED if PACKED.is_dir() else CHECKOUT) / path
    if not place.exists():
        raise Incomplete(f"程序不完整：缺少 {path}，请重新安装完整的程序包")
    return place


def sources() -> Iterator[tuple[str, Path]]:
    """Name and place of every file of the program that decides the bytes of a site, in order."""
    files = {
        f"generator/{name}": path for name, path in _below(PACKAGE) if PACKED not in path.parents
    }
    for part in BESIDE:
        files |= {f"{part}/{name}": path for name, path in _below(beside(part))}
    return iter(sorted(files.items()))


def _below(place: Path) -> Iterator[tuple[str, Path]]:
    for path in [place] if place.is_file() else place.rglob("*"):
        if "__pycache__" not in path.parts and path.is_file():
            yield path.relative_to(place).as_posix(), path
