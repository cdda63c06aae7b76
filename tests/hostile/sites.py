"""What the suites of killed builds and lost power share: two versions of an archive, and what may be wrong with a site."""

import os
import re
import shutil
import subprocess
from urllib.parse import unquote, urljoin, urlsplit

INTERNAL = ".retold-"


def write(path, text):
    os.makedirs(os.path.dirname(path), exist_ok=True)
    with open(path, "w") as file:
        file.write(text)


def document(number, more=""):
    day = f"20{10 + number % 15}-{1 + number % 12:02}-{1 + number % 28:02}"
    return (f"---\ntags: [tag-{number % 17}, tag-{number}]\nservices: [service-{number % 7}]\nseverity: SEV{1 + number % 4}\n---\n"
            f"# The queue of host {number} was full\n\nOn {day}, messages waited. {more}\n\n## Timeline\n\n- 10:00 An alert\n- 10:05 Resolved\n")


def archive(root, count=60):
    """An archive at `root`; lists of three make many pages."""
    write(f"{root}/retold.toml", "page_size = 3\n")
    for number in range(count):
        write(f"{root}/content/doc-{number}.md", document(number))


def edit(root, count=60, more=20):
    """The newer version: documents changed, removed and added."""
    for number in range(count):
        path = f"{root}/content/doc-{number}.md"
        if number % 5 == 0:
            write(path, document(number, "It happened again."))
        elif number % 5 == 1:
            os.remove(path)
    for number in range(count, count + more):
        write(f"{root}/content/new-{number}.md", document(number))


def build(program, root, output):
    subprocess.run([program, "build", "-o", output], cwd=root, check=True, stderr=subprocess.DEVNULL)


def tree(folder):
    """The files of a folder: names and bytes."""
    files = {}
    for at, _, names in os.walk(folder):
        for name in names:
            path = os.path.join(at, name)
            with open(path, "rb") as file:
                files[os.path.relpath(path, folder)] = file.read()
    return files


def copy(source, target):
    shutil.rmtree(target, ignore_errors=True)
    shutil.copytree(source, target)


LINKS = {}


def links(name, page):
    """The files that a page leads to."""
    key = (name, page)
    if key not in LINKS:
        found = set()
        for address in re.findall(r'(?:href|src)="([^"]*)"', page.decode(errors="replace")):
            parts = urlsplit(urljoin(f"http://site.test/{name}", address.replace("&amp;", "&")))
            if parts.netloc == "site.test" and parts.scheme == "http":
                path = unquote(parts.path).lstrip("/")
                found.add(path + "index.html" if path == "" or path.endswith("/") else path)
        LINKS[key] = found
    return LINKS[key]


def dead_links(site):
    """The files that pages lead to and that are not there, from the home page on."""
    reached, queue, dead = {"index.html"}, ["index.html"], []
    while queue:
        name = queue.pop()
        if name not in site:
            dead.append(name)
        elif name.endswith(".html"):
            more = links(name, site[name]) - reached
            reached |= more
            queue += more
    return dead


def torn(site, old, new):
    """What is neither the old file nor the new one, and what is gone of both."""
    faults = [name for name, data in site.items() if INTERNAL not in name and data not in (old.get(name), new.get(name))]
    return faults + [name for name in old.keys() & new.keys() if INTERNAL not in name and name not in site]


def is_mixed(site, old, new):
    """Whether a site has files of both versions."""
    def public(files):
        return {name: data for name, data in files.items() if INTERNAL not in name}
    return public(site) not in (public(old), public(new))
