"""One renamed platform, one revoked, and one document: every file the site has for them, in full."""

from pathlib import Path

import pytest

from tests.golden import EXPECTED, golden_files, golden_site, rewrite

pytestmark = pytest.mark.slow
# A file more per platform is two thousand more for two thousand platforms.
NAMES = [
    "api/v1/notices/2022-revocation.json",
    "api/v1/platforms/sd-0001.json",
    "api/v1/platforms/sd-0002.json",
    "badges/sd-0001.svg",
    "badges/sd-0002.svg",
    "feeds/platforms/sd-0001.atom",
    "feeds/platforms/sd-0002.atom",
    "notices/2022-revocation/index.html",
    "platforms/sd-0001/index.html",
    "platforms/sd-0002/index.html",
]


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> dict[str, str]:
    return golden_files(golden_site(tmp_path_factory.mktemp("golden")))


def test_each_subject_has_these_files_and_no_other(built: dict[str, str]) -> None:
    """Four per platform, two per document; and each is written out."""
    assert list(built) == NAMES
    assert list(golden_files(EXPECTED)) == NAMES


@pytest.mark.parametrize("name", NAMES)
def test_each_file_is_as_written(name: str, built: dict[str, str]) -> None:
    """Byte for byte; after a change that is meant, `python -m tests.golden` writes them anew."""
    assert built[name] == (EXPECTED / name).read_bytes().decode()


def test_rewriting_leaves_nothing_old(built: dict[str, str], tmp_path: Path) -> None:
    """What the rewriting writes is what the comparison reads."""
    (tmp_path / "sd-0001").mkdir()
    (tmp_path / "sd-0001" / "old.html").write_text("old", "utf-8")
    rewrite(built, tmp_path)
    assert golden_files(tmp_path) == built
