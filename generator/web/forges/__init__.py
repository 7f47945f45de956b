"""The forges, one function each: how a request is opened there, and how a clerk logs in."""

from collections.abc import Mapping

from generator.desk.beginning import ForgeKind
from generator.web.forges.branch_and_call import GITEE, GITHUB
from generator.web.forges.dialect import Dialect
from generator.web.forges.gitea import GITEA
from generator.web.forges.gitlab import GITLAB
from generator.web.forges.local import NONE

FORGES: Mapping[ForgeKind, Dialect] = {
    ForgeKind.GITHUB: GITHUB,
    ForgeKind.GITLAB: GITLAB,
    ForgeKind.GITEA: GITEA,
    ForgeKind.GITEE: GITEE,
    ForgeKind.NONE: NONE,
}
