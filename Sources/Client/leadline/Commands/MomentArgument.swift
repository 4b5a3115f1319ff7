import Messaging

/// A moment on the command line: RFC 3339, or `[YYYY-MM-DD ]HH:MM` in this machine's zone.
///
/// A time of day alone means its next occurrence.
///
/// An hour that a clock change leaves out is taken for the moment that the zone makes of it, never refused.
enum MomentArgument {
    /// Refuses what has no such form, naming those that it may have.
    static func parse(_ text: String, now: Instant, zone: Zone) throws(Complaint) -> Instant {
        if let instant = Instant(rfc3339: text) { return instant }
        let parts = text.split(separator: " ")
        let day = parts.count == 2 ? numbers(parts[0], separator: "-", lengths: [4, 2, 2]) : nil
        guard (1...2).contains(parts.count), parts.count == 1 || day != nil,
            let clock = numbers(parts[parts.count - 1], separator: ":", lengths: [2, 2])
        else { throw malformed(text) }
        var time = zone.calendar(now)
        if let day { (time.year, time.month, time.day) = (day[0], day[1], day[2]) }
        (time.hour, time.minute, time.second) = (clock[0], clock[1], 0)
        guard time.isValid else { throw malformed(text) }
        let moment = zone.instant(of: time)
        guard day == nil, moment <= now else { return moment }
        let tomorrow = CalendarTime(Instant(seconds: (time.dayNumber + 1) * 86_400))
        (time.year, time.month, time.day) = (tomorrow.year, tomorrow.month, tomorrow.day)
        return zone.instant(of: time)
    }

    private static func numbers(_ text: Substring, separator: Character, lengths: [Int]) -> [Int]? {
        let parts = text.split(separator: separator, omittingEmptySubsequences: false)
        guard parts.map(\.utf8.count) == lengths, parts.allSatisfy({ $0.utf8.allSatisfy { (48...57).contains($0) } })
        else { return nil }
        return parts.compactMap { Int($0) }
    }

    private static func malformed(_ text: String) -> Complaint {
        Complaint(
            .usage, "\"\(visible(text))\" is no time.",
            advice: "Write 2026-11-24T09:00:00Z, or \"2026-11-24 09:00\" or 09:00 in local time.")
    }
}
