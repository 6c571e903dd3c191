"""Other generators, and how each would make pages of the same cases: what `scripts/bench build` compares with.

A peer gets the values of `peer_pages` as JSON or Markdown, whichever it reads fastest, and one short template. Peers are
installed below `.cache/bench/` from the locks in `scripts/peers/`; nothing of them is part of the site.
"""

from __future__ import annotations

import hashlib
import json
import re
import shutil
import subprocess
import sys
import venv
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from html import escape
from pathlib import Path
from typing import Any

from jinja2 import Environment

from explainer.explainer import Explainer
from explainer.lighthouse import node
from explainer.peer_pages import Page, cases_of, small_cases_of
from explainer.testing import Missing, npms


@dataclass(frozen=True, slots=True)
class Peer:
    """One generator. ``write`` makes its project of ``values``; ``command`` builds it, with ``{tools}`` for where it is installed."""

    name: str
    contains: str
    lock: str
    write: Callable[[Path, Sequence[Page]], None]
    command: tuple[str, ...]
    site: str = "site"
    caches: tuple[str, ...] = ()
    values: Callable[[Explainer], list[Page]] = cases_of


def _put(root: Path, files: Mapping[str, str]) -> None:
    for name, text in files.items():
        path = root / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")


def _json(value: object) -> str:
    return json.dumps(value, ensure_ascii=False, indent=1)


def _each_text(value: Any, change: Callable[[str], str]) -> Any:
    """The same values with every text in them changed."""
    if isinstance(value, str):
        return change(value)
    if isinstance(value, Mapping):
        return {name: _each_text(item, change) for name, item in value.items()}
    return [_each_text(item, change) for item in value] if isinstance(value, list | tuple) else value


# --- MkDocs with Material and mkdocs-macros; Zensical -----------------------------------------------------------

_MKDOCS = """\
site_name: Sample cases
theme: {name: material, font: false}
markdown_extensions: [attr_list, def_list, footnotes, md_in_html, tables]
nav: [index.md]
not_in_nav: "*"
"""
# A nav of every page would make each page of these two as long as the list of all; theirs is as short as ours.

_MARKDOWN = """\
{% if case.meta %}
*{{ case.meta }}*

{% endif %}
{{ case.lede }}

{% for part in case.texts %}
## {{ part.title }}

{{ part.text }}

{% endfor %}
{% if case.events %}
## What happened, in order

{% for event in case.events %}
1. **{{ event.when }}** {% if event.who %}*{{ event.who }}* {% endif %}{{ event.what }}{% if event.says %} According to {{ event.says }}.{% endif %}{% if event.gap %} *{{ event.gap }}*{% endif %}

{% endfor %}

{% endif %}
{% for account in case.accounts %}
## Who says what

**What was claimed**: {{ account.claim }} *{{ account.who }}*

**What is known of it**: {{ account.shown }}

{% endfor %}
{% if case.quote %}
> {{ case.quote.text }}
>
> {{ case.quote.by }}

{% endif %}
{% if case.facts %}
## In brief

{% for fact in case.facts %}
{{ fact.title }}
:   {{ fact.text }}

{% endfor %}
{% endif %}
{% if case.doubts %}
## What is unsure

{% for doubt in case.doubts %}
- {{ doubt }}
{% endfor %}

{% endif %}
{% for group in case.related %}
## {{ group.title }}

{% for link in group.links %}
- {{ link }}
{% endfor %}

{% endfor %}
{% if case.heading %}
## {{ case.heading }}

{% endif %}
{% for item in case["items"] %}
- {{ item.link }}{% if item.id %}{: #{{ item.id }} }{% endif %} {{ item.text }}
{% endfor %}

{% for note in case.notes %}
[^{{ loop.index }}]: {{ note }}
{% endfor %}
"""

_MACROS = """\
import json
from pathlib import Path

from jinja2 import Environment


def define_env(env):
    cases = {case["id"]: case for case in json.loads(Path("cases.json").read_text(encoding="utf-8"))}
    template = Environment(trim_blocks=True).from_string(Path("case.md.jinja").read_text(encoding="utf-8"))

    @env.macro
    def case(name):
        return template.render(case=cases[name])
"""


def _markdown(pages: Sequence[Page]) -> list[Page]:
    """The pages with links as MkDocs wants them: to the other page's file, as seen from the own."""
    inside = re.compile(r"\]\((?!https?:)([^)#]*)/(#[^)]*)?\)")

    def seen_from(page: Page) -> Page:
        up = "../" * page["id"].count("/")
        changed: Page = _each_text(page, lambda text: inside.sub(rf"]({up}\1.md\2)", text))
        return changed

    return [seen_from(page) for page in pages]


def write_mkdocs(root: Path, pages: Sequence[Page]) -> None:
    """Markdown pages that call one macro each, and the records as JSON."""
    values = _json(_markdown(pages))
    _put(root, {"mkdocs.yml": _MKDOCS + "plugins: [search, macros]\n", "main.py": _MACROS, "case.md.jinja": _MARKDOWN, "cases.json": values})
    _put(root, {f"docs/{page['id']}.md": f'# {page["title"]}\n\n{{{{ case("{page["id"]}") }}}}\n' for page in pages})


def write_zensical(root: Path, pages: Sequence[Page]) -> None:
    """The Markdown that mkdocs-macros would have made: this generator runs no macros."""
    template = Environment(trim_blocks=True).from_string(_MARKDOWN)
    _put(root, {"mkdocs.yml": _MKDOCS})
    _put(root, {f"docs/{page['id']}.md": f"# {page['title']}\n\n{template.render(case=page)}" for page in _markdown(pages)})


def write_floor(root: Path, pages: Sequence[Page]) -> None:
    """A site of one page: the first case's title and summary."""
    first = next(page for page in pages if "/sample-" in page["id"])
    _put(root, {"mkdocs.yml": _MKDOCS, "docs/index.md": f"# {first['title']}\n\n{first['lede']}\n"})


# --- Hugo, Eleventy ---------------------------------------------------------------------------------------------


def _html(pages: Sequence[Page]) -> list[Page]:
    """The pages with their texts as HTML: notes and links made, so that these two have no Markdown to read."""

    def change(text: str) -> str:
        noted = re.sub(r"\[\^(\d+)\]", r'<sup><a href="#note-\1">\1</a></sup>', escape(text, quote=False))
        return re.sub(r"\[([^]]+)\]\((https?:)?([^)]*)\)", lambda link: f'<a href="{link[2] or "/"}{link[3]}">{link[1]}</a>', noted)

    return [{**_each_text(page, change), "id": page["id"], "title": page["title"]} for page in pages]


_BASE = """\
<!doctype html>
<html lang="en"><head><meta charset="utf-8"><title>%s</title></head>
<body><header><a href="/">Sample cases</a></header><main>%s</main></body></html>
"""

_HUGO_PAGE = """\
{{ define "main" }}{{ with .Params }}<h1>{{ .title }}</h1>
{{ with .meta }}<p>{{ . | safeHTML }}</p>{{ end }}<p>{{ .lede | safeHTML }}</p>
{{ range .texts }}<h2>{{ .title }}</h2><p>{{ .text | safeHTML }}</p>
{{ end }}{{ with .events }}<h2>What happened, in order</h2>
<ol>{{ range . }}<li><b>{{ .when }}</b> <i>{{ .who }}</i> {{ .what | safeHTML }}{{ with .says }} According to {{ . | safeHTML }}.{{ end }}
{{- with .gap }} <i>{{ . }}</i>{{ end }}</li>
{{ end }}</ol>
{{ end }}{{ range .accounts }}<h2>Who says what</h2><p><b>What was claimed</b>: {{ .claim | safeHTML }} <i>{{ .who | safeHTML }}</i></p>
<p><b>What is known of it</b>: {{ .shown | safeHTML }}</p>
{{ end }}{{ with .quote }}<blockquote><p>{{ .text | safeHTML }}</p><p>{{ .by | safeHTML }}</p></blockquote>
{{ end }}{{ with .facts }}<h2>In brief</h2><dl>{{ range . }}<dt>{{ .title }}</dt><dd>{{ .text | safeHTML }}</dd>
{{ end }}</dl>
{{ end }}{{ with .doubts }}<h2>What is unsure</h2><ul>{{ range . }}<li>{{ . | safeHTML }}</li>{{ end }}</ul>
{{ end }}{{ range .related }}<h2>{{ .title }}</h2><ul>{{ range .links }}<li>{{ . | safeHTML }}</li>
{{ end }}</ul>
{{ end }}{{ with .items }}<ul>{{ range . }}<li{{ with .id }} id="{{ . }}"{{ end }}>{{ .link | safeHTML }} {{ .text | safeHTML }}</li>
{{ end }}</ul>
{{ end }}{{ with .notes }}<h2>Notes</h2><ol>{{ range $index, $note := . }}<li id="note-{{ add $index 1 }}">{{ $note | safeHTML }}</li>
{{ end }}</ol>{{ end }}{{ end }}{{ end }}
"""

_HUGO = {
    "hugo.toml": 'title = "Sample cases"\nbaseURL = "https://example.org/"\ndisableKinds = ["taxonomy", "term", "RSS", "404"]\n',
    "layouts/baseof.html": _BASE % ("{{ .Title }}", '{{ block "main" . }}{{ end }}'),
    "layouts/all.html": _HUGO_PAGE,
}


def write_hugo(root: Path, pages: Sequence[Page]) -> None:
    """A page whose front matter is its values, and one template."""
    _put(root, _HUGO)
    for page in _html(pages):
        name = "_index" if page["id"] == "index" else page["id"] if "/" in page["id"] else f"{page['id']}/_index"
        _put(root, {f"content/{name}.md": _json({key: value for key, value in page.items() if key != "id"}) + "\n"})


_ELEVENTY_PAGE = """\
---
pagination: {data: cases, size: 1, alias: case}
permalink: "{{ '' if case.id == 'index' else case.id + '/' }}index.html"
layout: base.njk
---
<h1>{{ case.title }}</h1>
{% if case.meta %}<p>{{ case.meta | safe }}</p>{% endif %}<p>{{ case.lede | safe }}</p>
{% for part in case.texts %}<h2>{{ part.title }}</h2><p>{{ part.text | safe }}</p>
{% endfor %}{% if case.events.length %}<h2>What happened, in order</h2>
<ol>{% for event in case.events %}<li><b>{{ event.when }}</b> <i>{{ event.who }}</i> {{ event.what | safe }}
{%- if event.says %} According to {{ event.says | safe }}.{% endif %}{% if event.gap %} <i>{{ event.gap }}</i>{% endif %}</li>
{% endfor %}</ol>
{% endif %}{% for account in case.accounts %}<h2>Who says what</h2>
<p><b>What was claimed</b>: {{ account.claim | safe }} <i>{{ account.who | safe }}</i></p>
<p><b>What is known of it</b>: {{ account.shown | safe }}</p>
{% endfor %}{% if case.quote %}<blockquote><p>{{ case.quote.text | safe }}</p><p>{{ case.quote.by | safe }}</p></blockquote>
{% endif %}{% if case.facts.length %}<h2>In brief</h2>
<dl>{% for fact in case.facts %}<dt>{{ fact.title }}</dt><dd>{{ fact.text | safe }}</dd>
{% endfor %}</dl>
{% endif %}{% if case.doubts.length %}<h2>What is unsure</h2><ul>{% for doubt in case.doubts %}<li>{{ doubt | safe }}</li>{% endfor %}</ul>
{% endif %}{% for group in case.related %}<h2>{{ group.title }}</h2><ul>{% for link in group.links %}<li>{{ link | safe }}</li>
{% endfor %}</ul>
{% endfor %}{% if case.items.length %}<ul>{% for item in case.items %}<li{% if item.id %} id="{{ item.id }}"{% endif %}>
{{- item.link | safe }} {{ item.text | safe }}</li>
{% endfor %}</ul>
{% endif %}{% if case.notes.length %}<h2>Notes</h2><ol>{% for note in case.notes %}<li id="note-{{ loop.index }}">{{ note | safe }}</li>
{% endfor %}</ol>{% endif %}
"""


def write_eleventy(root: Path, pages: Sequence[Page]) -> None:
    """One data file, one template that makes a page for each of its items."""
    base = _BASE % ("{{ case.title }}", "{{ content | safe }}")
    _put(
        root,
        {"package.json": '{"type": "module"}\n', "_includes/base.njk": base, "case.njk": _ELEVENTY_PAGE, "_data/cases.json": _json(_html(pages))},
    )


_EQUAL = (
    "every field, note, link and list that ours shows of cases and sources (states and questions: summary and links); no explained terms, "
    "timeline to scale, filters, citations, JSON-LD, exports, feeds or link check"
)
_MKDOCS_COMMAND = ("{tools}/bin/mkdocs", "build", "--quiet")
FLOOR, MKDOCS, SMALL, HUGO = "Floor: MkDocs + Material, one page", "MkDocs + Material + macros", "MkDocs, small pages", "Hugo"
PEERS = (
    Peer(FLOOR, "one page with a title and a summary", "mkdocs-macros.txt", write_floor, _MKDOCS_COMMAND, values=small_cases_of),
    Peer(
        SMALL,
        "title, summary, events and sources from Markdown with one macro, one list of all; Material's page and search index",
        "mkdocs-macros.txt",
        write_mkdocs,
        _MKDOCS_COMMAND,
        values=small_cases_of,
    ),
    Peer(MKDOCS, f"from Markdown with one macro: {_EQUAL}; Material's page and search index", "mkdocs-macros.txt", write_mkdocs, _MKDOCS_COMMAND),
    Peer(
        "Zensical",
        "the same from Markdown written out, without macros; its own page and search index",
        "zensical.txt",
        write_zensical,
        ("{tools}/bin/zensical", "build"),
        caches=(".cache",),
    ),
    Peer(
        HUGO,
        f"from data, in bare HTML: {_EQUAL}; no search index, style sheet or ways back from notes",
        "hugo.txt",
        write_hugo,
        ("{tools}/bin/hugo", "--quiet"),
        "public",
        ("resources",),
    ),
    Peer(
        "Eleventy",
        "the same as Hugo's, with a template of its own",
        "eleventy",
        write_eleventy,
        (*node(), "{tools}/node_modules/@11ty/eleventy/cmd.cjs", "--quiet"),
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
