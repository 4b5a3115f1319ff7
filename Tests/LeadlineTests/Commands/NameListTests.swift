import Messaging
import PhoneNumbers
import Testing

@testable import leadline

@Suite struct NameListTests {
    @Test("Names come from a table with headings, whatever their order and the separator")
    func headings() {
        let list = NameList(csv: "Phone;Last name;First name\n+1 555 010 0100;\"Lov\"\"e\";Ada\n;;\n+15550100101;;\n")

        #expect(list.entries == [.init(name: "Ada Lov\"e", numbers: ["+1 555 010 0100"], line: 2)])
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
        #expect(list.entries.flatMap(\.numbers) == ["+55 11 91234-5678", "+15550100102"])
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
        #expect(list.entries.flatMap(\.numbers) == ["+15550100103", "+15550100104", "+15550100105"])
    }

    @Test(
        "A first line that names the separator is obeyed, and is no row", arguments: ["sep=;", "SEP=;\r", "\"sep=;\""])
    func separator(line: String) {
        let list = NameList(csv: line + "\nname;phone\n\"Lee, Zo\";+15550100100\nAna;+15550100101\n")

        #expect(list.entries.map(\.name) == ["Lee, Zo", "Ana"])
        #expect(list.entries.map(\.line) == [3, 4])
    }

    @Test("A comma in a quoted heading is no separator")
    func quotedHeading() {
        let list = NameList(csv: "\"name\";\"phone, any\"\n\"Lee, Zo\";+15550100100\n")

        #expect(list.entries.map(\.name) == ["Lee, Zo"])
    }

    @Test("A letter's mark behind a quote, a separator or a line's end takes nothing from it")
    func marksBehindSigns() {
        let list = NameList(
            csv: "name,phone\n\"\u{301}Ana\",+15550100100\nBo,\u{301}+15550100101\n\u{301}Cy,+15550100102\n")

        #expect(list.entries.map(\.name) == ["\u{301}Ana", "Bo", "\u{301}Cy"])
        #expect(list.entries.count == 3 && list.slips.isEmpty)
    }

    @Test(
        "Of several columns with telephones each row gives those that it has, mobile ones first",
        arguments: [
            "name,phone,mobile", "Name,Home Phone,Mobile Phone", "name,Phone 1 - Value,Cell",
            "name,Telefon,Handy",
        ])
    func severalColumns(headings: String) {
        let list = NameList(csv: headings + "\nAna,+15550100100,+15550100101\nBo,+15550100102,\nCy,,+15550100103\n")

        #expect(
            list.entries.map(\.numbers) == [
                ["+15550100101", "+15550100100"], ["+15550100102"], ["+15550100103"],
            ])
    }

    @Test(
        "A name is found under headings that say whose it is, and a firm's where nobody has one",
        arguments: [
            ("Person - Name,Person - Organization,Person - Phone - Work,Person - Phone - Mobile", "Ana"),
            ("First Name,Last Name,Organization Name,Phone 1 - Value,Mobile", "Ana"),
            ("Company,Phone,Mobile", "Acme"), ("Name,Company,Phone,Mobile", "Acme"),
        ])
    func firms(headings: String, name: String) {
        let columns = headings.split(separator: ",")
        let row = columns.map { heading in
            if heading.hasSuffix("Organization") || heading.contains("Company") || heading.hasPrefix("Org") {
                return "Acme"
            }
            if heading.contains("Mobile") { return "+15550100101" }
            if heading.contains("Phone") { return "+15550100100" }
            return name == "Ana" && heading.contains("Name") && !heading.contains("Last") ? "Ana" : ""
        }
        let list = NameList(csv: headings + "\n" + row.joined(separator: ",") + "\n")

        #expect(list.entries.map(\.name) == [name])
        #expect(list.entries.map(\.numbers) == [["+15550100101", "+15550100100"]])
    }

    @Test("A name without anything to see is none")
    func invisibleName() {
        #expect(NameList(csv: "name,phone\n\u{200B}\u{2060},+15550100100\n").slips.map(\.line) == [2])
    }

    @Test("What merely stands beside a telephone in the headings holds none")
    func besideTelephones() {
        let headings = "Number,Name,Phonetic Name,Phone 1 - Type,Phone 1 - Value,Fax"
        let list = NameList(csv: headings + "\n10234567,Ana,Ahna,Work 2,+15550100100,+1\n")

        #expect(list.entries.map(\.name) == ["Ana"])
        #expect(list.entries.map(\.numbers) == [["+15550100100"]])
    }

    @Test(
        "A count of the program's own in front is taken neither for the number nor for the name",
        arguments: [
            "1023456,Ana,+4915510010010", "20240105;Ana;+4915510010010;ana2024@example.com", "7,Ana,0155 10010010",
        ])
    func countInFront(row: String) throws {
        let list = NameList(csv: row + "\n")
        let entry = try #require(list.entries.first)

        #expect(entry.name == "Ana")
        #expect(entry.numbers.first?.hasSuffix("10010") == true)
    }
}

@Suite struct CardListTests {
    private func names(_ body: String) -> [String] {
        NameList(vCards: "BEGIN:VCARD\r\n\(body)\r\nTEL:+15550100100\r\nEND:VCARD\r\n").entries.map(\.name)
    }

    @Test(
        "A line is put together again before anything reads its letters",
        arguments: [
            ("FN:Ze\r\n \u{301} Lee", "Ze\u{301} Lee"), ("FN:Zo\r\n\te Lee", "Zoe Lee"),
            ("FN;ENCODING=QUOTED-PRINTABLE:Z=C3=\r\n=AB", "Zë"),
            ("FN;CHARSET=UTF-8;ENCODING=QUOTED-PRINTABLE:Z=C3=\r\n =AB L\r\n ee", "Zë Lee"),
            ("FN;QUOTED-PRINTABLE:Zo=\n Lee", "ZoLee"),
        ])
    func folds(body: String, name: String) {
        #expect(names(body) == [name])
    }

    @Test(
        "A value that ends in a soft break ends before an empty line and before a field, and takes nothing of it",
        arguments: [
            "FN;QUOTED-PRINTABLE:Zo=\r\n\r\n", "FN;ENCODING=QUOTED-PRINTABLE:Zo=\r\n", "FN;QUOTED-PRINTABLE:Zo=\n\n\n",
            "FN:Zo\r\nNOTE;QUOTED-PRINTABLE:late =\r\n\r\n", "FN:Zo\nNOTE;QUOTED-PRINTABLE:late=\n",
        ])
    func endlessBreak(body: String) {
        let telephones = "TEL;CELL:+15550100100\r\nTEL;HOME:+15550100101\r\nNOTE;QUOTED-PRINTABLE:=\r\nEND:VCARD\r\n"
        let list = NameList(vCards: "BEGIN:VCARD\r\n" + body + telephones)

        #expect(list.entries.map(\.name) == ["Zo", "Zo"])
        #expect(list.entries.flatMap(\.numbers) == ["+15550100100", "+15550100101"])
        #expect(list.slips.isEmpty)
    }

    @Test("A line that is broken inside a letter is whole again")
    func foldInLetter() {
        let bytes = Array("BEGIN:VCARD\r\nFN:Zo\u{EB}\r\nTEL:+15550100100\r\nEND:VCARD\r\n".utf8)
        for place in bytes.indices where place > 14 && bytes[place] & 0xC0 == 0x80 {
            let folded = Array(bytes[..<place]) + Array("\r\n ".utf8) + bytes[place...]
            #expect(NameList(vCards: folded).entries.map(\.name) == ["Zo\u{EB}"])
        }
    }

    @Test("A name is read in the character set that its card names, and one in none is told")
    func characterSets() {
        func list(_ head: String, _ name: [UInt8]) -> NameList {
            NameList(
                vCards: Array("BEGIN:VCARD\n\(head):".utf8) + name + Array("\nTEL:+15550100100\nEND:VCARD\n".utf8))
        }

        #expect(list("FN;CHARSET=ISO-8859-1", [0x5A, 0x6F, 0xEB]).entries.map(\.name) == ["Zoë"])
        #expect(list("FN;CHARSET=\"windows-1252\"", [0x80]).entries.map(\.name) == ["€"])
        #expect(
            list("FN;ENCODING=QUOTED-PRINTABLE;CHARSET=KOI8-R", Array("=E9=D2=C1".utf8)).entries.map(\.name) == ["Ира"])
        for (head, word) in [("FN", "UTF-8"), ("FN;CHARSET=no-such-set", "character set"), ("FN;CHARSET=../x", "../X")]
        {
            let unread = list(head, [0x5A, 0xEB])
            #expect(unread.entries.isEmpty)
            #expect(unread.slips.first?.reason.contains(word) == true, "\(head)")
        }
    }

    @Test(
        "Where a card says nothing for its name, its parts stand in, then the firm, then the nickname",
        arguments: [
            ("FN:\nN:Lee;Zo;;;\nORG:Acme\nNICKNAME:Zozo", "Zo Lee"),
            ("NICKNAME:Zozo\nORG:Acme\\; Sons;Sales\nN:;;;;\nFN: ", "Acme; Sons, Sales"),
            ("NICKNAME:Zozo\nFN:", "Zozo"),
            ("N;ENCODING=QUOTED-PRINTABLE:M=C3=BCller=3B;Eva\nFN:", "Eva Müller;"), ("N:Lee\\;Lo;Zo", "Zo Lee;Lo"),
            ("N:Lee;Zo\nFN:Doctor Lee", "Doctor Lee"), ("FN;X=\"a:b;c\":Lee", "Lee"),
        ])
    func emptyName(body: String, name: String) {
        #expect(names(body) == [name])
    }

    @Test("A card within a card is one of its own and ends none but itself")
    func cardsInCards() {
        let list = NameList(
            vCards: """
                BEGIN:VCARD
                FN:Ana
                AGENT:
                BEGIN:VCARD
                FN:Bo
                TEL:+15550100101
                END:VCARD
                TEL:+15550100100
                END:VCARD
                """)

        #expect(list.entries.map(\.name) == ["Bo", "Ana"])
        #expect(list.entries.flatMap(\.numbers) == ["+15550100101", "+15550100100"])
        #expect(list.slips.isEmpty)
    }

    @Test("A great many beginnings, blanks and soft breaks are read in time that grows with the file alone")
    func hostile() {
        let begun = NameList(vCards: String(repeating: "BEGIN:VCARD\n", count: 20_000))
        let folded = NameList(
            vCards: "BEGIN:VCARD\nFN;QUOTED-PRINTABLE:" + String(repeating: "a=\n", count: 20_000) + "\nEND:VCARD")

        #expect(begun.slips.count == 20_000)
        #expect(folded.slips.count == 1)
    }
}

@Suite struct NumberChoiceTests {
    private let book = PhoneBook(defaultRegion: "US")

    @Test(
        "The first number that the plans know is taken, and others that were passed over are told of, but for guesses")
    func choice() throws {
        func choose(_ numbers: [String], isGuess: Bool = false) throws -> NumberChoice {
            try NumberChoice(of: .init(name: "Ana", numbers: numbers, isGuess: isGuess), book)
        }

        #expect(try choose(["12", "+12125550132"]).number.e164 == "+12125550132")
        #expect(try choose(["+12125550132", "+12125550133"]).isOneOfSeveral)
        #expect(try choose(["+12125550132 ::: +12125550133"]).isOneOfSeveral)
        #expect(try choose(["+15551234567", "+12125550133"], isGuess: true).number.e164 == "+12125550133")
        #expect(try !choose(["+12125550132", "10234567"], isGuess: true).isOneOfSeveral)
        for text in ["+12125550132 ext. 5", "+12125550132,,123#", "(212) 555-0132,5"] {
            #expect(throws: PhoneNumberError.hasExtension, "\(text)") { try choose([text]) }
        }
        #expect(try choose(["+12125550132,+12125550133"]).isOneOfSeveral)
        #expect(throws: PhoneNumberError.notANumber) { try choose(["sip:+12125550132@example.com"]) }
        #expect(try choose(["06 12 34 56 78"]).isDoubtful && !choose(["+12125550132"]).isDoubtful)
    }

    @Test("A name beside the number is taken where the entry has none of its own")
    func nameBesideNumber() throws {
        let list = NameList(csv: "name,phone\n,+12125550132 (Bob)\nAna,+12125550133 (Bob)\n")

        #expect(try list.entries.map { try NumberChoice(of: $0, book).name } == ["Bob", "Ana"])
    }
}

@Suite struct ImportProgressTests {
    @Test("A long list tells of its steps on one line, on a terminal alone")
    func steps() {
        var shown = ImportProgress(total: 200_000, isTerminal: true)
        var piped = ImportProgress(total: 200_000, isTerminal: false)
        var short = ImportProgress(total: 5000, isTerminal: true)

        let lines = (0..<200_000).compactMap { shown.line("Reading numbers", $0) }
        #expect(lines.count == 40)
        #expect(lines.allSatisfy { $0.hasPrefix("\rReading numbers: ") && !$0.contains("\n") })
        #expect(lines.last == "\rReading numbers: 195000 of 200000")
        #expect((0..<200_000).allSatisfy { piped.line("Reading numbers", $0) == nil })
        #expect((0..<5000).allSatisfy { short.line("Reading numbers", $0) == nil })
    }
}
