"""站点 Who publishes, where, and whether this is demonstration data."""

from generator.records.base import Count, Flag, Record, Text, WebAddress


class Site(Record):
    """站点 `update_days` is how many days a published copy stays trustworthy."""

    title: Text
    title_en: Text
    designation_title: Text
    publisher: Text
    publisher_contact: Text | None = None
    base_url: WebAddress
    repository: WebAddress | None = None
    licence: Text | None = None
    update_days: Count
    demo: Flag = False
    about: Text | None = None
