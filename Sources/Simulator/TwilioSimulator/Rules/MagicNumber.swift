/// Numbers that decide by themselves what becomes of a message, as those of Twilio's test credentials do.
///
/// Besides Twilio's own (`+15005550001` and its neighbours), any number `+150055CCCCC` means the error CCCCC: one
/// from 20000 to 29999 refuses the request, any other is met after it was accepted.
enum MagicNumber {
    enum Outcome: Equatable, Sendable {
        case rejected(Int)
        case failing(Int)
    }

    /// The sender that Twilio's test credentials allow.
    static let allowedSender = "+15005550006"

    static func outcome(to: String) -> Outcome? {
        switch to {
        case "+15005550001": return .rejected(21211)
        case "+15005550002": return .rejected(21612)
        case "+15005550003": return .rejected(21408)
        case "+15005550004": return .rejected(21610)
        case "+15005550009": return .rejected(21614)
        default: break
        }
        guard to.hasPrefix("+150055"), to.utf8.count == 12, let code = Int(to.dropFirst(7)) else { return nil }
        switch code {
        case 20_000..<30_000: return .rejected(code)
        case 30_000..<40_000, 60_000..<70_000: return .failing(code)
        default: return nil
        }
    }

    static func rejection(from: String) -> Int? {
        switch from {
        case "+15005550001": 21212
        case "+15005550007": 21606
        case "+15005550008": 21611
        default: nil
        }
    }

    /// Errors that stop a message before it reaches a carrier: it is `failed` instead of `undelivered`.
    static func failsBeforeSending(_ code: Int) -> Bool {
        [21610, 30001, 30002, 30018, 30024, 30032, 30033, 30034, 30035, 30036, 30410, 30450, 30500].contains(code)
    }
}
