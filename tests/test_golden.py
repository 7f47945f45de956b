"""One renamed platform, one revoked, and one document: every file the site has for them, in full."""

from pathlib import Path

import pytest

from tests.golden import EXPECTED, SUBJECTS, golden_files, golden_site, rewrite

pytestmark = pytest.mark.slow
settled = pytest.mark.skipif(not EXPECTED.exists(), reason="run python -m tests.golden first")


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> dict[str, str]:
    return golden_files(golden_site(tmp_path_factory.mktemp("golden")))


@settled
def test_each_subject_has_these_files_and_no_other(built: dict[str, str]) -> None:
    """A file more per platform is two thousand more for two thousand platforms."""
    assert list(built) == list(golden_files(EXPECTED))


@settled
@pytest.mark.parametrize("name", golden_files(EXPECTED))
def test_each_file_is_as_written(name: str, built: dict[str, str]) -> None:
    """Byte for byte."""
    assert built[name] == golden_files(EXPECTED)[name]


def test_every_subject_is_published_and_rewriting_leaves_nothing_old(
    built: dict[str, str], tmp_path: Path
) -> None:
    """What the rewriting writes is what the comparison reads."""
    parts = {part.partition(".")[0] for name in built for part in Path(name).parts}
    assert parts >= SUBJECTS
    (tmp_path / "sd-0001").mkdir()
    (tmp_path / "sd-0001" / "old.html").write_text("old", "utf-8")
    rewrite(built, tmp_path)
    assert golden_files(tmp_path) == built
