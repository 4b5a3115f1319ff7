import CRM
import Foundation
import Messaging
import TestSupport
import Testing

@Suite("What a node that was killed leaves in its spool")
struct SpoolLeftoverTests {
    @Test(
        "A file that was never whole goes after a while, whatever else lies there stays, and what waits for a person is counted"
    )
    func leftovers() throws {
        let folder = try TemporaryFolder()
        let id = "018f0000-0000-7000-8000-00000000abc"
        let names = [".\(id)1", "\(id)2", "\(id)3.homeless", "\(id)4.damaged", ".profile"]
        for name in names { try Data("x".utf8).write(to: URL(fileURLWithPath: folder.path + "/" + name)) }
        let written = HandClock.start
        for name in names {
            try FileManager.default.setAttributes(
                [.modificationDate: Date(timeIntervalSince1970: Double(written.milliseconds) / 1000)],
                ofItemAtPath: folder.path + "/" + name)
        }

        let early = try WebhookSpool(folder: folder.path, now: written + .seconds(10))
        #expect(FileManager.default.fileExists(atPath: folder.path + "/" + names[0]))
        #expect(early.count == 1 && early.asideCount == 2)
        _ = try WebhookSpool(folder: folder.path, now: written + .seconds(100))

        let left = try FileManager.default.contentsOfDirectory(atPath: folder.path)
        #expect(Set(left) == Set(names.dropFirst()))
        #expect(WebhookSpool.asideCount(in: folder.path + "/nowhere") == 0)
    }
}
