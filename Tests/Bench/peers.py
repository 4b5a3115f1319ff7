"""The programs that are measured beside ours, and what they are given to work on."""

import os
import shutil
import subprocess
import time

from terminal import Terminal

HISTORY = 100_000


def require(*programs):
    """Every peer has to be here: a row without its peer would say nothing."""
    missing = [name for name in programs if not shutil.which(name)]
    if missing:
        raise SystemExit(f"make bench measures beside {', '.join(missing)}, which is not here: "
                         "run Tests/Setup/install bench, then this again.")


class Peers:
    """tig on a long history, less and fzf on the lines of our lead table, notmuch on some of our messages."""

    def __init__(self, work, mirror, mails):
        self.history = git_history(work, HISTORY)
        self.lines = mirror.lines(f"{work}/leads-{mirror.leads}.txt")
        self.mails = min(mails, mirror.messages)
        self.notmuch_folder = mail_folder(work, mirror, self.mails)

    def tig(self, **environment):
        terminal = Terminal(["tig"], cwd=self.history, env=dict(environment, HOME=self.history))
        terminal.shown_after = terminal.until(b"Message number")
        return terminal

    def less(self):
        terminal = Terminal(["less", self.lines])
        terminal.shown_after = terminal.until(rb"\+")
        return terminal

    def fzf(self):
        terminal = Terminal(["sh", "-c", f"fzf < '{self.lines}'"])
        terminal.settle(1.5)
        return terminal

    def notmuch(self, words):
        """Seconds in which notmuch finds the newest 50 and prints them."""
        start = time.perf_counter()
        done = subprocess.run(["notmuch", "search", "--limit=50", "--sort=newest-first", words],
                              env=notmuch_environment(self.notmuch_folder), stdout=subprocess.PIPE, check=True)
        return time.perf_counter() - start, done.stdout.count(b"\n")


def git_history(work, commits):
    """A repository with so many commits, for tig, in the state in which git's own upkeep leaves one. It is kept."""
    path = f"{work}/history-{commits}"
    if not os.path.exists(f"{path}/ready"):
        shutil.rmtree(path, ignore_errors=True)
        subprocess.run(["git", "init", "-q", path], check=True)
        feed = "".join(
            f"commit refs/heads/main\ncommitter Lead Line <lead@line.invalid> {1_600_000_000 + n * 60} +0000\n"
            f"data <<E\nMessage number {n} about a viewing on Tuesday\nE\n\n" for n in range(commits))
        subprocess.run(["git", "-C", path, "fast-import", "--quiet"], input=feed, text=True, check=True)
        subprocess.run(["git", "-C", path, "symbolic-ref", "HEAD", "refs/heads/main"], check=True)
        # tig asks for the topological order, and without this file git would walk through all history for it first.
        subprocess.run(["git", "-C", path, "commit-graph", "write", "--reachable", "--no-progress"], check=True)
        open(f"{path}/ready", "w").close()
    return path


def notmuch_environment(folder):
    return dict(os.environ, NOTMUCH_CONFIG=f"{folder}/config", HOME=folder)


def mail_folder(work, mirror, mails):
    """The newest messages as so many mails, indexed by notmuch. It is kept."""
    folder = f"{work}/mails-{mirror.leads}-{mails}"
    if os.path.exists(f"{folder}/done"):
        return folder
    print(f"giving {mails} messages to notmuch, once", flush=True)
    shutil.rmtree(folder, ignore_errors=True)
    for part in ("cur", "new", "tmp"):
        os.makedirs(f"{folder}/box/{part}")
    newest = mirror.rows("select m.id, m.created_at / 1000, l.address, m.body from message m "
                         f"join lead l on l.id = m.lead_id order by m.id desc limit {mails}")
    for number, moment, address, body in newest:
        date = time.strftime("%a, %d %b %Y %H:%M:%S +0000", time.gmtime(moment))
        with open(f"{folder}/box/cur/{number}:2,S", "w") as mail:
            mail.write(f"From: {address.strip('+')}@lead.invalid\nTo: us@line.invalid\nDate: {date}\n"
                       f"Message-ID: <{number}@lead.invalid>\nSubject: SMS\nMIME-Version: 1.0\n"
                       f"Content-Type: text/plain; charset=utf-8\nContent-Transfer-Encoding: 8bit\n\n{body}\n")
    with open(f"{folder}/config", "w") as config:
        config.write(f"[database]\npath={folder}/box\n[user]\nname=Lead Line\nprimary_email=us@line.invalid\n"
                     "[new]\ntags=inbox\n[maildir]\nsynchronize_flags=false\n")
    subprocess.run(["notmuch", "new", "--quiet"], env=notmuch_environment(folder), check=True)
    open(f"{folder}/done", "w").close()
    return folder
