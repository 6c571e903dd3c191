"""MkDocs' hook: hands its events to `explainer.engine`, so that plain `mkdocs build` and `mkdocs serve` work too."""

from __future__ import annotations

import sys
from pathlib import Path

if (folder := str(Path(__file__).parent)) not in sys.path:
    sys.path.insert(0, folder)

from explainer.engine import Engine  # after the path is set

_command = "build"
_engine: Engine


def on_startup(command, dirty):
    global _command
    _command = command


def on_config(config):
    global _engine
    _engine = Engine.of_build(config, _command)


def on_files(files, config):
    return _engine.files(files, config)


def on_env(env, config, files):
    env.globals["kept"] = lambda part, caller: caller()
    return env


def on_page_markdown(markdown, page, config, files):
    return _engine.markdown(page)


def on_page_content(html, page, config, files):
    return _engine.content(html, page)


def on_post_page(output, page, config):
    return _engine.written(output)


def on_post_template(output_content, template_name, config):
    return _engine.written(output_content) if template_name.endswith(".html") else output_content


def on_post_build(config):
    _engine.finished(config)
