"""The application: addresses of the pages, and what each request is answered with."""

import logging
import re
from collections.abc import Awaitable, Callable
from functools import partial

from starlette.applications import Starlette
from starlette.concurrency import run_in_threadpool
from starlette.datastructures import FormData
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from generator.program import beside
from generator.site.printing import site_styles, word_styles
from generator.web.draft import Stale
from generator.web.forges.proposal import Expired, Refused
from generator.web.guard import MOST_FIELDS, notice
from generator.web.login import LOGIN
from generator.web.pages import amend, changes, check, review, today, tools
from generator.web.visitor import Refusal, Visitor, WebDesk

LOG = logging.getLogger(__name__)
FAILED = "程序出错了，这一步没有办成；已经保存的都还在。请告诉管理员。"
Page = Callable[[Visitor], Response]

PAGES: tuple[tuple[str, str, Page], ...] = (
    ("GET", "/", today.today),
    ("POST", "/drafts", check.begin),
    ("GET", "/search", tools.search),
    ("GET", "/due", today.due),
    ("GET", "/self-check", tools.self_check),
    ("POST", "/self-check", tools.self_check),
    ("GET", "/amend", amend.choose),
    ("POST", "/amend", amend.begin),
    ("GET", "/review", review.listed),
    ("GET", "/review/{branch}/", review.review),
    ("GET", "/review/{branch}/site/{path:path}", review.future_page),
    ("GET", "/drafts/{draft}/", check.check),
    ("POST", "/drafts/{draft}/", check.store),
    ("POST", "/drafts/{draft}/discard", check.discard),
    ("GET", "/drafts/{draft}/rows/{act}/{label}", check.row),
    ("POST", "/drafts/{draft}/rows/{act}/{label}", check.store_row),
    ("GET", "/drafts/{draft}/changes", changes.changes),
    ("GET", "/drafts/{draft}/site/{path:path}", changes.future_page),
    ("POST", "/drafts/{draft}/submit", changes.submit),
    ("GET", "/drafts/{draft}/sent", changes.sent),
    ("GET", "/drafts/{draft}/patch", changes.patch),
    ("POST", "/drafts/{draft}/take-back", changes.take_back),
)


def app(desk: WebDesk) -> Starlette:
    """The application on a desk; who is logged in and the token of the forms come from what guards it."""
    routes = [Route(path, _endpoint(desk, page), methods=[way]) for way, path, page in PAGES]
    routes.append(Route("/desk.css", partial(_styles, desk), methods=["GET"]))
    return Starlette(routes=routes)


def _endpoint(desk: WebDesk, page: Page) -> Callable[[Request], Awaitable[Response]]:
    async def answer(request: Request) -> Response:
        if request.method != "POST":
            return await run_in_threadpool(_answered, _visitor(desk, request, None), page)
        async with request.form(max_fields=MOST_FIELDS) as form:
            return await run_in_threadpool(_answered, _visitor(desk, request, form), page)

    return answer


def _visitor(desk: WebDesk, request: Request, form: FormData | None) -> Visitor:
    who, asked = request.state, (request.path_params, request.query_params)
    return Visitor(desk, who.clerk, who.forge, who.csrf, *asked, form)


def _answered(visitor: Visitor, page: Page) -> Response:
    try:
        return page(visitor)
    except Refusal as reason:
        words = {
            "sentence": str(reason),
            "left_out": reason.left_out,
            "is_gone": reason.is_gone,
        }
        return visitor.page("message", "没有办成", reason.status, **words)
    except Expired as reason:
        return notice(str(reason), 401, (LOGIN, "重新登录"))
    except Refused as reason:
        return notice(str(reason), 502)
    except Stale:
        # Two at once: whoever came second is answered as if it had come later.
        return _answered(visitor, page)
    except Exception:
        LOG.exception("a page failed")
        return notice(FAILED, 500)


DARK = re.compile(r'\[data-md-color-scheme="slate"\] ?\{[^}]*\}')


def _styles(desk: WebDesk, request: Request) -> Response:
    """Styles of the site, and of the desk; without a script, dark is as the system says."""
    site = beside("site_templates/assets/register.css").read_text("utf-8")
    words = (
        word_styles().decode()
        + site_styles(desk.book.newest(request.state.forge).register.site).decode()
    )
    own = beside("site_templates/desk/desk.css").read_text("utf-8")
    dark = "".join(DARK.findall(site + words)).replace("slate", "default")
    sheet = f"{site}{words}{own}\n@media (prefers-color-scheme:dark){{{dark}}}"
    return Response(sheet, media_type="text/css")
