import Drawing
import Messaging

/// One way to complete the line of the palette.
package struct Completion: Hashable, Sendable {
    /// The whole line it would make.
    package let line: String
    /// The keys that do the same, or nothing where there are none.
    package var keys = ""
    package let sentence: String
    /// Why the command cannot be given now, or `nil`.
    package let reason: String?
}

extension InboxState {
    /// What the line of the palette can be completed to.
    package var completions: [Completion] {
        guard let picker, picker.kind == .palette else { return [] }
        let line = picker.line.text
        guard let space = line.firstIndex(of: " ") else { return commandCompletions(line, from: picker.origin) }
        let (name, typed) = (line[..<space], line[space...].drop(while: \.isWhitespace))
        guard let form = Command.forms.first(where: { $0.name == name }) else { return [] }
        let words: [String]
        switch form.argument {
        case .theme: words = settings.themes
        case .order: words = LeadQuery.Order.allCases.map(\.rawValue)
        case .none, .name, .address, .number, .filter, .search, .jump: words = []
        }
        return words.filter { $0.hasPrefix(typed) }
            .map { Completion(line: "\(name) \($0)", sentence: "", reason: nil) }
    }

    /// Commands that begin with the line, then those that contain it.
    private func commandCompletions(_ line: String, from origin: KeyContext) -> [Completion] {
        let begins = Command.forms.filter { $0.name.hasPrefix(line) }
        let contains = Command.forms.filter { !$0.name.hasPrefix(line) && $0.name.contains(line) }
        return (begins + contains).map { form in
            Completion(
                line: form.argument == .none ? form.name : form.name + " ", keys: keys(of: form.action, in: origin),
                sentence: form.sentence, reason: unavailability(of: form.action, in: origin))
        }
    }

    /// The keys of an action where the palette was opened; where it has none there, those of the first pane that has.
    private func keys(of action: Action, in origin: KeyContext) -> String {
        let contexts = [origin] + KeyContext.allCases
        let keys = contexts.lazy.map { settings.keyMap.keys(of: action, in: $0) }.first { !$0.isEmpty }
        return keys?.joined(separator: " ") ?? ""
    }

    /// Takes the choice over into the line.
    mutating func completeLine() {
        guard let picker, picker.kind == .palette else { return moveChoice(by: 1) }
        let all = completions
        guard let first = all.first else { return }
        let chosen = all.indices.contains(picker.choice) ? all[picker.choice] : first
        // A second Tab goes on to the next choice, as shells do.
        let next =
            chosen.line == picker.line.text && all.count > 1 ? all[(max(0, picker.choice) + 1) % all.count] : chosen
        editLine { $0.replaceAll(with: next.line) }
    }

    /// Enter in the palette: the choice where one is made, else the line.
    mutating func acceptCommand() {
        guard let picker else { return }
        let all = completions
        let line = all.indices.contains(picker.choice) ? all[picker.choice].line : picker.line.text
        guard !line.allSatisfy(\.isWhitespace) else {
            self.picker = nil
            return
        }
        switch Command.parse(line) {
        case .failure(let problem): self.picker?.problem = problem.sentence
        case .success(let command):
            let unavailable = unavailability(of: command.action, in: picker.origin)
            if let reason = unavailable ?? refusal(ofBurst: command.action) {
                self.picker?.problem = reason
                return
            }
            self.picker = nil
            commandHistory.removeAll { $0 == line }
            commandHistory.append(line)
            if commandHistory.count > 100 { commandHistory.removeFirst() }
            perform(command)
        }
    }

    /// Brings back an earlier command (or a later one).
    mutating func walkHistory(_ step: Int) {
        guard let picker, picker.kind == .palette else { return moveChoice(by: -step) }
        let depth = min(max(0, picker.historyDepth + step), commandHistory.count)
        let line = depth == 0 ? "" : commandHistory[commandHistory.count - depth]
        editLine { $0.replaceAll(with: line) }
        self.picker?.historyDepth = depth
    }

    /// Does what a line of the palette says.
    mutating func perform(_ command: Command) {
        let argument = command.argument
        guard !argument.isEmpty else { return perform(command.action, count: nil) }
        switch command.takes {
        case .none: perform(command.action, count: nil)
        case .name: if let lead = currentLead { setName(of: lead, to: argument) }
        case .address: if let problem = attach(argument) { say(problem, .warning) }
        case .number:
            openPicker(.number, text: argument)
            acceptLine()
        case .filter:
            narrow(to: argument)
            if let problem = FilterReading(argument).problems.first { say(problem.sentence, .warning) }
        case .search: openPicker(.search, text: argument)
        case .jump: openPicker(.jump, text: argument)
        case .theme: chooseTheme(argument)
        case .order:
            guard let order = LeadQuery.Order(rawValue: argument) else {
                return say(
                    "The table sorts by \(LeadQuery.Order.allCases.map(\.rawValue).joined(separator: ", ")).", .warning)
            }
            sort(by: order)
        }
    }

    // MARK: Themes

    /// Takes a theme for good.
    private mutating func chooseTheme(_ name: String) {
        guard settings.themes.contains(name) else {
            endThemePreview()
            return say("There is no theme \(VisibleText(name, keepsLines: false, limit: 40).text).", .warning)
        }
        previewedTheme = nil
        emit(.terminal(.setTheme(name, isPreview: false)))
    }

    /// Shows the theme that the line of the palette names, as long as it names one.
    mutating func previewTheme() {
        guard let picker, picker.kind == .palette else { return }
        let all = completions
        let line = all.indices.contains(picker.choice) ? all[picker.choice].line : picker.line.text
        let words = line.split(separator: " ")
        guard words.count == 2, words[0] == Action.theme.rawValue, settings.themes.contains(String(words[1])) else {
            return
        }
        guard previewedTheme != String(words[1]) else { return }
        previewedTheme = String(words[1])
        emit(.terminal(.setTheme(String(words[1]), isPreview: true)))
    }

    /// Brings back the theme from before the try.
    mutating func endThemePreview() {
        guard previewedTheme != nil else { return }
        previewedTheme = nil
        if let theme { emit(.terminal(.setTheme(theme, isPreview: true))) }
    }
}
