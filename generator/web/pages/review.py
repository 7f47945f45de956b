"""Review by the second person: what an open request changes, beside the link to the original."""

from dataclasses import dataclass

from starlette.responses import Response

from generator.history import git
from generator.records.acts import Act
from generator.web.future import Future
from generator.web.pages.changes import FindingView, file_of_site, shown
from generator.web.visitor import Refusal, Visitor, open_requests
from generator.web.words import plain_words


@dataclass(frozen=True)
class RequestView:
    """An open request: its name in addresses, what it is called, who handed it in."""

    name: str
    title: str
    by: str


def listed(visitor: Visitor) -> Response:
    """Every open request."""
    repository = visitor.desk.repository
    requests = [
        RequestView(name, *git.subject_and_author(repository, commit))
        for name, commit in open_requests(visitor).items()
    ]
    return visitor.page("reviews", "审阅", requests=requests)


def _future(visitor: Visitor) -> tuple[Future, str]:
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


def review(visitor: Visitor) -> Response:
    """Page of one request: what it changes, what the checks say of it, and the originals to compare it with."""
    future, commit = _future(visitor)
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


def future_page(visitor: Visitor) -> Response:
    """One file of the site as it would be with a request."""
    return file_of_site(visitor, _future(visitor)[0])
