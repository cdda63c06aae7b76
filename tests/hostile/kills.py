#!/usr/bin/env python3
"""Kills builds at any moment, on a quick disk and on a slow one: kills.py PATH_TO_RETOLD [HOW_MANY_OF_EACH]

A reader of what is left meets whole files and no dead link from the home page on, and the next build repairs the rest. The slow
disk is `strace`, which delays each renaming and removal; without `strace` there is only the quick one.
"""

import os
import random
import shutil
import signal
import subprocess
import sys
import tempfile
import time

import sites

SLOW = ["strace", "-f", "-qq", "-o", "/dev/null", "-e", "trace=rename,unlink,unlinkat,rmdir",
        "-e", "inject=rename,unlink,unlinkat,rmdir:delay_enter=3000"]


def manifest(folder):
    try:
        with open(f"{folder}/.retold-manifest.json", "rb") as file:
            return file.read()
    except FileNotFoundError:
        return None


def children(pid):
    with open(f"/proc/{pid}/task/{pid}/children") as file:
        return [int(child) for child in file.read().split()]


def kill_build(command, root, before, moving, delay):
    """Starts a build and kills it `delay` seconds after its start, or after it began to move files."""
    process = subprocess.Popen(command + ["build"], cwd=root, stderr=subprocess.DEVNULL, stdout=subprocess.DEVNULL)
    if moving:
        while process.poll() is None and manifest(f"{root}/public") == before:
            time.sleep(0.0005)
    time.sleep(delay)
    try:
        targets = children(process.pid) if command[0] == "strace" else [process.pid]
        for target in targets:
            os.kill(target, signal.SIGKILL)
    except (FileNotFoundError, ProcessLookupError):
        pass
    process.wait()


def main():
    program, count = os.path.abspath(sys.argv[1]), int(sys.argv[2]) if len(sys.argv) > 2 else 100
    chance = random.Random(1)
    faults = 0
    with tempfile.TemporaryDirectory() as root:
        sites.archive(root)
        sites.build(program, root, "old")
        sites.edit(root)
        started = time.time()
        sites.build(program, root, "new")
        whole = time.time() - started
        old, new = sites.tree(f"{root}/old"), sites.tree(f"{root}/new")
        before = manifest(f"{root}/old")
        for name, command in [("quick", [program])] + ([("slow", SLOW + [program])] if shutil.which("strace") else []):
            mixed = dead = torn = 0
            # How long moving takes; on the slow disk, some thousand operations.
            longest = 0.05 if name == "quick" else 3.0
            for number in range(count):
                sites.copy(f"{root}/old", f"{root}/public")
                moving = number % 4 > 0
                kill_build(command, root, before, moving, chance.random() * (longest if moving else whole))
                left = sites.tree(f"{root}/public")
                mixed += sites.is_mixed(left, old, new)
                torn += bool(sites.torn(left, old, new))
                missing = sites.dead_links(left)
                dead += bool(missing)
                if missing:
                    print(f"dead links after kill {number} on the {name} disk: {missing[:3]}", flush=True)
                sites.build(program, root, "public")
                again = sites.tree(f"{root}/public")
                if {k: v for k, v in again.items() if sites.INTERNAL not in k} != {k: v for k, v in new.items() if sites.INTERNAL not in k}:
                    print(f"not repaired after kill {number} on the {name} disk", flush=True)
                    faults += 1
            print(f"{name} disk: {count} kills, {mixed} mixed sites, {dead} with dead links, {torn} with torn files", flush=True)
            faults += dead + torn
    sys.exit(1 if faults else 0)


if __name__ == "__main__":
    main()
