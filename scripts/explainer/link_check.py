"""`scripts/links`: asks every address of a source whether it still answers, and prints a table.

It asks other people's servers, so it is no part of a build, a check or a test: a workflow runs it once a month. Hosts are asked side
by side, each for one address at a time and with a pause in between; what fails is asked again. Hosts that turn programs away although
they serve readers stand in `.github/hosts-that-may-fail.yml`, each with the reason.
"""

from __future__ import annotations

import datetime as dt
import os
import sys
import time
import urllib.error
import urllib.request
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from http.client import HTTPException
from pathlib import Path
from typing import IO, Any, Literal
from urllib.parse import quote, urldefrag, urlsplit, urlunsplit

from explainer import yaml_tree
from explainer.explainer import Explainer
from explainer.faults import Fault, Faulty
from explainer.project import parser
from explainer.records import Source

EXCUSED = ".github/hosts-that-may-fail.yml"
ATTEMPTS = 3
HOSTS_AT_ONCE = 8
Outcome = Literal["answers", "moved", "gone", "refused", "failing", "silent"]


@dataclass(frozen=True, slots=True)
class Answer:
    """What came of asking for one address. ``said`` is the status, the new address or the error."""

    url: str
    outcome: Outcome
    said: str


class _Redirections(urllib.request.HTTPRedirectHandler):
    """Follows redirections and remembers whether each was said to be permanent."""

    permanent = True

    def redirect_request(self, req: urllib.request.Request, fp: IO[bytes], code: int, msg: str, headers: Any, newurl: str) -> Any:
        self.permanent = self.permanent and code in (301, 308)
        return super().redirect_request(req, fp, code, msg, headers, newurl)


def addresses(explainer: Explainer) -> dict[str, str]:
    """Every address of a source, each once, with the place where it stands first."""
    found: dict[str, str] = {}
    for source in explainer.collections["sources"].values():
        assert isinstance(source, Source)
        for name in ("url", "read_at"):
            if url := getattr(source, name):
                found.setdefault(urldefrag(url).url, str(explainer.place(source, (name,))))
    return found


def ask(url: str, timeout: float, pause: float) -> Answer:
    """Asks for one address: its head, then the whole, since some servers answer only that; what may pass is asked again."""
    answer = Answer(url, "silent", "")
    for attempt in range(ATTEMPTS):
        if attempt:
            time.sleep(pause * (attempt + 1))
        for method in ("HEAD", "GET"):
            answer = _ask_once(url, method, timeout)
            if answer.outcome in ("answers", "moved"):
                return answer
        if answer.outcome in ("gone", "refused"):
            return answer
    return answer


def _ask_once(url: str, method: str, timeout: float) -> Answer:
    redirections = _Redirections()
    by = os.environ.get("REPO_URL", "").strip()
    agent = f"detainers-explained link check{f' (+{by})' if by else ''}"
    asked = _in_ascii(url)
    request = urllib.request.Request(asked, method=method, headers={"User-Agent": agent, "Accept": "*/*"})
    try:
        with urllib.request.build_opener(redirections).open(request, timeout=timeout) as response:
            moved = redirections.permanent and urldefrag(response.url).url != urldefrag(asked).url
            return Answer(url, "moved" if moved else "answers", response.url if moved else str(response.status))
    except urllib.error.HTTPError as error:
        error.close()
        outcome: Outcome = "gone" if error.code in (404, 410) else "refused" if error.code < 500 and error.code != 429 else "failing"
        return Answer(url, outcome, str(error.code))
    except (OSError, HTTPException, ValueError) as error:
        reason = getattr(error, "reason", error)
        return Answer(url, "silent", " ".join(str(reason).split()) or type(reason).__name__)


def _in_ascii(url: str) -> str:
    """An address as it is sent: other letters in it as browsers write them. Raises ValueError for a host that can't be."""
    if url.isascii():
        return url
    parts = urlsplit(url)
    path, query, fragment = (quote(part, safe="!#$%&'()*+,/:;=?@[]~") for part in (parts.path, parts.query, parts.fragment))
    return urlunsplit((parts.scheme, parts.netloc.encode("idna").decode(), path, query, fragment))


def ask_all(urls: Iterable[str], timeout: float, pause: float) -> list[Answer]:
    """The answers for all addresses, sorted by address."""
    hosts: dict[str, list[str]] = defaultdict(list)
    for url in urls:
        hosts[host_of(url)].append(url)

    def one_host(of_host: list[str]) -> list[Answer]:
        answers = []
        for number, url in enumerate(of_host):
            if number:
                time.sleep(pause)
            answers.append(ask(url, timeout, pause))
        return answers

    with ThreadPoolExecutor(HOSTS_AT_ONCE) as pool:
        return sorted((answer for answers in pool.map(one_host, hosts.values()) for answer in answers), key=lambda answer: answer.url)


def host_of(url: str) -> str:
    return urlsplit(url).netloc.lower()


def excused_hosts(root: Path) -> dict[str, str]:
    """The hosts that may fail, each with the reason. Raises Faulty if the table is no map from hosts to sentences."""
    path = root / EXCUSED
    node = yaml_tree.read(path, root) if path.exists() else None
    if node is None:
        return {}
    table = yaml_tree.data(node)
    if not isinstance(table, dict) or not all(isinstance(why, str) and why.strip() for why in table.values()):
        raise Faulty([Fault(node.place, "a table that can't be read", "lines such as `www.example.org: Turns programs away with status 403.`")])
    return {host: str(why) for host, why in table.items()}


def table(answers: Sequence[Answer], excused: Mapping[str, str], places: Mapping[str, str]) -> tuple[str, bool]:
    """The result in Markdown, and whether there is nothing to look at."""
    failed = [answer for answer in answers if answer.outcome not in ("answers", "moved")]
    bad = [answer for answer in failed if host_of(answer.url) not in excused]
    needless = sorted(set(excused) - {host_of(answer.url) for answer in failed})
    moved = [answer for answer in answers if answer.outcome == "moved"]
    lines = ["# Do the addresses of the sources answer?", "", f"Addresses that answer: {len(answers) - len(failed):,} of {len(answers):,}."]
    lines += _section("To look at", ("Address", "What came", "Where it stands"), ((a.url, f"{a.outcome}: {a.said}", places[a.url]) for a in bad))
    lines += _section("Moved for good", ("Address", "Now at", "Where it stands"), ((a.url, a.said, places[a.url]) for a in moved))
    lines += _section("Hosts that need no excuse any more", ("Host", "Why it may fail"), ((host, excused[host]) for host in needless))
    may = [answer for answer in failed if host_of(answer.url) in excused]
    lines += _section(
        "On hosts that may fail", ("Address", "What came", "Why"), ((a.url, f"{a.outcome}: {a.said}", excused[host_of(a.url)]) for a in may)
    )
    return "\n".join(lines) + "\n", not bad and not needless


def _section(title: str, heads: tuple[str, ...], rows: Iterator[tuple[str, ...]]) -> list[str]:
    lines = ["| " + " | ".join(cell.replace("|", "%7C") for cell in row) + " |" for row in rows]
    return ["", f"## {title} ({len(lines)})", "", "| " + " | ".join(heads) + " |", "|---" * len(heads) + "|", *lines] if lines else []


def main(arguments: Sequence[str]) -> int:
    made = parser("links", "Asks every address of a source whether it still answers, and prints a table.")
    made.add_argument("--timeout", type=float, default=30, help="seconds to wait for an answer (default: %(default)s)")
    made.add_argument("--pause", type=float, default=2, help="seconds between two requests to one host (default: %(default)s)")
    options = made.parse_args(arguments)
    root: Path = options.root.resolve()
    explainer, faults = Explainer.read(root, dt.date.today())
    try:
        if faults:
            raise Faulty(faults)
        excused = excused_hosts(root)
    except Faulty as error:
        print(error, file=sys.stderr)
        return 1
    places = addresses(explainer)
    text, good = table(ask_all(places, options.timeout, options.pause), excused, places)
    print(text)
    return 0 if good else 1
