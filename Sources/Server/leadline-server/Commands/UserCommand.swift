internal import ArgumentParser
internal import CRM
internal import Messaging
internal import Secrets
internal import ServerStore

/// `leadline-server user`
struct UserCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "user", abstract: "Tenants and their users.",
        subcommands: [Add.self, List.self, Suspend.self])

    /// `user add NAME [--tenant OWNER]`
    struct Add: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            commandName: "add", abstract: "Add a tenant with its owner, or an agent to a tenant.",
            discussion: """
                The token is told this once. An owner's may do everything in the tenant; an agent's reads and sends. \
                It goes into the client's settings, or into LEADLINE_TOKEN.
                """)

        @Argument(help: "What the user is called on this server.")
        var name: String
        @Option(help: "Add an agent to the tenant of this user, instead of a tenant.")
        var tenant: String?
        @Option(help: "For which device the token is.")
        var label = "first token"
        @Flag(help: "Print {\"user_id\", \"token\"}.")
        var json = false

        func run() async throws {
            let tenants = Tenants(try await Premises.store(try .ofProcess()))
            let newcomer =
                if let tenant {
                    try await tenants.hire(name, besides: tenant, label: label)
                } else {
                    try await tenants.open(owner: name, label: label)
                }
            guard json else {
                ServerOutput.print("Added \(visible(name)). The token, told this once:")
                return ServerOutput.print(newcomer.token.text)
            }
            var line = JSONLine()
            line.set("user_id", newcomer.user.id.description)
            line.set("token", newcomer.token.text)
            ServerOutput.print(line.text)
        }
    }

    /// `user list`
    struct List: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            commandName: "list", abstract: "All users, tenant by tenant.")

        @Flag(help: "Print one JSON object a line.")
        var json = false

        func run() async throws {
            let tenants = Tenants(try await Premises.store(try .ofProcess()))
            var last: TenantID?
            while true {
                let page = try await tenants.list(after: last)
                for (tenant, users) in page { for user in users { tell(user, tenant) } }
                guard let next = page.last?.tenant.id else { return }
                last = next
            }
        }

        private func tell(_ user: UserRecord, _ tenant: TenantRecord) {
            let isSuspended = user.suspendedAt != nil || tenant.suspendedAt != nil
            guard json else {
                let state = isSuspended ? "  (suspended)" : ""
                return ServerOutput.print("\(visible(tenant.name))  \(visible(user.name))\(state)")
            }
            var line = JSONLine()
            line.set("user_id", user.id.description)
            line.set("name", user.name)
            line.set("tenant", tenant.name)
            line.set("tenant_id", tenant.id.description)
            line.set("status", isSuspended ? "suspended" : "active")
            ServerOutput.print(line.text)
        }
    }

    /// `user suspend NAME`
    struct Suspend: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            commandName: "suspend", abstract: "Let a user, or a tenant, no longer in; what comes for it is received.")

        @Argument(help: "The user's name.")
        var name: String
        @Flag(help: "The whole tenant of that user.")
        var tenant = false
        @Flag(help: "Let them in again.")
        var lift = false

        func run() async throws {
            let tenants = Tenants(try await Premises.store(try .ofProcess()))
            let place = try await tenants.place(of: name)
            if tenant {
                try await tenants.suspend(place.tenant, !lift)
            } else {
                try await tenants.change(place.tenant) { [lift] in _ = try $0.users.suspend(place.user, !lift) }
            }
            ServerOutput.print(
                "\(tenant ? "The tenant of " : "")\(visible(name)) is \(lift ? "active" : "suspended").")
        }
    }
}

/// A name as a terminal may show it.
func visible(_ text: String) -> String { VisibleText(text, keepsLines: false, limit: 200).text }
