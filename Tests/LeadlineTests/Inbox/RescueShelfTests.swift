import Foundation
import Glibc
import Messaging
import TestSupport
import Testing

@testable import leadline

@Suite("Texts that were not written down, in their file")
struct RescueShelfTests {
    private let home: Home
    private let shelf: RescueShelf
    /// The name of a run that is over.
    private static let over = "1-1-7"

    init() throws {
        home = try Home()
        shelf = RescueShelf(folder: home.path + "/state", profile: "shop", source: "twilio:AC0@http://127.0.0.1")
    }

    private func text(_ body: String = "Zoë, \u{1F44B} «now»\nand\u{202E}then") -> RescuedTexts.Text {
        RescuedTexts.Text(
            Backlog.Text(
                token: 1, name: .any(),
                intent: OutgoingIntent(
                    lead: LeadID(rawValue: 7), body: body, mediaURLs: ["https://shop.example/a.png"],
                    sender: People.desk, seenUpTo: MessageID(rawValue: 5), savedDraft: "Zoë",
                    address: .number(People.ana)),
                span: .seconds(5), writtenAt: HandClock.start), isDraft: false)
    }

    private func other(_ profile: String, source: String? = nil) -> RescueShelf {
        RescueShelf(folder: shelf.folder, profile: profile, source: source ?? shelf.source)
    }

    @Test("What is put there comes back as it was, from a file that nobody else can read")
    func thereAndBack() throws {
        let draft = RescuedTexts.Unsaved(
            Draft(text: "half", caret: 2), over: nil, to: .init(address: People.ana.e164, lead: 7))
        try shelf.write([text()], [draft], of: Self.over)

        let path = shelf.path(of: Self.over)
        var status = stat()
        #expect(stat(path, &status) == 0 && status.st_mode & 0o777 == 0o600)
        #expect(shelf.abandoned() == [path])
        let claim = try #require(try shelf.claim(path))
        #expect(claim.drafts == [draft])
        let intent = try #require(claim.texts.first).intent(to: LeadID(rawValue: 9))
        #expect(intent.body == text().text && intent.sender == People.desk && intent.lead.rawValue == 9)
        #expect(claim.texts.first?.to.address == People.ana.e164)
        claim.remove()
        #expect(shelf.abandoned().isEmpty)
        #expect(try FileManager.default.contentsOfDirectory(atPath: shelf.folder).isEmpty)
    }

    @Test("Two runs that end at once have two files, and each is written anew as a whole")
    func twoRuns() throws {
        try shelf.write([text("one")], [], of: "1-1-7")
        try shelf.write([text("two")], [], of: "1-1-8")
        try shelf.write([text("one"), text("more")], [], of: "1-1-7")

        #expect(shelf.abandoned().count == 2)
        #expect(try shelf.claim(shelf.path(of: "1-1-7"))?.texts.map(\.text) == ["one", "more"])
        #expect(try shelf.claim(shelf.path(of: "1-1-8"))?.texts.map(\.text) == ["two"])
        try shelf.write([], [], of: "1-1-7")
        #expect(shelf.abandoned() == [shelf.path(of: "1-1-8")])
    }

    @Test("The file of a run that goes on is left to it")
    func alive() throws {
        try shelf.write([text()], [], of: RunName.own())

        #expect(shelf.abandoned().isEmpty)
    }

    @Test("A file goes to one of those who start at once")
    func oneClaims() throws {
        try shelf.write([text()], [], of: Self.over)
        let path = shelf.path(of: Self.over)
        let first = try #require(try shelf.claim(path))

        #expect(try shelf.claim(path) == nil)
        first.remove()
        #expect(try shelf.claim(path) == nil)
    }

    @Test("Nothing is ever taken into another profile, or another account's mirror")
    func otherProfiles() throws {
        try shelf.write([text()], [], of: Self.over)
        try other("shop.2").write([text()], [], of: Self.over)

        #expect(other("shop.2").abandoned() == [other("shop.2").path(of: Self.over)])
        #expect(shelf.abandoned() == [shelf.path(of: Self.over)])
        #expect(other("sho").abandoned().isEmpty && other("shop.1-1").abandoned().isEmpty)
        let path = shelf.path(of: Self.over)
        for wrong in [other("other"), other("shop", source: "twilio:AC1@http://127.0.0.1")] {
            #expect(throws: Complaint.self) { try wrong.claim(path) }
        }
        #expect(FileManager.default.fileExists(atPath: path))
    }

    @Test("A file that is damaged, cut off, a link or a folder is told of and left as it is")
    func damaged() throws {
        try shelf.write([text()], [], of: Self.over)
        let path = shelf.path(of: Self.over)
        let whole = try Data(contentsOf: URL(fileURLWithPath: path))
        for bytes in [
            Data(), whole.prefix(1), whole.prefix(whole.count / 2), whole.dropLast(3), Data([0xFF, 0xFE, 0]),
        ] {
            try bytes.write(to: URL(fileURLWithPath: path))

            let complaint = try #require(throws: Complaint.self) { try shelf.claim(path) }
            #expect(complaint.sentence.contains(path) && complaint.sentence.contains("damaged"))
            #expect(try Data(contentsOf: URL(fileURLWithPath: path)) == bytes)
        }
        try FileManager.default.moveItem(atPath: path, toPath: path + ".old")
        try FileManager.default.createSymbolicLink(atPath: path, withDestinationPath: path + ".old")
        #expect(throws: Complaint.self) { try shelf.claim(path) }
        try FileManager.default.removeItem(atPath: path)
        try FileManager.default.createDirectory(atPath: path, withIntermediateDirectories: false)
        #expect(throws: Complaint.self) { try shelf.claim(path) }
    }

    @Test("Where the file cannot be written anew, what was there before stays, and that is said")
    func unwritable() throws {
        try shelf.write([text("kept")], [], of: Self.over)
        let path = shelf.path(of: Self.over)
        // A folder in the way of the new file stands for whatever keeps it from being written.
        try FileManager.default.createDirectory(atPath: path + ".new/x", withIntermediateDirectories: true)

        #expect(throws: Complaint.self) { try shelf.write([text("other")], [], of: Self.over) }

        #expect(try shelf.claim(path)?.texts.map(\.text) == ["kept"])
    }
}
