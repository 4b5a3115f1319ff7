import Inbox

/// A person's own keys laid over the usual ones.
struct KeyPreferences {
    let map: KeyMap
    /// What could not be taken, one sentence each with its place in the settings.
    let problems: [String]

    init(bindings: [Profile.Binding]) {
        let changes = bindings.map { binding in
            KeyMap.Change(
                name: [binding.context, binding.action].compactMap { $0 }.joined(separator: "."), keys: binding.keys)
        }
        let changed = KeyMap.changed(by: changes)
        map = changed.map
        problems = changed.problems.map { problem in
            let binding = bindings.first { problem.contains($0.action) }
            return (binding.map { "\($0.place): " } ?? "") + problem
        }
    }
}
