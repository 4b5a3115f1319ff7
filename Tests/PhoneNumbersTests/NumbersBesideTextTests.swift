import Messaging
import Testing

@testable import PhoneNumbers

@Suite("What stands beside a number")
struct NumbersBesideTextTests {
    @Test(
        "Letters are never digits: what stands behind a number, or before it, is a name to offer",
        arguments: [
            ("+49 30 23125 012 (Max)", nil, "+493023125012", "Max"),
            ("(212) 555-0132 Bob", "US", "+12125550132", "Bob"),
            ("+1 212 555 0132, Bob Fax", nil, "+12125550132", "Bob Fax"),
            ("+44 7700 900123 - “Zoë Ltd.”", nil, "+447700900123", "Zoë Ltd."),
            ("+44 7700 900123 Ann (flat 12)", nil, "+447700900123", "Ann (flat 12)"),
            ("+44 7700 900123\nabc def", nil, "+447700900123", "abc def"),
            ("Max +49 30 23125012", nil, "+493023125012", "Max"),
            ("Max <+493023125012>", "US", "+493023125012", "Max"),
            ("Tel.: +49 30 23125012", nil, "+493023125012", nil),
            ("tel:+493023125012", nil, "+493023125012", nil),
            ("(+49) 30 23125012)", "US", "+493023125012", nil),
            ("+49 30 23125012 📞", nil, "+493023125012", nil),
        ] as [(String, String?, String, String?)])
    func names(text: String, region: String?, e164: String, name: String?) throws {
        let parsed = try PhoneBook(defaultRegion: region).e164(text)

        #expect(parsed.number.e164 == e164)
        #expect(parsed.name == name)
    }

    @Test(
        "A slash inside a number is part of it",
        arguments: [
            ("030/23125012", "DE", "+493023125012"), ("06221/123456", "DE", "+496221123456"),
            ("+49 171/1234567", nil, "+491711234567"), ("0171 / 123 45 67", "DE", "+491711234567"),
        ] as [(String, String?, String)])
    func slash(text: String, region: String?, e164: String) throws {
        #expect(try PhoneBook(defaultRegion: region).e164(text).number.e164 == e164)
    }

    @Test(
        "A second number is never joined to the first, nor left out without a word",
        arguments: [
            "+49 30 23125012 / +49 171 1234567", "+49 30 23125012/0171 1234567", "(212) 555-0132/(212) 555-0133",
            "+12125550132, +12125550133", "+12125550132+12125550133", "+12125550132 or 212 555 0133",
            "212-555-0132 Bob 212-555-0133", "+12125550132\n+12125550133", "555 123 4567/555 123 4568",
        ])
    func second(text: String) {
        #expect(throws: PhoneNumberError.severalNumbers) { try PhoneBook(defaultRegion: "US").e164(text) }
    }

    @Test(
        "An extension is refused in words, since no text can be sent to it",
        arguments: [
            "+1 212 555 0132 ext. 12", "+12125550132x12", "+12125550132;ext=12", "+12125550132 #12", "+12125550132,,12",
            "+49 30 23125012 Durchwahl 12", "+49 30 23125012/13", "+12125550132 extension: 1234",
        ])
    func extensions(text: String) {
        #expect(throws: PhoneNumberError.hasExtension) { try PhoneBook(defaultRegion: "US").e164(text) }
    }

    @Test(
        "Of several numbers the first that can be read is taken, and that there are others is told",
        arguments: [
            ("+12125550132 ::: +12125550133", "+12125550132", true), ("12 ::: +12125550133", "+12125550133", true),
            ("212 555 0132;212 555 0133", "+12125550132", true), ("212 555 0132/212 555 0133", "+12125550132", true),
            ("12/212 555 0133", "+12125550133", true), ("+12125550132\n", "+12125550132", false),
            ("none, +12125550133", "+12125550133", false), ("+12125550132 (Bob)", "+12125550132", false),
            ("+12125550132x12;+12125550133", "+12125550133", true),
        ])
    func several(text: String, e164: String, isOneOfSeveral: Bool) throws {
        let chosen = try PhoneBook(defaultRegion: "US").firstNumber(in: text)

        #expect(chosen.number.number.e164 == e164)
        #expect(chosen.isOneOfSeveral == isOneOfSeveral)
    }

    @Test("Where none of several can be read, the first says why")
    func none() {
        #expect(throws: PhoneNumberError.hasExtension) { try PhoneBook().firstNumber(in: "tel:+12125550132;ext=12") }
        #expect(throws: PhoneNumberError.tooShort) { try PhoneBook(defaultRegion: "US").firstNumber(in: "12;x") }
        #expect(throws: PhoneNumberError.notANumber) { try PhoneBook().firstNumber(in: ";;:::") }
    }
}
