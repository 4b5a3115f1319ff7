"""How much memory is the program's own share, and what it is made of."""

import os
import re


def shares(pid):
    """Proportional bytes by what they hold."""
    program, parts, kind = os.readlink(f"/proc/{pid}/exe"), {}, "other"
    with open(f"/proc/{pid}/smaps") as maps:
        for line in maps:
            if found := re.match(r"[0-9a-f]+-[0-9a-f]+ (\S+) \S+ \S+ \S+ *(.*)", line):
                kind = name(found[1], found[2].strip(), program)
            elif line.startswith("Pss:"):
                parts[kind] = parts.get(kind, 0) + int(line.split()[1]) * 1024
    return parts


def name(rights, path, program):
    if path == program:
        return "program's text and constants" if "w" not in rights else "program's variables"
    if ".so" in path:
        return "libraries"
    if path.endswith(("-shm", ".sqlite", "-wal")):
        return "mapped database files"
    if path.startswith("/"):
        return "other files"
    return "stacks" if path.startswith("[stack") else "heap and other anonymous memory"


def measure(table, inbox):
    parts = shares(inbox.pid)
    size = sum(parts.values()) / 1_048_576
    table.add("proportional memory after all this", f"{size:.1f} MiB", "", "<= 18 MiB", "<= 25 MiB",
              (size <= 18, size <= 25))
    largest = sorted(parts.items(), key=lambda part: -part[1])
    listed = (f"{kind} {share / 1_048_576:.1f} MiB" for kind, share in largest)
    table.note(f"Proportional memory: {', '.join(listed)}.")
