"""Every page as a build makes it but for the frame around it, and what a browser would see in it."""

from __future__ import annotations

from html.parser import HTMLParser

import markdown
from generated import Texts, with_filled
from sample import Project

from explainer.render import Doc, Renderer

EXTENSIONS = ["attr_list", "def_list", "md_in_html", "tables", "toc"]  # as in mkdocs.yml

MACROS = """\
# Every macro that prints a record's text

Inline {{ link("court-cases/doe-2014") }}, {{ term("detainer") }} and {{ fact("states/ohio", "hold.why") }}, {{ when("court-cases/doe-2014") }}.

{{ fact("questions/request-or-order") }}

{{ quote("court-cases/doe-2014") }}

{{ timeline("custody-cases/fairview-2019") }}

{{ accounts("custody-cases/fairview-2019") }}

{{ record_list("questions") }}

{{ question("questions/request-or-order") }}

{{ state_table() }}

{{ answers("states/ohio") }}

| a | b |
|---|---|
| {{ link("court-cases/doe-2014") }} | {{ fact("states/ohio", "hold.why") }} |

- {{ link("custody-cases/fairview-2019") }}

## {{ link("states/ohio") }}

Term
: {{ fact("states/ohio", "hold.why") }}
"""


class Seen(HTMLParser):
    """What a browser would make of a piece of HTML, as far as it could do harm."""

    def __init__(self, html: str) -> None:
        super().__init__(convert_charrefs=True)
        self.tags: list[str] = []
        self.attributes: list[tuple[str, str]] = []
        self.text = ""
        self.comments: list[str] = []
        self.feed(html)
        self.close()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append(tag)
        self.attributes += [(name, value or "") for name, value in attrs]

    def handle_data(self, data: str) -> None:
        self.text += data

    def handle_comment(self, data: str) -> None:
        self.comments.append(data)


def pages_of(renderer: Renderer) -> dict[str, str]:
    """The HTML of every page, as a build would make it but for the page around it."""
    pages = {url: make().html for url, make in renderer.generated()}
    pages |= {doc.url: doc_html(renderer, doc) for doc in renderer.docs}
    return pages


def doc_html(renderer: Renderer, doc: Doc) -> str:
    return renderer.doc_html(doc, markdown.markdown(renderer.doc_markdown(doc), extensions=EXTENSIONS))


def filled_renderer(project: Project, text: Texts) -> Renderer:
    """The project with a record of each collection filled with ``text``, and a page that prints them by macros."""
    project.write("docs/about/index.md", MACROS)
    return Renderer(with_filled(project.load(), text), project.renderer().site)
