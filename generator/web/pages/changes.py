"""Changes that a draft or an open request makes for the public, what is wrong and where; and handing in."""

import mimetypes
from collections.abc import Iterable, Iterator
from concurrent.futures import TimeoutError as NotYet
from contextlib import suppress
from dataclasses import dataclass
from pathlib import PurePosixPath

from starlette.responses import RedirectResponse, Response

from generator.desk.report import (
    ReportItem,
    act_items,
    as_markdown,
    comparison_summary,
    platform_items,
    record_items,
)
from generator.history import git
from generator.history.comparison import Comparison
from generator.records.acts import Act
from generator.site.write import whole
from generator.terms.findings import Finding
from generator.web.draft import RequestState, Sent
from generator.web.forge import Expired, Refused, Submitted
from generator.web.future import Future, placed
from generator.web.pages.common import ahead, table_of, title_of
from generator.web.pages.telling import NOT_HANDED_IN, refuse_stale
from generator.web.submission import handed_on
from generator.web.submission import submit as submit_files
from generator.web.submission import take_back as take_back_files
from generator.web.table import DraftTable
from generator.web.visitor import Refusal, Visitor, open_requests
from generator.web.words import plain_words

PAGE = "index.html"
MOST_PAGES = 12
# Seconds until the page says how it goes instead.
PATIENCE = 3.0
FOLDERS = {
    "platforms": "平台", "batches": "批次", "errata": "勘误", "regulations": "办法", "departments": "部门",
}  # fmt: skip


@dataclass(frozen=True)
class Shown:
    """Changes that a future brings, in sentences: `sections` by name, and the pages of what it touches."""

    summary: str
    sections: list[tuple[str, list[ReportItem]]]
    pages: list[tuple[str, str]]
    more_pages: int


def shown(comparison: Comparison, future: Future) -> Shown:
    """The comparison in the words of the desk."""
    plain = plain_words(future.snapshot)

    def items(each: Iterable[ReportItem]) -> list[ReportItem]:
        return [
            ReportItem(plain(_subject(i.about)), plain(i.main), tuple(map(plain, i.rest)))
            for i in each
        ]

    sections = [
        ("文件", items(act_items(comparison))),
        ("平台", items(platform_items(comparison))),
        ("其他记录", items(record_items(comparison))),
    ]
    pages = [*_pages(comparison)]
    return Shown(
        plain(comparison_summary(comparison)),
        [(name, listed) for name, listed in sections if listed],
        [(path, plain(name)) for path, name in pages[:MOST_PAGES]],
        max(0, len(pages) - MOST_PAGES),
    )


def _subject(about: str) -> str:
    """Name of a record in place of that of its file."""
    path = PurePosixPath(about)
    if path.suffix != ".yaml":
        return about
    folder = path.parts[0] if len(path.parts) > 1 else path.stem
    return f"{FOLDERS.get(folder, '其他记录')} {path.stem}"


def _pages(comparison: Comparison) -> Iterator[tuple[str, str]]:
    """Addresses of the public pages that a change shows on, each with its name."""
    yield "", "首页"
    documents = dict.fromkeys(change.act.document for change in comparison.acts)
    yield from ((f"notices/{name}/", name) for name in documents)
    yield from ((f"platforms/{change.id}/", change.name) for change in comparison.platforms)


def future_of(visitor: Visitor, table: DraftTable) -> tuple[Future, bool]:
    """The future of a draft, and whether it is judged by now."""
    future, judged = ahead(visitor, table)
    try:
        judged.result(PATIENCE)
    except NotYet:
        return future, False
    return future, True


def changes(visitor: Visitor) -> Response:
    """Page of what a draft changes; one in which something is open leads back to it."""
    draft = visitor.draft()
    table = table_of(visitor, draft)
    if not table.files:
        return visitor.go(f"/drafts/{draft.id}/#open")
    future, is_judged = future_of(visitor, table)
    if not is_judged:
        return visitor.page("waiting", "正在检查", draft=draft, refresh=1)
    return visitor.page(
        "changes",
        "看变化",
        draft=draft,
        name=title_of(draft),
        shown=shown(future.comparison, future),
        findings=sorted(_findings(table, future), key=lambda each: not each.finding.is_error),
        has_errors=future.has_errors,
        proposed=list(_proposed(table)),
    )


@dataclass(frozen=True)
class FindingView:
    """A finding with what it speaks of in the draft."""

    place: str
    finding: Finding
    message: str
    fix: str


def _findings(table: DraftTable, future: Future) -> Iterator[FindingView]:
    places, plain = placed(table, future), plain_words(future.snapshot)

    def views(place: str, listed: Iterable[Finding]) -> Iterator[FindingView]:
        yield from (FindingView(place, f, plain(f.message), plain(f.advice)) for f in listed)

    for (at, label), listed in places.rows.items():
        yield from views(
            f"{_called(table, at)}名单第 {label} 行{_row_name(table, at, label)}", listed
        )
    for (at, path), listed in places.fields.items():
        names = {q.path: q.called for q in table.acts[at].form.questions()}
        name = names.get(path, "") if path != "id" else ""
        yield from views(f"{_called(table, at)}{f'“{name}”' if name else '文件'}", listed)
    yield from views("登记簿里的其他记录", places.others)


def _called(table: DraftTable, at: int) -> str:
    return f"第 {at + 1} 项 " if len(table.acts) > 1 else ""


def _row_name(table: DraftTable, at: int, label: str) -> str:
    taken = table.acts[at].act.taken
    rows = (match.row for match in (taken.matches if taken else ()))
    name = next((row.name or row.unit for row in rows if row.line.label == label), "")
    return f"（{name}）" if name else ""


def _proposed(table: DraftTable) -> Iterator[str]:
    """Names of the fields that nobody has answered, with what was proposed for them."""
    for at, act in enumerate(table.acts):
        for question in act.act.proposed:
            value = act.form.values.get(question.path)
            yield f"{_called(table, at)}{question.called} {value}"


def draft_site_page(visitor: Visitor) -> Response:
    """One file of the site as it would be: a page to come, or what it is made with."""
    draft = visitor.draft()
    table = table_of(visitor, draft)
    if not table.files:
        raise Refusal("草稿里还有没填好的地方，没有将来的网页可看。", 404)
    future, _ = future_of(visitor, table)
    return _file_of_site(visitor, future)


def _file_of_site(visitor: Visitor, future: Future) -> Response:
    """The file that the address names, or the page of the folder that it names."""
    path = str(visitor.path["path"])
    site = future.site(visitor.desk.printed(visitor.edition))
    if path and not path.endswith("/") and f"{path}/{PAGE}" in site:
        return RedirectResponse(f"{PurePosixPath(path).name}/", 301)
    name = f"{path}{PAGE}" if not path or path.endswith("/") else path
    if name not in site:
        raise Refusal("没有这个网页。", 404)
    kind = mimetypes.guess_type(name)[0] or "application/octet-stream"
    return Response(whole(site[name]()), media_type=kind)


def submit(visitor: Visitor) -> Response:
    """Hands a draft in, as it stands on the newest main; errors keep the way shut."""
    draft = visitor.draft()
    if visitor.form_mark == draft.form:
        return visitor.go(f"/drafts/{draft.id}/sent")
    refuse_stale(visitor, draft, NOT_HANDED_IN)
    table = table_of(visitor, draft)
    if not table.files:
        raise Refusal("草稿里还有没填好的地方，请回去补全。")
    future, is_judged = future_of(visitor, table)
    if not is_judged or future.has_errors:
        return visitor.go(f"/drafts/{draft.id}/changes")
    prefix = visitor.edition.prefix
    files = {f"{prefix}{path}": content for path, content in table.files.items()}
    body = as_markdown(future.comparison)
    try:
        submitted = submit_files(
            visitor.desk.repository,
            draft.branch,
            visitor.edition.commit,
            files,
            visitor.clerk,
            title_of(draft),
            body,
            visitor.forge,
            draft.sent.commit if draft.sent else None,
        )
    except Expired:
        raise
    except Refused as reason:
        raise Refusal(str(reason), 502) from reason
    sent = Sent(branch=submitted.branch, commit=submitted.commit, link=submitted.link)
    visitor.desk.drafts.save(draft.model_copy(update={"sent": sent, "form": visitor.form_mark}))
    return visitor.go(f"/drafts/{draft.id}/sent")


def sent(visitor: Visitor) -> Response:
    """Page of a draft that was handed in, and what may still be done with it."""
    draft = visitor.draft()
    if draft.sent is None:
        return visitor.go(f"/drafts/{draft.id}/")
    title = "提交以后" if draft.is_settled else "已提交"
    return visitor.page("sent", title, draft=draft, name=title_of(draft))


def patch(visitor: Visitor) -> Response:
    """One file with what was handed in, for `git am` where the branch cannot be pushed to."""
    draft = visitor.draft()
    if draft.sent is None:
        return visitor.go(f"/drafts/{draft.id}/")
    content = handed_on(visitor.desk.repository, _submitted(draft.sent))
    name = f'attachment; filename="{draft.id}.patch"'
    return Response(content, 200, {"content-disposition": name}, "application/octet-stream")


def _submitted(sent: Sent) -> Submitted:
    return Submitted(sent.link, sent.branch, sent.commit)


def take_back(visitor: Visitor) -> Response:
    """Takes back what was handed in; the draft stays as it was said."""
    draft = visitor.draft()
    submitted = _submitted(draft.sent) if draft.sent else None
    if submitted and draft.state is RequestState.OPEN:
        try:
            take_back_files(visitor.desk.repository, submitted, visitor.forge)
        except Expired:
            raise
        except Refused as reason:
            raise Refusal(str(reason), 502) from reason
        visitor.desk.drafts.save(draft.as_new())
    elif submitted and draft.state is RequestState.CLOSED:
        # Nothing is open there any more; a branch may be left.
        with suppress(Refused):
            take_back_files(visitor.desk.repository, submitted, visitor.forge)
        visitor.desk.drafts.save(draft.as_new())
        if visitor.text("do") == "again":
            return visitor.go(f"/drafts/{draft.id}/changes")
    return visitor.go(f"/drafts/{draft.id}/")


@dataclass(frozen=True)
class RequestView:
    """An open request: its name in addresses, what it is called, who handed it in."""

    name: str
    title: str
    by: str


def open_request_list(visitor: Visitor) -> Response:
    """Every open request."""
    repository = visitor.desk.repository
    requests = [
        RequestView(name, *git.subject_and_author(repository, commit))
        for name, commit in open_requests(visitor).items()
    ]
    return visitor.page("reviews", "审阅", requests=requests)


def _future_of_request(visitor: Visitor) -> tuple[Future, str]:
    """The register with what a request changes since it left main, and the commit of the request."""
    wanted = str(visitor.path["branch"])
    commit = open_requests(visitor).get(wanted)
    if commit is None:
        raise Refusal("没有这份提交；可能已经并入登记簿，或者已经撤回。", 404)
    edition, repository = visitor.edition, visitor.desk.repository
    changed = git.changed_since(repository, edition.commit, commit)
    prefix = edition.prefix
    files = {
        path.removeprefix(prefix): content
        for path, content in changed.items()
        if path.startswith(prefix)
    }
    future, judged = visitor.desk.futures.of(edition, files)
    judged.result()
    return future, commit


def request(visitor: Visitor) -> Response:
    """Page of one request: what it changes, what the checks say of it, and the originals to compare it with."""
    future, commit = _future_of_request(visitor)
    title, by = git.subject_and_author(visitor.desk.repository, commit)
    plain = plain_words(future.snapshot)
    return visitor.page(
        "reviewing",
        "审阅",
        name=title,
        by=by,
        branch=visitor.path["branch"],
        shown=shown(future.comparison, future),
        findings=[FindingView("", f, plain(f.message), plain(f.advice)) for f in future.findings],
        originals=_originals(future),
        has_errors=future.has_errors,
    )


def _originals(future: Future) -> list[tuple[str, str]]:
    """Titles of the documents that changed, with the address of the original where it is on record."""
    acts: dict[str, Act] = {each.act.document: each.act for each in future.comparison.acts}
    return [(act.title, (act.source.url if act.source else None) or "") for act in acts.values()]


def request_site_page(visitor: Visitor) -> Response:
    """One file of the site as it would be with a request."""
    return _file_of_site(visitor, _future_of_request(visitor)[0])
