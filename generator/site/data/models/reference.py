"""Models of what the records rest on: editions, departments, batches, words, gaps, files."""

from pydantic import Field

from generator.records import registry as records
from generator.records.registry import Batch, Erratum
from generator.records.regulation import Regulation
from generator.site.data.derivation import derived, list_of, model, union_model
from generator.site.data.models.base import Head, Output
from generator.site.data.models.log import LogHead


class Word(Output):
    """Code, its label, and its meaning where there is one."""

    code: str
    label: str
    meaning: str | None
    article: int | None


class Terms(Output):
    """Every code that stands in these files."""

    statuses: tuple[Word, ...]
    kinds: tuple[Word, ...]
    unit_kinds: tuple[Word, ...]
    functions: tuple[Word, ...]
    cities: tuple[Word, ...]
    caveats: tuple[Word, ...]
    events: tuple[Word, ...]
    explanations: tuple[Word, ...]
    outcomes: tuple[Word, ...]


class TermsFile(Head):
    """Every code, by what it is a code of."""

    terms: Terms


class RegulationsFile(Head):
    """Every edition, each number with its article."""

    regulations: tuple[Regulation, ...]


# A department; `city` is the one that it answers for on the day of the file.
Department = union_model("Department", [records.Department], Output, city=derived(str | None))


# Departments with the names they bore and the cities they answered for, and when.
DepartmentsFile = model("DepartmentsFile", Head, departments=list_of(Department))


class BatchesFile(Head):
    """Yearly rounds."""

    batches: tuple[Batch, ...]


class ErrataFile(Head):
    """Mistakes of our own copy, each with what was put right."""

    errata: tuple[Erratum, ...]


class GapLine(Output):
    """Something not known, or that wants a look."""

    file: str
    code: str
    severity: str
    message: str


class GapsFile(Head):
    """Everything not known, or that wants a look."""

    gaps: tuple[GapLine, ...]


class Address(Output):
    """Address of a file, or of one file per id, and of the schema that describes it."""

    name: str
    path: str
    schema_path: str
    says: str


class Program(Output):
    """Program that made the site, by name, version and commit."""

    name: str = Field(description="程序的名称。")
    version: str = Field(description="程序的版本。")
    commit: str | None = Field(
        description="程序所据的 git 提交；不知道，或程序有未提交的改动时为 null。"
    )


class IndexFile(Head):
    """Every address of the API."""

    program: Program
    log: LogHead
    files: dict[str, str]
    addresses: tuple[Address, ...]


class Sealed(Output):
    """Published file, with what proves that it is whole."""

    path: str
    size: int
    sha256: str


class ManifestFile(Head):
    """Every published file but this one."""

    log: LogHead
    files: tuple[Sealed, ...]
