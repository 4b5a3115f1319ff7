import CPhoneNumber
package import Messaging

/// A number that could be read, and how sure we are of it.
package struct ParsedNumber: Hashable, Sendable {
    package let number: PhoneNumber
    /// Whether the numbering plans on this machine have such a number. They age, so this is never a reason to refuse.
    package let isKnownValid: Bool

    /// What to tell a person who is about to write to a number that is not in the plans.
    package var hint: String? {
        isKnownValid ? nil : "This number is possible, but not in the list of numbers here. Check its digits."
    }
}

/// Reads telephone numbers as people write them, and writes them for people.
///
/// A number without a plus sign belongs to the region of the settings, else to that of our own number, else to the
/// main region of our number's country code. A number with a plus sign says for itself where it belongs. Any text is
/// taken; only what cannot be read or cannot be a number is refused. Safe on every thread; the first question loads
/// the numbering plans, which takes some ten milliseconds, so nothing before the first picture should ask.
package struct PhoneBook: Hashable, Sendable {
    private let settingsRegion: String?
    private let ownNumber: PhoneNumber?

    /// No number that people write is longer.
    private static let longestText = 120

    /// `defaultRegion` is the two letters of the settings, `ownNumber` the one we send from.
    package init(defaultRegion: String? = nil, ownNumber: PhoneNumber? = nil) {
        (settingsRegion, self.ownNumber) = (defaultRegion, ownNumber)
    }

    /// The region that numbers without a plus sign belong to here.
    package var homeRegion: String? {
        settingsRegion?.uppercased() ?? ownNumber.flatMap(region(of:))
    }

    /// Reads a number as a person wrote it. `region` goes before the book's own.
    package func e164(_ free: String, region: String? = nil) throws(PhoneNumberError) -> ParsedNumber {
        guard free.utf8.count <= Self.longestText else { throw .tooLong }
        let visible = VisibleText(free, keepsLines: false).text
        let isInternational = Self.firstSign(of: visible) == "+"
        let region = isInternational ? nil : (region?.uppercased() ?? homeRegion)
        if let region, Self.callingCode(of: region) == nil {
            throw Self.isLoaded ? .unknownRegion(region) : .libraryMissing
        }

        var isKnown = false
        let (outcome, text) = Self.answer { cphone_read(visible, visible.utf8.count, region ?? "ZZ", $0, &isKnown) }
        if outcome == CPHONE_NO_LIBRARY, let number = Self.typedDigits(of: visible) {
            return ParsedNumber(number: number, isKnownValid: false)
        }
        guard outcome == CPHONE_DONE, let number = PhoneNumber(e164: text) else {
            throw Self.error(outcome, isInternational: isInternational, hasRegion: region != nil)
        }
        guard let typed = Self.typedDigits(of: visible), !Self.isTrunkZeroDropped(from: typed, giving: number) else {
            return ParsedNumber(number: number, isKnownValid: isKnown)
        }
        return ParsedNumber(number: typed, isKnownValid: isKnown)
    }

    /// The number written for people: as within its country when `region` is that country, else with its country code.
    package func display(_ number: PhoneNumber, seenFrom region: String? = nil) -> String {
        let e164 = number.e164
        let (outcome, text) = Self.answer { cphone_write(e164, e164.utf8.count, region?.uppercased() ?? "", $0) }
        return outcome == CPHONE_DONE ? text : e164
    }

    /// The region a number belongs to, or the main region of its country code where the number is in no plan; `nil`
    /// for numbers of no country, such as satellite telephones.
    package func region(of number: PhoneNumber) -> String? {
        let e164 = number.e164
        let (outcome, text) = Self.answer { cphone_region(e164, e164.utf8.count, $0) }
        return outcome == CPHONE_DONE ? text : Self.mainRegion(of: number)
    }

    /// The main region of the country code that `number` begins with, such as `US` for 1. No country code is the
    /// beginning of another, so the shortest that exists is the one.
    package static func mainRegion(of number: PhoneNumber) -> String? {
        for length in 1...3 {
            guard let code = Int32(number.digits.prefix(length)) else { return nil }
            let (outcome, text) = answer { cphone_main_region(code, $0) }
            if outcome == CPHONE_DONE { return text }
        }
        return nil
    }

    /// The country code of a region of two letters, or `nil` where there is no such region.
    package static func callingCode(of region: String) -> Int? {
        guard region.utf8.count == 2 else { return nil }
        let code = cphone_calling_code(region.uppercased())
        return code > 0 ? Int(code) : nil
    }

    /// Whether the library with the numbering plans is on this machine.
    package static var isLoaded: Bool {
        answer { cphone_main_region(1, $0) }.outcome != CPHONE_NO_LIBRARY
    }
}

extension PhoneBook {
    /// Calls C with room for an answer.
    private static func answer(
        _ call: (UnsafeMutablePointer<CChar>) -> cphone_outcome
    ) -> (outcome: cphone_outcome, text: String) {
        withUnsafeTemporaryAllocation(of: CChar.self, capacity: CPHONE_CAPACITY) { room in
            room.initialize(repeating: 0)
            guard let start = room.baseAddress else { return (CPHONE_NOTHING, "") }
            let outcome = call(start)
            return (outcome, outcome == CPHONE_DONE ? String(cString: start) : "")
        }
    }

    /// A plus sign in any of its forms, or else the first digit or letter.
    private static func firstSign(of text: String) -> Character? {
        guard let sign = text.first(where: { $0 == "+" || $0 == "\u{FF0B}" || $0.isLetter || $0.isNumber }) else {
            return nil
        }
        return sign == "\u{FF0B}" ? "+" : sign
    }

    /// The digits behind a plus sign exactly as they were typed, where they have the form of E.164.
    private static func typedDigits(of text: String) -> PhoneNumber? {
        let bare = text.filter { !" ()-./".contains($0) }
        return bare.first == "+" ? PhoneNumber(e164: bare) : nil
    }

    /// Whether the reading only lost the zero that people put before an area code and no network takes behind a
    /// country code. Any other change would turn one person's number into another's.
    private static func isTrunkZeroDropped(from typed: PhoneNumber, giving read: PhoneNumber) -> Bool {
        guard typed.digits.count == read.digits.count + 1 else { return false }
        return (1...3).contains { typed.digits == "\(read.digits.prefix($0))0\(read.digits.dropFirst($0))" }
    }

    private static func error(
        _ outcome: cphone_outcome, isInternational: Bool, hasRegion: Bool
    ) -> PhoneNumberError {
        switch outcome {
        case CPHONE_NO_LIBRARY: .libraryMissing
        case CPHONE_UNKNOWN_COUNTRY: isInternational || hasRegion ? .unknownCountry : .needsCountry
        case CPHONE_TOO_SHORT: .tooShort
        case CPHONE_TOO_LONG: .tooLong
        case CPHONE_WRONG_LENGTH: .wrongLength
        case CPHONE_LOCAL_ONLY: .lacksAreaCode
        default: .notANumber
        }
    }
}
