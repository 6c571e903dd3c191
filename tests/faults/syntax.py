"""What is not plain YAML, or not the YAML an editor means."""

from faults import CASE, GLOSSARY, Seed, append, replace, write

SEEDS = [
    Seed(
        "quotation-not-closed",
        replace(GLOSSARY, "title: Detainer", 'title: "Detainer'),
        """
data/glossary.yml:2:10: a quotation mark that is opened and never closed. Expected a closing quotation mark. Close the quotation.
""",
    ),
    Seed(
        "quotation-closed-by-the-next-one",
        replace(CASE, 'released on bond"', "released on bond"),
        """
data/custody-cases/fairview-2019.yml:1:8: a quotation mark that is not closed before the next one, on line 16. Expected a closing quotation mark. Close the quotation.
""",
    ),
    Seed(
        "text-after-a-quotation",
        replace(GLOSSARY, "title: Detainer", 'title: "Detainer" now'),
        """
data/glossary.yml:2:21: text after a closing quotation mark. Expected quotation marks around the whole value. Quote the value as a whole, in single quotes.
""",
    ),
    Seed(
        "colon-in-text",
        replace(CASE, "agency: Fairview County Jail", "agency: Fairview County Jail: the annex"),
        """
data/custody-cases/fairview-2019.yml:10:29: a colon followed by a space inside text that is not in quotes. Expected one key and one value on the line. Put the whole value in double quotes.
""",
    ),
    Seed(
        "tab-in-the-indentation",
        replace(GLOSSARY, "  forms:", "\tforms:"),
        """
data/glossary.yml:4:1: a tab in the indentation. Expected spaces. Replace each tab by two spaces.
""",
    ),
    Seed(
        "tab-before-a-value",
        replace(GLOSSARY, "forms: [", "forms:\n    -\t@["),
        """
data/glossary.yml:5:6: a tab at the start of a value. Expected a value that starts with a letter or digit, or is in quotes. Quote the value.
""",
    ),
    Seed(
        "indented-too-far",
        replace(GLOSSARY, "  forms:", "   forms:"),
        """
data/glossary.yml:4:4: the key 'forms' where the text of the line above goes on. Expected keys at the same indentation as their neighbors, each with its colon and a space. Check the indentation of this line and the colon of the line above.
""",
    ),
    Seed(
        "indented-too-little",
        replace(GLOSSARY, "  confidence: high", " confidence: high"),
        """
data/glossary.yml:7:2: a line that does not fit the lines above it. Expected a key at the same indentation as its neighbors. Check the indentation and the quotes of this line and the one above.
""",
    ),
    Seed(
        "colon-forgotten",
        replace(GLOSSARY, "title: Detainer", "title Detainer"),
        """
data/glossary.yml:3:3: the key 'summary' where the text of the line above goes on. Expected keys at the same indentation as their neighbors, each with its colon and a space. Check the indentation of this line and the colon of the line above.
""",
    ),
    Seed(
        "space-after-the-colon-forgotten",
        replace(GLOSSARY, "title: Detainer", "title:Detainer"),
        """
data/glossary.yml:3:3: the key 'summary' where the text of the line above goes on. Expected keys at the same indentation as their neighbors, each with its colon and a space. Check the indentation of this line and the colon of the line above.
""",
    ),
    Seed(
        "list-item-among-keys",
        replace(GLOSSARY, "  confidence: high", "  - confidence: high"),
        """
data/glossary.yml:7:3: a line that does not fit the lines above it. Expected a key at the same indentation as its neighbors. Check the indentation and the quotes of this line and the one above.
""",
    ),
    Seed(
        "list-item-beside-its-key",
        replace(GLOSSARY, "title: Detainer", "title: - Detainer"),
        """
data/glossary.yml:2:10: a list item on the same line as its key. Expected the '- ' on a line of its own. Start a new line before the '- '.
""",
    ),
    Seed(
        "key-without-a-name",
        replace(GLOSSARY, "title: Detainer", "? [a, b]\n  : Detainer"),
        """
data/glossary.yml:2:5: a key that is not plain text. Expected a field name before the colon. Write `name: value`.
""",
    ),
    Seed(
        "bracket-not-closed",
        replace(GLOSSARY, "title: Detainer", "title: [Detainer"),
        """
data/glossary.yml:2:10: a bracket or brace that is not closed. Expected a comma or the closing bracket. Close the bracket, or quote the text if the bracket belongs to it.
""",
    ),
    Seed(
        "sign-at-the-start",
        replace(GLOSSARY, "title: Detainer", "title: @Detainer"),
        """
data/glossary.yml:2:10: '@' at the start of a value. Expected a value that starts with a letter or digit, or is in quotes. Quote the value.
""",
    ),
    Seed(
        "unknown-escape",
        replace(GLOSSARY, "title: Detainer", 'title: "Detainer \\d"'),
        """
data/glossary.yml:2:20: a backslash followed by a letter YAML does not know, inside double quotes. Expected two backslashes, or single quotes. Double the backslash.
""",
    ),
    Seed(
        "folded-text-on-the-line-of-its-sign",
        replace(GLOSSARY, "title: Detainer", "title: |Detainer"),
        """
data/glossary.yml:2:11: text under | or > that is indented too little or with a tab. Expected two more spaces than the key. Indent the text.
""",
    ),
    Seed(
        "anchor",
        replace(GLOSSARY, "title: Detainer", "title: &d Detainer"),
        """
data/glossary.yml:2:10: an anchor (&d). Expected plain text. Delete the anchor, or put the value in quotes if it starts with &.
""",
    ),
    Seed(
        "ampersand-alone",
        replace(GLOSSARY, "title: Detainer", "title: & Detainer"),
        """
data/glossary.yml:2:11: a & or * at the start of a value, which YAML reads as an anchor or alias. Expected plain text. Put the value in quotes.
""",
    ),
    Seed(
        "alias",
        replace(GLOSSARY, "title: Detainer", "title: *d"),
        """
data/glossary.yml:2:10: an alias (*d). Expected plain text. Write the value out, or put it in quotes if it starts with *.
""",
    ),
    Seed(
        "tag",
        replace(GLOSSARY, "title: Detainer", "title: !!str Detainer"),
        """
data/glossary.yml:2:10: a tag (!!str). Expected plain text. Delete the tag, or put the value in quotes if it starts with !.
""",
    ),
    Seed(
        "second-document",
        append(GLOSSARY, "---\nice:\n  title: ICE\n"),
        """
data/glossary.yml:9:1: a second document (after ---). Expected one document a file. Delete the --- or move the text to its own file.
""",
    ),
    Seed(
        "key-twice",
        replace(GLOSSARY, "  title: Detainer", "  title: Detainer\n  title: Hold"),
        """
data/glossary.yml:3:3: the key 'title' a second time (first on line 2). Expected each key once. Merge the two or delete one.
""",
    ),
    Seed(
        "record-twice-in-a-file",
        replace(GLOSSARY, "detainer:\n", "detainer:\n  title: Hold\ndetainer:\n"),
        """
data/glossary.yml:3:1: the key 'detainer' a second time (first on line 1). Expected each key once. Merge the two or delete one.
""",
    ),
    Seed(
        "merge-conflict",
        replace(GLOSSARY, "  title: Detainer", "<<<<<<< HEAD\n  title: Detainer\n=======\n  title: Hold\n>>>>>>> other"),
        """
data/glossary.yml:2:1: a merge-conflict marker. Expected one version of the text. Keep one side and delete the marker lines.
""",
    ),
    Seed(
        "byte-order-mark-inside",
        replace(GLOSSARY, "title: Detainer", "title: Detai\ufeffner"),
        """
data/glossary.yml:2:15: an invisible character (U+FEFF). Expected visible text only. Delete the character.
""",
    ),
    Seed(
        "text-direction-override",
        replace(GLOSSARY, "title: Detainer", "title: Detai\u202ener"),
        """
data/glossary.yml:2:15: an invisible character (U+202E). Expected visible text only. Delete the character.
""",
    ),
    Seed(
        "text-direction-override-as-an-escape",
        replace(GLOSSARY, "title: Detainer", 'title: "Detai\\u202ener"'),
        """
data/glossary.yml:2:10: an invisible character (U+202E), written as an escape. Expected visible text only. Delete the backslash and what belongs to it.
""",
    ),
    Seed(
        "control-character",
        replace(GLOSSARY, "title: Detainer", "title: Detai\x07ner"),
        """
data/glossary.yml:2:15: an invisible character (U+0007). Expected visible text only. Delete the character.
""",
    ),
    Seed(
        "not-utf-8",
        write(GLOSSARY, "détenu:\n  title: détenu\n".encode("latin-1")),
        """
data/glossary.yml:1:2: a byte (0xe9) that is not UTF-8. Expected text in UTF-8. Save the file with the encoding UTF-8.
""",
    ),
    Seed(
        "utf-16",
        write(GLOSSARY, "detainer:\n".encode("utf-16-le").join((b"\xff\xfe", b""))),
        """
data/glossary.yml:1:1: a byte (0xff) that is not UTF-8. Expected text in UTF-8. Save the file with the encoding UTF-8.
""",
    ),
    Seed(
        "empty-file",
        write(GLOSSARY, ""),
        """
data/glossary.yml:1:1: an empty file. Expected at least one record. Fill it, or delete the file.
""",
    ),
    Seed(
        "nothing-but-a-comment",
        write(CASE, "# to do\n"),
        """
data/custody-cases/fairview-2019.yml:1:1: an empty file. Expected at least one record. Fill it, or delete the file.
""",
    ),
    Seed(
        "list-at-the-top",
        write(GLOSSARY, "- detainer\n- ice\n"),
        """
data/glossary.yml:1:1: a list at the top of the file. Expected `key: value` lines. Write the fields, or the ids of the records, at the left margin.
""",
    ),
    Seed(
        "text-at-the-top",
        write(GLOSSARY, "detainer\n"),
        """
data/glossary.yml:1:1: 'detainer' at the top of the file. Expected `key: value` lines. Write the fields, or the ids of the records, at the left margin.
""",
    ),
    Seed(
        "nested-too-deep",
        replace(GLOSSARY, "title: Detainer", "title: " + "[" * 21 + "]" * 21),
        """
data/glossary.yml:2:28: nesting deeper than 20 levels. Expected flat records. Check brackets and indentation.
""",
    ),
    Seed(
        "line-too-long",
        replace(GLOSSARY, "title: Detainer", "title: " + "word " * 4000),
        """
data/glossary.yml:2:1: a line of 20,009 characters. Expected at most 20,000. Break the text into lines.
""",
    ),
    Seed(
        "file-too-large",
        write(GLOSSARY, "#" * 2_000_001),
        """
data/glossary.yml:1:1: a file of 2,000,001 bytes. Expected at most 2,000,000 bytes. Split the file.
""",
    ),
]
