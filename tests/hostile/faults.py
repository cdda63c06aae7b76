#!/usr/bin/env python3
"""Makes system calls of a build fail, each of them once: faults.py PATH_TO_RETOLD [CALL...]

`strace` answers the first, the second, … call that changes the output folder with an error instead of making it, and, in a second
pass, all from there on, as a disk does that is full or gone. What the build then says has to be true: a folder that "is as it was" is, a mix
is what it is said to be, and a status of 0 means the new site. No page that is left has a dead link, no file is torn, and the next build,
without faults, gives the whole new site.
"""

import os
import re
import shutil
import subprocess
import sys
import tempfile
from concurrent.futures import ThreadPoolExecutor

import sites

# The calls, and the errors that they are answered with.
FAULTS = {
    "rename": "EIO", "renameat": "EIO", "renameat2": "EIO", "link": "EIO", "linkat": "EIO", "unlink": "EACCES", "unlinkat": "EIO",
    "rmdir": "EIO", "mkdir": "ENOSPC", "write": "ENOSPC", "copy_file_range": "EIO", "syncfs": "EIO", "ftruncate": "EIO",
    "openat": "EACCES",
}
DOCUMENTS, MORE = 5, 3
# Calls that are made for everything, not only for the output folder: only those that name it count.
ANY = ("openat", "write")
LIST = re.compile(r"; (new|removed): ((?:`[^`]*`(?:, )?)+)(?: and (\d+) more)?")


def public(files):
    return {name: data for name, data in files.items() if sites.INTERNAL not in name}


def build(program, root, options=()):
    command = ["strace", "-f", "-qq", "-o", f"{root}/trace", *options, program, "build"] if options else [program, "build"]
    # One thread makes the same calls in the same order each time.
    run = subprocess.run(command, cwd=root, capture_output=True, env={**os.environ, "RAYON_NUM_THREADS": "1", "NO_COLOR": "1"})
    return run.returncode, run.stderr.decode(errors="replace")


def numbers(program, root, call):
    """Which calls of each thread concern the output folder, counted from 1 as `strace` counts."""
    build(program, root, ("-y", "-e", f"trace={call}"))
    counts, numbers = {}, set()
    with open(f"{root}/trace") as file:
        for line in file:
            thread, _, rest = line.partition(" ")
            if not re.match(rf"\s*{call}\(", rest):
                continue
            counts[thread] = counts.get(thread, 0) + 1
            if call not in ANY or re.search(r'public[/">]', rest):
                numbers.add(counts[thread])
    return sorted(numbers)


def untrue(status, said, left, old, new):
    """What is wrong with what was said of what is left; `None` if nothing is."""
    if status == 0:
        return None if left == new else "status 0, and not the new site"
    if "nothing was published" in said:
        return None if left == old else "said to be as it was, and is not"
    if "holds parts of two sites" in said:
        for what, names, more in LIST.findall(said):
            named = set(re.findall(r"`([^`]*)`", names))
            real = {name for name in new if left.get(name) == new[name] != old.get(name)} if what == "new" else old.keys() - left.keys()
            if not named <= real or len(named) + int(more or 0) != len(real):
                return f"the list of what is {what} is wrong"
        rest = {name: data for name, data in left.items() if data != new.get(name)}
        return None if rest.items() <= old.items() else "what is neither new nor removed is not as it was"
    # Nothing is said of the folder, such as when the message itself could not be written.
    return None if left in (old, new) else "nothing is said of a mix"


class Case:
    """A copy of an archive that was built once and then edited."""

    def __init__(self, program, template):
        self.program = program
        self.root = os.path.realpath(tempfile.mkdtemp())
        for name in ("content", "old"):
            shutil.copytree(f"{template}/{name}", f"{self.root}/{name}")
        shutil.copy(f"{template}/retold.toml", self.root)

    def try_one(self, call, number, many, old, new):
        """The faults of a build in which the call with this number fails, and `many` behind it."""
        sites.copy(f"{self.root}/old", f"{self.root}/public")
        when = f"{number}+" if many else str(number)
        status, said = build(self.program, self.root, ("-e", f"trace={call}", "-e", f"inject={call}:error={FAULTS[call]}:when={when}"))
        left = public(sites.tree(f"{self.root}/public"))
        faults = [untrue(status, said, left, old, new)]
        if status not in (0, 1, 2) or "panicked" in said or "program/fault" in said or "document/failed" in said:
            faults.append(f"status {status}: {said[-300:]}")
        if sites.torn(left, old, new):
            faults.append(f"torn: {sites.torn(left, old, new)[:3]}")
        # Where undoing fails, too, the disk is gone for good.
        if not many and sites.dead_links(left):
            faults.append(f"dead links: {sites.dead_links(left)[:3]}")
        again = build(self.program, self.root)
        if again[0] or public(sites.tree(f"{self.root}/public")) != new:
            faults.append(f"not repaired: {again[1][-300:]}")
        return [f"{call} {when}: {fault}" for fault in faults if fault]


def main():
    program = os.path.abspath(sys.argv[1])
    if not shutil.which("strace"):
        sys.exit("strace is needed")
    with tempfile.TemporaryDirectory() as root:
        root = os.path.realpath(root)
        sites.archive(root, DOCUMENTS)
        sites.build(program, root, "old")
        sites.edit(root, DOCUMENTS, MORE)
        sites.build(program, root, "new")
        old, new = public(sites.tree(f"{root}/old")), public(sites.tree(f"{root}/new"))
        total = faults = 0
        for call in sys.argv[2:] or FAULTS:
            sites.copy(f"{root}/old", f"{root}/public")
            found = numbers(program, root, call)
            tries = [(number, many) for many in (False, True) for number in found]

            def several(tries):
                case = Case(program, root)
                results = [case.try_one(call, number, many, old, new) for number, many in tries]
                shutil.rmtree(case.root)
                return results

            with ThreadPoolExecutor(2) as pool:
                results = [fault for part in pool.map(several, (tries[::2], tries[1::2])) for faults in part for fault in faults]
            print(f"{call}: {len(found)} calls, {len(tries)} builds with a fault, {len(results)} untrue or harmful", flush=True)
            for fault in results[:10]:
                print(f"  {fault}", flush=True)
            total, faults = total + len(tries), faults + len(results)
        print(f"{total} builds with a fault, {faults} untrue or harmful")
    sys.exit(1 if faults else 0)


if __name__ == "__main__":
    main()
