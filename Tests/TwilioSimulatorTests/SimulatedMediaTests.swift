import HTTPTypes
import Messaging
import Testing
import Transport

@testable import TwilioSimulator

@Suite("Media")
struct SimulatedMediaTests {
    @Test("Content lies behind a redirect to another host, where credentials are refused and counted")
    func redirect() async throws {
        try await withSimulator { simulator, caller in
            let sid = try #require(try await simulator.inbound(from: Caller.lead, body: "", media: ["image/png"]))
            let list = try await caller.get("Messages/\(sid)/Media.json").rows("media_list")
            let uri = try #require(list.first?["uri"] as? String)

            let redirect = try await caller.call(.get, String(uri.dropLast(5)))
            let location = try #require(redirect.headers[.location])
            let path = "/" + location.split(separator: "/").dropFirst(2).joined(separator: "/")
            let leaking = try await caller.call(.get, path)
            let plain = try await CurlTransport().send(
                HTTPCall(
                    request: HTTPRequest(
                        method: .get, scheme: "http", authority: "127.0.0.1:\(simulator.port)", path: path)))

            #expect(redirect.status == 307)
            #expect(location.hasPrefix("http://localhost:\(simulator.port)/"))
            #expect(leaking.status == 400)
            #expect(await simulator.books().strayCredentials == 1)
            #expect(plain.response.status.code == 200)
            #expect(plain.body.starts(with: [0x89, 0x50, 0x4E, 0x47]))
        }
    }

    @Test("The way to the content expires after four hours")
    func expiry() async throws {
        try await withSimulator { simulator, caller in
            let sid = try #require(try await simulator.inbound(from: Caller.lead, body: "", media: ["image/gif"]))
            let list = try await caller.get("Messages/\(sid)/Media.json").rows("media_list")
            let uri = try #require(list.first?["uri"] as? String)
            let location = try await caller.call(.get, String(uri.dropLast(5))).headers[.location]
            let ticket = try #require(location?.split(separator: "/").last)
            await simulator.advance(by: .seconds(4 * 3600 + 1))

            let late = await simulator.account.content(ticket: String(ticket), hasCredentials: false)

            #expect(late.status == 403)
        }
    }

    @Test("Deleting a message deletes its media, and neither is found again")
    func deletion() async throws {
        try await withSimulator { simulator, caller in
            let sid = try #require(try await simulator.inbound(from: Caller.lead, body: "x", media: ["image/png"]))
            let deleted = try await caller.call(.delete, caller.path("Messages/\(sid).json"))
            let message = try await caller.get("Messages/\(sid).json")
            let media = try await caller.get("Messages/\(sid)/Media.json")

            #expect(deleted.status == 204)
            #expect(message.code == 20404)
            #expect(media.code == 20404)
        }
    }

    @Test("A picture is drawn as PNG with sound checksums")
    func picture() {
        var random = SplitMix(seed: 3)
        let bytes = Picture.png(width: 20 + 20, height: 30, random: &random)

        #expect(bytes.starts(with: [0x89, 0x50, 0x4E, 0x47, 0x0D, 0x0A, 0x1A, 0x0A]))
        #expect(bytes.suffix(8) == [0x49, 0x45, 0x4E, 0x44, 0xAE, 0x42, 0x60, 0x82])
    }
}
