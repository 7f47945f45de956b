"""Every kind of file of the API: its path, its schema, and what it holds."""

from dataclasses import dataclass

from generator.site.data import act, changes
from generator.site.data.models import log, platform, reference
from generator.site.data.models.base import Opening

API = "api/v1"
SCHEMA = "schema"


@dataclass(frozen=True)
class Kind:
    """Kind of file; `path` has a name in braces where there is one file per id."""

    name: str
    path: str
    model: type[Opening]
    says: str

    @property
    def schema(self) -> str:
        """Path of the schema of this kind."""
        return f"{SCHEMA}/{self.name.replace('_', '-')}.json"


KINDS = (
    Kind("index", "index.json", reference.IndexFile, "数据目录"),
    Kind("platforms", "platforms.json", platform.PlatformsFile, "现在有效的平台（默认用这一份）"),
    Kind("all", "all.json", platform.PlatformsFile, "自有记录以来的全部平台"),
    Kind("status", "status.json", platform.StatusFile, "每个编号的资格状态"),
    Kind("platform", "platforms/{id}.json", platform.PlatformFile, "一个平台的全部记录、每一段日子的资格状态和变更"),
    Kind("notices", "notices.json", act.NoticesFile, "全部文件"),
    Kind("notice", "notices/{id}.json", act.NoticeFile, "一份文件，附表照原文"),
    Kind("city", "cities/{code}.json", platform.CityFile, "辖区的一个下一级（市、区县或省）的平台"),
    Kind("function", "functions/{term}.json", platform.FunctionFile, "一项服务功能的平台"),
    Kind("history", "history.json", platform.HistoryFile, "全部平台的状态沿革，可答任何一天"),
    Kind("changes", "changes.json", changes.ChangesFile, "逐日逐次的变更：最近的一份，并列出从前各份"),
    Kind("changes_part", "changes/{part}.json", changes.ChangesPartFile, "从前的一份变更，不再改动"),
    Kind("log", "log.json", log.LogFile, "登记日志：从前记过的每一条，改写过就查得出来"),
    Kind("terms", "terms.json", reference.TermsFile, "全部代码及其名称"),
    Kind("regulations", "regulations.json", reference.RegulationsFile, "办法的各个版本"),
    Kind("departments", "departments.json", reference.DepartmentsFile, "主管部门及其历次名称"),
    Kind("batches", "batches.json", reference.BatchesFile, "批次"),
    Kind("errata", "errata.json", reference.ErrataFile, "勘误：登记时录错、已经改正的各处"),
    Kind("gaps", "gaps.json", reference.GapsFile, "缺口与提醒"),
    Kind("manifest", "manifest.json", reference.ManifestFile, "全部文件的大小和 SHA-256"),
)  # fmt: skip
