"""Measures what people wait for, in the release build and in the programs they know, and prints one table."""

import argparse
import os

import answers
import finding
import keys
import memory
import start
import sync
import writes
from figures import Table
from peers import Peers, require
from world import Mirror

VAST = 1_000_000


def options():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--programs", default=".build/release", help="where leadline and twilio-simulator are")
    parser.add_argument("--work", default=".build/bench", help="where mirrors and the peers' copies lie")
    parser.add_argument("--leads", type=int, default=100_000)
    parser.add_argument("--messages", type=int, default=1_000_000)
    parser.add_argument("--runs", type=int, default=31, help="how often each program is started")
    parser.add_argument("--syncs", type=int, default=3, help="how often the mirror is made and the peers import it")
    parser.add_argument("--mails", type=int, default=100_000, help="how many messages notmuch gets")
    parser.add_argument("--vast", type=int, default=VAST, help="leads of the largest mirror, a message each")
    parser.add_argument("--no-vast", action="store_true", help="leave out the row of that mirror")
    return parser.parse_args()


def section(name):
    print(name, flush=True)


def measure_growth(table, chosen, work, programs):
    if chosen.no_vast:
        table.add(f"the same at {chosen.vast:,} leads against 1,000", "-", "", "<= 1.1 x", "<= 1.5 x",
                  "left out by --no-vast")
        return
    vast = Mirror.vast(programs, work, chosen.vast, chosen.vast)
    small = Mirror(programs, f"{work}/small", 1000, 10_000)
    try:
        small.sync()
    finally:
        small.end()
    start.measure_growth(table, small, vast, chosen.runs)


def measure_screen(table, mirror, peers, work):
    section("keys")
    writes.measure(table, mirror, work)
    ours = mirror.inbox()
    keys.measure_moves(table, ours, peers)
    keys.measure_bytes(table, ours, mirror)
    section("finding")
    finding.measure_filter(table, mirror, peers, ours)
    finding.measure_search(table, mirror, peers, ours)
    section("resize, an idle minute, memory")
    keys.measure_resize(table, ours, peers)
    keys.measure_idle(table, ours)
    memory.measure(table, ours)
    ours.end(b"q")


def main():
    chosen = options()
    require("tig", "less", "fzf", "notmuch", "git", "sqlite3", "strace")
    work, programs = os.path.abspath(chosen.work), os.path.abspath(chosen.programs)
    os.makedirs(work, exist_ok=True)
    table = Table()
    mirror = Mirror(programs, f"{work}/mirror", chosen.leads, chosen.messages)
    try:
        section(f"sync of {chosen.messages:,} messages of {chosen.leads:,} leads, {chosen.syncs} times")
        sync.measure(table, mirror, work, chosen.syncs)
        peers = Peers(work, mirror, chosen.mails)
        section("starts")
        start.measure(table, mirror, peers, chosen.runs)
        measure_growth(table, chosen, work, programs)
        measure_screen(table, mirror, peers, work)
        section("a long line")
        answers.measure(table, mirror, work)
    finally:
        # What was measured before a peer or a program failed is still told.
        mirror.end()
        table.print()


if __name__ == "__main__":
    main()
