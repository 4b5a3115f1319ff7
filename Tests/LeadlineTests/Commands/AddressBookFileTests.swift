import Foundation
import Testing

@testable import leadline

@Suite struct AddressBookFileTests {
    private func list(_ bytes: [UInt8], name: String = "book.csv") throws(Complaint) -> NameList {
        try AddressBookFile(name: name, bytes: bytes).list()
    }

    private func utf16(_ text: String, bigEndian: Bool) -> [UInt8] {
        text.utf16.flatMap { bigEndian ? [UInt8($0 >> 8), UInt8($0 & 0xFF)] : [UInt8($0 & 0xFF), UInt8($0 >> 8)] }
    }

    @Test("A file that a spreadsheet saved in UTF-16 is read as what it says, with or without a mark")
    func utf16() throws {
        let files = [
            "book.csv": "Name\tPhone\r\nJürgen 日\t+15550100100\r\n",
            "book.vcf": "BEGIN:VCARD\r\nFN:Jürgen 日\r\nTEL:+15550100100\r\nEND:VCARD\r\n",
        ]
        for (name, text) in files {
            for bigEndian in [false, true] {
                for mark in ["\u{FEFF}", ""] {
                    let read = try list(utf16(mark + text, bigEndian: bigEndian), name: name)
                    #expect(read.entries.map(\.name) == ["Jürgen 日"], "\(name) \(bigEndian) \(mark.isEmpty)")
                    #expect(read.entries.map(\.numbers) == [["+15550100100"]])
                }
            }
        }
    }

    @Test("Bytes of zero are no text, whatever stands around them", arguments: ["book.csv", "book.vcf"])
    func zeros(name: String) {
        #expect(throws: Complaint.self) { try list(Array("name,phone\nA\0na,+15550100100\n".utf8), name: name) }
        #expect(throws: Complaint.self) { try list([0xFF, 0xFE, 0, 0] + Array("n\0\0\0a\0\0\0".utf8), name: name) }
    }

    @Test(
        "What is no address book is called by its name",
        arguments: [
            ("[\"vcard\", [[\"fn\", {}, \"text\", \"Ana\"]]]", "JSON"), ("{\"tel\": \"+15550100100\"}", "JSON"),
            ("dn: cn=Ana\ntelephoneNumber: +15550100100\n", "LDIF"), ("version: 1\ndn: cn=Ana\n", "LDIF"),
            ("PK\u{3}\u{4}\u{14}\0\u{6}\0", "spreadsheet"), ("<html><table>", "HTML"),
            ("From,To,Body,Status\n+15550100100,+15550100101,Hello,sent\n", "messages"),
        ])
    func others(text: String, kind: String) throws {
        let complaint = #expect(throws: Complaint.self) { try list(Array(text.utf8)) }

        #expect(complaint?.status == .refused)
        #expect(complaint?.sentence.contains(kind) == true)
    }

    @Test("A name may begin with a bracket, and a sender be told in the headings of an address book")
    func looksLikeOthers() throws {
        #expect(try list(Array("[VIP] Ana,+15550100100\n".utf8)).entries.map(\.name) == ["[VIP] Ana"])
        #expect(try list(Array("Name,From,Phone\nAna,fair,+15550100100\n".utf8)).entries.map(\.name) == ["Ana"])
    }

    @Test("Text in an unknown set is refused with the way to name the set")
    func otherSets() {
        let complaint = #expect(throws: Complaint.self) { try list(Array("name,phone\n".utf8) + [0xC8, 0xE2, 0x0A]) }
        #expect(complaint?.description.contains("iconv -f") == true)
        #expect(complaint?.description.contains("windows-1251") == true)
    }
}
