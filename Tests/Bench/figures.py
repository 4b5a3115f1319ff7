"""Medians, percentiles, and the one table that the bench prints in the end."""

import math


def median(values):
    return percentile(values, 0.5)


def percentile(values, part):
    """The smallest value that so large a part of all values does not exceed."""
    ordered = sorted(values)
    return ordered[max(0, math.ceil(part * len(ordered)) - 1)] if ordered else float("nan")


def milliseconds(seconds):
    return f"{seconds * 1000:.2f} ms"


def spread(values):
    """Median, 99th percentile and how often it was measured; of few values the last percentile is the worst one."""
    return f"p50 {milliseconds(median(values))}, p99 {milliseconds(percentile(values, .99))} (n {len(values)})"


class Table:
    """Rows of what was measured: ours, the peers', the goal, the floor, and whether each is held."""

    HEAD = ("what", "leadline", "beside it", "goal", "floor", "verdict")

    def __init__(self):
        self.rows, self.notes = [], []

    def add(self, what, figure, beside, goal, floor, held):
        """`held` is (goal is held, floor is held), or a word where nothing is judged."""
        verdict = held if isinstance(held, str) else "held" if held[0] else "floor only" if held[1] else "MISSED"
        self.rows.append((what, figure, beside, goal, floor, verdict))
        print(f"  {what}: {figure}" + (f"; {beside}" if beside else "") + f" [{goal}] {verdict}", flush=True)

    def note(self, text):
        """A line below the table."""
        self.notes.append(text)
        print(f"  {text}", flush=True)

    def print(self):
        lines = [self.HEAD, *self.rows]
        widths = [max(len(line[column]) for line in lines) for column in range(len(self.HEAD))]
        lines.insert(1, tuple("-" * width for width in widths))
        print()
        for line in lines:
            print("| " + " | ".join(f"{cell:<{width}}" for cell, width in zip(line, widths)) + " |")
        for text in self.notes:
            print(f"\n{text}")
        print()
        for verdict, sentence in (("held", "Goal held"), ("floor only", "Goal missed, floor held"),
                                  ("MISSED", "Floor missed")):
            rows = [row[0] for row in self.rows if row[5] == verdict]
            print(f"{sentence} ({len(rows)}): " + ("; ".join(rows) or "none"))
        others = [f"{row[0]} ({row[5]})" for row in self.rows if row[5] not in ("held", "floor only", "MISSED")]
        print(f"Not judged ({len(others)}): " + ("; ".join(others) or "none"), flush=True)
