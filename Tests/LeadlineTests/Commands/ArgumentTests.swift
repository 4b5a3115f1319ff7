import Messaging
import Testing

@testable import leadline

@Suite struct ArgumentOrderTests {
    @Test(
        "The profile may be named before the command or after it",
        arguments: [
            (["--profile", "work", "leads", "--json"], ["leads", "--profile", "work", "--json"]),
            (["--config=/a", "--profile", "work", "show", "L1"], ["show", "--config=/a", "--profile", "work", "L1"]),
            (["leads", "--profile", "work"], ["leads", "--profile", "work"]),
            (["--profile", "work"], ["--profile", "work"]),
            (["--help"], ["--help"]),
        ])
    func order(given: [String], expected: [String]) {
        #expect(ArgumentOrder.commandFirst(given) == expected)
    }
}

@Suite struct ProfileChoiceTests {
    @Test("A bare start is told apart from commands")
    func alone() {
        #expect(ProfileChoice(alone: []) == ProfileChoice())
        #expect(ProfileChoice(alone: ["--profile", "shop"]) == ProfileChoice(profile: "shop"))
        #expect(ProfileChoice(alone: ["--profile", "shop", "leads"]) == nil)
        #expect(ProfileChoice(alone: ["--help"]) == nil)
        #expect(ProfileChoice(alone: ["--profile"]) == nil)
    }
}

@Suite struct NearestNameTests {
    @Test("A slip is seen through, a different word is not")
    func nearest() {
        let known = ["account_sid", "auth_token", "phone_number"]

        #expect(NearestName.of("auth_tokne", among: known) == "auth_token")
        #expect(NearestName.of("phonenumber", among: known) == "phone_number")
        #expect(NearestName.of("colour", among: known) == nil)
    }
}

@Suite struct NameListTests {
    @Test("Names come from a table with headings, whatever their order and the separator")
    func headings() {
        let list = NameList(csv: "Phone;Last name;First name\n+1 555 010 0100;\"Lov\"\"e\";Ada\n;;\n+15550100101;;\n")

        #expect(list.entries == [.init(name: "Ada Lov\"e", number: "+1 555 010 0100", line: 2)])
        #expect(list.slips == [.init(line: 4, reason: "there is no name")])
    }

    @Test("What cannot be taken is told with its line: a quote or a card without an end, a card without a number")
    func slips() {
        let table = NameList(csv: "name,phone\nAna,+15550100101\n\"Bo,+15550100102\nCy,+15550100103\n")
        #expect(table.entries.map(\.name) == ["Ana"])
        #expect(table.slips == [.init(line: 3, reason: "a quote is opened here and never closed")])

        let cards = NameList(
            vCards: "BEGIN:VCARD\nFN:Ana\nTEL:+15550100101\nBEGIN:VCARD\n\nFN:Bo\nEND:VCARD\nBEGIN:VCARD\nFN:Cy")
        #expect(cards.entries.isEmpty)
        #expect(cards.slips.map(\.line) == [1, 4, 8])
    }

    @Test("A first and a last name are put together in other languages as well")
    func otherLanguages() {
        let list = NameList(csv: "Vorname;Nachname;Telefon\nJürgen;Groß;+4915510010010\n")

        #expect(list.entries.map(\.name) == ["Jürgen Groß"])
    }

    @Test("Names come from a table without headings")
    func withoutHeadings() {
        let list = NameList(csv: "Ana Souza,+55 11 91234-5678\n\"Kim, Jo\",+15550100102\r\n")

        #expect(list.entries.map(\.name) == ["Ana Souza", "Kim, Jo"])
        #expect(list.entries.map(\.number) == ["+55 11 91234-5678", "+15550100102"])
    }

    @Test("Every number of a card gets its name")
    func cards() {
        let text = """
            BEGIN:VCARD\r\nVERSION:3.0\r\nFN:Zo\\, Lee\r\nTEL;TYPE=CELL:+1555
             0100103\r\nitem1.TEL;VALUE=uri:tel:+15550100104\r\nEND:VCARD\r
            BEGIN:VCARD\nN;ENCODING=QUOTED-PRINTABLE:M=C3=BCller;Eva\nTEL:+15550100105\nEND:VCARD
            """
        let list = NameList(vCards: text)

        #expect(list.entries.map(\.name) == ["Zo, Lee", "Zo, Lee", "Eva Müller"])
        #expect(list.entries.map(\.number) == ["+15550100103", "+15550100104", "+15550100105"])
    }
}
