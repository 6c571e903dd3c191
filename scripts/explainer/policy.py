"""What a browser may do with the pages: the security policy inside each page, and headers for hosts that honor `_headers`.

The policy stands in the pages, so that it holds on every host. The headers add what only a header can say, and nothing
that a page's own policy allows is forbidden there.
"""

from __future__ import annotations

import base64
import hashlib
import re
from collections.abc import Callable, Iterator

from explainer.render import Renderer

_DIRECTIVES = "style-src 'self'; style-src-attr 'unsafe-inline'; img-src 'self' data:; base-uri 'none'; form-action 'self'"
"""What is the same on every page."""

HEADERS: dict[str, dict[str, str]] = {
    "/*": {
        "Content-Security-Policy": f"{_DIRECTIVES}; frame-ancestors 'none'",
        "X-Content-Type-Options": "nosniff",
        "Referrer-Policy": "no-referrer",
        "Permissions-Policy": "camera=(), geolocation=(), microphone=()",
        "Cross-Origin-Opener-Policy": "same-origin",
    },
    # Names of files don't change with their content, so nothing is kept for long. What is not named here the host decides.
    "/assets/*": {"Cache-Control": "public, max-age=3600"},
    "/search/*": {"Cache-Control": "public, max-age=3600"},
    "/data/*": {"Access-Control-Allow-Origin": "*"},
    "/schemas/*": {"Access-Control-Allow-Origin": "*"},
    "/*.atom": {"Content-Type": "application/atom+xml; charset=utf-8", "Access-Control-Allow-Origin": "*"},
    "/*.csv": {"Content-Type": "text/csv; charset=utf-8"},
    "/*.sqlite": {"Content-Type": "application/vnd.sqlite3"},
}
"""Headers by path. No path gets the same header from two lines: some hosts join the values, some take one."""


_CHARSET = re.compile(r"<meta charset=[^>]*>")
_INLINE_SCRIPT = re.compile(r"<script(?![^>]*\bsrc=)[^>]*>([^<]*(?:<(?!/script>)[^<]*)*)</script>")


def with_policy(html: str) -> str:
    """``html`` with a Content-Security-Policy that allows this page's own inline scripts and nothing from elsewhere.

    Data in script elements is allowed too: browsers don't ask for it, but the Nu HTML checker does.
    """
    scripts = _INLINE_SCRIPT.findall(html)
    hashes = sorted({base64.b64encode(hashlib.sha256(script.encode()).digest()).decode() for script in scripts})
    allowed = "".join(f" 'sha256-{digest}'" for digest in hashes)
    meta = f"<meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'self'; script-src 'self'{allowed}; {_DIRECTIVES}\">"
    first = _CHARSET.search(html)
    return f"{html[: first.end()]}{meta}{html[first.end() :]}" if first else html


def files(renderer: Renderer) -> Iterator[tuple[str, Callable[[], bytes]]]:
    """`_headers`, as Netlify, Cloudflare Pages and others read it from the root of a site."""
    yield "_headers", _headers


def _headers() -> bytes:
    blocks = ("\n".join([path, *(f"  {name}: {value}" for name, value in headers.items())]) for path, headers in HEADERS.items())
    return ("\n\n".join(blocks) + "\n").encode()
