"""Keys that move and type: how soon they are painted, and in how many bytes."""

import base64
import re
import time

from figures import median, milliseconds, percentile, spread

PAGE_DOWN, PAGE_UP, END, HOME = b"\x1b[6~", b"\x1b[5~", b"\x1bOF", b"\x1bOH"


def beside(ours, tig, pairs, rounds):
    """Our and tig's presses, turn by turn. Every one has to move something."""
    mine, theirs = [], []
    for _ in range(rounds):
        for our_keys, their_keys in pairs:
            mine.append(ours.press(our_keys))
            theirs.append(tig.press(their_keys))
    for name, presses in (("leadline", mine), ("tig", theirs)):
        silent = sum(1 for press in presses if press.first is None)
        if silent:
            raise SystemExit(f"{silent} of {len(presses)} presses of {pairs[0]} and the like wrote nothing in {name}")
    return mine, theirs


def measure_moves(table, ours, peers):
    tig = peers.tig()
    tig.settle(1.0)
    ours.press(b"gg", 0.3, 0.5)
    mine, theirs = beside(ours, tig, [(b"j", b"j")], 300)
    judge_j(table, "first", [p.first for p in mine], [p.first for p in theirs])
    judge_j(table, "last", [p.last for p in mine], [p.last for p in theirs])
    table.note("First byte: of the frame that shows the moved row; a frame is one write. Last byte: the conversation "
               "is on the screen too, and all else that was written until 30 ms of silence. tig moves in its list.")
    page = [(b"\x06", PAGE_DOWN)] * 20 + [(b"\x02", PAGE_UP)] * 20
    for name, pairs, rounds in (("page", page, 5), ("top and bottom", [(b"G", END), (b"gg", HOME)], 100)):
        ours.press(b"gg", 0.3, 0.5)
        tig.press(HOME, 0.3, 0.5)
        mine, theirs = ([press.last for press in presses] for presses in beside(ours, tig, pairs, rounds))
        m, t = percentile(mine, .99), percentile(theirs, .99)
        table.add(f"key to last byte, {name}", spread(mine), f"tig {spread(theirs)}", "p99 <= tig", "p99 <= 2 x tig",
                  (m <= t, m <= 2 * t))
    tig.end()


def judge_j(table, which, mine, theirs):
    m, t = median(mine), median(theirs)
    worst, their_worst = percentile(mine, .99), percentile(theirs, .99)
    table.add(f"key to {which} byte, j in the table, conversation following", spread(mine), f"tig {spread(theirs)}",
              "p50 <= tig and <= 2 ms, p99 <= 1.2 x tig", "p50 and p99 <= 2 x tig",
              (m <= min(t, 0.002) and worst <= 1.2 * their_worst, m <= 2 * t and worst <= 2 * their_worst))


def measure_bytes(table, ours, mirror):
    for what, key, goal, floor in (("in the table", b"+", 110, 200), ("with the conversation", b"_", 1200, 1800)):
        ours.press(b"gg", 0.3, 0.5)
        ours.press(key, 0.3, 0.5)
        inside = []
        for _ in range(7):
            ours.press(b"gg", 0.3, 0.5)
            inside += [ours.press(b"j").count for _ in range(30)]
        for _ in range(20):
            ours.press(b"j")
        below = [ours.press(b"j").count for _ in range(200)]
        for where, counts in ((what, inside), (f"{what}, where the table scrolls", below)):
            count = median(counts)
            table.add(f"bytes of a j {where}", f"p50 {count}, p99 {percentile(counts, .99)} (n {len(counts)})", "",
                      f"<= {goal:,}", f"<= {floor:,}", (count <= goal, count <= floor))
    measure_burst(table, ours, mirror)
    measure_typing(table, ours)


def measure_burst(table, ours, mirror):
    bursts, steps = [], min(300, mirror.leads - 1)
    expected = mirror.rows(f"select address from lead order by activity desc, id desc limit 1 offset {steps}")[0][0]
    for _ in range(5):
        ours.press(b"gg", 0.3, 0.5)
        bursts.append(ours.press(b"j" * 300, 0.3))
        if (found := copied(ours)) != expected:
            raise SystemExit(f"after {steps} x j the cursor is at {found}, not at {expected}")
    count = median([press.count for press in bursts])
    table.add("300 x j at once", f"p50 {count} bytes in {milliseconds(median([p.last for p in bursts]))} (n 5)", "",
              "<= 6,300", "<= 20,000", (count <= 6300, count <= 20_000))


def copied(ours):
    """The number of the lead under the cursor, as `yp` gives it to the terminal's clipboard."""
    found = re.search(rb"\x1b\]52;c;([A-Za-z0-9+/=]*)", ours.press(b"yp", 0.3).written)
    return base64.b64decode(found[1]).decode() if found else None


def measure_typing(table, ours):
    text = b"thanks for the call see you on tuesday at nine"
    ours.press(b"gg", 0.3, 0.5)
    ours.press(b"r", 0.5)
    typed = [ours.press(bytes([letter])) for letter in text]
    # The meter's price and the draft's mark may follow when the typing rests: they belong to it.
    rest = len(ours.settle(1.0))
    # A blank may be painted as a move of the cursor.
    if any(letter not in press.written for letter, press in zip(text, typed) if letter != 32):
        raise SystemExit("the composer did not show what was typed")
    count = (sum(press.count for press in typed) + rest) / len(typed)
    times = [press.last for press in typed if press.last is not None]
    table.add("bytes of a typed character", f"{count:.1f} on average; {spread(times)}", "", "<= 6.5", "<= 8",
              (count <= 6.5, count <= 8))
    ours.press(b"\x15", 0.3)
    ours.press(b"\x1b", 0.5)


def measure_idle(table, ours):
    # An account that still has news is not idle: states of messages are asked for, ever more seldom.
    ours.settle(45, 300)
    written, end = b"", time.monotonic() + 60
    while (left := end - time.monotonic()) > 0:
        written += ours.take(left)
    held = not written
    table.add("bytes of an idle minute", str(len(written)), "", "0", "0", (held, held))
    if written:
        table.note(f"The idle minute's bytes: {written[:200]!r}.")


def measure_resize(table, ours, peers, rounds=10):
    tig = peers.tig()
    tig.settle(1.0)
    mine, theirs = [], []
    for _ in range(rounds):
        for terminal, results in ((ours, mine), (tig, theirs)):
            results.append(terminal.resize(150, 40))
            terminal.resize(160, 45)
    tig.end()
    m, t = median([press.last for press in mine]), median([press.last for press in theirs])
    a, b = median([press.count for press in mine]), median([press.count for press in theirs])
    table.add("resize, 160x45 to 150x40", f"{spread([press.last for press in mine])}, p50 {a} bytes",
              f"tig {spread([press.last for press in theirs])}, p50 {b} bytes", "<= tig in time and bytes",
              "<= 3,000 bytes, 2 ms", (m <= t and a <= b, a <= 3000 and m <= 0.002))
