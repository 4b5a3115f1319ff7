import Foundation
import LocalStore
import Logging
import Messaging
import TestSupport
import Testing

@testable import leadline

/// A mirror in which everything that can come from outside is hostile.
private struct HostileMirror {
    let home: Home
    let leads: [LeadID]
    let messages: [MessageID]
    private static let sid = "AC" + String(repeating: "7", count: 32)

    init() throws {
        home = try Home()
        let store = try Self.open(home)
        let now = WallClock.now()
        var leads: [LeadID] = []
        let rows = try Self.rows(at: now, series: 1)
        for row in rows {
            let id = try store.ensureLead(row.peer, display: row.peer.text, now: now)
            try store.apply(.name(row.body), to: id, now: now)
            leads.append(id)
        }
        _ = try store.commit(Batch(messages: rows, origin: .head, readAt: now, display: [:]), now: now)
        messages = try rows.compactMap { try store.message(externalID: $0.externalID)?.id }
        self.leads = leads
        try store.close()
    }

    static func open(_ home: Home) throws -> InboxStore {
        try InboxStore(
            path: home.path + "/.local/share/leadline/env-\(sid.suffix(8)).sqlite",
            source: .twilio(accountSID: sid, base: "http://127.0.0.1:9"), session: "hostile", newName: IntentID.any)
    }

    /// A message of each hostile text; those of another series are others from the same people.
    static func rows(at now: Instant, series: Int) throws -> [RemoteMessage] {
        let number = try #require(PhoneNumber(e164: "+15550100100"))
        return try Fixture.hostileTexts().enumerated().map { index, sample in
            // An address and a word of state are short; the hostile part of a text is taken from its middle too.
            let text = sample.text + "\u{1B}]0;t\u{7}\u{202E}\u{9B}31m"
            let peer = PeerAddress(
                carrier: index % 2 == 0 ? "S\(index)" + String(text.suffix(24)) : "+1202555\(1000 + index)")
            return RemoteMessage(
                externalID: "SM" + String(repeating: "0", count: 28) + String(4096 * series + index, radix: 16),
                direction: .inbound, ourNumber: number, peer: peer, body: text,
                status: DeliveryState(word: String(text.prefix(40))), errorCode: 4242, errorText: text, segments: 1,
                price: Price(millionths: -7500, unit: String(text.suffix(8))), createdAt: now - .seconds(index),
                updatedAt: now - .seconds(index), sentAt: now - .seconds(index))
        }
    }

    var environment: [String: String] {
        home.environment.merging([
            "TWILIO_API_URL": "http://127.0.0.1:9", "TWILIO_ACCOUNT_SID": Self.sid, "TWILIO_AUTH_TOKEN": "secret",
            "TWILIO_PHONE_NUMBER": "+15550100100",
        ]) { $1 }
    }
}

@Suite(.serialized) struct HostileOutputTests {
    /// What a terminal or an eye would obey: controls but the end of a line, and everything invisible.
    private func steering(_ text: String) -> [Unicode.Scalar] {
        text.unicodeScalars.filter { scalar in
            if scalar == "\n" { return false }
            switch scalar.properties.generalCategory {
            case .control, .lineSeparator, .paragraphSeparator, .privateUse, .surrogate, .unassigned: return true
            case .format:
                // Emoji are joined by it, and flags of regions are spelled with tags.
                return scalar != "\u{200D}"
            default: return false
            }
        }
    }

    private func expectHarmless(_ arguments: [String], _ mirror: HostileMirror) async throws {
        let outcome = try await leadline(arguments, in: mirror.environment)
        #expect(!outcome.output.isEmpty, "\(arguments)")
        #expect(steering(outcome.output + outcome.errors) == [], "\(arguments)")
    }

    @Test("No command prints anything that steers a terminal or hides from the eye")
    func commands() async throws {
        let mirror = try HostileMirror()
        #expect(mirror.messages.count == mirror.leads.count && mirror.leads.count > 15)

        for json in [[], ["--json"]] {
            for arguments in [
                ["leads"], ["export"], ["search", "a"], ["cost", "--by", "lead"], ["cost", "--by", "number"],
            ] {
                try await expectHarmless(arguments + json, mirror)
            }
        }
        for lead in mirror.leads {
            try await expectHarmless(["show", lead.description], mirror)
            try await expectHarmless(["show", lead.description, "--json"], mirror)
            try await expectHarmless(["do", "lead-card", lead.description], mirror)
            try await expectHarmless(["do", "copy-number", lead.description], mirror)
        }
        for message in mirror.messages {
            try await expectHarmless(["do", "details", message.description], mirror)
            try await expectHarmless(["do", "copy-message", message.description], mirror)
        }
    }

    @Test("Nothing that is watched steers a terminal or hides from the eye")
    func watched() throws {
        let mirror = try HostileMirror()
        let store = try HostileMirror.open(mirror.home)
        var news = try MirrorNews(store)
        // What was said before the first sync is no news.
        let now = WallClock.now() + .seconds(60)
        let rows = try HostileMirror.rows(at: now, series: 2)

        _ = try store.commit(Batch(messages: rows, origin: .head, readAt: now, display: [:]), now: now)
        let messages = try news.take()
        for row in rows {
            let lead = try #require(try store.lead(row.peer))
            try store.apply(.name(row.body + "!"), to: lead.id, now: now)
        }
        let leads = try news.take()

        #expect(messages.count == rows.count)
        #expect(leads.count == rows.count)
        for line in messages + leads { #expect(steering(line.text) == []) }
    }

    @Test("Nothing that is logged steers a terminal, hides from the eye or begins a line of its own")
    func logged() throws {
        let home = try Home()
        let path = home.path + "/leadline.log"
        let logger = Logger(label: "test") { _ in FileLogHandler(file: LogFile(path: path)) }
        let samples = try Fixture.hostileTexts()

        for sample in samples { logger.error("\(sample.text)", metadata: ["detail": "\(sample.text)"]) }
        let text = String(decoding: try Data(contentsOf: URL(fileURLWithPath: path)), as: UTF8.self)

        #expect(steering(text) == [])
        #expect(text.split(separator: "\n").count == samples.count)
    }

    @Test("A table for spreadsheets holds no formula from outside, in no column")
    func formulas() async throws {
        let store = try InboxStore.inMemory(source: AccountSource(text: "test"), newName: IntentID.any)
        let now = WallClock.now()
        let ids = try ["=HYPERLINK(1)", "@SUM(1)", "＝1+1", "+15550100123"].map { text in
            let id = try store.ensureLead(PeerAddress(carrier: text), display: text, now: now)
            return id
        }
        let leads = try ids.compactMap { try store.lead($0) }
        func row(_ text: String) -> MessageRow {
            MessageRow(
                id: MessageID(rawValue: 1), leadID: LeadID(rawValue: 1), conversationID: ConversationID(rawValue: 1),
                externalID: text, direction: .inbound, ourNumber: nil, body: text, status: DeliveryState(word: text),
                sendState: nil, errorCode: nil, errorText: text, segments: 1, price: Price(millionths: 1, unit: text),
                mediaCount: 0, createdAt: now, sentAt: nil)
        }

        for lead in leads {
            for text in ["=1+1", "+1", "-1", "@x", "＝1", "\t=1", "\n=1", " =1", "=\u{200B}1"] {
                let cells = CSVLine.text(row(text), lead).split(separator: ",", omittingEmptySubsequences: false)
                for cell in cells {
                    let bare = cell.drop { $0 == "\"" || $0 == " " }
                    let isNumber = bare == "+15550100123"
                    #expect(isNumber || bare.first.map { !"=+-@＝＋－＠".contains($0) } ?? true, "\(cell)")
                }
            }
        }
    }

    @Test(
        "A row of a table is one row to whoever reads its bytes, whatever marks stand on its signs",
        arguments: [
            "\"\u{301}", "a\"\u{301},b", "a,\u{301}b", "\n\u{301}x", "\"\"\u{20DD}\n", "=\u{338}1+1", "a\r\u{301}b",
        ])
    func marksOnSigns(text: String) throws {
        let store = try InboxStore.inMemory(source: AccountSource(text: "test"), newName: IntentID.any)
        let now = WallClock.now()
        let id = try store.ensureLead(PeerAddress(carrier: "+15550100123"), display: "x", now: now)
        _ = try store.apply(.name(text), to: id, now: now)
        let lead = try #require(try store.lead(id))
        let row = MessageRow(
            id: MessageID(rawValue: 1), leadID: id, conversationID: ConversationID(rawValue: 1), direction: .inbound,
            body: text, sendState: nil, createdAt: now)

        let table = TableText(Array("\(CSVLine.headings)\n\(CSVLine.text(row, lead))\nend\n".utf8))

        #expect(table.rows.map(\.cells.count) == [17, 17, 1])
        #expect(table.rows[1].cells[7].unicodeScalars.first.map { !"=+-@".unicodeScalars.contains($0) } ?? true)
    }

    @Test("A message with neither a text that shows nor an attachment says so in plain output")
    func noText() throws {
        func lines(_ text: String, media: Int = 0) -> [String] {
            let row = MessageRow(
                id: MessageID(rawValue: 1), leadID: LeadID(rawValue: 1), conversationID: ConversationID(rawValue: 1),
                direction: .inbound, body: text, sendState: nil, mediaCount: media, createdAt: Instant(seconds: 0))
            return PlainRows(zone: .utc).lines(row, errorWords: { _ in nil })
        }

        for text in ["", " ", "\u{FEFF}", "\u{200B}\n"] {
            #expect(lines(text) == lines("").map { $0 })
            #expect(lines(text).joined().hasSuffix("] (no text)"))
            #expect(!lines(text, media: 1).joined().contains("(no text)"))
        }
        #expect(lines("yes").joined().hasSuffix("] yes"))
    }
}
