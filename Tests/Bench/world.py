"""The simulated accounts that are measured, and their mirrors."""

import json
import os
import shutil
import signal
import socket
import sqlite3
import subprocess
import time

from terminal import Terminal

# The sign of a lead's channel, which every row of the table has: its words give way where a row is short of room.
SHOWN = "☎".encode()


def free_port():
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        return taken.getsockname()[1]


class Simulator:
    """`twilio-simulator` on loopback with invented leads."""

    def __init__(self, programs, leads, messages):
        self.process = subprocess.Popen(
            [f"{programs}/twilio-simulator", "--listen", f"127.0.0.1:{free_port()}", "--json", "--leads", str(leads),
             "--messages", str(messages)], stdout=subprocess.PIPE, text=True)
        self.facts = json.loads(self.process.stdout.readline() or "{}")
        refuse_but_loopback(self.facts)

    def end(self):
        self.process.send_signal(signal.SIGTERM)
        self.process.wait()


def refuse_but_loopback(facts):
    if not facts.get("base", "").startswith("http://127.0.0.1:"):
        raise SystemExit(f"the simulator listens on {facts.get('base')}, not on loopback")


class Mirror:
    """The database that `leadline sync` makes of one simulator.

    It belongs to the address of that simulator, and is made anew in every run; `vast` alone is kept.
    """

    def __init__(self, programs, home, leads, messages, facts=None):
        self.programs, self.home, self.leads, self.messages = programs, home, leads, messages
        self.simulator = None if facts else Simulator(programs, leads, messages)
        self.facts = facts or self.simulator.facts
        refuse_but_loopback(self.facts)
        folders = {f"XDG_{kind}_HOME": f"{home}/{kind.lower()}" for kind in ("CONFIG", "DATA", "STATE", "CACHE")}
        self.environment = dict(
            folders, HOME=home, TWILIO_ACCOUNT_SID=self.facts["account_sid"],
            TWILIO_AUTH_TOKEN=self.facts["auth_token"], TWILIO_PHONE_NUMBER=self.facts["from"],
            TWILIO_API_URL=self.facts["base"])
        self.path = f"{home}/data/leadline/env-{self.facts['account_sid'][-8:]}.sqlite"

    @classmethod
    def vast(cls, programs, work, leads, messages):
        """A mirror that is made once and kept, with nothing behind it afterwards: for starts alone."""
        home = f"{work}/vast-{leads}-{messages}"
        if os.path.exists(f"{home}/facts.json"):
            with open(f"{home}/facts.json") as file:
                return cls(programs, home, leads, messages, json.load(file))
        print(f"making the mirror of {leads} leads, once: it is kept in {home}", flush=True)
        mirror = cls(programs, home, leads, messages)
        try:
            print(f"  synced in {mirror.sync():.0f} s", flush=True)
        finally:
            mirror.end()
        with open(f"{home}/facts.json", "w") as file:
            json.dump(mirror.facts, file)
        return mirror

    def sync(self):
        """Seconds of one full pass into a new mirror."""
        shutil.rmtree(self.home, ignore_errors=True)
        os.makedirs(self.home, mode=0o700)
        start = time.monotonic()
        subprocess.run([f"{self.programs}/leadline", "sync"], env=dict(os.environ, **self.environment), check=True,
                       stdout=subprocess.DEVNULL)
        seconds = time.monotonic() - start
        found = self.rows("select count(*) from message")[0][0]
        if found < self.messages:
            raise SystemExit(f"leadline sync brought {found} of {self.messages} messages")
        return seconds

    def inbox(self, before=(), **options):
        """The inbox in a terminal, its table on the screen; `before` is a command that runs it."""
        terminal = options.pop("terminal", Terminal)
        env = dict(self.environment, **options.pop("env", {}))
        inbox = terminal([*before, f"{self.programs}/leadline"], env=env, **options)
        inbox.until(SHOWN)
        inbox.settle(0.5)
        return inbox

    def rows(self, statement):
        connection = sqlite3.connect(f"file:{self.path}?mode=ro", uri=True)
        try:
            return connection.execute(statement).fetchall()
        finally:
            connection.close()

    def lines(self, path):
        """The lead table as plain lines in a file, for less and fzf."""
        with open(path, "wb") as file:
            subprocess.run([f"{self.programs}/leadline", "leads"], env=dict(os.environ, **self.environment),
                           check=True, stdout=file)
        with open(path, "rb") as file:
            found = sum(1 for _ in file)
        if found < self.leads:
            raise SystemExit(f"leadline leads printed {found} lines for {self.leads} leads")
        return path

    def end(self):
        if self.simulator:
            self.simulator.end()
            self.simulator = None
