"""批次 One yearly round of applications (第二十二条)."""

from generator.records.base import Count, Record, Slug, Span, Text, Year


class Batch(Record):
    """批次 `reviewed` and `recommended` are the published numbers of applicants."""

    id: Slug
    year: Year
    regulation: Slug
    call: Slug | None = None
    applications: Span | None = None
    reviewed: Count | None = None
    recommended: Count | None = None
    remarks: Text | None = None
