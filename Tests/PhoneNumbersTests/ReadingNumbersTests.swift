import Messaging
import PhoneNumbers
import Testing

@Suite("Reading numbers as people write them")
struct ReadingNumbersTests {
    private func read(_ text: String, _ region: String? = nil) throws(PhoneNumberError) -> String {
        try PhoneBook(defaultRegion: region).e164(text).number.e164
    }

    @Test(
        "A number is completed by the region of the settings",
        arguments: [
            ("(11) 99988-7766", "BR", "+5511999887766"), ("07700 900123", "GB", "+447700900123"),
            ("(212) 555-0123", "US", "+12125550123"), ("00 55 11 99988-7766", "GB", "+5511999887766"),
            ("1-212-555-0123", "us", "+12125550123"), (" 11999887766 ", "BR", "+5511999887766"),
            ("\u{202A}(11) 99988-7766\u{202C}", "BR", "+5511999887766"),
        ])
    func regional(text: String, region: String, e164: String) throws {
        #expect(try read(text, region) == e164)
    }

    @Test(
        "A number with a plus sign is never given to another country",
        arguments: ["BR", "US", "GB", nil] as [String?])
    func international(region: String?) throws {
        #expect(try read("+447700900123", region) == "+447700900123")
        #expect(try read("+1 (555) 123-4567", region) == "+15551234567")
        #expect(try read("+5215512345678", region) == "+5215512345678")
        #expect(try read("\u{FF0B}44 7700 900123", region) == "+447700900123")
    }

    @Test("The zero that is dialled inside a country is dropped behind its code")
    func trunkZero() throws {
        #expect(try read("+44 (0)7700 900123") == "+447700900123")
        #expect(try read("+44 07700 900123") == "+447700900123")
    }

    @Test("Without a region in the settings our own number tells it")
    func ownNumber() throws {
        let own = try #require(PhoneNumber(e164: "+5511999880000"))
        let unknownOwn = try #require(PhoneNumber(e164: "+15550100001"))

        #expect(try PhoneBook(ownNumber: own).e164("(11) 99988-7766").number.e164 == "+5511999887766")
        #expect(try PhoneBook(ownNumber: unknownOwn).e164("212 555 0123").number.e164 == "+12125550123")
        #expect(
            try PhoneBook(defaultRegion: "GB", ownNumber: own).e164("07700 900123").number.e164 == "+447700900123")
        #expect(try PhoneBook(ownNumber: own).e164("07700 900123", region: "GB").number.e164 == "+447700900123")
    }

    @Test("A possible number that the list does not know gets a hint and no refusal")
    func hint() throws {
        let unknown = try PhoneBook().e164("+15551234567")
        let known = try PhoneBook().e164("+12125550123")

        #expect(unknown.number.e164 == "+15551234567")
        #expect(!unknown.isKnownValid)
        #expect(unknown.hint != nil)
        #expect(known.isKnownValid)
        #expect(known.hint == nil)
    }

    @Test(
        "A number in which the plans would read another one is kept as typed, and the hint names the other",
        arguments: [
            ("+54 11 15 2345-6789", "+5491123456789"), ("+5215512345678", "+525512345678"),
        ])
    func usualForm(text: String, usual: String) throws {
        let parsed = try PhoneBook().e164(text)

        #expect(parsed.number.e164 == "+" + text.filter(\.isNumber))
        #expect(!parsed.isKnownValid)
        #expect(parsed.hint?.contains(usual) == true)
    }

    @Test(
        "What is no number is refused with what to do about it",
        arguments: [
            ("hello", "BR", .notANumber), ("", "BR", .notANumber), ("+", nil, .notANumber),
            ("555-1234", "US", .lacksAreaCode), ("+44 77", nil, .tooShort), ("+1 212 555 01234 5678", nil, .tooLong),
            ("11 99988 7766", nil, .needsCountry), ("+999 123 4567", nil, .unknownCountry),
            ("1-800-FLOWERS", "US", .tooShort),
            ("212 555 0123", "XX", .unknownRegion("XX")), ("212 555 0123", "Brazil", .unknownRegion("BRAZIL")),
        ] as [(String, String?, PhoneNumberError)])
    func refused(text: String, region: String?, error: PhoneNumberError) {
        #expect(throws: error) { try read(text, region) }
    }

    @Test("Every refusal begins with the words that are known, and repeats no digits of the number")
    func words() {
        let errors: [PhoneNumberError] = [
            .notANumber, .tooShort, .tooLong, .wrongLength, .needsCountry, .lacksAreaCode,
        ]
        for error in errors {
            #expect(error.description.hasPrefix("Invalid phone number format: "))
        }
    }

    @Test(
        "Hostile text is refused and harms nothing",
        arguments: [
            String(repeating: "9", count: 100_000), String(repeating: "+", count: 119), "\0\0\0", "+1\0212", "📞", "١٢٣",
            "+" + String(repeating: "\u{0661}", count: 30), "tel:", ";phone-context=", "+1;ext=" + "9", "٪%s%n",
            String(repeating: "(", count: 110),
        ])
    func hostile(text: String) {
        for region in [nil, "US", "BR"] as [String?] {
            #expect(throws: PhoneNumberError.self) { try read(text, region) }
        }
    }

    @Test("Many threads may ask at once")
    func threads() async {
        await withTaskGroup(of: Bool.self) { group in
            for index in 0..<64 {
                group.addTask { (try? read("(11) 99988-77\(padded(index))", "BR")) == "+55119998877\(padded(index))" }
            }
            for await isRight in group { #expect(isRight) }
        }
    }
}
