#!/usr/bin/env python3
"""Makes hostile archives, and builds each within bounds: run.py PATH_TO_RETOLD [NAME...]

Each case is a function that writes an archive into a folder. The program has to end by itself with status 0, 1 or 2, within
30 seconds of CPU and 2 GB of memory, without a panic. The largest inputs have about 100 MB.
"""

import os
import resource
import subprocess
import sys
import tempfile

SECONDS, MEGABYTES = 30, 2048
CASES = {}


def case(make):
    CASES[make.__name__] = make
    return make


def write(folder, name, text):
    path = os.path.join(folder, name)
    os.makedirs(os.path.dirname(path), exist_ok=True)
    with open(path, "wb") as file:
        file.write(text.encode() if isinstance(text, str) else text)


@case
def json_keys_on_one_line(folder):
    keys = ",".join(f'"k{i}":{i}' for i in range(500_000))
    write(folder, "content/a.md", "{" + keys + "}\n\n# A\n")


@case
def yaml_aliases_of_a_long_text(folder):
    aliases = ", ".join(["*a"] * 20_000)
    write(folder, "content/a.md", f'---\na: &a "{"x" * 1_000_000}"\nb: [{aliases}]\n---\n# A\n')


@case
def unknown_references(folder):
    names = ",".join(f"X-{i}" for i in range(100_000))
    write(folder, "content/a.md", f"---\nrelated: [{names}]\n---\n# A\n")


@case
def documents_that_each_name_an_unknown_one(folder):
    for i in range(3_000):
        write(folder, f"content/2020-01-01-incident-number-{i}.md", f"---\nrelated: [JIRA-INCIDENT-{i}]\n---\nText {i}.\n")


@case
def dead_links_on_one_line(folder):
    write(folder, "content/a.md", "# A\n\n" + " ".join(f"[a](x{i}.md)" for i in range(100_000)) + "\n")


@case
def one_line_of_words(folder):
    write(folder, "content/a.md", "# A\n\n" + "word " * 20_000_000)


@case
def one_word(folder):
    write(folder, "content/a.md", "# A\n\n" + "a" * 100_000_000)


def dense(folder, start, line, end=""):
    """24 documents of almost 4 MB, the largest that are read, which consist of one line again and again; `line` may be a function of its number."""
    length = (4 << 20) - 1000
    numbered = line if callable(line) else lambda number: line
    for file in range(24):
        parts, left, number = [start], length, 0
        while left > 0:
            parts.append(numbered(number))
            left -= len(parts[-1])
            number += 1
        write(folder, f"content/a{file}.md", "".join(parts) + end)


@case
def paragraphs_of_lines(folder):
    dense(folder, "# A\n\n", "words of one line of text\n")


@case
def lines_of_words(folder):
    dense(folder, "# A\n\n", "word ")


@case
def list_items(folder):
    dense(folder, "# A\n\n", "- an item of a list\n")


@case
def table_rows(folder):
    dense(folder, "# A\n\n|a|b|c|\n|-|-|-|\n", "|one|two|three|\n")


@case
def code_blocks(folder):
    dense(folder, "# A\n\n```\n", "2024-01-01 12:00:00 ERROR in line\n", "```\n")


@case
def front_matter_of_json(folder):
    dense(folder, '{"a":"', "word ", '"}\n\n# A\n')


@case
def front_matter_of_yaml(folder):
    dense(folder, "---\n", lambda number: f"key{number}: value\n", "---\n\n# A\n")


@case
def headings(folder):
    dense(folder, "# A\n\n", lambda number: f"## H{number}\n\n")


@case
def timeline_entries(folder):
    dense(folder, "# A\n\n## Timeline\n\n", "- 2024-01-01 12:00 The queue is full\n")


@case
def action_items(folder):
    dense(folder, "# A\n\n## Action items\n\n", "- [ ] Add an alert (@ann)\n")


@case
def inline_markup(folder):
    dense(folder, "# A\n\n", "**a** [b](c) `d` ")


@case
def raw_html_tags(folder):
    dense(folder, "# A\n\n<p>\n", "<b>a</b> &amp; ")


@case
def headings_with_footnotes(folder):
    dense(folder, "# A\n\n", lambda number: f"## H{number}\n\nx[^{number}]\n\n[^{number}]: y\n\n")


@case
def headings_with_ids_in_html(folder):
    dense(folder, "# A\n\n", lambda number: f"## H{number}\n\n<p id=\"p{number}\">a</p>\n\n")


@case
def headings_with_remarks(folder):
    dense(folder, "# A\n\n", lambda number: f"<!-- retold-allow section/empty: why -->\n## H{number}\n\n")


@case
def lessons_of_one_line(folder):
    dense(folder, "# A\n\n## Lessons learned\n\n", lambda number: f"- Watch disk {number}\n")


@case
def whys_of_one_line(folder):
    dense(folder, "# A\n\n## Five whys\n\n", "- Why did it stop? The disk was full.\n")


@case
def labels_of_one_line(folder):
    dense(folder, "# A\n\n", "**Severity**: SEV1\n\n**Duration**: 2 h\n\n")


@case
def rows_of_actions(folder):
    dense(folder, "# A\n\n## Action items\n\n|Action|Owner|Due|\n|-|-|-|\n", "|Add an alert|Ann|2026-02-01|\n")


@case
def incidents_of_one_file(folder):
    dense(folder, "---\nsplit: true\n---\n# Log\n\n", lambda number: f"## {1000 + number // 12 % 8000}-{1 + number % 12:02}-01: Incident {number}\n\nIt was down.\n\n")


@case
def short_code_blocks(folder):
    dense(folder, "# A\n\n", "```sh\nls -l # x\n```\n\n")


@case
def dead_links(folder):
    dense(folder, "# A\n\n", lambda number: f"[a](x{number}.md)\n\n")


@case
def web_addresses(folder):
    dense(folder, "# A\n\n", lambda number: f"https://e.org/{number}\n")


@case
def definitions(folder):
    dense(folder, "# A\n\n", lambda number: f"[a{number}]: b{number}\n")


@case
def tokens(folder):
    dense(folder, "# A\n\n", lambda number: f"AKIA{number * 7919:016d}\n\n".replace("0", "Q").replace("1", "Z"))


@case
def words_of_blame(folder):
    dense(folder, "# A\n\n", "Ann carelessly forgot to run the obvious script.\n\n")


@case
def marks_of_emphasis(folder):
    dense(folder, "# A\n\n", "*a **b ~~c _d ")


@case
def open_brackets(folder):
    dense(folder, "# A\n\n", "[a ![b ")


@case
def quotes_in_quotes(folder):
    dense(folder, "# A\n\n", "> > - > x\n")


@case
def bold_text_in_html_never_closed(folder):
    dense(folder, "# A\n\n", "<b>")


@case
def carriage_returns(folder):
    dense(folder, "# A\n\n", "a\r")


@case
def references_to_one_definition(folder):
    dense(folder, "[a]: b\n\n", "[a] [A] [ a ] ")


@case
def footnotes_that_are_missing(folder):
    dense(folder, "# A\n\n", "[^a] [^b] ")


@case
def tags_in_one_document(folder):
    tags = ",".join(f"t{i}" for i in range(100_000))
    write(folder, "content/a.md", f"---\ntags: [{tags}]\n---\n# A\n")


@case
def raw_html_without_end(folder):
    write(folder, "content/a.md", "<div title='" * 100_000)
    write(folder, "content/b.md", "<!--" * 1_000_000)
    write(folder, "content/c.md", "<a href=\"a.md?x href='a.md'\">" * 50_000)


@case
def nesting_without_end(folder):
    write(folder, "content/a.md", ">" * 1_000_000 + "x")
    write(folder, "content/b.md", "- " * 100_000 + "x")
    write(folder, "content/c.md", "[" * 1_000_000 + "x")
    write(folder, "content/d.md", "*a **b " * 200_000)


@case
def template_without_end(folder):
    write(folder, "content/a.md", "# A\n")
    loops = "{% for a in range(end=100000) %}{% for b in range(end=100000) %}text{% endfor %}{% endfor %}"
    write(folder, "theme/templates/postmortem.html", loops)


@case
def film(folder):
    write(folder, "content/a.md", "# A\n\n![film](film.mp4)\n")
    with open(os.path.join(folder, "content/film.mp4"), "wb") as file:
        file.truncate(2 << 30)


@case
def pipes(folder):
    write(folder, "content/a.md", "# A\n")
    os.mkfifo(os.path.join(folder, "content/b.md"))
    os.mkfifo(os.path.join(folder, "retold.toml"))


@case
def links_that_multiply_folders(folder):
    write(folder, "content/f0/a.md", "# A\n")
    for number in range(1, 26):
        os.mkdir(os.path.join(folder, f"content/f{number}"))
        for name in "xy":
            os.symlink(f"../f{number - 1}", os.path.join(folder, f"content/f{number}/{name}"))


@case
def keys_of_a_configuration(folder):
    write(folder, "content/a.md", "# A\n")
    write(folder, "retold.toml", "".join(f"k{i} = 1\n" for i in range(80_000)))


@case
def causes_above_causes(folder):
    write(folder, "content/a.md", "# A\n")
    write(folder, "causes.toml", "".join(f"[[cause]]\nid = 'c{i}'\nparents = ['c{i + 1}', 'x{i}']\n" for i in range(20_000)))


@case
def bytes_of_every_kind(folder):
    write(folder, "content/a.md", bytes(range(256)) * 4_000)


def run(program, name):
    with tempfile.TemporaryDirectory() as folder:
        CASES[name](folder)
        faults = []
        for command in ("build", "build", "check"):
            process = subprocess.Popen([program, command], cwd=folder, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE,
                                       preexec_fn=lambda: resource.setrlimit(resource.RLIMIT_CPU, (4 * SECONDS, 4 * SECONDS)))
            text = process.stderr.read().decode(errors="replace")
            _, status, usage = os.wait4(process.pid, 0)
            code = os.waitstatus_to_exitcode(status)
            seconds, megabytes = usage.ru_utime + usage.ru_stime, usage.ru_maxrss // 1024
            held = code in (0, 1, 2) and seconds <= SECONDS and megabytes <= MEGABYTES and "panicked" not in text \
                and "program/fault" not in text and "document/failed" not in text
            print(f"{'held ' if held else 'FAULT'} {name} {command}: status {code}, {seconds:.1f} s, {megabytes} MB", flush=True)
            if not held:
                faults.append(command)
        return not faults


if __name__ == "__main__":
    program = os.path.abspath(sys.argv[1])
    results = [run(program, name) for name in sys.argv[2:] or CASES]
    sys.exit(0 if all(results) else 1)
