import Foundation
import Secrets
import Testing

@testable import TwilioAPI

@Suite("Signatures of webhooks")
struct SignatureTests {
    struct Vector: Decodable {
        let id: String, kind: String, url: String, signature: String, valid: Bool
        let note: String, authToken: String
        let rawBody: String?, body: String?, settingsHeader: String?
        let params: [[String]]?
    }

    private struct File: Decodable { let vectors: [Vector] }

    static let vectors: [Vector] = {
        guard let bytes = try? fixture("signature-vectors.json") else { return [] }
        let decoder = JSONDecoder()
        decoder.keyDecodingStrategy = .convertFromSnakeCase
        return (try? decoder.decode(File.self, from: Data(bytes)))?.vectors ?? []
    }()

    @Test("Twilio's own library and Leadline agree on every known signature")
    func allVectors() throws {
        #expect(Self.vectors.count == 70)
        for vector in Self.vectors {
            #expect(isValid(vector) == vector.valid, "\(vector.id): \(vector.note)")
        }
    }

    @Test("a form on the wire gives back the very parameters")
    func rawBodies() {
        for vector in Self.vectors {
            guard let raw = vector.rawBody, let parameters = vector.params else { continue }
            let pairs = WebhookForm(body: Array(raw.utf8)).pairs

            #expect(pairs.map(\.name) == parameters.map { Array($0[0].utf8) }, "\(vector.id)")
            #expect(pairs.map(\.value) == parameters.map { Array($0[1].utf8) }, "\(vector.id)")
        }
    }

    private func isValid(_ vector: Vector) -> Bool {
        let url = Array(vector.url.utf8)
        guard let settings = SignatureSettings(header: vector.settingsHeader) else { return false }
        if vector.kind == "json" {
            let hash = ContentHash.hex(of: Array((vector.body ?? "").utf8))
            guard SignatureText.bodyHash(url: url) == hash else { return false }
        }
        let form = vector.kind == "form" ? WebhookForm(body: Array((vector.rawBody ?? "").utf8)) : nil
        let digest: MessageDigest = settings.algorithm == .hmacSHA1 ? .hmacSHA1 : .hmacSHA256
        return SignatureText.candidates(url: url, form: form).contains { text in
            let expected = Base64.encode(digest.digest(of: text, key: Array(vector.authToken.utf8)))
            return constantTimeEquals(Array(expected.utf8), Array(vector.signature.utf8))
        }
    }

    @Test("user names and fragments are not signed, and an IPv6 host keeps its colons")
    func urlForms() {
        func texts(_ url: String) -> [String] {
            SignatureText.candidates(url: Array(url.utf8), form: nil).map { String(decoding: $0, as: UTF8.self) }
        }

        #expect(texts("https://u:p@a.example/x#rc=3") == ["https://a.example/x", "https://a.example:443/x"])
        #expect(texts("http://[::1]:8080/x?y=@z") == ["http://[::1]:8080/x?y=@z", "http://[::1]/x?y=@z"])
        #expect(texts("http://[::1]") == ["http://[::1]", "http://[::1]:80"])
        #expect(texts("no address") == ["no address"])
    }

    @Test("the settings header names the key and never an unknown digest")
    func settings() {
        #expect(SignatureSettings(header: nil)?.algorithm == .hmacSHA1)
        #expect(SignatureSettings(header: "key=a, algorithm=HMAC_SHA256")?.algorithm == .hmacSHA256)
        #expect(SignatureSettings(header: "key=a,algorithm=HMAC_SHA256")?.key == "a")
        #expect(SignatureSettings(header: "key=a,algorithm=NONE") == nil)
    }
}
