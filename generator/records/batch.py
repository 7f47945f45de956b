"""批次 One yearly round of applications (第二十二条)."""

from pydantic import Field

from generator.records.base import Count, Record, Slug, Span, Text, Year


class Batch(Record):
    """批次 `reviewed` and `recommended` are the published numbers of applicants."""

    id: Slug = Field(description="与文件名相同")
    year: Year = Field(description="年度")
    regulation: Slug = Field(description="所依据的办法版本")
    call: Slug | None = Field(None, description="申报通知")
    applications: Span | None = Field(None, description="申报时间")
    reviewed: Count | None = Field(None, description="公开过的参评数目")
    recommended: Count | None = Field(None, description="公开过的推荐数目")
    remarks: Text | None = Field(None, description="备注")
