"""A long line between a person and the program: what is typed and what is written comes late, and at a limited rate."""

import collections
import os
import select
import socket
import threading
import time

from terminal import Terminal


class Direction:
    """One way of the line: bytes leave one after the other at the line's rate, and arrive a delay later."""

    # A real line's ends hold some tens of kilobytes; what is written beyond that makes the writer wait.
    ROOM = 65_536

    def __init__(self, source, target, delay, rate):
        self.source, self.target, self.delay, self.rate = source, target, delay, rate
        self.pieces, self.free_at, self.waiting, self.count = collections.deque(), 0.0, 0, 0

    def accept(self):
        piece = os.read(self.source, 4096)
        if not piece:
            raise OSError("the line is cut")
        self.free_at = max(time.monotonic(), self.free_at) + len(piece) / self.rate
        self.pieces.append((self.free_at + self.delay, piece))
        self.waiting += len(piece)
        self.count += len(piece)

    def deliver(self):
        """Hands over what has arrived; gives the seconds until the next piece does."""
        while self.pieces and self.pieces[0][0] <= time.monotonic():
            piece = self.pieces.popleft()[1]
            self.waiting -= len(piece)
            while piece:
                piece = piece[os.write(self.target, piece):]
        return self.pieces[0][0] - time.monotonic() if self.pieces else 1.0


class DistantTerminal(Terminal):
    """A terminal at the other end of a line of `round_trip` seconds and `rate` bytes a second each way.

    A relay stands between the program's pseudo-terminal and a pair of sockets, of which the reader has one end.
    """

    def __init__(self, argv, round_trip=0.150, rate=125_000, **options):
        super().__init__(argv, **options)
        self.master, self.near, self.far = self.fd, *socket.socketpair()
        self.fd = self.near.fileno()
        self.down = Direction(self.master, self.far.fileno(), round_trip / 2, rate)
        self.up = Direction(self.far.fileno(), self.master, round_trip / 2, rate)
        self.relay = threading.Thread(target=self.carry, daemon=True)
        self.relay.start()

    def carry(self):
        try:
            while True:
                wait = max(0.0, min(self.down.deliver(), self.up.deliver()))
                open_ways = [way for way in (self.down, self.up) if way.waiting < Direction.ROOM]
                ready, _, _ = select.select([way.source for way in open_ways], [], [], wait)
                for way in open_ways:
                    if way.source in ready:
                        way.accept()
        except (OSError, ValueError):
            # The program has ended: the reader sees the end of the line too.
            self.far.close()

    def end(self, keys=b"", patience=5.0):
        self.fd = os.dup(self.fd)
        super().end(keys, patience)
        self.relay.join(5)
        self.near.close()
        os.close(self.master)
