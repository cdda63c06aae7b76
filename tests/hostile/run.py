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
    """Six documents of almost 16 MB, the largest that are read, which consist of one line again and again; `line` may be a function of its number."""
    length = (16 << 20) - 1000
    numbered = line if callable(line) else lambda number: line
    for file in range(6):
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
