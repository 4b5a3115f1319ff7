/// A day and time of day as a calendar writes them, without a zone.
package struct CalendarTime: Hashable, Sendable {
    package var year: Int, month: Int, day: Int, hour: Int, minute: Int, second: Int

    package init(year: Int, month: Int, day: Int, hour: Int = 0, minute: Int = 0, second: Int = 0) {
        (self.year, self.month, self.day) = (year, month, day)
        (self.hour, self.minute, self.second) = (hour, minute, second)
    }

    /// The calendar time at `instant`, `offset` seconds east of UTC.
    package init(_ instant: Instant, offset: Int = 0) {
        let local = instant.seconds + Int64(offset)
        let days = local.quotient(by: 86_400)
        let rest = Int(local - days * 86_400)
        // Days are counted from 1 March of the year 0 of the Gregorian calendar, so that the leap day ends a year.
        let shifted = days + 719_468
        let era = shifted.quotient(by: 146_097)
        let dayOfEra = Int(shifted - era * 146_097)
        let yearOfEra = (dayOfEra - dayOfEra / 1_460 + dayOfEra / 36_524 - dayOfEra / 146_096) / 365
        let dayOfYear = dayOfEra - (365 * yearOfEra + yearOfEra / 4 - yearOfEra / 100)
        let monthFromMarch = (5 * dayOfYear + 2) / 153
        let month = monthFromMarch < 10 ? monthFromMarch + 3 : monthFromMarch - 9
        self.init(
            year: yearOfEra + Int(era) * 400 + (month <= 2 ? 1 : 0), month: month,
            day: dayOfYear - (153 * monthFromMarch + 2) / 5 + 1,
            hour: rest / 3600, minute: rest / 60 % 60, second: rest % 60)
    }

    /// Days since 1 January 1970.
    package var dayNumber: Int64 {
        let marchYear = Int64(month <= 2 ? year - 1 : year)
        let era = marchYear.quotient(by: 400)
        let yearOfEra = marchYear - era * 400
        let monthFromMarch = Int64(month > 2 ? month - 3 : month + 9)
        let dayOfYear = (153 * monthFromMarch + 2) / 5 + Int64(day) - 1
        return era * 146_097 + yearOfEra * 365 + yearOfEra / 4 - yearOfEra / 100 + dayOfYear - 719_468
    }

    /// 0 is Sunday.
    package var weekday: Int { Int((dayNumber + 4) - (dayNumber + 4).quotient(by: 7) * 7) }

    /// Whether every field is in the range a calendar and a clock allow.
    package var isValid: Bool {
        guard (1...12).contains(month), (1...31).contains(day), (0...23).contains(hour), (0...59).contains(minute),
            (0...60).contains(second), (0...9999).contains(year)
        else { return false }
        let roundTrip = CalendarTime(Instant(seconds: dayNumber * 86_400))
        return roundTrip.month == month && roundTrip.day == day
    }
}

extension Instant {
    /// The instant at which a clock `offset` seconds east of UTC shows `time`.
    package init(_ time: CalendarTime, offset: Int = 0) {
        let seconds = time.dayNumber * 86_400 + Int64(time.hour * 3600 + time.minute * 60 + time.second)
        self.init(seconds: seconds - Int64(offset))
    }

    /// RFC 3339 in UTC with whole seconds, such as `2026-11-23T14:02:30Z`.
    package var rfc3339: String {
        let time = CalendarTime(self)
        return "\(padded(time.year, 4))-\(padded(time.month))-\(padded(time.day))T"
            + "\(padded(time.hour)):\(padded(time.minute)):\(padded(time.second))Z"
    }

    /// Reads RFC 3339 with any offset and any fraction of a second; `nil` for anything else.
    package init?(rfc3339 text: String) {
        let bytes = Array(text.utf8)
        func number(_ range: Range<Int>) -> Int? {
            guard range.upperBound <= bytes.count else { return nil }
            return bytes[range].reduce(0 as Int?) { sum, byte in
                guard let sum, (48...57).contains(byte) else { return nil }
                return sum * 10 + Int(byte - 48)
            }
        }
        guard bytes.count >= 20, bytes[4] == 45, bytes[7] == 45, bytes[10] | 32 == 116 || bytes[10] == 32,
            bytes[13] == 58, bytes[16] == 58,
            let year = number(0..<4), let month = number(5..<7), let day = number(8..<10),
            let hour = number(11..<13), let minute = number(14..<16), let second = number(17..<19)
        else { return nil }
        let time = CalendarTime(year: year, month: month, day: day, hour: hour, minute: minute, second: second)
        guard time.isValid else { return nil }

        var rest = bytes[19...]
        var thousandths: Int64 = 0
        if rest.first == 46 {
            let digits = rest.dropFirst().prefix { (48...57).contains($0) }
            guard !digits.isEmpty else { return nil }
            thousandths = (digits.prefix(3) + Array(repeating: 48, count: max(0, 3 - digits.count)))
                .reduce(0) { $0 * 10 + Int64($1 - 48) }
            rest = rest.dropFirst(digits.count + 1)
        }
        let offset: Int
        switch rest.first {
        case 90, 122:
            guard rest.count == 1 else { return nil }
            offset = 0
        case 43, 45:
            let start = rest.startIndex
            guard rest.count == 6, bytes[start + 3] == 58, let hours = number(start + 1..<start + 3),
                let minutes = number(start + 4..<start + 6), hours < 24, minutes < 60
            else { return nil }
            offset = (rest.first == 43 ? 1 : -1) * (hours * 3600 + minutes * 60)
        default: return nil
        }
        self.init(milliseconds: Instant(time, offset: offset).milliseconds + thousandths)
    }
}

/// `number` in decimal with zeros in front.
package func padded(_ number: Int, _ width: Int = 2) -> String {
    if width == 2, (0..<100).contains(number) {
        // By far the most numbers are these, and each row of a table has some.
        return String(unsafeUninitializedCapacity: 2) { digits in
            (digits[0], digits[1]) = (48 + UInt8(number / 10), 48 + UInt8(number % 10))
            return 2
        }
    }
    let digits = String(number)
    return String(repeating: "0", count: max(0, width - digits.count)) + digits
}
