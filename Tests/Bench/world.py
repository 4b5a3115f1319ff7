"""The simulated account that is measured, its mirror, and the peers' copies of the same lines."""

import json
import os
import signal
import sqlite3
import subprocess
import time


class Simulator:
    """`twilio-simulator` on loopback with invented leads."""

    def __init__(self, programs, leads, messages):
        self.process = subprocess.Popen(
            [f"{programs}/twilio-simulator", "--listen", "127.0.0.1:0", "--json", "--leads", str(leads),
             "--messages", str(messages)], stdout=subprocess.PIPE, text=True)
        self.facts = json.loads(self.process.stdout.readline())
        if not self.facts["base"].startswith("http://127.0.0.1:"):
            raise SystemExit(f"the simulator listens on {self.facts['base']}, not on loopback")

    def environment(self, home):
        folders = {f"XDG_{kind}_HOME": f"{home}/{kind.lower()}" for kind in ("CONFIG", "DATA", "STATE", "CACHE")}
        return dict(folders, HOME=home, TWILIO_ACCOUNT_SID=self.facts["account_sid"],
                    TWILIO_AUTH_TOKEN=self.facts["auth_token"], TWILIO_PHONE_NUMBER=self.facts["from"],
                    TWILIO_API_URL=self.facts["base"])

    def end(self):
        self.process.send_signal(signal.SIGTERM)
        self.process.wait()


class Mirror:
    """The database that `leadline sync` makes of one simulator."""

    def __init__(self, programs, work, leads, messages):
        self.programs, self.home = programs, f"{work}/home-{leads}-{messages}"
        self.leads, self.messages = leads, messages
        os.makedirs(self.home, mode=0o700, exist_ok=True)
        self.simulator = Simulator(programs, leads, messages)
        self.environment = self.simulator.environment(self.home)
        self.path = f"{self.home}/data/leadline/env-{self.simulator.facts['account_sid'][-8:]}.sqlite"
        self.seconds = None

    def sync(self):
        """Seconds of one full pass; nothing is done again when the mirror is there."""
        start = time.monotonic()
        subprocess.run([f"{self.programs}/leadline", "sync"], env=dict(os.environ, **self.environment), check=True,
                       stdout=subprocess.DEVNULL)
        self.seconds = time.monotonic() - start
        return self.seconds

    def rows(self, statement):
        connection = sqlite3.connect(f"file:{self.path}?mode=ro", uri=True)
        try:
            return connection.execute(statement).fetchall()
        finally:
            connection.close()


def git_history(work, commits):
    """A repository with so many commits, for tig."""
    path = f"{work}/history-{commits}"
    if not os.path.exists(f"{path}/done"):
        subprocess.run(["git", "init", "-q", path], check=True)
        feed = "".join(
            f"commit refs/heads/main\ncommitter Lead Line <lead@line.invalid> {1_600_000_000 + n * 60} +0000\n"
            f"data <<E\nMessage number {n} about a viewing on Tuesday\nE\n\n" for n in range(commits))
        subprocess.run(["git", "-C", path, "fast-import", "--quiet"], input=feed, text=True, check=True)
        subprocess.run(["git", "-C", path, "symbolic-ref", "HEAD", "refs/heads/main"], check=True)
        open(f"{path}/done", "w").close()
    return path


def lines_file(work, mirror):
    """The lead table as plain lines, for less and fzf."""
    path = f"{work}/leads-{mirror.leads}.txt"
    if not os.path.exists(path):
        listing = subprocess.run([f"{mirror.programs}/leadline", "leads"], env=dict(os.environ, **mirror.environment),
                                 check=True, stdout=subprocess.PIPE).stdout
        with open(path, "wb") as file:
            file.write(listing)
    return path
