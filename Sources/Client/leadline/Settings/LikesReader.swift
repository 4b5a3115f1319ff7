import Drawing

/// Reads what a profile says about behaviour and looks.
struct LikesReader {
    let table: SettingsTable

    /// The settings that the profile of the environment may hold too.
    func likes() throws(Complaint) -> Profile.Likes {
        var likes = Profile.Likes()
        likes.region = try region()
        likes.undoSeconds =
            try table.integer(ProfileKey.undoSeconds.rawValue, in: ProfileKey.undoSecondsRange) ?? likes.undoSeconds
        let words = Profile.AfterSend.allCases.map(\.rawValue)
        if let word = try table.choice(ProfileKey.afterSend.rawValue, among: words) {
            likes.afterSend = Profile.AfterSend(rawValue: word) ?? likes.afterSend
        }
        likes.theme = try table.string(ProfileKey.theme.rawValue)
        if likes.theme != nil { likes.themePlace = table.file.place(table.path + [ProfileKey.theme.rawValue]) }
        likes.glyphs = try table.choice(ProfileKey.glyphs.rawValue, among: GlyphSet.allCases.map(\.rawValue))
        likes.usesMouse = try table.flag(ProfileKey.mouse.rawValue) ?? false
        likes.historyDays = try table.integer(ProfileKey.historyDays.rawValue, in: ProfileKey.historyDaysRange)
        if let keys = try table.table(ProfileKey.keys.rawValue) { likes.bindings = try bindings(keys, context: nil) }
        return likes
    }

    private func region() throws(Complaint) -> String? {
        guard let text = try table.string(ProfileKey.region.rawValue) else { return nil }
        // One of Twilio's own regions is the account's business, and says nothing about numbers.
        if Account.isRegion(text) { return nil }
        guard text.utf8.count == 2, text.utf8.allSatisfy({ (97...122).contains($0 | 32) }) else {
            throw table.complaint(
                ProfileKey.region.rawValue,
                "expected a country in two letters, such as \"BR\", or one of Twilio's regions, such as \"ie1\".")
        }
        return text.uppercased()
    }

    /// `action = "key"` or `action = ["key", "key"]`, and the same in a table a pane, such as `[….keys.table]`.
    private func bindings(_ keys: SettingsTable, context: String?) throws(Complaint) -> [Profile.Binding] {
        var bindings: [Profile.Binding] = []
        for name in keys.keys {
            if context == nil, keys.holdsTable(name) {
                bindings +=
                    try keys.table(name).map { inner throws(Complaint) in
                        try self.bindings(inner, context: name)
                    } ?? []
            } else if let texts = try keys.strings(name) {
                let place = keys.file.place(keys.path + [name])
                bindings.append(.init(context: context, action: name, keys: texts, place: place))
            }
        }
        return bindings
    }
}
