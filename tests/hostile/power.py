#!/usr/bin/env python3
"""Loses power at any moment of a build: power.py PATH_TO_RETOLD

The changes of a build to its output folder are logged with `strace` and replayed up to each of them. Of what was written only what
was flushed by then survives; other files are empty. What is left has whole files and no dead link, and the next build repairs the rest.
"""

import os
import re
import shutil
import subprocess
import sys
import tempfile

import sites

CALLS = "openat,write,rename,unlink,unlinkat,rmdir,mkdir,link,linkat,syncfs,fsync,fdatasync"
LINE = re.compile(r'^\d+ +(\w+)\((.*)\) += (-?\d+)')
PAUSED = re.compile(r'^(\d+) +(.*) <unfinished \.\.\.>$')
RESUMED = re.compile(r'^(\d+) +<\.\.\. \w+ resumed>(.*)$')


def log_of(program, root):
    """The system calls of a build, in order, each on one line."""
    path = f"{root}/log"
    subprocess.run(["strace", "-f", "-qq", "-s", "100000000", "-xx", "-y", "-o", path, "-e", f"trace={CALLS}", program, "build"], cwd=root,
                   check=True, stderr=subprocess.DEVNULL)
    paused, calls = {}, []
    with open(path) as file:
        for line in file:
            if match := PAUSED.match(line):
                paused[match[1]] = match[0].removesuffix(" <unfinished ...>")
            elif match := RESUMED.match(line):
                calls.append(paused.pop(match[1]) + match[2])
            else:
                calls.append(line.rstrip())
    return calls


class Disk:
    """The output folder: its files by name, each with what it holds and whether that is flushed."""

    def __init__(self, files):
        self.names = {name: [data, True] for name, data in files.items()}

    def surviving(self):
        return {name: data if flushed else b"" for name, (data, flushed) in self.names.items()}

    def rename(self, before, after):
        """Moves a file, or a folder with all that is in it."""
        for name in [name for name in self.names if name == before or name.startswith(f"{before}/")]:
            self.names[after + name.removeprefix(before)] = self.names.pop(name)

    def flush(self):
        for file in self.names.values():
            file[1] = True


def operations(calls, public):
    """Changes of names below `public`: tuples of what is done and to which names."""
    def name(text):
        path = os.path.realpath(os.path.join(os.path.dirname(public), text))
        return os.path.relpath(path, public) if path.startswith(public + "/") else None

    for line in calls:
        match = LINE.match(line)
        if not match or int(match[3]) < 0:
            continue
        call, arguments = match[1], match[2]
        texts = [bytes.fromhex(text.replace("\\x", "")) for text in re.findall(r'"((?:\\x[0-9a-f]{2})*)"', arguments)]
        data, texts = texts[:1], [text.decode() for text in texts] if call != "write" else []
        if call == "openat" and ("O_CREAT" in arguments or "O_TRUNC" in arguments):
            yield ("create", name(texts[0]))
        elif call == "write" and (path := re.match(r'\d+<([^>]*)>', arguments)):
            yield ("write", name(unescaped(path[1])), data[0])
        elif call == "rename":
            yield ("rename", name(texts[0]), name(texts[1]))
        elif call in ("link", "linkat"):
            yield ("link", name(texts[0]), name(texts[1]))
        elif call in ("unlink", "unlinkat") and "AT_REMOVEDIR" not in arguments:
            folder = re.search(r'<([^>]*)>', arguments)
            path = texts[0] if call == "unlink" or texts[0].startswith("/") or not folder else os.path.join(unescaped(folder[1]), texts[0])
            yield ("remove", name(path))
        elif call in ("syncfs", "fsync", "fdatasync"):
            yield ("flush",)


def unescaped(path):
    return re.sub(r"((?:\\x[0-9a-f]{2})+)", lambda match: bytes.fromhex(match[1].replace("\\x", "")).decode(), path)


def main():
    program = os.path.abspath(sys.argv[1])
    if not shutil.which("strace"):
        sys.exit("strace is needed")
    with tempfile.TemporaryDirectory() as root:
        root = os.path.realpath(root)
        sites.archive(root)
        sites.build(program, root, "public")
        sites.copy(f"{root}/public", f"{root}/old")
        sites.edit(root)
        calls = log_of(program, root)
        old, new = sites.tree(f"{root}/old"), sites.tree(f"{root}/public")
        public = f"{root}/public"
        steps = [step for step in operations(calls, public) if step[1:2] != (None,)]
        disk = Disk(old)
        counts = {"states": 0, "torn": 0, "dead": 0, "old": 0, "new": 0, "mixed": 0, "unrepaired": 0}
        for at, step in enumerate(steps):
            if step[0] == "create":
                disk.names[step[1]] = [b"", False]
            elif step[0] == "write":
                disk.names[step[1]] = [disk.names[step[1]][0] + step[2], False]
            elif step[0] == "flush":
                disk.flush()
            elif step[0] == "rename" and step[2]:
                disk.rename(*step[1:])
            elif step[0] == "link" and step[1] in disk.names:
                disk.names[step[2]] = disk.names[step[1]]
            elif step[0] == "remove":
                disk.names.pop(step[1], None)
            if step[0] in ("create", "write"):
                # What is not flushed looks the same as before.
                continue
            left = disk.surviving()
            counts["states"] += 1
            faults = sites.torn(left, old, new)
            counts["torn"] += bool(faults)
            missing = sites.dead_links(left)
            counts["dead"] += bool(missing)
            if faults or missing:
                print(f"after {step}: torn {faults[:3]}, missing {missing[:3]}", flush=True)
            which = {name: data for name, data in left.items() if sites.INTERNAL not in name}
            is_old, is_new = (which == {n: d for n, d in site.items() if sites.INTERNAL not in n} for site in (old, new))
            counts["old" if is_old else "new" if is_new else "mixed"] += 1
            # A sample is built again.
            if at % max(1, len(steps) // 12) == 0:
                shutil.rmtree(public)
                for name, data in left.items():
                    os.makedirs(os.path.dirname(f"{public}/{name}"), exist_ok=True)
                    with open(f"{public}/{name}", "wb") as file:
                        file.write(data)
                run = subprocess.run([program, "build"], cwd=root, stderr=subprocess.PIPE)
                again = {name: data for name, data in sites.tree(public).items() if sites.INTERNAL not in name}
                if run.returncode or again != {n: d for n, d in new.items() if sites.INTERNAL not in n}:
                    counts["unrepaired"] += 1
                    print(f"not repaired after {step}: {run.stderr.decode()[-300:]}", flush=True)
        print(", ".join(f"{count} {name}" for name, count in counts.items()))
        sys.exit(1 if counts["torn"] or counts["dead"] or counts["unrepaired"] else 0)


if __name__ == "__main__":
    main()
