"""Golden files: everything the site has for two platforms and one document, written out in full.

`python -m tests.golden` rewrites `tests/data/golden/expected/` from the site as it is built now.
Run it only after a change of the published form that is meant, and read its diff line by line.
"""

import shutil
import subprocess
import sys
from pathlib import Path
from tempfile import TemporaryDirectory

from tests.registries import DATA, laid_in_git

GOLDEN = DATA / "golden"
EXPECTED = GOLDEN / "expected"
DAY = "2023-06-01"
COMMITS = {"2021-12-01": ("2022*",), "2022-06-15": ()}
# A renamed platform, a revoked one, and the document that revoked it.
SUBJECTS = frozenset({"sd-0001", "sd-0002", "2022-revocation"})


def golden_site(folder: Path) -> Path:
    """Site of the small registry, built below `folder` by the console script."""
    office = laid_in_git(folder / "checkout", GOLDEN / "registry", COMMITS)
    command = [Path(sys.executable).parent / "registry", "build", "--on", DAY, "--out", "site"]
    subprocess.run(command, cwd=office, check=True, stdout=subprocess.DEVNULL)
    return office / "site"


def golden_files(folder: Path) -> dict[str, str]:
    """Text of each file below `folder` whose path names a subject, by its path."""
    paths = sorted(path for path in folder.rglob("*") if path.is_file())
    names = {path.relative_to(folder).as_posix(): path for path in paths}
    return {
        name: path.read_bytes().decode()
        for name, path in names.items()
        if SUBJECTS & {part.partition(".")[0] for part in Path(name).parts}
    }


def rewrite(files: dict[str, str], target: Path) -> None:
    """Makes `target` hold these files and no other."""
    shutil.rmtree(target, ignore_errors=True)
    for name, text in files.items():
        path = target / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(text.encode())


def main() -> None:
    """Builds the site and rewrites the expected files."""
    with TemporaryDirectory() as folder:
        rewrite(golden_files(golden_site(Path(folder))), EXPECTED)


if __name__ == "__main__":
    main()
