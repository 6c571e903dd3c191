"""Other generators, and how each would make pages of the same cases: what `scripts/bench build` compares with.

A peer gets the records as JSON or Markdown, whichever it reads fastest, and small templates. Its pages hold the same
words: title, summary, events in order, sources. Peers are installed below `.cache/bench/` from the locks in
`scripts/peers/`; nothing of them is part of the site.
"""

from __future__ import annotations

import hashlib
import json
import re
import shutil
import subprocess
import sys
import venv
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from explainer.explainer import Explainer
from explainer.lighthouse import node
from explainer.records import CourtCase, CustodyCase, Source
from explainer.testing import Missing, npms

Case = Mapping[str, Any]


def cases_of(explainer: Explainer) -> list[Case]:
    """The custody and court cases as plain values: what a page of a peer shows."""
    return [
        {
            "id": f"{name}/{entry.id}",
            "title": entry.title,
            "summary": entry.summary.plain,
            "events": [{"date": str(event.date or ""), "what": event.what.plain} for event in entry.events if event.what],
            "sources": [
                {"title": source.title, "publisher": source.publisher, "url": source.url or ""}
                for use in entry.sources
                if isinstance(source := explainer.get("sources", use.id), Source)
            ],
        }
        for name in ("custody-cases", "court-cases")
        for entry in explainer.published(name)
        if isinstance(entry, CustodyCase | CourtCase)
    ]


@dataclass(frozen=True, slots=True)
class Peer:
    """One generator. ``write`` makes its project; ``command`` builds it, with ``{tools}`` for where it is installed."""

    name: str
    contains: str
    lock: str
    write: Callable[[Path, Sequence[Case]], None]
    command: tuple[str, ...]
    edited: str
    """The file in which the first case stands: what `scripts/bench` edits."""
    site: str = "site"
    caches: tuple[str, ...] = ()


def _put(root: Path, files: Mapping[str, str]) -> None:
    for name, text in files.items():
        path = root / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")


def _json(value: object) -> str:
    return json.dumps(value, ensure_ascii=False, indent=1)


# --- MkDocs with Material and mkdocs-macros; Zensical -----------------------------------------------------------

_MKDOCS = """\
site_name: Sample cases
theme: {name: material, font: false}
markdown_extensions: [attr_list, def_list, md_in_html, tables]
nav: [index.md]
not_in_nav: "*-cases/"
"""
# A nav of every page would make each page of these two as long as the list of all; theirs is as short as ours.

_MACROS = '''\
import json
from pathlib import Path

from jinja2 import Environment

TEMPLATE = """\\
{{ case.summary }}

## What happened, in order

{% for event in case.events %}
1. **{{ event.date }}** {{ event.what }}
{% endfor %}

## Sources

{% for source in case.sources %}
- [{{ source.title }}]({{ source.url }}), {{ source.publisher }}
{% endfor %}
"""


def define_env(env):
    cases = {case["id"]: case for case in json.loads(Path("cases.json").read_text(encoding="utf-8"))}
    template = Environment(trim_blocks=True).from_string(TEMPLATE)

    @env.macro
    def case(name):
        return template.render(case=cases[name])
'''


def _index(cases: Iterable[Case]) -> str:
    return "# Sample cases\n\n" + "".join(f"- [{case['title']}]({case['id']}.md)\n" for case in cases)


def write_mkdocs(root: Path, cases: Sequence[Case]) -> None:
    """Markdown pages that call one macro each, and the records as JSON."""
    _put(
        root, {"mkdocs.yml": _MKDOCS + "plugins: [search, macros]\n", "main.py": _MACROS, "cases.json": _json(cases), "docs/index.md": _index(cases)}
    )
    _put(root, {f"docs/{case['id']}.md": f'# {case["title"]}\n\n{{{{ case("{case["id"]}") }}}}\n' for case in cases})


def write_zensical(root: Path, cases: Sequence[Case]) -> None:
    """The Markdown that mkdocs-macros would have made: this generator runs no macros."""
    _put(root, {"mkdocs.yml": _MKDOCS, "docs/index.md": _index(cases)})
    for case in cases:
        events = "".join(f"1. **{event['date']}** {event['what']}\n" for event in case["events"])
        sources = "".join(f"- [{source['title']}]({source['url']}), {source['publisher']}\n" for source in case["sources"])
        text = f"# {case['title']}\n\n{case['summary']}\n\n## What happened, in order\n\n{events}\n## Sources\n\n{sources}"
        _put(root, {f"docs/{case['id']}.md": text})


# --- Hugo, Eleventy ---------------------------------------------------------------------------------------------

_HUGO = {
    "hugo.toml": 'title = "Sample cases"\nbaseURL = "https://example.org/"\ndisableKinds = ["taxonomy", "term", "RSS", "404"]\n',
    "layouts/baseof.html": '<!doctype html>\n<html lang="en"><head><meta charset="utf-8"><title>{{ .Title }}</title></head>\n'
    '<body><header><a href="/">Sample cases</a></header><main>{{ block "main" . }}{{ end }}</main></body></html>\n',
    "layouts/page.html": '{{ define "main" }}<h1>{{ .Title }}</h1>\n<p>{{ .Params.brief }}</p>\n<h2>What happened, in order</h2>\n'
    "<ol>{{ range .Params.events }}<li><b>{{ .date }}</b> {{ .what }}</li>{{ end }}</ol>\n<h2>Sources</h2>\n"
    '<ul>{{ range .Params.sources }}<li><a href="{{ .url }}">{{ .title }}</a>, {{ .publisher }}</li>{{ end }}</ul>{{ end }}\n',
    "layouts/home.html": '{{ define "main" }}<h1>{{ .Title }}</h1>\n'
    '<ul>{{ range .Site.RegularPages }}<li><a href="{{ .RelPermalink }}">{{ .Title }}</a></li>{{ end }}</ul>{{ end }}\n',
    "layouts/section.html": '{{ define "main" }}<h1>{{ .Title }}</h1>{{ end }}\n',
}


def write_hugo(root: Path, cases: Sequence[Case]) -> None:
    """A page a record whose front matter is the record, and three small templates."""
    _put(root, _HUGO)
    for case in cases:
        front = {"title": case["title"], "brief": case["summary"], "events": case["events"], "sources": case["sources"]}
        _put(root, {f"content/{case['id']}.md": _json(front) + "\n"})


_ELEVENTY = {
    "package.json": '{"type": "module"}\n',
    "_includes/base.njk": '<!doctype html>\n<html lang="en"><head><meta charset="utf-8"><title>{{ title or case.title }}</title></head>\n'
    '<body><header><a href="/">Sample cases</a></header><main>{{ content | safe }}</main></body></html>\n',
    "case.njk": "---\npagination: {data: cases, size: 1, alias: case}\npermalink: '{{ case.id }}/index.html'\nlayout: base.njk\n---\n"
    "<h1>{{ case.title }}</h1>\n<p>{{ case.summary }}</p>\n<h2>What happened, in order</h2>\n"
    "<ol>{% for event in case.events %}<li><b>{{ event.date }}</b> {{ event.what }}</li>{% endfor %}</ol>\n<h2>Sources</h2>\n"
    '<ul>{% for source in case.sources %}<li><a href="{{ source.url }}">{{ source.title }}</a>, {{ source.publisher }}</li>{% endfor %}</ul>\n',
    "index.njk": '---\ntitle: Sample cases\nlayout: base.njk\n---\n<h1>Sample cases</h1>\n<ul>{% for case in cases %}<li><a href="/{{ case.id }}/">'
    "{{ case.title }}</a></li>{% endfor %}</ul>\n",
}


def write_eleventy(root: Path, cases: Sequence[Case]) -> None:
    """One data file, one template that makes a page for each of its items."""
    _put(root, {**_ELEVENTY, "_data/cases.json": _json(cases)})


_BARE = "title, summary, events and sources in bare HTML; no search index, no style sheet"
PEERS = (
    Peer(
        "MkDocs + Material + macros",
        "title, summary, events and sources from Markdown with one macro; Material's page, its search index of all words",
        "mkdocs-macros.txt",
        write_mkdocs,
        ("{tools}/bin/mkdocs", "build", "--quiet"),
        "cases.json",
    ),
    Peer(
        "Zensical",
        "the same from Markdown written out, without macros; its own page and search index",
        "zensical.txt",
        write_zensical,
        ("{tools}/bin/zensical", "build"),
        "docs/custody-cases/sample-00001.md",
        caches=(".cache",),
    ),
    Peer("Hugo", _BARE, "hugo.txt", write_hugo, ("{tools}/bin/hugo", "--quiet"), "content/custody-cases/sample-00001.md", "public", ("resources",)),
    Peer(
        "Eleventy",
        _BARE,
        "eleventy",
        write_eleventy,
        (*node(), "{tools}/node_modules/@11ty/eleventy/cmd.cjs", "--quiet"),
        "_data/cases.json",
        "_site",
    ),
)


# --- Installing -------------------------------------------------------------------------------------------------


def install(root: Path, lock: str) -> Path:
    """The folder with what a lock of `scripts/peers/` asks for, installed again only when the lock changes.

    Raises Missing with one line if it can't be had.
    """
    source, target = root / "scripts" / "peers" / lock, root / ".cache" / "bench" / Path(lock).stem
    locked = source / "package-lock.json" if source.is_dir() else source
    stamp, wanted = target / ".installed", hashlib.sha256(locked.read_bytes()).hexdigest()
    if stamp.is_file() and stamp.read_text(encoding="utf-8") == wanted:
        return target
    shutil.rmtree(target, ignore_errors=True)
    try:
        if source.is_dir():
            shutil.copytree(source, target)
            done = subprocess.run([*next(npms()), "ci", "--ignore-scripts", "--no-audit", "--no-fund"], cwd=target, capture_output=True, text=True)
        else:
            venv.create(target, with_pip=True)
            install = [str(target / "bin" / "python"), "-m", "pip", "install", "--quiet", "--disable-pip-version-check", "--require-hashes"]
            done = subprocess.run([*install, "--requirement", str(source)], capture_output=True, text=True)
    except (OSError, subprocess.CalledProcessError) as error:
        raise Missing(f"{lock}: {error}") from None
    if done.returncode != 0:
        last = [line for line in (done.stderr or done.stdout).splitlines() if re.match(r"(?i)error|npm err", line)][-1:]
        raise Missing(f"{lock} could not be installed: {' '.join(last) or 'no message'}")
    stamp.write_text(wanted, encoding="utf-8")
    return target


def command_of(peer: Peer, tools: Path) -> list[str]:
    """What builds the peer's project in its folder."""
    return [part.replace("{tools}", str(tools)) for part in peer.command]


def own_command(root: Path) -> list[str]:
    """What builds this project at ``root``, with this Python."""
    return [sys.executable, "-m", "explainer", "build", "--root", str(root)]
