"""From exec to the table on the screen."""

from figures import median, milliseconds, spread
from terminal import Terminal
from world import SHOWN

WITHOUT_GRAPH = {"GIT_CONFIG_COUNT": "1", "GIT_CONFIG_KEY_0": "core.commitGraph", "GIT_CONFIG_VALUE_0": "false"}


def shown_after(mirror):
    """Seconds of one start. It is ended by its own key: a killed program would leave work to the next start."""
    terminal = Terminal([f"{mirror.programs}/leadline"], env=mirror.environment)
    seconds = terminal.until(SHOWN, 30)
    terminal.settle(0.1, 2)
    terminal.end(b"q")
    return seconds


def peer_shown_after(terminal):
    terminal.settle(0.1, 2)
    terminal.end()
    return terminal.shown_after


def measure(table, mirror, peers, runs):
    """Turn by turn, so that whatever else the machine does falls on all alike."""
    ours, tig, less = [], [], []
    for _ in range(runs):
        ours.append(shown_after(mirror))
        tig.append(peer_shown_after(peers.tig()))
        less.append(peer_shown_after(peers.less()))
    bare = [peer_shown_after(peers.tig(**WITHOUT_GRAPH)) for _ in range(3)]
    m, t, p = median(ours), median(tig), median(less)
    table.add("exec to the table on the screen", spread(ours), f"tig {spread(tig)}; less {spread(less)}",
              "<= 1.0 x tig, <= 4 x less", "<= 2 x tig", (m <= t and m <= 4 * p, m <= 2 * t))
    table.note(f"tig has the commit graph that git's upkeep writes. Without it tig needs {milliseconds(median(bare))}. "
               "A start is counted from exec, and to the first write of a screen with rows.")


def measure_growth(table, small, vast, runs):
    """With the simulators at rest: the first screen comes from the mirror alone."""
    few, many = [], []
    for _ in range(runs):
        few.append(shown_after(small))
        many.append(shown_after(vast))
    ratio = median(many) / median(few)
    table.add(f"the same at {vast.leads:,} leads against {small.leads:,}", f"{ratio:.2f} x; {spread(many)}",
              f"{small.leads:,} leads {spread(few)}", "<= 1.1 x", "<= 1.5 x", (ratio <= 1.1, ratio <= 1.5))
