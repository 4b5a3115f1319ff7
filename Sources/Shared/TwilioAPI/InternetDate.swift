package import Messaging

/// Dates as mail and HTTP headers write them: `Thu, 24 Aug 2023 05:01:45 +0000` (RFC 2822), with `GMT` in its place
/// (RFC 9110), and the two older forms that RFC 9110 still asks readers to take.
package enum InternetDate {
    /// The moment that `text` names, or `nil`.
    package static func instant(_ text: String) -> Instant? { instant(Array(text.utf8)) }

    static func instant(_ bytes: UnsafeBufferPointer<UInt8>) -> Instant? {
        common(bytes) ?? words(bytes).flatMap(instant)
    }

    private static func instant(_ bytes: [UInt8]) -> Instant? { bytes.withUnsafeBufferPointer(instant) }

    /// The one form that Twilio writes, read at its fixed places.
    private static func common(_ bytes: UnsafeBufferPointer<UInt8>) -> Instant? {
        guard bytes.count == 31, bytes[3] == UInt8(ascii: ","), bytes[19] == UInt8(ascii: ":"),
            bytes[22] == UInt8(ascii: ":"), bytes[26...].elementsEqual("+0000".utf8),
            let day = number(bytes[5..<7]), let month = month(bytes[8..<11]), let year = number(bytes[12..<16]),
            let hour = number(bytes[17..<19]), let minute = number(bytes[20..<22]), let second = number(bytes[23..<25])
        else { return nil }
        let time = CalendarTime(year: year, month: month, day: day, hour: hour, minute: minute, second: second)
        return time.isValid ? Instant(time) : nil
    }

    /// The parts between spaces and commas, the weekday left out; `nil` when there are too many or too few.
    private static func words(_ bytes: UnsafeBufferPointer<UInt8>) -> [Slice<UnsafeBufferPointer<UInt8>>]? {
        guard bytes.count <= 64 else { return nil }
        var words = bytes.split { $0 == 32 || $0 == 9 || $0 == UInt8(ascii: ",") }
        if let first = words.first?.first, first.isLetter { words.removeFirst() }
        if words.first.map({ number($0) == nil }) ?? false, words.count <= 3,
            let dashed = words.first?.split(separator: UInt8(ascii: "-")), dashed.count == 3
        {
            words.replaceSubrange(0..<1, with: dashed)
        }
        return (4...6).contains(words.count) ? words : nil
    }

    private static func instant(_ words: [Slice<UnsafeBufferPointer<UInt8>>]) -> Instant? {
        // The C library's form has the month in front and the year at the end: "Nov  6 08:49:37 1994".
        let isAscTime = month(words[0]) != nil
        let order = isAscTime ? (day: 1, month: 0, year: 3, clock: 2) : (day: 0, month: 1, year: 2, clock: 3)
        guard let day = number(words[order.day]), let month = month(words[order.month]),
            let year = year(words[order.year]), let offset = offset(isAscTime ? nil : words.dropFirst(4).first)
        else { return nil }
        let clock = words[order.clock].split(separator: UInt8(ascii: ":"), omittingEmptySubsequences: false)
        guard (2...3).contains(clock.count), let hour = number(clock[0]), let minute = number(clock[1]),
            let second = clock.count == 3 ? number(clock[2]) : 0
        else { return nil }
        let time = CalendarTime(year: year, month: month, day: day, hour: hour, minute: minute, second: second)
        return time.isValid ? Instant(time, offset: offset) : nil
    }

    private static func number(_ digits: Slice<UnsafeBufferPointer<UInt8>>) -> Int? {
        guard (1...4).contains(digits.count) else { return nil }
        var number = 0
        for digit in digits {
            guard (48...57).contains(digit) else { return nil }
            number = number * 10 + Int(digit - 48)
        }
        return number
    }

    /// Two digits mean the years from 1970 to 2069.
    private static func year(_ digits: Slice<UnsafeBufferPointer<UInt8>>) -> Int? {
        number(digits).map { digits.count > 2 ? $0 : $0 + ($0 < 70 ? 2000 : 1900) }
    }

    private static func month(_ name: Slice<UnsafeBufferPointer<UInt8>>) -> Int? {
        guard name.count == 3 else { return nil }
        let key = name.reduce(0) { $0 << 8 | Int($1 | 32) }
        return monthKeys.firstIndex(of: key).map { $0 + 1 }
    }

    private static let monthKeys = "jan feb mar apr may jun jul aug sep oct nov dec".split(separator: " ")
        .map { $0.utf8.reduce(0) { $0 << 8 | Int($1) } }

    /// Seconds east of UTC. A zone in letters is UTC, as RFC 2822 says of those whose meaning is not sure.
    private static func offset(_ zone: Slice<UnsafeBufferPointer<UInt8>>?) -> Int? {
        guard let zone, let sign = zone.first else { return 0 }
        guard sign == UInt8(ascii: "+") || sign == UInt8(ascii: "-") else { return sign.isLetter ? 0 : nil }
        guard zone.count == 5, let digits = number(zone.dropFirst()), digits % 100 < 60, digits < 2400 else {
            return nil
        }
        return (sign == UInt8(ascii: "+") ? 1 : -1) * (digits / 100 * 3600 + digits % 100 * 60)
    }
}

extension UInt8 {
    fileprivate var isLetter: Bool { (65...90).contains(self) || (97...122).contains(self) }
}
