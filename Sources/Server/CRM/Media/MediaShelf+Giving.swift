package import Messaging
package import Secrets
package import ServerStore

/// A file as it is given out.
package struct GivenMedia: Hashable, Sendable {
    package let path: String
    package let type: String
    package let size: Int
    /// What tells one content from another.
    package let tag: String
}

/// How it stands with a file that is asked for.
package enum MediaFinding: Hashable, Sendable {
    case there(GivenMedia)
    /// It is still to be fetched, or lies on another node.
    case notYet
    case none
}

extension MediaShelf {
    /// How long a link opens.
    package static let linkLifetime = Duration.seconds(24 * 3600)

    package func find(_ id: TenantMediaID, in tenant: TenantID) async throws -> MediaFinding {
        guard let medium = try await store.read(tenant, { try $0.media.find(id) }) else { return .none }
        switch medium.state {
        case .wanted: return .notYet
        case .gone: return .none
        case .fetched:
            guard let bytes = medium.contentHash, let size = medium.size else { return .none }
            let hash = String(decoding: bytes, as: UTF8.self)
            guard let path = storage.file(hash, of: tenant) else { return .notYet }
            return .there(GivenMedia(path: path, type: medium.contentType, size: size, tag: hash))
        }
    }

    /// What a link opens, for whoever has it.
    package func find(link: SecretToken) async throws -> MediaFinding {
        let hash = link.hash.bytes
        guard let route = try await store.readServer({ try $0.routes.media(ofLink: hash) }) else { return .none }
        return try await find(route.media, in: route.tenant)
    }

    /// Makes a link to a file; who has it needs no token. It is told once.
    package static func link(_ media: TenantMediaID, _ t: TenantTransaction) throws -> SecretToken {
        let token = SecretToken.fresh(.link)
        try t.media.link(media, hash: token.hash.bytes, until: t.now + linkLifetime)
        return token
    }
}
