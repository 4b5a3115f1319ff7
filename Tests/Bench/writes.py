"""How often the program writes to its terminal for one key, as strace sees it."""

import os
import re
import time

from figures import median


def writes_since(log, offset):
    """The calls that wrote to a terminal, and where the log ends now."""
    with open(log, "rb") as file:
        file.seek(offset)
        text = file.read()
    return len(re.findall(rb"(?:write|writev)\(\d+</dev/(?:pts/\d+|tty)[^>]*>", text)), offset + len(text)


def measure(table, mirror, work):
    log = f"{work}/writes.strace"
    # The filter in the kernel stops the program at these calls alone, so that its threads run at their own pace.
    trace = ["strace", "-f", "-y", "-qq", "--seccomp-bpf", "-e", "trace=write,writev", "-o", log]
    inbox = mirror.inbox(before=trace)
    inbox.settle(1.0)

    def counts(keys, rounds, quiet=0.05):
        found = []
        for _ in range(rounds):
            offset = os.path.getsize(log)
            inbox.press(keys, quiet)
            time.sleep(0.01)
            found.append(writes_since(log, offset)[0])
        return found

    inbox.press(b"gg", 0.3, 0.5)
    measured = {"j with the conversation": counts(b"j", 100)}
    bursts = []
    for _ in range(5):
        inbox.press(b"gg", 0.3, 0.5)
        bursts += counts(b"j" * 300, 1, 0.3)
    inbox.press(b"gg", 0.3, 0.5)
    inbox.press(b"+", 0.3)
    measured["j in the table"] = counts(b"j", 100)
    inbox.press(b"_", 0.3)
    inbox.press(b"r", 0.5)
    measured["a typed character"] = counts(b"a", 50)
    inbox.press(b"\x15", 0.3)
    inbox.press(b"\x1b", 0.5)
    inbox.end(b"q")
    if sum(map(sum, measured.values())) == 0:
        raise SystemExit("strace saw no write to the terminal: it may not trace here, or the log has another form")
    parts = [f"{name} p50 {median(found)}, mean {sum(found) / len(found):.2f}, worst {max(found)}"
             for name, found in measured.items()]
    held = all(median(found) == 1 and sum(found) <= 1.05 * len(found) for found in measured.values())
    table.add("writes a key", "; ".join(parts), "", "1", "1", (held, held))
    table.add("300 x j at once: writes", f"p50 {median(bursts)}, worst {max(bursts)} (n {len(bursts)})", "",
              "<= 2, no stale frame", "", (max(bursts) <= 2, max(bursts) <= 2))
    table.note("Writes: write(2) on the terminal, counted by strace until 50 ms of silence. One a key is held when the "
               "median is 1 and no more than one key in twenty takes another. At the end of 300 x j the second write "
               "may be the conversation; a third one would be a frame for a row that the cursor only passed.")
