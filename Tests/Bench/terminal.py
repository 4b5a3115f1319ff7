"""A program in a pseudo-terminal, driven by keys and timed by what it writes."""

import fcntl
import os
import pty
import re
import select
import shutil
import signal
import struct
import termios
import time
from typing import NamedTuple, Optional


class Press(NamedTuple):
    """What some keys brought about: seconds to the first and to the last byte, and the bytes."""

    first: Optional[float]
    last: Optional[float]
    written: bytes

    @property
    def count(self):
        return len(self.written)


class Terminal:
    """The program's end is a terminal of its own; ours reads all that it writes. Every wait has an end."""

    def __init__(self, argv, env=None, columns=160, rows=45, term="xterm-256color", cwd=None):
        environment = dict(os.environ, TERM=term, LANG="C.UTF-8", LC_ALL="C.UTF-8", **(env or {}))
        path = shutil.which(argv[0]) or argv[0]
        # The child tells the moment just before exec: what this interpreter needs to fork is not the program's time.
        clock, told = os.pipe()
        self.name, self.seen, self.ended = os.path.basename(argv[0]), bytearray(), False
        self.pid, self.fd = pty.fork()
        if self.pid == 0:
            if cwd:
                os.chdir(cwd)
            fcntl.ioctl(0, termios.TIOCSWINSZ, struct.pack("HHHH", rows, columns, 0, 0))
            os.write(told, struct.pack("d", time.monotonic()))
            os.execve(path, argv, environment)
        os.close(told)
        self.started = struct.unpack("d", os.read(clock, 8))[0]
        os.close(clock)

    def take(self, seconds):
        """What the program writes within `seconds`, or nothing when it is silent."""
        ready, _, _ = select.select([self.fd], [], [], max(0, seconds))
        if not ready:
            return b""
        try:
            piece = os.read(self.fd, 1 << 18)
        except OSError:
            piece = b""
        self.ended = not piece
        self.seen += piece
        return piece

    def until(self, pattern, seconds=60):
        """Seconds from exec until `pattern` was written."""
        expression = re.compile(pattern)
        end = time.monotonic() + seconds
        while time.monotonic() < end and not self.ended:
            self.take(0.2)
            if expression.search(self.seen):
                return time.monotonic() - self.started
        raise SystemExit(f"{self.name} did not show {pattern!r} within {seconds} s; last: {bytes(self.seen[-400:])!r}")

    def settle(self, quiet=0.3, seconds=30):
        """Waits until nothing was written for `quiet` seconds; gives the bytes that came."""
        written, end = b"", time.monotonic() + seconds
        while time.monotonic() < end:
            piece = self.take(quiet)
            if not piece:
                break
            written += piece
        return written

    def press(self, keys, quiet=0.03, patience=2.0):
        """Types `keys` and waits for what they bring about, until nothing was written for `quiet` seconds."""
        start = time.perf_counter()
        os.write(self.fd, keys)
        return self.watch(start, quiet, patience)

    def resize(self, columns, rows, quiet=0.1):
        """Makes the terminal another size, and waits likewise."""
        start = time.perf_counter()
        fcntl.ioctl(self.fd, termios.TIOCSWINSZ, struct.pack("HHHH", rows, columns, 0, 0))
        return self.watch(start, quiet, 2.0)

    def watch(self, start, quiet, patience):
        first = last = None
        written = b""
        while piece := self.take(patience if first is None else quiet):
            last = time.perf_counter() - start
            first = first if first is not None else last
            written += piece
        return Press(first, last, written)

    def end(self, keys=b"", patience=5.0):
        """Ends the program: by its own key, where one is given, so that it leaves its files in order."""
        try:
            if keys:
                os.write(self.fd, keys)
                deadline = time.monotonic() + patience
                while time.monotonic() < deadline and not self.ended:
                    self.take(0.2)
            else:
                os.kill(self.pid, signal.SIGKILL)
            if not self.ended:
                os.kill(self.pid, signal.SIGKILL)
        except (OSError, ProcessLookupError):
            pass
        try:
            os.waitpid(self.pid, 0)
        except ChildProcessError:
            pass
        os.close(self.fd)
