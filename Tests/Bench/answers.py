"""Twenty waiting leads answered through a long line."""

import base64
import json
import os
import time
import urllib.parse
import urllib.request

from figures import median
from keys import copied
from line import DistantTerminal

LEADS = 20
# Closed, snoozed and opted-out leads do not wait, nor those whom no answer can reach.
WAITING = ("select address from lead where waiting_position > 0 and flags & (128 | 256 | 16 | 512) = 0 "
           "order by waiting_key, id")


def settings(folder):
    """A settings folder in which nothing is held back: what is typed leaves at once."""
    os.makedirs(f"{folder}/leadline", mode=0o700, exist_ok=True)
    with open(f"{folder}/leadline/config.toml", "w") as file:
        os.fchmod(file.fileno(), 0o600)
        file.write("[profile.env]\nundo_seconds = 0\n")
    return {"XDG_CONFIG_HOME": folder}


def recipients(mirror, texts, patience=60):
    """Whom the simulator was told to send each text to."""
    facts, found, end = mirror.facts, {}, time.monotonic() + patience
    token = base64.b64encode(f"{facts['account_sid']}:{facts['auth_token']}".encode()).decode()
    query = urllib.parse.urlencode({"From": facts["from"], "PageSize": 200})
    address = f"{facts['base']}/2010-04-01/Accounts/{facts['account_sid']}/Messages.json?{query}"
    while time.monotonic() < end:
        request = urllib.request.Request(address, headers={"Authorization": f"Basic {token}"})
        with urllib.request.urlopen(request) as answer:
            messages = json.load(answer)["messages"]
        found = [(message["body"], message["to"]) for message in messages if message["body"] in texts]
        if len(found) >= len(texts):
            break
        time.sleep(0.5)
    return found


def queue(mirror):
    """Whose turn it is, the longest first. The inbox is left at a lead who does not wait: from there it begins."""
    waiting = [row[0] for row in mirror.rows(WAITING)]
    if len(waiting) < LEADS:
        raise SystemExit(f"only {len(waiting)} leads wait for an answer; give the bench more of them")
    inbox = mirror.inbox()
    inbox.press(b"gg", 0.3, 0.5)
    while copied(inbox) in waiting:
        inbox.press(b"j", 0.3)
    inbox.end(b"q")
    return waiting[:LEADS]


def measure(table, mirror, work):
    texts = [f"Thank you for waiting, this is answer {number} of ours" for number in range(1, LEADS + 1)]
    waiting = queue(mirror)
    inbox = mirror.inbox(terminal=DistantTerminal, env=settings(f"{work}/at-once"))
    inbox.settle(1.0)
    up, down = inbox.up.count, inbox.down.count
    spent, keys = [], []
    for number, text in enumerate(texts):
        start, pressed = 0.0, 0
        # The first key goes to the head of the queue; from then on the key that sends goes to the next.
        for typed in ([b"a"] if number == 0 else []) + [b"r", text.encode(), b"\x13"]:
            # Whoever has sent looks at the next lead before the next key; until then letters are none.
            press = inbox.press(typed, 0.8 if typed == b"\x13" else 0.4, 5.0)
            if press.last is None:
                raise SystemExit(f"{typed!r} brought nothing through the line; answer {number + 1}")
            start += press.last
            pressed += 0 if typed == text.encode() else 1
        spent.append(start)
        keys.append(pressed)
    up, down = inbox.up.count - up, inbox.down.count - down
    found = recipients(mirror, texts)
    inbox.end(b"q")
    wrong = [f"{text!r} to {to}" for text, to in found if (text, to) not in set(zip(texts, waiting))]
    if wrong or len(found) != LEADS:
        raise SystemExit(f"{len(found)} of {LEADS} answers arrived, {len(wrong)} at somebody else: {wrong[:3]}")
    table.add(f"{LEADS} waiting leads answered through 150 ms and 1 Mbit/s: keys beyond the texts",
              f"p50 {median(keys)}, worst {max(keys)}, {sum(keys)} in all", "", "<= 2 a lead", "<= 3 a lead",
              (median(keys) <= 2, sum(keys) <= 3 * LEADS))
    table.add("the answers: bytes", f"{down:,} written ({down // LEADS:,} a lead), {up:,} typed", "", "reported", "",
              "reported")
    table.add("the answers: time", f"{sum(spent):.1f} s, p50 {median(spent):.2f} s a lead, worst {max(spent):.2f} s",
              "", "reported", "", "reported")
    table.note(f"Answers: by the simulator's list each of the {LEADS} texts went to the right one of the {LEADS} who "
               "waited longest. The one key over is the first, which goes to the head of the queue. Each step is "
               "waited for until it is seen: after r, after the text, which is typed at once, after the key that sends.")
