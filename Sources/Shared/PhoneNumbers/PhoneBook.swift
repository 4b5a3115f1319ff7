import CPhoneNumber
package import Messaging

/// Reads telephone numbers as people write them, and writes them for people.
///
/// A number without a plus sign belongs to the region of the settings, else to that of our own number, else to the
/// main region of our number's country code. A number with a plus sign says for itself where it belongs. Any text is
/// taken; only what cannot be read or cannot be a number is refused. Letters are never read as digits: what stands
/// beside a number is a name to offer, and an extension or a second number is refused rather than left out. Safe on
/// every thread; the first question loads the numbering plans, which takes some ten milliseconds, so nothing before the
/// first picture should ask.
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
        let (parsed, rest) = try read(free, region: region)
        switch rest {
        case .nothing, .name: return parsed
        case .extensionNumber: throw .hasExtension
        case .secondNumber: throw .severalNumbers
        }
    }

    /// The number at the beginning of a text, and what stands beside it.
    func read(_ free: String, region: String?) throws(PhoneNumberError) -> (number: ParsedNumber, rest: NumberRest) {
        guard free.utf8.count <= Self.longestText else { throw .tooLong }
        guard let text = NumberText(VisibleText(free).text) else { throw .notANumber }
        let cuts = text.cutAtSlashes
        for cut in cuts {
            // Before a slash that parts two numbers there is one that the plans know.
            if let number = possible(cut, region), number.isKnownValid { return number.beside(NumberRest(cut)) }
        }
        do throws(PhoneNumberError) {
            return try number(text, region: region).beside(NumberRest(text))
        } catch {
            for cut in cuts {
                if let number = possible(cut, region) { return number.beside(NumberRest(cut)) }
            }
            throw error
        }
    }

    private func possible(_ text: NumberText, _ region: String?) -> ParsedNumber? {
        do throws(PhoneNumberError) {
            return try number(text, region: region)
        } catch {
            return nil
        }
    }

    private func number(_ text: NumberText, region: String?) throws(PhoneNumberError) -> ParsedNumber {
        let written = text.hasContext ? text.number + text.behind : text.number
        let isInternational = text.number.unicodeScalars.first.map(NumberText.isPlus) ?? false
        let region = isInternational ? nil : (region?.uppercased() ?? homeRegion)
        if let region, Self.callingCode(of: region) == nil {
            throw Self.isLoaded ? .unknownRegion(region) : .libraryMissing
        }

        var isKnown = false
        let (outcome, digits) = Self.answer { cphone_read(written, written.utf8.count, region ?? "ZZ", $0, &isKnown) }
        if outcome == CPHONE_NO_LIBRARY, let number = Self.typedDigits(of: written) {
            return ParsedNumber(number: number, isKnownValid: false)
        }
        guard outcome == CPHONE_DONE, let number = PhoneNumber(e164: digits) else {
            throw Self.error(outcome, isInternational: isInternational, hasRegion: region != nil)
        }
        guard let typed = Self.typedDigits(of: written), typed != number,
            !Self.isTrunkZeroDropped(from: typed, giving: number)
        else { return ParsedNumber(number: number, isKnownValid: isKnown) }
        // The plans know the number that they would make of it, which is another one.
        return ParsedNumber(number: typed, isKnownValid: false, usualForm: number)
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
