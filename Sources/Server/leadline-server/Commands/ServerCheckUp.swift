internal import CRM
internal import Messaging
internal import Secrets
internal import ServerHTTP
internal import ServerStore

/// What the doctor looks at, in the order in which a server needs it.
enum ServerCheckUp {
    /// One thing that was looked at.
    struct Finding: Sendable {
        enum Severity: String { case good, soft, hard }

        var code: String
        var severity: Severity
        var detail: String
        var remedy: String?
    }

    static func run() async -> [Finding] {
        let settings: ServerSettings
        do { settings = try .ofProcess() } catch { return [fault("settings", error)] }
        var findings = places(settings) + bases(settings) + spool(settings)
        do {
            let store = try await TenantStore(try settings.database, NodeClock.surroundings, connections: 1)
            findings.append(
                Finding(code: "database", severity: .good, detail: "The database answers: \(store.address)."))
            findings += await nodes(settings, store)
            findings += await key(settings, store)
            findings += await exposed(store)
            // Nothing is lost with a connection that cannot be closed.
            try? await store.close()
        } catch {
            findings.append(fault("database", error))
        }
        return findings
    }

    private static func places(_ settings: ServerSettings) -> [Finding] {
        do {
            return try settings.places.map { place in
                switch place {
                case .tcp(let host, let port):
                    let isOwn = host == "localhost" || host.hasPrefix("127.") || host == "::1"
                    let others = isOwn ? "" : ", which others reach without TLS"
                    return Finding(
                        code: "listen", severity: isOwn ? .good : .soft,
                        detail: "It listens on port \(port) of \(host)\(others).",
                        remedy: isOwn ? nil : "Let a proxy with TLS stand before it, and listen on 127.0.0.1.")
                case .unix(let path):
                    return Finding(code: "listen", severity: .good, detail: "It listens at \(path).")
                }
            }
        } catch { return [fault("listen", error)] }
    }

    private static func bases(_ settings: ServerSettings) -> [Finding] {
        do {
            let bases = try settings.publicBases
            guard let first = bases.first else {
                return [
                    Finding(
                        code: "public_address", severity: .soft,
                        detail: "Neither WEBHOOK_URL nor API_URL is set, so that webhooks are refused.",
                        remedy: "Set WEBHOOK_URL to the address under which Twilio reaches this server.")
                ]
            }
            return [Finding(code: "public_address", severity: .good, detail: "Twilio reaches it at \(first).")]
        } catch { return [fault("public_address", error)] }
    }

    private static func spool(_ settings: ServerSettings) -> [Finding] {
        do {
            let folder = try settings.spoolFolder
            let count = WebhookSpool.asideCount(in: folder)
            guard count > 0 else { return [] }
            return [
                Finding(
                    code: "spool", severity: .soft,
                    detail: "Webhooks of tenants that the database does not have, or that cannot be read: \(count).",
                    remedy: "After a backup was restored they may belong to what it lacks; they lie in \(folder).")
            ]
        } catch { return [fault("spool", error)] }
    }

    private static func nodes(_ settings: ServerSettings, _ store: TenantStore) async -> [Finding] {
        do {
            let live = try await store.readServer { try $0.nodes.live(since: $0.now - NodeHeart.liveFor) }
            guard live.isEmpty else {
                return [Finding(code: "nodes", severity: .good, detail: "Nodes that serve: \(live.count).")]
            }
            return [
                Finding(
                    code: "nodes", severity: .soft, detail: "No node serves at present.",
                    remedy: "`leadline-server serve` starts one.")
            ]
        } catch { return [fault("nodes", error)] }
    }

    private static func key(_ settings: ServerSettings, _ store: TenantStore) async -> [Finding] {
        do {
            let file = KeyFile(path: try settings.keyFile)
            let ring = try file.read()
            if let missing = try await SealedRows.missingKeys(of: ring, in: store).first {
                return [
                    Finding(
                        code: "keys", severity: .hard,
                        detail: "The key file \(file.path) lacks the key \(missing), with which tokens were sealed.",
                        remedy: "Put back the file that holds it, or name it by LEADLINE_MASTER_KEY_FILE.")
                ]
            }
            return [Finding(code: "keys", severity: .good, detail: "The key file holds \(ring.keys.count) of them.")]
        } catch KeyFileError.missing(let path) {
            guard case .sqlite = store.address, await !isSealed(store) else {
                return [fault("keys", KeyFileError.missing(path))]
            }
            return [Finding(code: "keys", severity: .good, detail: "The first start makes the key file \(path).")]
        } catch { return [fault("keys", error)] }
    }

    private static func exposed(_ store: TenantStore) async -> [Finding] {
        do {
            let count = try await SealedRows.exposed(in: store)
            guard count > 0 else { return [] }
            return [
                Finding(
                    code: "exposed_tokens", severity: .soft,
                    detail: "Channels whose auth token came by SQL, where the database's log may hold it: \(count).",
                    remedy: "Make a new token in Twilio's console, and hand it over by rotate-token.")
            ]
        } catch { return [fault("exposed_tokens", error)] }
    }

    /// Whether a key is missed. Where nobody knows, it is.
    private static func isSealed(_ store: TenantStore) async -> Bool {
        (try? await SealedRows.exist(in: store)) ?? true
    }

    private static func fault(_ code: String, _ error: any Error) -> Finding {
        let complaint = ServerComplaint(about: error)
        return Finding(
            code: code, severity: .hard, detail: complaint?.sentence ?? "It fails: \(type(of: error)).",
            remedy: complaint?.advice.first)
    }
}
