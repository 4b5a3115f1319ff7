"""A full pass of `leadline sync` beside `sqlite3 .import` of the same rows.

Two peers get the rows that the pass has stored, newest first as Twilio's pages bring them, with the pragmas that our
writer has while it takes in history:

- plain: messages, conversations and leads into the same tables with the same indexes;
- indexed: that, and in the same transaction the indexes of words and of pieces of words, filled from these tables.

`leadline sync` always builds the index. So the row without it is derived: the time of the pass, less what SQLite takes
for that index by itself, which is the second peer's time less the first one's, in the same run. A ratio above 1 says
that we are quicker than the peer; both rows are held to the plain import, as their goals are. The peers read a finished
file in one transaction. The pass besides speaks HTTP, reads JSON, keeps the leads' sort keys and counts, and commits
each page with its cursor; and it cannot be quicker than the simulator gives pages, which is measured too.
"""

import base64
import http.client
import json
import os
import subprocess
import time
import urllib.parse

from figures import median

PRAGMAS = ("pragma journal_mode = wal;", "pragma synchronous = normal;", "pragma cache_size = -65536;",
           "pragma wal_autocheckpoint = 16000;", "pragma temp_store = memory;")
PLAIN, SEARCH = ("message", "conversation", "lead"), ("lead_text", "word")
FILL = ("insert into message_words (rowid, body) select id, body from message order by id;",
        "insert into word_pieces (rowid, text) select id, text from word order by id;",
        "insert into lead_pieces (rowid, words) select lead_id, words from lead_text order by lead_id;")


def column(table, name):
    # .import reads text only, and a stored SID is 18 bytes: so the peer gets 18 characters that tell it as well.
    return "substr(hex(external_id), 5, 18)" if (table, name) == ("message", "external_id") else f'"{name}"'


def export(mirror, work):
    """A file a table, in the form that .import reads."""
    files = {}
    for table in PLAIN + SEARCH:
        files[table] = f"{work}/{table}.csv"
        names = [row[1] for row in mirror.rows(f"pragma table_info({table})")]
        columns = ", ".join(column(table, name) for name in names)
        with open(files[table], "wb") as file:
            subprocess.run(["sqlite3", "-readonly", "-csv", mirror.path,
                            f"select {columns} from {table} order by rowid desc"], check=True, stdout=file)
    return files


def import_seconds(mirror, work, files, with_index):
    target = f"{work}/import.sqlite"
    for end in ("", "-wal", "-shm"):
        if os.path.exists(target + end):
            os.remove(target + end)
    wanted = PLAIN + (SEARCH if with_index else ())
    virtual = ("message_words", "word_pieces", "lead_pieces") if with_index else ()
    names = ", ".join(f"'{name}'" for name in wanted + virtual)
    schema = [row[0] + ";" for row in mirror.rows(
        f"select sql from sqlite_master where sql is not null and tbl_name in ({names}) order by type = 'index'")]
    lines = [*PRAGMAS, *schema]
    if with_index:
        lines.append("insert into message_words (message_words, rank) values ('automerge', 32), "
                     "('crisismerge', 48), ('hashsize', 4194304);")
    lines.append("begin;")
    lines += [f"delete from {name};" for name in wanted]
    lines += [f".import --csv {files[name]} {name}" for name in wanted]
    lines += [*(FILL if with_index else ()), "commit;"]
    start = time.monotonic()
    done = subprocess.run(["sqlite3", "-bail", target], input="\n".join(lines) + "\n", text=True,
                          stdout=subprocess.DEVNULL, stderr=subprocess.PIPE)
    seconds = time.monotonic() - start
    count = subprocess.run(["sqlite3", target, "select count(*) from message"], stdout=subprocess.PIPE).stdout
    if done.returncode or done.stderr or int(count or 0) != mirror.rows("select count(*) from message")[0][0]:
        raise SystemExit(f"sqlite3 .import did not take the rows: {done.stderr[:300]}")
    return seconds


def simulator_rate(mirror):
    """Rows a second that the simulator alone gives, over one kept connection and with nothing done to them."""
    facts = mirror.facts
    connection = http.client.HTTPConnection(facts["base"].removeprefix("http://"))
    token = base64.b64encode(f"{facts['account_sid']}:{facts['auth_token']}".encode()).decode()
    rows, seconds = 0, 0.0
    for side in ("To", "From"):
        query = urllib.parse.urlencode({side: facts["from"], "PageSize": 1000})
        page = f"/2010-04-01/Accounts/{facts['account_sid']}/Messages.json?{query}"
        while page:
            start = time.monotonic()
            connection.request("GET", page, headers={"Authorization": f"Basic {token}"})
            body = connection.getresponse().read()
            # Reading the JSON is not the simulator's work.
            seconds += time.monotonic() - start
            answer = json.loads(body)
            rows += len(answer["messages"])
            page = answer["next_page_uri"]
    return rows / seconds


def measure(table, mirror, work, rounds):
    passes, plain, indexed = [], [], []
    for turn in range(rounds):
        passes.append(mirror.sync())
        files = export(mirror, work)
        plain.append(import_seconds(mirror, work, files, False))
        indexed.append(import_seconds(mirror, work, files, True))
        print(f"  pass {turn + 1}: {passes[-1]:.1f} s; .import {plain[-1]:.1f} s, with the index {indexed[-1]:.1f} s",
              flush=True)
    size = mirror.rows("select count(*) from message")[0][0]
    whole, base, with_index = median(passes), median(plain), median(indexed)
    index = with_index - base
    ceiling = simulator_rate(mirror)
    without = max(whole - index, 1e-9)
    table.add("sync of pages into SQLite, without the search index (derived)",
              f"{size / without:,.0f} rows/s; {base / without:.2f} x", f".import {size / base:,.0f} rows/s",
              ">= 1.0 x .import", ">= 0.5 x .import", (base >= without, base >= 0.5 * without))
    table.add("sync of pages, the search index in the same transaction",
              f"{size / whole:,.0f} rows/s; {base / whole:.2f} x (slowest of {rounds}: {size / max(passes):,.0f})",
              f".import {size / base:,.0f} rows/s; with index {size / with_index:,.0f} rows/s, "
              f"{with_index / whole:.2f} x", ">= 0.6 x .import", ">= 0.3 x .import",
              (base >= 0.6 * whole, base >= 0.3 * whole))
    table.note(f"Sync: the median of {rounds} passes is {whole:.1f} s for {size:,} messages. Of that, {index:.1f} s is "
               "what SQLite by itself takes for the search index, which is how the row without it is derived. The "
               f"simulator alone gives {ceiling:,.0f} rows/s, which is the ceiling: {size / ceiling:.1f} s, or "
               f"{size / ceiling / whole:.0%} of the pass; the two run beside each other where there are two cores.")
