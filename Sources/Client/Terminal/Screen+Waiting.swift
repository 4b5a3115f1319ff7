internal import CTerminalRescue
package import Drawing
internal import Glibc

extension Screen {
    /// Sleeps until a key, a letter, a signal or the end of `timeout` (milliseconds; `nil` for no end) comes.
    ///
    /// The one place the program waits. It costs nothing while nothing happens: no timer ticks.
    package func wait(mailbox: Int32? = nil, atMost timeout: Int? = nil) -> Wakeup {
        let end = timeout.map { ContinuousClock.now + .milliseconds($0) }
        while true {
            if hasNewSize || !decoded.isEmpty { return .keys }
            if line.isLost, mailbox == nil || !hasToldLoss {
                hasToldLoss = true
                return .lost
            }
            // An Esc that nothing follows is a key soon, whatever else the loop is waiting for.
            let due = decoder.isPending ? silentSince + .milliseconds(KeyDecoder.patience) : nil
            let wakeup = pollOnce(mailbox, until: [end, due].compactMap(\.self).min())
            if let due, decoder.isPending, decoded.isEmpty, ContinuousClock.now >= due {
                silentSince = .now
                decoded += decoder.idle()
            }
            if !wakeup.isEmpty { return decoded.isEmpty ? wakeup : wakeup.union(.keys) }
            if let end, ContinuousClock.now >= end { return decoded.isEmpty ? .deadline : .keys }
        }
    }

    /// All keys so far, a change of size first, and only once however often it changed.
    package func pendingKeys() -> [Key] {
        readAll()
        var keys = decoded
        decoded = []
        if hasNewSize { keys.insert(.resize, at: 0) }
        hasNewSize = false
        return keys
    }

    /// Whether more keys have come by now.
    package func hasMoreKeys() -> Bool {
        readAll()
        return !decoded.isEmpty
    }

    /// One sleep; empty where only time has passed.
    private func pollOnce(_ mailbox: Int32?, until end: ContinuousClock.Instant?) -> Wakeup {
        let timeout = end.map { Screen.milliseconds(from: .now, to: $0) } ?? -1
        let terminalEvents = Int16(POLLIN | (line.unsent.isEmpty ? 0 : POLLOUT))
        var watched = [
            pollfd(fd: line.isLost ? -1 : line.input, events: terminalEvents, revents: 0),
            pollfd(fd: signals, events: Int16(POLLIN), revents: 0),
            pollfd(fd: mailbox ?? -1, events: Int16(POLLIN), revents: 0),
        ]
        let count = poll(&watched, nfds_t(watched.count), timeout)
        if count == 0 { return [] }
        var wakeup = takeSignals()
        if count < 0 { return wakeup }
        if watched[2].revents != 0 { wakeup.insert(.letters) }
        if watched[0].revents & Int16(POLLOUT) != 0 { catchUp() }
        if watched[0].revents & ~Int16(POLLOUT) != 0 { readAll() }
        if !decoded.isEmpty || hasNewSize { wakeup.insert(.keys) }
        if line.isLost, !hasToldLoss {
            hasToldLoss = true
            wakeup.insert(.lost)
        }
        return wakeup
    }

    /// Whole milliseconds, rounded up, so that nobody wakes a moment too early and goes round again.
    static func milliseconds(from start: ContinuousClock.Instant, to end: ContinuousClock.Instant) -> Int32 {
        let (seconds, attoseconds) = max(.zero, end - start).components
        return Int32(clamping: seconds * 1000 + (attoseconds + 999_999_999_999_999) / 1_000_000_000_000_000)
    }

    private func readAll() {
        let isSoon = ContinuousClock.now - silentSince < .milliseconds(PasteGuess.pause)
        var keys: [Key] = []
        while let count = line.read(into: &received) {
            silentSince = .now
            keys += decoder.decode(received[..<count])
            if count < received.count { break }
        }
        decoded += pasteGuess.read(keys, isSoon: isSoon)
    }

    private func takeSignals() -> Wakeup {
        let flags = Int(rescue_take_signals())
        func came(_ flag: Int) -> Bool { flags & flag != 0 }
        var wakeup = Wakeup()
        if came(RESCUE_HANGUP) { wakeup.insert(.hangUp) }
        if came(RESCUE_TERMINATE) { wakeup.insert(.terminate) }
        if came(RESCUE_INTERRUPT) { wakeup.insert(.interrupt) }
        if came(RESCUE_STOP) { wakeup.insert(.stop) }
        if came(RESCUE_RESIZE) { adoptSize() }
        if came(RESCUE_CONTINUE) { comeBack() }
        return wakeup
    }

    /// After a stop we did not choose, the shell has had the terminal.
    private func comeBack() {
        line.makeRaw()
        adoptSize()
        before += modes.on
        redraw()
        hasNewSize = true
    }
}
