"""界限 Files that are too large, links, ids that would be paths: refused, in bounded time and memory."""

import os
import time
from pathlib import Path

import pytest
from pydantic import TypeAdapter, ValidationError

from generator.intake import receive
from generator.intake.shape import shaped
from generator.intake.yaml import LARGEST, load
from generator.records.registry import Platform
from generator.records.values import FunctionTerm, Slug, WebAddress
from tests.conftest import DAY, Command, findings_of

# The largest file takes about a second; a bound that only a runaway would reach.
SECONDS = 60
FULL = LARGEST - 100
BOMB = "a: &a [x, x, x, x, x, x, x, x, x]\n" + "".join(
    f"{b}: &{b} [{', '.join([f'*{a}'] * 9)}]\n" for a, b in zip("abcdefgh", "bcdefghi", strict=True)
)
HEAVY = {
    "one long text": "name: " + "示" * (FULL // 3),
    "one long number": "name: " + "1" * FULL,
    "digits and spaces": "name: '" + "1 3-" * (FULL // 4) + "'",
    "many fields": "".join(f"f{at}: x\n" for at in range(FULL // 12)),
    "many rows": "rows:\n" + "- {platform: sd-0001}\n" * (FULL // 24),
    "equal keys": "id: a\n" * (FULL // 6),
    "brackets beside each other": "a: [" + "[]," * (FULL // 4) + "]",
    "an open quote": 'name: "' + "x\n " * (FULL // 4),
    "empty lines": "id: a" + "\n" * FULL,
    "aliases of aliases": BOMB,
    "tabs": "\t" * FULL,
    "not UTF-8": "x" * FULL + "\udcff",
}


@pytest.mark.slow
@pytest.mark.parametrize("name", HEAVY)
def test_the_largest_file_is_read_or_refused_in_bounded_time(name: str) -> None:
    """Whatever fills it, a record file ends as findings; none of these is a record."""
    content = HEAVY[name].encode("utf-8", "surrogateescape")
    began = time.monotonic()
    document = load("record.yaml", content)
    record, findings = shaped(Platform, document) if document.value else (None, [])
    assert record is None
    assert [*document.findings, *findings]
    assert time.monotonic() - began < SECONDS


def test_a_file_past_the_bound_is_not_read(registry_copy: Path) -> None:
    """One byte more is a finding; a hole of a terabyte costs no memory; the application likewise."""
    path = registry_copy / "platforms/sd-9001.yaml"
    path.write_bytes(b"id: sd-9001\n".ljust(LARGEST + 1, b"#"))
    with path.open("r+b") as file:
        file.truncate(2**40)
    said = [f"{f.place.line} {f.rule.code} {f.message}" for f in receive(registry_copy).findings]
    assert said == ["1 S003 文件超过 1,048,576 字节，不会被读取"]
    path.write_bytes(b"id: sd-9001\n".ljust(LARGEST, b"#"))
    assert "S003" not in {f.rule.code for f in receive(registry_copy).findings}


def test_what_lies_behind_a_link_is_not_told(registry_copy: Path, tmp_path: Path) -> None:
    """Neither file, folder, drawer nor loop: no word of it stands in any finding."""
    secret = tmp_path / "secret"
    secret.mkdir()
    (secret / "s.yaml").write_text("password: 不得外泄\n", "utf-8")
    links = {
        "platforms/sd-9001.yaml": secret / "s.yaml", "platforms/inner": secret, "excused.yaml": secret / "s.yaml",
        "work_calendars": secret, "platforms/loop": registry_copy, "batches/gone.yaml": secret / "none",
    }  # fmt: skip
    for name, target in links.items():
        (registry_copy / name).symlink_to(target)
    findings = [f for f in findings_of(registry_copy, DAY) if f.is_error]
    assert sorted(
        Path(f.place.file).relative_to(registry_copy).as_posix() for f in findings
    ) == sorted(links)
    assert {f.rule.code for f in findings} == {"S003"}
    assert "外泄" not in "".join(f.message + f.fix for f in findings)


def test_a_file_gone_while_the_folder_is_read_is_a_finding(registry_copy: Path) -> None:
    """As is any other reason that the system gives for not reading."""
    last = registry_copy / "notices/2026/2026-revocation.yaml"

    def progress(done: int, _: int) -> None:
        if done == 1:
            last.unlink()

    found = [(f.place.file, f.message) for f in receive(registry_copy, progress).findings]
    assert found == [(last.as_posix(), f"无法读取（{os.strerror(2)}）")]


def test_a_named_pipe_is_passed_over(registry_copy: Path) -> None:
    """It would never end; it is told as a stray."""
    os.mkfifo(registry_copy / "platforms/sd-9001.yaml")
    assert [f.rule.code for f in receive(registry_copy).findings] == ["S002"]


PATHS = ["..", ".", "", "/", "a/b", "../a", "a\\b", "A", "a_b", "-a", "a-", "a--b", "ａ", "а", "٣", "a b",
         "a\n", "a\0", "%2e", "con:", "~", "a.b", "x" * 65]  # fmt: skip


@pytest.mark.parametrize("said", PATHS)
def test_an_id_is_never_a_path(said: str) -> None:
    """Only small letters, digits and single hyphens, and no longer than a file name may be."""
    for form in (Slug, FunctionTerm):
        if (said, form) != ("a_b", FunctionTerm):
            with pytest.raises(ValidationError):
                TypeAdapter(form).validate_python(said)
    assert TypeAdapter(Slug).validate_python("a" * 64) == "a" * 64


ADDRESSES = ["javascript:alert(1)", "JAVASCRIPT:alert(1)", "data:text/html,x", "vbscript:x", "file:///etc/passwd",
             "//example.org", "/a", "https://", "https:example.org", " https://example.org", "https://a b",
             "https://a\"b", "https://a'b", "https://a<b", "https://a>b", "https://a\nb", "java\tscript:x"]  # fmt: skip


@pytest.mark.parametrize("said", ADDRESSES)
def test_an_address_of_the_web_is_nothing_else(said: str) -> None:
    """Only http and https, and no sign that could end an attribute."""
    with pytest.raises(ValidationError):
        TypeAdapter(WebAddress).validate_python(said)


INVISIBLE = ["\u200b", "\u202e", "\u2066", "\ufeff", "\u00ad", "\u3164", "\uffa0", "\u034f", "\ufe0f", "\u180e",
             "\U000e0041", "\U000e0100", "\u2800", "\r", "\x85", "\x00", "\u2028"]  # fmt: skip


@pytest.mark.parametrize("sign", INVISIBLE)
def test_what_cannot_be_seen_is_found(sign: str) -> None:
    """Written as an escape or as itself, it never gets into a record."""
    for written in (f'name: "示\\U{ord(sign):08x}例"', f"name: 示{sign}例"):
        document = load("a.yaml", written.encode())
        value = (document.value or {}).get("name", "")
        assert sign not in value
        assert document.findings or value in ("示 例", "示\n例")


def test_findings_of_a_hostile_file_are_one_line_each(
    registry_command: Command, registry_copy: Path
) -> None:
    """A message that repeats what stands there forges no annotation and no second finding."""
    keys = ["x\\n::error file=a::forged", "\\n/etc/a:1:1: error X101", "\\e[2J", "\\u202e"]
    lines = [f'"{key}": "{key}"' for key in keys] + ["id: !<tag:%0a::error%20file=a,%1b[2J> x"]
    (registry_copy / "platforms/sd-9001.yaml").write_text("\n".join(lines), "utf-8")
    for form in ("github", "text"):
        done = registry_command("check", "--registry", registry_copy, "--format", form)
        assert done.returncode == 1
        said = done.stdout
        assert not [
            line for line in said.splitlines() if line.startswith(("::error file=a", "/etc/a"))
        ]
        assert said.count("sd-9001") >= 4
        assert not set(said) & {"\x1b", "\u202e", "\r"}
