internal import Messaging

/// Writes moments as RFC 2822 does, in GMT with whole seconds: `Thu, 24 Aug 2023 05:01:45 +0000`.
///
/// The day's part is kept between calls, since the messages of a page mostly share it.
struct DateWriter: Sendable {
    private var day: Int64 = .min
    private var dayText: [UInt8] = []

    /// Appends the moment `seconds` after 1970 between quotes, or null for 0.
    mutating func write(_ seconds: UInt32, into out: inout JSONBytes) {
        guard seconds > 0 else { return out.raw("null") }
        out.raw("\"")
        out.raw(text(seconds))
        out.raw("\"")
    }

    mutating func text(_ seconds: UInt32) -> [UInt8] {
        let today = Int64(seconds / 86_400)
        if today != day {
            day = today
            let time = CalendarTime(Instant(seconds: Int64(seconds)))
            let name = Self.weekdays[time.weekday], month = Self.months[time.month - 1]
            dayText = Array("\(name), \(padded(time.day)) \(month) \(padded(time.year, 4)) ".utf8)
        }
        let second = Int(seconds % 86_400)
        var bytes = dayText
        bytes.reserveCapacity(31)
        for (part, sign) in [(second / 3600, 58), (second / 60 % 60, 58), (second % 60, 32)] as [(Int, UInt8)] {
            bytes.append(48 + UInt8(part / 10))
            bytes.append(48 + UInt8(part % 10))
            bytes.append(sign)
        }
        bytes.append(contentsOf: Self.zone)
        return bytes
    }

    /// One moment, on its own.
    static func rfc2822(_ instant: Instant) -> String {
        var writer = DateWriter()
        return String(decoding: writer.text(UInt32(clamping: instant.seconds)), as: UTF8.self)
    }

    private static let weekdays = ["Sun", "Mon", "Tue", "Wed", "Thu", "Fri", "Sat"]
    private static let months = ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"]
    private static let zone = Array("+0000".utf8)
}
