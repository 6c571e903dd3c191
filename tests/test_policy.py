"""The security policy in the pages, and the headers beside it."""

from __future__ import annotations

import base64
import hashlib
import re
from fnmatch import fnmatchcase

from explainer import policy
from explainer.render import Renderer


def directives(text: str) -> dict[str, str]:
    return dict(part.strip().split(" ", 1) for part in text.split(";"))


def page_policy(html: str) -> dict[str, str]:
    match = re.search(r'<meta http-equiv="Content-Security-Policy" content="([^"]*)">', policy.with_policy(html))
    assert match
    return directives(match[1])


def test_a_page_may_run_its_own_inline_scripts_and_no_others() -> None:
    own = page_policy('<meta charset="utf-8"><script>one()</script><script src="x.js"></script>')
    assert re.fullmatch(r"'self' 'sha256-[A-Za-z0-9+/]{43}='", own["script-src"])
    assert own["default-src"] == "'self'"
    assert page_policy('<meta charset="utf-8"><script>two()</script>')["script-src"] != own["script-src"]


def test_each_inline_script_is_allowed_by_its_own_hash_data_among_them() -> None:
    own = page_policy('<meta charset="utf-8"><script>one()</script><script type="application/ld+json">{"a":1}</script>')
    digest = base64.b64encode(hashlib.sha256(b'{"a":1}').digest()).decode()
    assert own["script-src"].count("'sha256-") == 2
    assert f"'sha256-{digest}'" in own["script-src"]


def test_the_header_forbids_nothing_that_a_page_allows_itself_and_adds_what_only_a_header_can_say() -> None:
    """Both policies hold at once. A directive that differed, or a fallback, would stop the pages' own scripts."""
    own = page_policy('<meta charset="utf-8">')
    header = directives(policy.HEADERS["/*"]["Content-Security-Policy"])
    assert header.pop("frame-ancestors") == "'none'"
    assert not {"default-src", "script-src", "sandbox"} & set(header)
    assert header.items() <= own.items()


def test_the_file_of_headers_reads_as_hosts_read_it(renderer: Renderer) -> None:
    ((path, make),) = policy.files(renderer)
    assert path == "_headers"
    read: dict[str, dict[str, str]] = {}
    block: dict[str, str] = {}
    for line in make().decode().splitlines():
        if line.startswith("/"):
            block = read[line] = {}
        elif line.strip():
            name, _, value = line.partition(":")
            assert line.startswith("  ")
            block[name.strip()] = value.strip()
    assert read == policy.HEADERS
    assert read["/*"]["X-Content-Type-Options"] == "nosniff"
    assert read["/*.atom"]["Content-Type"].startswith("application/atom+xml")
    assert all(pattern.count("*") == 1 for pattern in read)  # more than one are not understood everywhere


def test_no_file_gets_one_header_twice() -> None:
    for path in (
        "/index.html",
        "/states/changes.atom",
        "/assets/stylesheets/site.css",
        "/data/states.csv",
        "/data/detainers.sqlite",
        "/schemas/states.json",
    ):
        names = [name for pattern, headers in policy.HEADERS.items() if fnmatchcase(path, pattern) for name in headers]
        assert len(names) == len(set(names)), path
