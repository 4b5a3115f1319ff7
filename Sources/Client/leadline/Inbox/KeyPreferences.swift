import Inbox
import Messaging

/// A person's own keys laid over the usual ones.
struct KeyPreferences {
    let map: KeyMap
    /// What could not be taken, one sentence each with its place in the settings.
    let problems: [String]

    /// Lays the bindings over the usual keys. One with a wrong name is told with the nearest right one, and left out.
    init(bindings: [Profile.Binding]) {
        let slips = bindings.map(Self.slip)
        let sound = zip(bindings, slips).filter { $0.1 == nil }.map(\.0)
        let changed = KeyMap.changed(by: sound.map { KeyMap.Change(name: Self.name($0), keys: $0.keys) })
        map = changed.map
        problems =
            zip(bindings, slips).compactMap { binding, slip in slip.map { "\(binding.place): \($0)" } }
            + changed.problems.map { problem in
                let binding = sound.first { problem.hasPrefix("keys.\(Self.name($0)):") }
                return (binding.map { "\($0.place): " } ?? "") + problem
            }.reduce(into: []) { known, problem in if !known.contains(problem) { known.append(problem) } }
    }

    /// The action's name with its pane before it, where one is named.
    private static func name(_ binding: Profile.Binding) -> String {
        [binding.context, binding.action].compactMap { $0 }.joined(separator: ".")
    }

    /// What is wrong with the names alone, with those that were probably meant.
    private static func slip(_ binding: Profile.Binding) -> String? {
        let name = name(binding)
        let parts = name.split(separator: ".", maxSplits: 1).map(String.init)
        if parts.count == 2, KeyContext(rawValue: parts[0]) == nil {
            let panes = KeyContext.allCases.map(\.rawValue)
            return "keys.\(name): there is no context \(parts[0])" + ending(parts[0], panes)
        }
        guard let action = parts.last, Action(rawValue: action) == nil else { return nil }
        return "keys.\(name): there is no such action" + ending(action, Action.allCases.map(\.rawValue))
    }

    private static func ending(_ name: String, _ known: [String]) -> String {
        let nearest = NearestName.of(name.replacing("_", with: "-"), among: known)
        return nearest.map { ", did you mean \"\($0)\"?" } ?? "; `leadline keys` shows them all."
    }
}
