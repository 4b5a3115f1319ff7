"""The filter beside fzf, and the search beside the bare query and notmuch."""

import re
import sqlite3
import time

from figures import median, milliseconds, percentile, spread

LIMIT = 50
# What the client's search does with the beginning of a word: see LocalStore/Windows.
FEW_WORDS, SHORTEST = 50, 4


def plain_words(texts):
    """The longest word of each text, where it is made of small letters alone; each word once."""
    words = (max(re.findall(r"(?<![^\W_])[a-z]{5,12}(?![^\W_])", text), key=len, default=None) for text in texts)
    return list(dict.fromkeys(word for word in words if word))


def measure_filter(table, mirror, peers, ours, count=8):
    everything = mirror.rows("select words from lead_text order by lead_id")
    words = plain_words(row[0] for row in everything[:: max(1, len(everything) // (20 * count))])[:count]
    fzf = peers.fzf()
    mine, theirs = [], []
    for word in words:
        ours.press(b"/", 0.3)
        for letter in word.encode():
            mine.append(ours.press(bytes([letter]), 0.08).last)
            theirs.append(fzf.press(bytes([letter]), 0.25).last)
        ours.press(b"\x1b", 0.5)
        ours.settle(0.3)
        fzf.press(b"\x15", 0.5)
    fzf.end()
    mine, theirs = [t for t in mine if t is not None], [t for t in theirs if t is not None]
    a, b = median(mine), median(theirs)
    table.add(f"filter as you type over {mirror.leads:,} leads", f"{spread(mine)}; {a / b:.2f} x",
              f"fzf {spread(theirs)}", "<= 0.1 x fzf", "<= 0.3 x fzf", (a <= 0.1 * b, a <= 0.3 * b))


class BareQuery:
    """The queries of the index that the client makes for what was typed, by SQLite alone: ids, and nothing else."""

    def __init__(self, mirror):
        self.connection = sqlite3.connect(f"file:{mirror.path}?mode=ro", uri=True)
        self.connection.execute("pragma cache_size = -1000")

    def seconds(self, typed):
        start = time.perf_counter()
        found = self.ids(self.expression(typed, self.beginning(typed)))
        if len(found) < LIMIT and len(typed) >= 3:
            self.ids(self.expression(typed, self.pieces(typed)))
        return time.perf_counter() - start

    def ids(self, expression):
        return self.connection.execute(
            "select rowid from message_words where message_words match ? and rowid < ? order by rowid desc limit ?",
            (expression, 2**63 - 1, LIMIT)).fetchall()

    @staticmethod
    def expression(typed, known):
        if known:
            return "(" + " OR ".join(f'"{word}"' for word in known) + ")"
        return f'"{typed}" *' if len(typed) > 1 else f'"{typed}"'

    def beginning(self, typed):
        if len(typed) < SHORTEST:
            return None
        words = self.connection.execute("select text from word where text >= ? and text < ? limit ?",
                                        (typed, typed + "\U0010ffff", FEW_WORDS + 1)).fetchall()
        return None if len(words) > FEW_WORDS else [word[0] for word in words]

    def pieces(self, typed):
        found = self.connection.execute("select text from word_pieces where text like ? order by rowid desc limit ?",
                                        (f"%{typed}%", 2 * FEW_WORDS)).fetchall()
        return [typed] + [word[0] for word in found]


def measure_search(table, mirror, peers, ours, count=12):
    size = mirror.rows("select count(*) from message")[0][0]
    bodies = mirror.rows(f"select body from message where rowid in (select id from message order by id desc) "
                         f"and id % {max(1, size // 4000)} = 0 order by id desc limit 4000")
    step = max(1, len(bodies) // (4 * count))
    words = plain_words(row[0].lower() for row in bodies[::step])[:count]
    typed = [word[:length] for word in words for length in range(1, len(word) + 1)]
    mine = []
    for word in words:
        ours.press(b"g/", 0.3)
        mine += [ours.press(bytes([letter]), 0.06).last for letter in word.encode()]
        ours.press(b"\x1b", 0.5)
        ours.settle(0.3)
    silent = sum(1 for seconds in mine if seconds is None)
    if silent:
        raise SystemExit(f"{silent} of {len(mine)} letters typed into the search were not shown")
    query = BareQuery(mirror)
    bare = [query.seconds(text) for text in typed]
    found = [peers.notmuch(text + "*" if len(text) > 1 else text) for text in typed]
    theirs = [seconds for seconds, _ in found]
    if not any(lines for _, lines in found):
        raise SystemExit("notmuch found none of the words")
    p, q, n = (percentile(values, .95) for values in (mine, bare, theirs))
    table.add(f"search of {size:,} messages, a letter to the newest {LIMIT} on the screen",
              f"p95 {milliseconds(p)}; {spread(mine)}",
              f"bare FTS5 query p95 {milliseconds(q)}; notmuch of {peers.mails:,} p95 {milliseconds(n)}",
              "p95 <= bare query + 2 ms", "p95 <= 0.5 x notmuch", (p <= q + 0.002, p <= 0.5 * n))
    table.note(f"Search: {len(words)} words from messages of all ages, letter by letter. The bare query is run by "
               "SQLite in this process on the same database, with the same MATCH text, and gives ids only. notmuch is "
               f"a process a text, on the newest {peers.mails:,} messages as mails: more take it too long to index.")
