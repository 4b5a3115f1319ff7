"""Measures what people wait for, in the release build and in the programs they know, and prints one table."""

import argparse
import os
import subprocess
import time

from terminal import Terminal, median, percentile
from world import Mirror, git_history, lines_file

TABLE = []


def note(what, figure, goal, held=None):
    TABLE.append((what, figure, goal, {True: "held", False: "MISSED", None: ""}[held]))
    print(f"  {what}: {figure} (goal {goal}) {TABLE[-1][3]}", flush=True)


def milliseconds(seconds):
    return f"{seconds * 1000:.2f} ms"


def first_screens(argv, pattern, runs, **options):
    times = []
    for _ in range(runs):
        terminal = Terminal(argv, **options)
        times.append(terminal.until(pattern, 30))
        terminal.settle(0.1, 2)
        terminal.end()
    return times


def presses(terminal, key, count, quiet=0.02):
    results = [terminal.press(key, quiet) for _ in range(count)]
    return [r for r in results if r[0] is not None]


class Peers:
    def __init__(self, work, mirror):
        self.history, self.lines = git_history(work, 100_000), lines_file(work, mirror)

    def tig(self):
        return Terminal(["tig"], cwd=self.history, env={"HOME": self.history})


def start_times(mirror, peers, small, runs):
    print("exec to the table on the screen", flush=True)
    ours = first_screens([f"{mirror.programs}/leadline"], rb"SMS", runs, env=mirror.environment)
    few = first_screens([f"{mirror.programs}/leadline"], rb"SMS", runs, env=small.environment)
    tig = first_screens(["tig"], rb"Message number", runs, cwd=peers.history, env={"HOME": peers.history})
    less = first_screens(["less", peers.lines], rb"\+", runs)
    m, t, p = median(ours), median(tig), median(less)
    note("first table", f"{milliseconds(m)}; tig {milliseconds(t)}; less {milliseconds(p)}",
         "<= 1.0 x tig, <= 4 x less", m <= t and m <= 4 * p)
    note(f"first table at {mirror.leads} against {small.leads} leads", f"{m / median(few):.2f} x", "<= 1.1 x",
         m <= 1.1 * median(few))


def moving(mirror, peers):
    print("keys", flush=True)
    ours = Terminal([f"{mirror.programs}/leadline"], env=mirror.environment)
    ours.until(rb"SMS")
    ours.settle(0.5)
    tig = peers.tig()
    tig.until(rb"Message number")
    tig.settle(1.0)
    for name, key, goal in (("j", b"j", "p50 <= tig, p99 <= 1.2 x tig, <= 2 ms"), ("page", b"\x06", "p99 <= tig")):
        a = [r[1] for r in presses(ours, key, 60)]
        b = [r[1] for r in presses(tig, key if key == b"j" else b" ", 60)]
        held = percentile(a, 0.99) <= percentile(b, 0.99) * (1.2 if key == b"j" else 1)
        note(f"key to paint, {name}", f"p50 {milliseconds(median(a))}, p99 {milliseconds(percentile(a, .99))}; "
             f"tig p50 {milliseconds(median(b))}, p99 {milliseconds(percentile(b, .99))}", goal,
             held and (key != b"j" or median(a) <= min(median(b), 0.002)))
    top = [r[1] for _ in range(10) for key in (b"G", b"gg") for r in presses(ours, key, 1)]
    other = [r[1] for _ in range(5) for key in (b"G", b"g") for r in presses(tig, key, 1)]
    note("top and bottom", f"p99 {milliseconds(percentile(top, .99))}; tig {milliseconds(percentile(other, .99))}",
         "p99 <= tig", percentile(top, .99) <= percentile(other, .99))
    tig.end()
    return ours


def byte_counts(ours):
    print("bytes", flush=True)
    moves = [r[2] for r in presses(ours, b"j", 30, 0.05)]
    note("bytes of a j with the conversation", f"{median(moves)}", "<= 1200", median(moves) <= 1200)
    ours.press(b"+", 0.2)
    moves = [r[2] for r in presses(ours, b"j", 20, 0.05)]
    note("bytes of a j in the table alone", f"{median(moves)}", "<= 110", median(moves) <= 110)
    ours.press(b"_", 0.2)
    ours.press(b"gg", 0.2)
    _, last, count = ours.press(b"j" * 300, 0.3)
    note("300 x j at once", f"{count} bytes in {milliseconds(last)}", "<= 6300", count <= 6300)
    ours.press(b"r", 0.3)
    typed = [ours.press(bytes([letter]), 0.03)[2] for letter in b"thanks for the call see you on tuesday at nine"]
    note("bytes of a typed character", f"{sum(typed) / len(typed):.1f}", "<= 6.5", sum(typed) / len(typed) <= 6.5)
    ours.press(b"\x15", 0.2)
    ours.press(b"\x1b", 0.2)
    ours.settle(0.5)
    ours.settle(15, 20)
    count, end = 0, time.monotonic() + 60
    while time.monotonic() < end:
        count += len(ours.take(end - time.monotonic()))
    note("bytes of an idle minute", str(count), "0", count == 0)


def finding(mirror, peers, ours):
    print("finding", flush=True)
    ours.press(b"gg", 0.2)
    ours.press(b"/", 0.2)
    mine = [ours.press(bytes([letter]), 0.08) for letter in b"maria"]
    ours.press(b"\x1b", 0.3)
    fzf = Terminal(["sh", "-c", f"fzf < '{peers.lines}'"])
    fzf.settle(1.5)
    theirs = [fzf.press(bytes([letter]), 0.25) for letter in b"maria"]
    fzf.end()
    a, b = median([r[1] for r in mine]), median([r[1] for r in theirs])
    note("filter, a character", f"{milliseconds(a)}; fzf {milliseconds(b)}", "<= 0.1 x fzf", a <= 0.1 * b)
    ours.press(b"g/", 0.3)
    mine = [ours.press(bytes([letter]), 0.06) for letter in b"viewing"]
    ours.press(b"\x1b", 0.3)
    note("search, a character", f"p95 {milliseconds(percentile([r[1] for r in mine if r[1]], .95))}",
         "the bare query + 2 ms")


def resizing(ours, peers):
    def change(terminal):
        start = time.perf_counter()
        terminal.resize(150, 40)
        count, last = 0, start
        while piece := terminal.take(0.1):
            count, last = count + len(piece), time.perf_counter()
        terminal.resize(160, 45)
        terminal.settle(0.2)
        return last - start, count

    tig = peers.tig()
    tig.until(rb"Message number")
    tig.settle(1.0)
    mine, theirs = change(ours), change(tig)
    tig.end()
    note("resize", f"{milliseconds(mine[0])}, {mine[1]} bytes; tig {milliseconds(theirs[0])}, {theirs[1]} bytes",
         "<= tig", mine[0] <= theirs[0] and mine[1] <= theirs[1])


def syncing(mirror, work):
    print("sync", flush=True)
    size = mirror.rows("select count(*) from message")[0][0]
    rate = size / mirror.seconds
    schema = subprocess.run(["sqlite3", mirror.path, ".schema message"], stdout=subprocess.PIPE, text=True).stdout
    csv, target = f"{work}/message.csv", f"{work}/import.sqlite"
    subprocess.run(["sqlite3", "-csv", mirror.path, f".once {csv}", "select * from message"], check=True)
    if os.path.exists(target):
        os.remove(target)
    tables = ";\n".join(part for part in schema.split(";\n") if "TRIGGER" not in part.upper())
    start = time.monotonic()
    subprocess.run(["sqlite3", target], input=f"pragma journal_mode=wal;\n{tables}\n.import --csv {csv} message\n",
                   text=True, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    peer = size / (time.monotonic() - start)
    note("sync of pages, search index included", f"{rate:,.0f} rows/s; .import {peer:,.0f} rows/s",
         ">= 0.6 x .import", rate >= 0.6 * peer)


def main():
    options = argparse.ArgumentParser()
    for name, default in (("programs", ".build/release"), ("work", ".build/bench")):
        options.add_argument(f"--{name}", default=default)
    options.add_argument("--leads", type=int, default=100_000)
    options.add_argument("--messages", type=int, default=1_000_000)
    options.add_argument("--runs", type=int, default=15)
    chosen = options.parse_args()
    work, programs = os.path.abspath(chosen.work), os.path.abspath(chosen.programs)
    os.makedirs(work, exist_ok=True)
    mirror = Mirror(programs, work, chosen.leads, chosen.messages)
    small = Mirror(programs, work, 1000, 10_000)
    try:
        fresh = not os.path.exists(mirror.path)
        print(f"syncing {chosen.messages} messages of {chosen.leads} leads", flush=True)
        mirror.sync()
        small.sync()
        if fresh:
            syncing(mirror, work)
        peers = Peers(work, mirror)
        start_times(mirror, peers, small, chosen.runs)
        ours = moving(mirror, peers)
        byte_counts(ours)
        finding(mirror, peers, ours)
        resizing(ours, peers)
        memory = ours.proportional_memory() / 1_048_576
        note("proportional memory", f"{memory:.1f} MiB", "<= 18 MiB", memory <= 18)
        ours.end(b"q")
    finally:
        mirror.simulator.end()
        small.simulator.end()
    width = max(len(row[0]) for row in TABLE)
    print()
    for what, figure, goal, held in TABLE:
        print(f"{what:<{width}}  {figure}  [{goal}]  {held}")


if __name__ == "__main__":
    main()
