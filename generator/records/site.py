"""站点 Who publishes, where, and whether this is demonstration data."""

from typing import Annotated

from pydantic import Field

from generator.records.base import Count, Flag, Form, Record, Text, WebAddress
from generator.records.day import PrintedDay

UNTIL_BAR_ENDS = "until_bar_ends"
FrontList = Annotated[
    str,
    Form(
        rf"{UNTIL_BAR_ENDS}|[1-9]\d? years", f"{UNTIL_BAR_ENDS}（至限制期届满）或年数，如 3 years"
    ),
]


class AdverseDisplay(Record):
    """不利记录的展示 The written policy: how long a revocation stands on the front list.

    Afterwards it stands in the list of the past. It is never removed.
    """

    policy: Text = Field(description="撤销记录怎样展示")
    remedy: Text = Field(description="对展示有异议的，怎样提出")
    adopted_on: PrintedDay = Field(description="这一办法定于哪一天")
    front_list: FrontList = Field(description="撤销记录列在前面多久；期限一过移入“历史”，不删除")

    @property
    def years(self) -> int | None:
        """前列年数 None where an entry stands in front until its bar ends."""
        return None if self.front_list == UNTIL_BAR_ENDS else int(self.front_list.split()[0])


class Site(Record):
    """站点 `update_days` is how many days a published copy stays trustworthy.

    Without `adverse_display` every revocation stands on the front list.
    """

    title: Text = Field(description="网站名称")
    title_en: Text = Field(description="网站的英文名称")
    designation_title: Text = Field(description="称号的全称")
    publisher: Text = Field(description="发布单位")
    publisher_contact: Text | None = Field(None, description="发布单位的联系方式，不写个人的")
    base_url: WebAddress = Field(description="网站的地址")
    repository: WebAddress | None = Field(None, description="登记簿所在的代码仓库")
    licence: Text | None = Field(None, description="数据的许可")
    update_days: Count = Field(
        description="公布后几天内必有更新，网页和数据文件据此写明下次更新不晚于哪一天"
    )
    demo: Flag = Field(
        False, description="演示数据写 `true`，每个网页和数据文件都会注明；不写即为 `false`"
    )
    about: Text | None = Field(None, description="网站说明")
    adverse_display: AdverseDisplay | None = Field(
        None, description="撤销记录的展示办法，写在撤销公告页上；不写的，全部撤销记录都列在前面"
    )
