"""参照模型 What the records rest on: editions, departments, batches, words, gaps, files."""

from generator.exports.models.base import Head, Output
from generator.exports.models.log import LogHead
from generator.records.batch import Batch
from generator.records.department import Department
from generator.records.regulation import Regulation


class Word(Output):
    """受控词 A code, its label, and what it means where that is said."""

    code: str
    label: str
    meaning: str | None
    article: int | None


class Terms(Output):
    """术语 Every code that stands in these files."""

    statuses: tuple[Word, ...]
    kinds: tuple[Word, ...]
    unit_kinds: tuple[Word, ...]
    functions: tuple[Word, ...]
    cities: tuple[Word, ...]
    caveats: tuple[Word, ...]
    outcomes: tuple[Word, ...]


class TermsFile(Head):
    """术语表."""

    terms: Terms


class RegulationsFile(Head):
    """办法 Every edition, each number with its article."""

    regulations: tuple[Regulation, ...]


class DepartmentsFile(Head):
    """主管部门 With the names they bore and when."""

    departments: tuple[Department, ...]


class BatchesFile(Head):
    """批次."""

    batches: tuple[Batch, ...]


class GapLine(Output):
    """缺口或提醒 What is not known, or wants a look."""

    file: str
    code: str
    severity: str
    message: str


class GapsFile(Head):
    """缺口."""

    gaps: tuple[GapLine, ...]


class Address(Output):
    """地址 Of a file, or of one file per id, and the schema that describes it."""

    name: str
    path: str
    schema_path: str
    says: str


class IndexFile(Head):
    """数据目录."""

    log: LogHead
    files: dict[str, str]
    addresses: tuple[Address, ...]


class Sealed(Output):
    """一个文件 With what proves that it is whole."""

    path: str
    size: int
    sha256: str


class ManifestFile(Head):
    """文件清单 Every published file but this one."""

    log: LogHead
    files: tuple[Sealed, ...]
