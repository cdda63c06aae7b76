#!/usr/bin/env python3
"""Makes seeds for the fuzz targets from the sample archive: seeds.py FOLDER

FOLDER gets a folder for each target. The seeds are short, as a fuzzer finds more in short inputs: parts of documents with the shapes
of front matter, lists, tables, labels and raw HTML that the readers know.
"""

import hashlib
import os
import re
import sys

HERE = os.path.dirname(os.path.abspath(__file__))
CONTENT = os.path.join(HERE, "..", "content")

# Shapes that the sample archive does not have.
DOCUMENTS = [
    "a.md\n# A\n\n- **Timeline**\n  - T-10 quiet\n  - T0 (10:00) the pump stops\n  - T+1h30m calm\n- **Impact**: none\n",
    "2026/01-31-a.md\n## Timeline (UTC)\n\n|Date|Time|Event|\n|-|-|-|\n|2026-01-31|10:00|stops|\n||23:50-00:30|turns|\n",
    "a.md\n# Timeline\n\n**January 31, 2026**\n\n10:00 AM - stops<br>10:05 PM: turns\n\n```\n10:00:07 INFO open\n10:00:08 WARN shut\n```\n",
    "a.md\n## Action items\n\n- [ ] Add an alert (@ann, OPS-7, by 2026-02-01)\n- [x] ~~Cap the pool~~ done\n\n**Ann Lee**\n\n1. Mend it\n",
    "a.md\n## Actions\n\n|Action|Owner|Due|Status|Ticket|\n|-|-|-|-|-|\n|Add|Ann|2 weeks|done|[#1](https://e.org/1)|\n",
    "a.md\n# Five whys\n\n1. Why was it down? The disk was full.\n   1. Why? Logs.\n\n## Lessons\n\n- Disks fill up.\n",
    "log.md\n---\nsplit: true\n---\n# Log\n\n## 2026-01-31: Mail\n\n- **Severity**: SEV2\n\n## 2026-02-01: Disk\n\n- **Duration**: 2h 5m\n",
    "a.md\nSeverity: P1 | Duration: 1 h 30 min | Status: **resolved**\n\nDetected at 10:05, resolved by 11:00 UTC on 31 January.\n",
    "a.md\n:::warning Do not\nx[^a] :tada: $x$\n:::\n\n[^a]: One {#id}\n\n> [!NOTE]\n> two\n\n- [ ] a\n\n\t- b\n",
    "事.md\n# 障害報告\n\n## 経緯\n\n- 2026年1月31日 10時05分 停止\n- 午後3時 復旧\n\n## 再発防止策\n\n- 監視を追加する（担当: 佐藤）\n",
    "a.md\n# Ausfall\n\n## Zeitlicher Ablauf\n\n- 31.01.2026, 10:00 Uhr: Störung\n\n## Maßnahmen\n\n- Alarm ergänzen\n",
    "a.html.md.erb\n<h1 align=\"center\">A</h1>\n<details><summary>b</summary>\n\n- 10:00 c\n\n</details><!-- retold-allow times/order: why -->\n",
]
HTML = [
    "<img src=\"/\\\\h.example/t.png\" alt=a>", "<img src=' http://h.example/t.png'>", "<a href=\"a.md?x href='a.md'\">b</a>",
    "<!-- a --><b title='\"'>b</b>", "<details><summary>a</summary>\n\nb\n\n</details>", "<video src=c.mp4 controls></video>",
    "<iframe\n src='https://h.example/a'></iframe>", "<picture><source srcset=\"a 2x\"><img src=a.png></picture>",
    "<script>a</script><style>b</style><textarea>", "<svg><a xlink:href='javascript:a'>b</a></svg>", "<plaintext>", "a<br/>b &amp; &#x3c;",
    "<table><tr><td>a<p>b</table>", "<ul><li>a<li>b</ul>", "<p style=x onclick=y id=z>a", "<![CDATA[a]]><?b?><!DOCTYPE c>", "<a><b></a></b>",
    "<math><mi><style><img src=x>", "<sup id=a><a href='#a'>1</a></sup>", "<h2 id=\"x\">a</h2>", "<add name here>",
]
TIMES = [
    "10:05", "10:05:07.123Z", "2026-01-31T10:05:07+01:00", "31 January 2026, 10:05 PM CET", "Jan-31-2026", "1/31", "31.01.2026", "noon",
    "2 hours 5 minutes", "1h30m", "T+00:12", "PT2H", "2026年1月31日 10時05分", "午後3時", "~10:00", "10-11am", "1769853600", "Sat Jan 31 10:05:07 UTC 2026",
    "yesterday", "in 2 weeks", "Q1 2026", "end of March", "20260131", "24:00", "10.05 Uhr", "le 31 janvier 2026 à 10h05",
]
QUERIES = [
    "\"connection pool\" failover -disk", "service:edge severity:SEV1 oom", "tag:\"disk full\" after:2026-01", "conection pol", "pool*", "ディスク 障害",
    "ERROR 2026-01-31 10:05:07 [main] java.lang.NullPointerException: null\n\tat a.b.C.d(C.java:12)", "SQLSTATE[53300]: too many connections for role",
    "panic: runtime error: index out of range [5] with length 5\n\ngoroutine 1 [running]:", "kube-proxy 10.0.0.1:443 OOMKilled exit code 137", "a OR b AND (c",
]
FRONT_MATTER = [
    "a: &a {b: 'c'}\nd: *a\ne: !!str 1", "title: |\n  a\n  b\ntags: [a, \"b\", c d]\n", "started: 2026-01-31T10:00:00Z\nduration: 1h 5m\nseverity: 1\n",
    "a = 1\n[extra]\nb = [1, 2]\n[[actions]]\ntitle = 'x'\n", "\"a\": 1, \"tags\": [\"b\"], \"actions\": [{\"title\": \"x\"}]", "draft: yes\nexpires: 2026-02-01\nrelated: a",
    "title: a: b\nsevrity: x\n- c\n\td: e\n", "a: [1, {b: }\n", "exposure:\n  - {team: a, answer: yes}\n",
]


def documents():
    """Names and texts of the sample archive."""
    for name in sorted(os.listdir(CONTENT)):
        if name.endswith(".md"):
            with open(os.path.join(CONTENT, name), encoding="utf-8") as file:
                yield name, file.read()


def parts(text):
    """The front matter of a document, and the sections of its body."""
    match = re.match(r"---\n(.*?)\n---\n(.*)", text, re.DOTALL)
    front_matter, body = match.groups() if match else ("", text)
    return front_matter, [section.strip() for section in re.split(r"\n(?=## )", body) if section.strip()]


def seeds():
    """Pairs of target and input."""
    lists = {"document": DOCUMENTS, "raw_html": HTML, "times": TIMES, "query": QUERIES, "front_matter": FRONT_MATTER}
    for target, texts in lists.items():
        for text in texts:
            yield target, text
    for number in range(64):
        yield "pack", bytes([number % 5, number * 7 % 256, number * 31 % 256, 1 << number % 8])
    for name, text in documents():
        front_matter, sections = parts(text)
        yield "front_matter", front_matter
        yield "document", f"{name}\n---\n{front_matter}\n---\n{sections[0][:500]}"
        for section in sections:
            yield "document", f"{name}\n{section[:1500]}"
            yield "raw_html", section[:300]
            yield "query", section[:200]
        for line in re.findall(r"^[-|] *\S*\d.*$", text, re.MULTILINE):
            yield "times", line.strip("-| ")[:40]


def main():
    for target, seed in seeds():
        data = seed.encode() if isinstance(seed, str) else seed
        folder = os.path.join(sys.argv[1], target)
        os.makedirs(folder, exist_ok=True)
        with open(os.path.join(folder, hashlib.sha1(data).hexdigest()), "wb") as file:
            file.write(data)


if __name__ == "__main__":
    main()
