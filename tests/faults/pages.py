"""What is wrong in the pages of docs/ and in templates."""

from faults import ABOUT, HOME, Seed, append, in_bytes, replace, write

SEEDS = [
    Seed(
        "undefined-macro",
        replace(HOME, "{{ state_table() }}", "{{ state_tabel() }}"),
        """
docs/index.md:10:4: a name 'state_tabel', which is not defined. Expected a macro, or a field of the record. Did you mean 'state_table'?
""",
    ),
    Seed(
        "macro-with-too-much",
        replace(HOME, "{{ state_table() }}", "{{ state_table(1) }}"),
        """
docs/index.md:10:1: a macro or expression that fails: macro 'state_table' takes not more than 0 argument(s). Expected a call with the right arguments. Compare it with the macro's definition in overrides/macros.
""",
    ),
    Seed(
        "unknown-record-in-a-macro",
        replace(HOME, '"states/ohio"', '"states/ohoi"'),
        """
docs/index.md:13:22: 'ohoi', which is not in states. Expected the id of a record in data/states. Did you mean 'ohio'?
""",
    ),
    Seed(
        "unknown-collection-in-a-macro",
        replace(HOME, '"states/ohio"', '"state/ohio"'),
        """
docs/index.md:13:15: 'state/ohio', which names no collection. Expected `collection/id` with a collection that is one of: «collections». Did you mean 'states'?
""",
    ),
    Seed(
        "draft-in-a-macro",
        replace(HOME, '"states/ohio"', '"hold-clock/draft"'),
        """
docs/index.md:13:15: 'hold-clock/draft', which is a draft. Expected a published record. Support its summary with a source that was read.
""",
    ),
    Seed(
        "unknown-field-in-a-macro",
        replace(ABOUT, '"hold.why"', '"hold.wy"'),
        """
docs/about/index.md:3:33: a field 'wy', which is not there. Expected a field of the record. Did you mean 'why'?
""",
    ),
    Seed(
        "field-of-another-kind-of-record-in-a-macro",
        append(HOME, '\n{{ accounts("states/ohio") }}\n'),
        """
docs/index.md:16:4: a field 'accounts', which is not there. Expected a field of the record. Name a record that has it: this one is of another kind.
""",
    ),
    Seed(
        "unknown-period-in-a-macro",
        replace(ABOUT, '"FY2018"', '"FY2081"'),
        """
docs/about/index.md:3:100: 'FY2081', which is no period of numbers/detainers-by-year. Expected the `period` of one of its points, exactly.
""",
    ),
    Seed(
        "ambiguous-period-in-a-macro",
        replace(
            "data/numbers.yml",
            "{period: FY2019, start: 2018-10, end: 2019-09, value: 77.5",
            "{period: FY2018, start: 2018-10, end: 2019-09, value: 77.5",
        ),
        """
docs/about/index.md:3:100: 'FY2018', which stands at 2 points of numbers/detainers-by-year. Expected one point. Add `what`, exactly as at the point that is meant.
""",
    ),
    Seed(
        "british-spelling-on-a-page",
        append(HOME, "\nThe jail honours it. [@doe-2014-op]\n"),
        """
docs/index.md:16:10: 'honours'. Expected American spelling and dates. Write honors.
""",
    ),
    Seed(
        "called-guilty-on-a-page",
        append(HOME, "\nThe offender left. [@doe-2014-op]\n"),
        """
docs/index.md:16:5: 'offender' outside a quotation. Expected an arrest called an arrest, and a charge a charge. Say who accused whom of what, or quote.
""",
    ),
    Seed(
        "private-person-on-a-page",
        append(HOME, "\nPat Nobody left. [@doe-2014-op]\n"),
        """
docs/index.md:16:1: the name of a private person ('P. N.'). Expected no name of anyone accused or held, outside the caption of a court case. Say who it is without the name, such as 'the man'.
""",
    ),
    Seed(
        "unknown-source-on-a-page",
        replace(HOME, "[@doe-2014-op, at 105]", "[@doe-2041-op]"),
        """
docs/index.md:8:28: 'doe-2041-op', which is not in sources. Expected the id of a record in data/sources. Did you mean 'doe-2014-op'?
""",
    ),
    Seed(
        "unread-source-on-a-page",
        replace(HOME, "[@doe-2014-op, at 105]", "[@memo-lost]"),
        """
docs/index.md:8:28: 'memo-lost', which every record cites from memory. Expected a source that somebody has read. Read it and say so in `checked`, or cite another.
""",
    ),
    Seed(
        "citation-not-closed-on-a-page",
        replace(HOME, "[@doe-2014-op, at 105]", "[@doe-2014-op, at 105"),
        """
docs/index.md:8:26: '[@' that belongs to no citation. Expected [@source-id, pinpoint]. Close the bracket, or delete the mark.
""",
    ),
    Seed(
        "citation-without-its-sign-on-a-page",
        replace(HOME, "[@doe-2014-op, at 105]", "[doe-2014-op, at 105]"),
        """
docs/index.md:8:26: '[doe-2014-op' in the text. Expected a citation as [@source-id, pinpoint]. Write [@doe-2014-op].
""",
    ),
    Seed(
        "broken-record-link",
        replace(HOME, "(court-cases/doe-2014)", "(court-cases/doe-2041)"),
        """
docs/index.md:8:64: a link to 'court-cases/doe-2041', which is no record. Expected a record in data/court-cases. Did you mean 'doe-2014'?
""",
    ),
    Seed(
        "broken-collection-link",
        replace(HOME, "(court-cases/doe-2014)", "(courtcases/doe-2014)"),
        """
docs/index.md:8:64: a link to 'courtcases/doe-2014', which is no record. Expected a record in one of: «collections». Did you mean 'court-cases'?
""",
    ),
    Seed(
        "braces-not-closed",
        replace(HOME, "{{ state_table() }}", "{{ state_table( }}"),
        """
docs/index.md:10:1: a template that can't be read: unexpected '}', expected ')'. Expected Jinja: {{ a value }} or {% a statement %}. Check the braces and the names on this line.
""",
    ),
    Seed(
        "block-not-closed",
        replace(HOME, "{{ state_table() }}", "{% if true %}"),
        """
docs/index.md:14:1: a template that can't be read: Unexpected end of template. Jinja was looking for the following tags: 'elif' or 'else' or 'endif'. The innermost block that needs to be closed is 'if'. Expected Jinja: {{ a value }} or {% a statement %}. Check the braces and the names on this line.
""",
    ),
    Seed(
        "unknown-front-matter",
        replace(HOME, "title: Home", "titel: Home"),
        """
docs/index.md:2:1: an unknown key 'titel' in the front matter. Expected one of: title, description, terms, template, hide, body_class. Did you mean 'title'?
""",
    ),
    Seed(
        "list-in-front-matter",
        replace(HOME, "title: Home", "title: [Home]"),
        """
docs/index.md:2:8: a list in 'title' of the front matter. Expected one text.
""",
    ),
    Seed(
        "no-in-front-matter",
        replace(HOME, "title: Home", "title: Home\nterms: no"),
        """
docs/index.md:3:8: 'no' in 'terms' of the front matter. Expected true or false.
""",
    ),
    Seed(
        "front-matter-without-keys",
        replace(HOME, "title: Home\ndescription: The front page of the fixture.\n", "Home\n"),
        """
docs/index.md:2:1: front matter that is no mapping. Expected `key: value` lines. Write `title: …`.
""",
    ),
    Seed(
        "front-matter-not-closed",
        replace(HOME, "fixture.\n---\n", "fixture.\n"),
        """
docs/index.md:1:1: front matter that is never closed. Expected a line --- below it. Add the line ---.
""",
    ),
    Seed(
        "quotation-not-closed-in-front-matter",
        replace(HOME, "title: Home", 'title: "Home'),
        """
docs/index.md:2:8: a quotation mark that is opened and never closed. Expected a closing quotation mark. Close the quotation.
""",
    ),
    Seed(
        "page-not-utf-8",
        write(ABOUT, b"# About\n\xff\n"),
        """
docs/about/index.md:2:1: a byte (0xff) that is not UTF-8. Expected text in UTF-8. Save the file with the encoding UTF-8.
""",
    ),
    Seed(
        "undefined-field-in-a-template",
        write("overrides/records/states.html", "{# A state. #}\n<h1>{{ record.title }}</h1> {{ record.holdd.why }}\n"),
        """
overrides/records/states.html:2:39: a field 'holdd', which is not there. Expected a field of the record. Did you mean 'hold'?
""",
    ),
    Seed(
        "undefined-macro-in-a-template",
        write("overrides/records/states.html", "{# A state. #}\n{{ answrs(record) }}\n"),
        """
overrides/records/states.html:2:4: a name 'answrs', which is not defined. Expected a macro, or a field of the record. Did you mean 'answers'?
""",
    ),
    Seed(
        "syntax-error-in-a-template",
        write("overrides/records/states.html", "{# A state. #}\n{{ answers(record }}\n"),
        """
overrides/records/states.html:2:1: a template that can't be read: unexpected '}', expected ')'. Expected Jinja: {{ a value }} or {% a statement %}. Check the braces and the names on this line.
""",
    ),
    Seed(
        "syntax-error-in-a-macro",
        write("overrides/macros/zz.html", "{# More. #}\n{% macro more( %}{% endmacro %}\n"),
        """
overrides/macros/zz.html:2:1: a template that can't be read: expected token 'name', got '%'. Expected Jinja: {{ a value }} or {% a statement %}. Check the braces and the names on this line.
""",
    ),
    Seed(
        "macro-twice",
        write("overrides/macros/zz.html", "{% macro more() %}1{% endmacro %}\n{% macro more() %}2{% endmacro %}\n"),
        """
overrides/macros/zz.html:2:10: the macro 'more' a second time (first at overrides/macros/zz.html:1:10). Expected each macro once. Rename one.
""",
    ),
    Seed(
        "missing-template",
        write("overrides/records/states.html", '{% extends "records/_bse.html" %}\n'),
        """
overrides/records/states.html:1:13: a template 'records/_bse.html', which is not there. Expected the name of a file below overrides/. Check the spelling.
""",
    ),
    Seed(
        "wrong-expression-in-a-template",
        write("overrides/lists/glossary.html", "<p>\n{{ records + 1 }}\n"),
        """
overrides/lists/glossary.html:2:1: a macro or expression that fails: can only concatenate tuple (not "int") to tuple. Expected a call with the right arguments. Compare it with the macro's definition in overrides/macros.
""",
    ),
    Seed(
        "template-not-utf-8",
        write("overrides/records/states.html", b"<p>\n\xff\n"),
        """
overrides/records/states.html:2:1: a byte (0xff) that is not UTF-8. Expected text in UTF-8. Save the file with the encoding UTF-8.
""",
    ),
    Seed(
        "merge-conflict-on-a-page",
        append(HOME, "\n<<<<<<< HEAD\nOne.\n=======\nTwo.\n>>>>>>> other\n"),
        """
docs/index.md:16:1: a merge-conflict marker. Expected one version of the text. Keep one side and delete the marker lines.
""",
    ),
    Seed(
        "invisible-character-on-a-page",
        append(HOME, "\nA de\u200btainer. [@doe-2014-op]\n"),
        """
docs/index.md:16:5: an invisible character (U+200B). Expected visible text only. Delete the character.
""",
    ),
    Seed(
        "line-too-long-on-a-page",
        append(HOME, "\n" + "word " * 4001 + "\n"),
        """
docs/index.md:16:1: a line of 20,005 characters. Expected at most 20,000. Break the text into lines.
""",
    ),
    Seed(
        "page-too-large",
        write(ABOUT, "# About\n" + "word\n" * 100_000),
        """
docs/about/index.md:1:1: a file of 500,008 bytes. Expected at most 300,000 bytes. Split the file.
""",
    ),
    Seed(
        "empty-page",
        write(ABOUT, ""),
        """
docs/about/index.md:1:1: an empty page. Expected a heading and text. Write the page, or delete the file.
""",
    ),
    Seed(
        "page-in-utf-16",
        write(ABOUT, "# About\n".encode("utf-16-le")),
        """
docs/about/index.md:1:2: an invisible character (U+0000). Expected visible text only. Save the file with the encoding UTF-8.
""",
    ),
    Seed(
        "brackets-nested-too-deep-on-a-page",
        append(HOME, "\n{{ " + "(" * 5000 + "1" + ")" * 5000 + " }}\n"),
        """
docs/index.md:16:1: macros, blocks or brackets nested too deep. Expected what can be followed by a reader. Take the nesting apart.
""",
    ),
    Seed(
        "blocks-nested-too-deep-on-a-page",
        append(HOME, "\n" + "{% if true %}\n" * 150 + "{% endif %}\n" * 150),
        """
docs/index.md:166:1: macros, blocks or brackets nested too deep. Expected what can be followed by a reader. Take the nesting apart.
""",
    ),
    Seed(
        "loops-nested-too-deep-on-a-page",
        append(HOME, "\n" + "{% for a in [1] %}\n" * 25 + "{% endfor %}\n" * 25),
        """
docs/index.md:40:1: macros, blocks or brackets nested too deep. Expected what can be followed by a reader. Take the nesting apart.
""",
    ),
    Seed(
        "macro-that-calls-itself",
        append(HOME, "\n{% macro more() %}{{ more() }}{% endmacro %}{{ more() }}\n"),
        """
docs/index.md:16:1: macros, blocks or brackets nested too deep. Expected what can be followed by a reader. Take the nesting apart.
""",
    ),
    Seed(
        "comment-not-closed-on-a-page",
        append(HOME, "\n{# never closed\n"),
        """
docs/index.md:16:1: a template that can't be read: Missing end of comment tag. Expected Jinja: {{ a value }} or {% a statement %}. Check the braces and the names on this line.
""",
    ),
    Seed(
        "raw-not-closed-on-a-page",
        append(HOME, "\n{% raw %} never closed\n"),
        """
docs/index.md:16:1: a template that can't be read: Missing end of raw directive. Expected Jinja: {{ a value }} or {% a statement %}. Check the braces and the names on this line.
""",
    ),
    Seed(
        "unknown-tag-on-a-page",
        append(HOME, "\n{% iff true %}\n"),
        """
docs/index.md:16:1: a template that can't be read: Encountered unknown tag 'iff'. Expected Jinja: {{ a value }} or {% a statement %}. Check the braces and the names on this line.
""",
    ),
    Seed(
        "unknown-filter-on-a-page",
        append(HOME, "\n{{ 1|upperr }}\n"),
        """
docs/index.md:16:1: a template that can't be read: No filter named 'upperr'. Expected Jinja: {{ a value }} or {% a statement %}. Check the braces and the names on this line.
""",
    ),
    Seed(
        "division-by-zero-on-a-page",
        append(HOME, "\n{{ 1/0 }}\n"),
        """
docs/index.md:16:1: a macro or expression that fails: division by zero. Expected a call with the right arguments. Compare it with the macro's definition in overrides/macros.
""",
    ),
    Seed(
        "missing-item-on-a-page",
        append(HOME, '\n{{ view("states/ohio")["nope"] }}\n'),
        """
docs/index.md:16:25: a field 'nope', which is not there. Expected a field of the record. Did you mean 'note'?
""",
    ),
    Seed(
        "include-of-nothing-on-a-page",
        append(HOME, '\n{% include "nope.html" %}\n'),
        """
docs/index.md:16:13: a template 'nope.html', which is not there. Expected the name of a file below overrides/. Check the spelling.
""",
    ),
    Seed(
        "include-from-outside-on-a-page",
        append(HOME, '\n{% include "../data/glossary.yml" %}\n'),
        """
docs/index.md:16:13: a template '../data/glossary.yml', which is not there. Expected the name of a file below overrides/. Check the spelling.
""",
    ),
    Seed(
        "second-citation-without-its-sign-on-a-page",
        replace(HOME, "[@doe-2014-op, at 105]", "[@doe-2014-op; gazette-2019]"),
        """
docs/index.md:8:41: 'gazette-2019' in a citation without its @. Expected each source to start with @. Write [@gazette-2019] or use a comma before a pinpoint.
""",
    ),
    Seed(
        "citation-of-nothing-on-a-page",
        replace(HOME, "[@doe-2014-op, at 105]", "[@]"),
        """
docs/index.md:8:27: nothing where the id of a source should stand. Expected `source-id, pinpoint` and a semicolon before the next source. Write the id as it stands in data/sources, then a comma, then the pinpoint.
""",
    ),
    Seed(
        "day-first-date-on-a-page",
        append(HOME, "\nIt was 30 May 2019. [@doe-2014-op]\n"),
        """
docs/index.md:16:8: '30 May 2019'. Expected American spelling and dates. Write May 30, 2019.
""",
    ),
    Seed(
        "two-faults-on-a-page",
        append(HOME, "\nOne. [@doe-op]\n\n[Two](states/ohoi).\n"),
        """
docs/index.md:16:8: 'doe-op', which is not in sources. Expected the id of a record in data/sources. Did you mean 'doe-2014-op'?
docs/index.md:18:7: a link to 'states/ohoi', which is no record. Expected a record in data/states. Did you mean 'ohio'?
""",
    ),
    Seed(
        "key-twice-in-front-matter",
        replace(HOME, "title: Home", "title: Home\ntitle: House"),
        """
docs/index.md:3:1: the key 'title' a second time (first on line 2). Expected each key once. Merge the two or delete one.
""",
    ),
    Seed(
        "alias-in-front-matter",
        replace(HOME, "title: Home", "title: *home"),
        """
docs/index.md:2:8: an alias (*home). Expected plain text. Write the value out, or put it in quotes if it starts with *.
""",
    ),
    Seed(
        "tab-in-front-matter",
        replace(HOME, "title: Home", "hide:\n\t- toc\ntitle: Home"),
        """
docs/index.md:3:1: a tab in the indentation. Expected spaces. Replace each tab by two spaces.
""",
    ),
    Seed(
        "page-with-windows-line-ends",
        in_bytes(HOME, "{{ state_table() }}", "{{ state_tabel() }}", "\r\n"),
        """
docs/index.md:10:4: a name 'state_tabel', which is not defined. Expected a macro, or a field of the record. Did you mean 'state_table'?
""",
    ),
    Seed(
        "page-with-a-byte-order-mark",
        in_bytes(HOME, "title: Home", "titel: Home", mark=b"\xef\xbb\xbf"),
        """
docs/index.md:2:1: an unknown key 'titel' in the front matter. Expected one of: title, description, terms, template, hide, body_class. Did you mean 'title'?
""",
    ),
    Seed(
        "merge-conflict-in-a-template",
        write("overrides/records/states.html", "{# A state. #}\n<<<<<<< HEAD\n<h1>{{ record.title }}</h1>\n>>>>>>> other\n"),
        """
overrides/records/states.html:2:1: a merge-conflict marker. Expected one version of the text. Keep one side and delete the marker lines.
""",
    ),
    Seed(
        "template-that-extends-itself",
        write("overrides/records/states.html", '{% extends "records/states.html" %}\n'),
        """
overrides/records/states.html:1:1: macros, blocks or brackets nested too deep. Expected what can be followed by a reader. Take the nesting apart.
""",
    ),
    Seed(
        "template-that-includes-itself",
        write("overrides/records/states.html", '{# A state. #}\n{% include "records/states.html" %}\n'),
        """
overrides/records/states.html:2:1: macros, blocks or brackets nested too deep. Expected what can be followed by a reader. Take the nesting apart.
""",
    ),
    Seed(
        "block-twice-in-a-template",
        write("overrides/records/states.html", "{# A state. #}\n{% block a %}{% endblock %}{% block a %}{% endblock %}\n"),
        """
overrides/records/states.html:2:1: a template that can't be read: block 'a' defined twice. Expected Jinja: {{ a value }} or {% a statement %}. Check the braces and the names on this line.
""",
    ),
    Seed(
        "fact-that-is-not-there-in-a-macro",
        append(HOME, '\nSaid: {{ fact("court-cases/doe-2014", "quote") }}\n'),
        """
docs/index.md:16:16: 'court-cases/doe-2014', of which no 'quote' is published. Expected a field with a value, and a source that supports it if it is a fact. Add what is missing, or leave the sentence out.
""",
    ),
    Seed(
        "fact-inside-what-is-not-there-in-a-macro",
        append(HOME, '\nSaid: {{ fact("court-cases/doe-2014", "quote.text") }}\n'),
        """
docs/index.md:16:16: 'court-cases/doe-2014', of which no 'quote' is published. Expected a field with a value, and a source that supports it if it is a fact. Add what is missing, or leave the sentence out.
""",
    ),
    Seed(
        "fact-of-several-fields-in-a-macro",
        append(HOME, '\n{{ fact("court-cases/doe-2014", "court") }}\n'),
        """
docs/index.md:16:34: 'court', which is no single value. Expected one text, number, date or word. Name a field inside it, such as 'court.id'.
""",
    ),
    Seed(
        "fact-of-a-list-in-a-macro",
        append(HOME, '\n{{ fact("states/ohio", "laws") }}\n'),
        """
docs/index.md:16:25: 'laws', which is no single value. Expected one text, number, date or word. Print the list with a macro of its own.
""",
    ),
    Seed(
        "date-that-is-not-there-in-a-macro",
        append(HOME, '\n{{ when("glossary/detainer") }}\n'),
        """
docs/index.md:16:10: 'glossary/detainer', of which no date is published. Expected a field with a value, and a source that supports it if it is a fact. Add what is missing, or leave the sentence out.
""",
    ),
    Seed(
        "nothing-printed-on-a-page",
        append(HOME, '\n{{ view("court-cases/doe-2014").quote }}\n'),
        """
docs/index.md:16:1: nothing to print: the value is not there. Expected words, a number, a date or a link. Print it inside {% if … %}, or leave it out.
""",
    ),
    Seed(
        "several-fields-printed-in-a-template",
        write("overrides/records/states.html", "{# A state. #}\n{{ record.hold }}\n"),
        """
overrides/records/states.html:2:1: a group of fields, printed as it is. Expected words, a number, a date or a link. Print its fields one by one.
""",
    ),
    Seed(
        "unknown-part-of-the-law-in-a-macro",
        append(HOME, '\n{{ compare("authorities/8-cfr-287-7#dd", "authorities/8-cfr-287-7#d", "Plain.") }}\n'),
        """
docs/index.md:16:37: 'dd', which is no part of authorities/8-cfr-287-7. Expected one of: d. Did you mean 'd'?
""",
    ),
    Seed(
        "no-part-of-the-law-in-a-macro",
        append(HOME, '\n{{ compare("authorities/8-cfr-287-7#d", "authorities/8-cfr-287-7", "Plain.") }}\n'),
        """
docs/index.md:16:42: 'authorities/8-cfr-287-7', which names no part. Expected `authorities/id#part` with a part that is one of: d. Add # and the part.
""",
    ),
]
