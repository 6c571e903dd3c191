"""What is not plain YAML, or not the YAML an editor means."""

from faults import CASE, COURT_CASE, GLOSSARY, Seed, append, in_bytes, replace, write

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
    Seed(
        "billion-laughs",
        write(GLOSSARY, "a: &a [x, x, x, x, x, x, x, x, x]\nb: &b [*a, *a, *a, *a, *a, *a, *a, *a, *a]\nc: [*b, *b, *b, *b, *b, *b, *b, *b, *b]\n"),
        """
data/glossary.yml:1:4: an anchor (&a). Expected plain text. Delete the anchor, or put the value in quotes if it starts with &.
""",
    ),
    Seed(
        "ten-thousand-aliases",
        write(GLOSSARY, "detainer:\n" + "  - *a\n" * 10_000),
        """
data/glossary.yml:2:5: an alias (*a). Expected plain text. Write the value out, or put it in quotes if it starts with *.
""",
    ),
    Seed(
        "merge-key",
        replace(GLOSSARY, "  title: Detainer", "  <<: *base\n  title: Detainer"),
        """
data/glossary.yml:2:7: an alias (*base). Expected plain text. Write the value out, or put it in quotes if it starts with *.
""",
    ),
    Seed(
        "anchor-on-a-record",
        replace(GLOSSARY, "detainer:\n", "detainer: &d\n"),
        """
data/glossary.yml:1:11: an anchor (&d). Expected plain text. Delete the anchor, or put the value in quotes if it starts with &.
""",
    ),
    Seed(
        "tag-that-would-run-a-command",
        replace(GLOSSARY, "title: Detainer", "title: !!python/object/apply:os.system [ls]"),
        """
data/glossary.yml:2:10: a tag (!!python/object/apply:os.system). Expected plain text. Delete the tag, or put the value in quotes if it starts with !.
""",
    ),
    Seed(
        "tag-that-includes",
        replace(GLOSSARY, "title: Detainer", "title: !include other.yml"),
        """
data/glossary.yml:2:10: a tag (!include). Expected plain text. Delete the tag, or put the value in quotes if it starts with !.
""",
    ),
    Seed(
        "unknown-directive",
        write(GLOSSARY, "%FOO\n---\ndetainer:\n  title: Detainer\n"),
        """
data/glossary.yml:1:5: a % at the start of a line, which YAML reads as a directive. Expected `key: value` lines. Delete the line.
""",
    ),
    Seed(
        "percent-at-the-start",
        replace(GLOSSARY, "title: Detainer", "title: %Detainer"),
        """
data/glossary.yml:2:10: '%' at the start of a value. Expected a value that starts with a letter or digit, or is in quotes. Quote the value.
""",
    ),
    Seed(
        "backtick-at-the-start",
        replace(GLOSSARY, "title: Detainer", "title: `Detainer`"),
        """
data/glossary.yml:2:10: '`' at the start of a value. Expected a value that starts with a letter or digit, or is in quotes. Quote the value.
""",
    ),
    Seed(
        "windows-line-ends",
        in_bytes(GLOSSARY, "  title: Detainer", "  titel: Detainer", "\r\n"),
        """
data/glossary.yml:1:1: no 'title'. Expected the mandatory field 'title': the title, in plain words (for example: Galarza v. Szalczyk). Add the line.
data/glossary.yml:2:3: an unknown field 'titel'. Expected one of: «fields of Term». Did you mean 'title'?
""",
    ),
    Seed(
        "line-ends-of-old-macs",
        in_bytes(GLOSSARY, "  title: Detainer", "  titel: Detainer", "\r"),
        """
data/glossary.yml:1:1: no 'title'. Expected the mandatory field 'title': the title, in plain words (for example: Galarza v. Szalczyk). Add the line.
data/glossary.yml:2:3: an unknown field 'titel'. Expected one of: «fields of Term». Did you mean 'title'?
""",
    ),
    Seed(
        "byte-order-mark-at-the-start",
        in_bytes(GLOSSARY, "detainer:\n", "Detainer:\n", mark=b"\xef\xbb\xbf"),
        """
data/glossary.yml:1:1: the id 'Detainer'. Expected lower-case letters, digits and hyphens. Rename the key.
""",
    ),
    Seed(
        "byte-order-mark-alone",
        write(GLOSSARY, b"\xef\xbb\xbf"),
        """
data/glossary.yml:1:1: an empty file. Expected at least one record. Fill it, or delete the file.
""",
    ),
    Seed(
        "two-byte-order-marks",
        in_bytes(GLOSSARY, "title: Detainer", "title: Detainers", mark=b"\xef\xbb\xbf\xef\xbb\xbf"),
        """
data/glossary.yml:1:1: an invisible character (U+FEFF). Expected visible text only. Delete the character.
""",
    ),
    Seed(
        "utf-16-without-a-mark",
        write(GLOSSARY, "detainer:\n".encode("utf-16-be")),
        """
data/glossary.yml:1:1: an invisible character (U+0000). Expected visible text only. Save the file with the encoding UTF-8.
""",
    ),
    Seed(
        "utf-32",
        write(GLOSSARY, b"\xff\xfe\x00\x00" + "detainer:\n".encode("utf-32-le")),
        """
data/glossary.yml:1:1: a byte (0xff) that is not UTF-8. Expected text in UTF-8. Save the file with the encoding UTF-8.
""",
    ),
    Seed(
        "nul",
        replace(GLOSSARY, "title: Detainer", "title: Detai\0ner"),
        """
data/glossary.yml:2:15: an invisible character (U+0000). Expected visible text only. Save the file with the encoding UTF-8.
""",
    ),
    Seed(
        "zero-width-space-in-a-key",
        replace(GLOSSARY, "title: Detainer", "ti\u200btle: Detainer"),
        """
data/glossary.yml:2:5: an invisible character (U+200B). Expected visible text only. Delete the character.
""",
    ),
    Seed(
        "line-separator",
        replace(GLOSSARY, "title: Detainer", "title: Detainer\u2028now"),
        """
data/glossary.yml:2:18: an invisible character (U+2028). Expected visible text only. Delete the character.
""",
    ),
    Seed(
        "no-break-space-in-the-indentation",
        replace(GLOSSARY, "  title: Detainer", "\u00a0\u00a0title: Detainer"),
        """
data/glossary.yml:2:1: a space that is none for YAML (U+00A0) in the indentation. Expected spaces. Replace it by a space.
""",
    ),
    Seed(
        "half-of-a-merge-conflict",
        replace(GLOSSARY, "  title: Detainer", "  title: Detainer\n=======\n  title: Hold"),
        """
data/glossary.yml:3:1: a merge-conflict marker. Expected one version of the text. Keep one side and delete the marker lines.
""",
    ),
    Seed(
        "end-of-a-merge-conflict",
        replace(GLOSSARY, "  title: Detainer", "  title: Detainer\n>>>>>>> other"),
        """
data/glossary.yml:3:1: a merge-conflict marker. Expected one version of the text. Keep one side and delete the marker lines.
""",
    ),
    Seed(
        "tab-in-the-indentation-of-a-list",
        replace(CASE, "  - date: 2019-06-01", "\t- date: 2019-06-01"),
        """
data/custody-cases/fairview-2019.yml:28:1: a tab in the indentation. Expected spaces. Replace each tab by two spaces.
""",
    ),
    Seed(
        "tab-after-a-space",
        replace(GLOSSARY, "  title: Detainer", " \ttitle: Detainer"),
        """
data/glossary.yml:2:2: a tab in the indentation. Expected spaces. Replace each tab by two spaces.
""",
    ),
    Seed(
        "curly-quotation-marks",
        replace(GLOSSARY, "title: Detainer", "title: “Detainer”: now"),
        """
data/glossary.yml:2:20: a colon followed by a space inside text that is not in quotes. Expected one key and one value on the line. Put the whole value in double quotes.
""",
    ),
    Seed(
        "comment-for-a-value",
        replace(GLOSSARY, "title: Detainer", "title: # Detainer"),
        """
data/glossary.yml:2:3: 'title' is blank. Expected the title, in plain words (for example: Galarza v. Szalczyk). Fill it, or delete the line if the field is optional.
""",
    ),
    Seed(
        "brace-not-closed",
        replace(COURT_CASE, "court: {id: ca6, ", "court: {id: ca6, name: {"),
        """
data/court-cases/doe-2014.yml:6:8: a bracket or brace that is not closed. Expected a comma or the closing bracket. Close the bracket, or quote the text if the bracket belongs to it.
""",
    ),
    Seed(
        "closing-bracket-too-much",
        replace(GLOSSARY, "forms: [detainer, detainers]", "forms: [detainer, detainers]]"),
        """
data/glossary.yml:4:31: a closing bracket that closes nothing. Expected as many closing brackets as opening ones. Delete it, or quote the text.
""",
    ),
    Seed(
        "single-quotation-mark-not-closed",
        replace(GLOSSARY, "title: Detainer", "title: 'Detainer"),
        """
data/glossary.yml:2:10: a quotation mark that is opened and never closed. Expected a closing quotation mark. Close the quotation.
""",
    ),
    Seed(
        "apostrophe-in-single-quotation-marks",
        replace(GLOSSARY, "title: Detainer", "title: 'The jail's detainer'"),
        """
data/glossary.yml:2:20: text after a closing quotation mark. Expected quotation marks around the whole value. Write each apostrophe twice, or put the whole value in double quotes.
""",
    ),
    Seed(
        "list-items-not-aligned",
        replace(CASE, "  - date: 2019-06-01\n", "   - date: 2019-06-01\n"),
        """
data/custody-cases/fairview-2019.yml:28:4: a line that does not fit the list above it. Expected another '- ' at the same indentation. Check the indentation of this line.
""",
    ),
    Seed(
        "document-mark-alone",
        write(GLOSSARY, "---\n"),
        """
data/glossary.yml:1:1: an empty file. Expected at least one record. Fill it, or delete the file.
""",
    ),
    Seed(
        "spaces-alone",
        write(GLOSSARY, "  \n\n"),
        """
data/glossary.yml:1:1: an empty file. Expected at least one record. Fill it, or delete the file.
""",
    ),
    Seed(
        "number-at-the-top",
        write(GLOSSARY, "42\n"),
        """
data/glossary.yml:1:1: '42' at the top of the file. Expected `key: value` lines. Write the fields, or the ids of the records, at the left margin.
""",
    ),
    Seed(
        "json-with-tabs",
        write(GLOSSARY, '{\n\t"detainer": {\n\t\t"title": "Detainer"\n\t}\n}\n'),
        """
data/glossary.yml:2:1: a tab in the indentation. Expected spaces. Replace each tab by two spaces.
""",
    ),
    Seed(
        "web-page-for-a-file",
        write(GLOSSARY, "<!DOCTYPE html>\n<html><body>404: not found</body></html>\n"),
        """
data/glossary.yml:2:16: a colon followed by a space inside text that is not in quotes. Expected one key and one value on the line. Put the whole value in double quotes.
""",
    ),
    Seed(
        "braces-nested-too-deep",
        replace(GLOSSARY, "title: Detainer", "title: " + "{a: " * 21 + "}" * 21),
        """
data/glossary.yml:2:82: nesting deeper than 20 levels. Expected flat records. Check brackets and indentation.
""",
    ),
    Seed(
        "line-of-a-megabyte",
        replace(GLOSSARY, "title: Detainer", "title: " + "x" * 1_000_000),
        """
data/glossary.yml:2:1: a line of 1,000,009 characters. Expected at most 20,000. Break the text into lines.
""",
    ),
    Seed(
        "hundred-thousand-brackets",
        write(GLOSSARY, "[\n" * 100_000),
        """
data/glossary.yml:21:1: nesting deeper than 20 levels. Expected flat records. Check brackets and indentation.
""",
    ),
    Seed(
        "first-line-indented",
        replace(GLOSSARY, "detainer:\n  title: Detainer\n", "  title: Detainer\ndetainer:\n"),
        """
data/glossary.yml:2:1: a line that is indented less than the first one of the file. Expected the keys of a record, or the ids of a file, at one indentation. Check the indentation of the first line and of this one.
""",
    ),
    Seed(
        "tab-on-a-line-of-its-own",
        append(GLOSSARY, "\t\n"),
        """
data/glossary.yml:9:1: a tab where YAML takes none. Expected spaces. Delete the tab.
""",
    ),
    Seed(
        "space-after-a-colon-forgotten-in-braces",
        replace(COURT_CASE, "court: {id: ca6,", "court: {id:[ca6],"),
        """
data/court-cases/doe-2014.yml:6:11: a colon in brackets or braces with no space after it. Expected `{key: value}`. Add the space, or quote the text if the colon belongs to it.
""",
    ),
    Seed(
        "exclamation-mark-at-the-start",
        replace(GLOSSARY, "title: Detainer", "title: ![a](b)"),
        """
data/glossary.yml:2:11: a ! at the start of a value, which YAML reads as a tag. Expected plain text. Put the value in quotes.
""",
    ),
]
