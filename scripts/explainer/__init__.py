"""Detainers, Explained: YAML records in, a checked and sourced site out.

Data flows one way: `yaml_tree` reads files, `records` says what a record is, `rules` and `explainer` check and
link them, `views` freezes what a page shows, `render` makes HTML, `engine` hands it to MkDocs.
"""
