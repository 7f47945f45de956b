"""统一写法 Every file of a registry beside its canonical form."""

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from generator.desk.canonical import canonical
from generator.findings import Finding
from generator.intake.editing import comments
from generator.intake.receiving import drawer, model_of, notices_by_id
from generator.intake.yaml import YamlDocument, load


@dataclass(frozen=True)
class Formatted:
    """一个文件 Its canonical bytes, or the findings that say why it has none."""

    path: Path
    content: bytes
    canonical: bytes
    findings: tuple[Finding, ...] = ()

    @property
    def is_canonical(self) -> bool:
        """是否已统一 Nothing is to be written."""
        return self.content == self.canonical


def formatted(folder: Path) -> Iterator[Formatted]:
    """统一写法 Of every record; a file that cannot be read stays as it is."""
    read = [each for path in sorted(folder.rglob("*.yaml")) if (each := _read(folder, path))]
    kinds = notices_by_id([(name, document) for name, _, _, document in read])
    for name, path, content, document in read:
        findings = list(document.findings)
        model = model_of(name, document, kinds, findings)
        if model is None or document.findings:
            yield Formatted(path, content, content, tuple(findings))
            continue
        text = canonical(model, document.value, comments(content, document))
        yield Formatted(path, content, text.encode())


def _read(folder: Path, path: Path) -> tuple[str, Path, bytes, YamlDocument] | None:
    name = drawer(path.relative_to(folder).as_posix())
    if name is None or not path.is_file():
        return None
    content = path.read_bytes()
    return name, path, content, load(path.as_posix(), content)
