package import Messaging

/// Moments as the screen writes them: never how long ago, so that nothing on an idle screen grows old.
package struct Moments: Sendable {
    let zone: Zone
    let now: Instant
    private let today: Int64
    private let year: Int

    /// What the short forms depend on beside the moment itself.
    struct Days: Equatable, Sendable {
        let zone: Zone
        let today: Int64
    }

    var days: Days { Days(zone: zone, today: today) }

    package init(zone: Zone, now: Instant) {
        (self.zone, self.now) = (zone, now)
        let time = zone.calendar(now)
        (today, year) = (time.dayNumber, time.year)
    }

    /// `14:02`
    package func time(_ instant: Instant) -> String {
        clock(zone.calendar(instant))
    }

    private func clock(_ time: CalendarTime) -> String { padded(time.hour) + ":" + padded(time.minute) }

    /// `14:02:30`
    package func exactTime(_ instant: Instant) -> String {
        "\(time(instant)):\(padded(zone.calendar(instant).second))"
    }

    /// As short as it can be told apart: `14:02` today, `Mon` within a week, `12 Mar` this year, else `Mar 2024`.
    package func short(_ instant: Instant) -> String { short(zone.calendar(instant)) }

    private func short(_ time: CalendarTime) -> String {
        switch today - time.dayNumber {
        case 0: clock(time)
        case 1..<7: Self.weekdays[time.weekday]
        case _ where time.year == year: String(time.day) + " " + Self.months[time.month - 1]
        default: Self.months[time.month - 1] + " " + padded(time.year, 4)
        }
    }

    /// The same in six cells: a moment of another year is told by its month alone, `Mar'24`.
    package func brief(_ instant: Instant) -> String {
        let time = zone.calendar(instant)
        let isFar = time.year != year && !(0..<7).contains(today - time.dayNumber)
        return isFar ? Self.months[time.month - 1] + "'" + padded(time.year % 100) : short(time)
    }

    /// A day: `Today`, `Yesterday`, `Monday 12 March`, with the year where it is another one.
    package func day(_ instant: Instant) -> String {
        let time = zone.calendar(instant)
        switch today - time.dayNumber {
        case 0: return "Today"
        case 1: return "Yesterday"
        default:
            let text = "\(Self.weekdays[time.weekday]) \(time.day) \(Self.months[time.month - 1])"
            return time.year == year ? text : "\(text) \(time.year)"
        }
    }

    /// A day of any time: `12 Mar 2024`.
    package func date(_ instant: Instant) -> String {
        let time = zone.calendar(instant)
        return "\(time.day) \(Self.months[time.month - 1]) \(time.year)"
    }

    /// `12 Mar 2024 14:02:30`
    package func full(_ instant: Instant) -> String { "\(date(instant)) \(exactTime(instant))" }

    /// `14:02` today, else with its day: `12 Mar 2024 14:02`
    package func dated(_ instant: Instant) -> String {
        areSameDay(instant, now) ? time(instant) : "\(date(instant)) \(time(instant))"
    }

    func areSameDay(_ one: Instant, _ other: Instant) -> Bool {
        zone.calendar(one).dayNumber == zone.calendar(other).dayNumber
    }

    private static let weekdays = ["Sun", "Mon", "Tue", "Wed", "Thu", "Fri", "Sat"]
    private static let months = [
        "Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec",
    ]
}

/// `number` with commas between the thousands, such as `84,000`.
package func grouped(_ number: Int) -> String {
    let digits = String(number.magnitude)
    var text = ""
    for (index, digit) in digits.enumerated() {
        if index > 0, (digits.count - index).isMultiple(of: 3) { text += "," }
        text.append(digit)
    }
    return number < 0 ? "-" + text : text
}
