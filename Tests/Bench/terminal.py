"""A program in a pseudo-terminal, driven by keys and timed by what it writes."""

import fcntl
import os
import pty
import re
import select
import signal
import struct
import termios
import time


class Terminal:
    def __init__(self, argv, env=None, columns=160, rows=45, term="xterm-256color", cwd=None):
        environment = dict(os.environ, TERM=term, LANG="C.UTF-8", LC_ALL="C.UTF-8", **(env or {}))
        self.started = time.monotonic()
        self.pid, self.fd = pty.fork()
        if self.pid == 0:
            if cwd:
                os.chdir(cwd)
            fcntl.ioctl(0, termios.TIOCSWINSZ, struct.pack("HHHH", rows, columns, 0, 0))
            os.execvpe(argv[0], argv, environment)
        self.seen = bytearray()

    def take(self, seconds):
        """What the program writes within `seconds`, or nothing when it is silent."""
        ready, _, _ = select.select([self.fd], [], [], max(0, seconds))
        if not ready:
            return b""
        try:
            piece = os.read(self.fd, 1 << 18)
        except OSError:
            piece = b""
        self.seen += piece
        return piece

    def until(self, pattern, seconds=60):
        """Seconds from the start until `pattern` was written."""
        expression = re.compile(pattern)
        end = time.monotonic() + seconds
        while time.monotonic() < end:
            self.take(0.2)
            if expression.search(self.seen):
                return time.monotonic() - self.started
        raise SystemExit(f"'{pattern!r}' did not appear within {seconds} s; last: {bytes(self.seen[-400:])!r}")

    def settle(self, quiet=0.3, seconds=30):
        """Waits until nothing was written for `quiet` seconds; gives the bytes that came."""
        count, end = 0, time.monotonic() + seconds
        while time.monotonic() < end:
            piece = self.take(quiet)
            if not piece:
                break
            count += len(piece)
        return count

    def press(self, keys, quiet=0.03, patience=2.0):
        """Types `keys`: (seconds to the first byte, seconds to the last byte, bytes)."""
        start = time.perf_counter()
        os.write(self.fd, keys)
        first = last = None
        count = 0
        while True:
            piece = self.take(patience if first is None else quiet)
            if not piece:
                break
            last = time.perf_counter() - start
            first = first if first is not None else last
            count += len(piece)
        return first, last, count

    def resize(self, columns, rows):
        fcntl.ioctl(self.fd, termios.TIOCSWINSZ, struct.pack("HHHH", rows, columns, 0, 0))

    def proportional_memory(self):
        """Proportional set size in bytes."""
        with open(f"/proc/{self.pid}/smaps_rollup") as report:
            for line in report:
                if line.startswith("Pss:"):
                    return int(line.split()[1]) * 1024
        return 0

    def end(self, keys=b""):
        try:
            if keys:
                os.write(self.fd, keys)
                self.settle(0.2, 2)
            os.kill(self.pid, signal.SIGKILL)
        except (OSError, ProcessLookupError):
            pass
        try:
            os.waitpid(self.pid, 0)
        except ChildProcessError:
            pass
        os.close(self.fd)


def median(values):
    ordered = sorted(values)
    return ordered[len(ordered) // 2] if ordered else float("nan")


def percentile(values, part):
    ordered = sorted(values)
    return ordered[min(len(ordered) - 1, int(len(ordered) * part))] if ordered else float("nan")
