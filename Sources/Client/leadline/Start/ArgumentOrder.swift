/// Lets the options that every command knows stand before the command as well as after it.
enum ArgumentOrder {
    private static let shared: Set<String> = ["--profile", "--config"]

    /// `leadline --profile work leads` becomes `leadline leads --profile work`; everything else stays as it is.
    static func commandFirst(_ arguments: [String]) -> [String] {
        var moved: [String] = []
        var rest = arguments[...]
        while let first = rest.first {
            if shared.contains(first), rest.count > 1 {
                moved += rest.prefix(2)
                rest = rest.dropFirst(2)
            } else if shared.contains(where: { first.hasPrefix($0 + "=") }) {
                moved.append(first)
                rest = rest.dropFirst()
            } else {
                break
            }
        }
        // Without a command the options are the inbox's own.
        guard let command = rest.first, !command.hasPrefix("-") else { return moved + rest }
        return [command] + moved + rest.dropFirst()
    }
}

/// Which profile is meant, by which settings file; `nil` for the usual ones.
struct ProfileChoice: Equatable {
    var profile: String?
    var config: String?
}

extension ProfileChoice {
    /// Reads a command line that names nothing else, so that the inbox opens without the machinery of commands.
    /// `nil` for every other one, which that machinery judges.
    init?(alone arguments: [String]) {
        self.init()
        var rest = arguments[...]
        while let name = rest.popFirst() {
            guard let value = rest.popFirst(), !value.hasPrefix("-") else { return nil }
            switch name {
            case "--profile": profile = value
            case "--config": config = value
            default: return nil
            }
        }
    }
}
