"""From a published page back to its source: the file behind it, and a report of an error that is filled in.

`REPO_URL` is taken for a repository on GitHub or on a host with the same addresses (`…/blob/main/FILE#L7`,
`…/issues/new?title=…&body=…`). Where only `CONTACT_EMAIL` is set, a report is a mail; with neither, there is none.
"""

from __future__ import annotations

from urllib.parse import quote, urlencode

from explainer.faults import Place

BRANCH = "main"
LONGEST_TITLE = 120
"""Of a page's title in a report: what opens such an address may cut off a long one."""


def file_url(repo_url: str, place: Place) -> str:
    """The address of a file, at its line, or of a folder; empty without a repository."""
    if not repo_url:
        return ""
    kind, line = ("tree", "") if place.path.endswith("/") else ("blob", f"#L{place.line}" if place.line > 1 else "")
    return f"{repo_url.rstrip('/')}/{kind}/{BRANCH}/{quote(place.path.rstrip('/'))}{line}"


def report_url(repo_url: str, contact_email: str, title: str, address: str, place: Place) -> str:
    """Where an error on a page can be reported: a new issue, or a mail. Empty without a repository and an address for mail."""
    short = title if len(title) <= LONGEST_TITLE else f"{title[: LONGEST_TITLE - 1]}…"
    subject = f"Error on “{short}”"
    line = f", line {place.line}" if place.line > 1 else ""
    body = (
        f"Page: {address}\nFile: {place.path}{line}\n\n"
        "What the page says, word for word:\n\n> \n\n"
        "What it should say:\n\n\n"
        "Where that can be read:\n\n\n"
        "(Please name no one who is or was held or accused.)\n"
    )
    if repo_url:
        return f"{repo_url.rstrip('/')}/issues/new?{urlencode({'title': subject, 'body': body})}"
    if contact_email:
        mail = {"subject": subject, "body": body.replace("\n", "\r\n")}  # as RFC 6068 wants lines to end
        return f"mailto:{quote(contact_email, safe='@')}?{urlencode(mail, quote_via=quote)}"
    return ""
