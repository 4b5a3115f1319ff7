internal import ArgumentParser
internal import CRM
internal import Messaging
internal import Secrets
internal import ServerStore

/// `leadline-server token`
struct AccessCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "token", abstract: "What users sign in with.",
        subcommands: [Create.self, List.self, Revoke.self])

    /// `token create USER`
    struct Create: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            commandName: "create", abstract: "Make a token for a user; it is told this once.")

        @Argument(help: "The user's name.")
        var user: String
        @Option(help: "What it may do: read, send, manage, admin, parted by commas.")
        var scopes = "read,send"
        @Option(help: "For which device or script it is.")
        var label = "token"
        @Option(help: "After how many days it expires; never unless given.")
        var days: Int?
        @Option(help: "The account of this machine that alone may use it, through a Unix socket of the server.")
        var account: String?
        @Flag(help: "Print {\"token_id\", \"token\"}.")
        var json = false

        func validate() throws {
            _ = try Self.scopes(in: scopes)
            if let days, !(1...36_500).contains(days) { throw ValidationError("--days takes 1 to 36500.") }
        }

        func run() async throws {
            let tenants = Tenants(try await Premises.store(try .ofProcess()))
            let place = try await tenants.place(of: user)
            let secret = SecretToken.fresh(.user)
            let order = Tokens.Order(
                user: place.user, scopes: try Self.scopes(in: scopes), label: label, unixAccount: account,
                expiresAt: days.map { NodeClock.now() + .seconds($0 * 86_400) })
            let token = try await tenants.change(place.tenant) { try $0.tokens.create(order, secret) }
            guard json else {
                ServerOutput.print("The token \(token.id) of \(visible(user)), told this once:")
                return ServerOutput.print(secret.text)
            }
            var line = JSONLine()
            line.set("token_id", token.id.description)
            line.set("token", secret.text)
            ServerOutput.print(line.text)
        }

        private static func scopes(in text: String) throws -> Set<TokenScope> {
            let words = text.split(separator: ",").map { $0.filter { $0 != " " } }
            let scopes = words.compactMap { TokenScope(rawValue: $0) }
            guard !words.isEmpty, scopes.count == words.count else {
                let known = TokenScope.allCases.map(\.rawValue).joined(separator: ",")
                throw ValidationError("--scopes takes some of \(known), parted by commas.")
            }
            return Set(scopes)
        }
    }

    /// `token list USER`
    struct List: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            commandName: "list", abstract: "A user's tokens, without what opens.")

        @Argument(help: "The user's name.")
        var user: String
        @Flag(help: "Print one JSON object a line.")
        var json = false

        func run() async throws {
            let tenants = Tenants(try await Premises.store(try .ofProcess()))
            let place = try await tenants.place(of: user)
            for token in try await tenants.read(place.tenant, { try $0.tokens.list(of: place.user, limit: 10_000) }) {
                tell(token)
            }
        }

        private func tell(_ token: TokenRecord) {
            let scopes = TokenScope.allCases.filter(token.scopes.contains).map(\.rawValue)
            guard json else {
                let state = token.isValid(at: NodeClock.now()) ? "" : "  (void)"
                return ServerOutput.print(
                    "\(token.id)  \(scopes.joined(separator: ","))  \(visible(token.deviceLabel))\(state)")
            }
            var line = JSONLine()
            line.set("token_id", token.id.description)
            line.set("label", token.deviceLabel)
            line.set("scopes", scopes)
            line.set("unix_account", token.unixAccount)
            line.set("created_at", token.createdAt)
            line.set("expires_at", token.expiresAt)
            line.set("last_used_at", token.lastUsedAt)
            line.set("revoked_at", token.revokedAt)
            ServerOutput.print(line.text)
        }
    }

    /// `token revoke USER ID`
    struct Revoke: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            commandName: "revoke", abstract: "Make a token void at once, or all of a user's.")

        @Argument(help: "The user's name.")
        var user: String
        @Argument(help: "The token's id, as list tells it.")
        var id: String?
        @Flag(help: "All tokens of the user.")
        var all = false

        func validate() throws {
            guard (id != nil) != all else { throw ValidationError("Name a token, or --all.") }
            if let id, TokenID(id) == nil { throw ValidationError("\"\(visible(id))\" is no id of a token.") }
        }

        func run() async throws {
            let tenants = Tenants(try await Premises.store(try .ofProcess()))
            let place = try await tenants.place(of: user)
            let wanted = id.flatMap(TokenID.init)
            let count = try await tenants.change(place.tenant) { office in
                let tokens = try office.tokens.list(of: place.user, limit: 10_000)
                    .filter { $0.revokedAt == nil && (wanted == nil || $0.id == wanted) }
                if let wanted, tokens.isEmpty, try office.tokens.find(wanted).user != place.user {
                    throw CRMError.unknown(.token)
                }
                for token in tokens { try office.tokens.revoke(token.id) }
                return tokens.count
            }
            ServerOutput.print(count == 1 ? "One token is void." : "\(count) tokens are void.")
        }
    }
}
