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
