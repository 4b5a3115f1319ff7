import Drawing

/// Reads what a profile says about behaviour and looks.
struct LikesReader {
    let table: SettingsTable

    private static let keys: [ProfileKey] = [
        .region, .undoSeconds, .afterSend, .theme, .glyphs, .mouse, .historyDays, .keys,
    ]

    /// The settings that the profile of the environment may hold too.
    func likes() throws(Complaint) -> Profile.Likes {
        var likes = Profile.Likes()
        for key in Self.keys { try read(key, into: &likes) }
        return likes
    }

    /// Everything that is wrong with them.
    func complaints() -> [Complaint] {
        var likes = Profile.Likes()
        return Self.keys.compactMap { key in
            complaint { () throws(Complaint) in try read(key, into: &likes) }
        }
    }

    /// Reads one setting. Those of the account are not read here.
    private func read(_ key: ProfileKey, into likes: inout Profile.Likes) throws(Complaint) {
        let name = key.rawValue
        switch key {
        case .region: likes.region = try region()
        case .undoSeconds:
            likes.undoSeconds = try table.integer(name, in: ProfileKey.undoSecondsRange) ?? likes.undoSeconds
        case .afterSend:
            guard let word = try table.choice(name, among: Profile.AfterSend.allCases.map(\.rawValue)) else {
                return
            }
            likes.afterSend = Profile.AfterSend(rawValue: word) ?? likes.afterSend
        case .theme:
            likes.theme = try table.string(name)
            if likes.theme != nil { likes.themePlace = table.file.place(table.path + [name]) }
        case .glyphs: likes.glyphs = try table.choice(name, among: GlyphSet.allCases.map(\.rawValue))
        case .mouse: likes.usesMouse = try table.flag(name) ?? false
        case .historyDays: likes.historyDays = try table.integer(name, in: ProfileKey.historyDaysRange)
        case .keys: if let keys = try table.table(name) { likes.bindings = try bindings(keys, context: nil) }
        default: break
        }
    }

    /// The country that numbers are read in; `nil` where the word is one of Twilio's own regions.
    private func region() throws(Complaint) -> String? {
        guard let text = try table.string(ProfileKey.region.rawValue) else { return nil }
        // One of Twilio's own regions is the account's business, and says nothing about numbers.
        if TwilioAccount.isRegion(text) { return nil }
        guard let code = CountryCode.code(text) else {
            let meant = CountryCode.meant(by: text).map { " Did you mean \"\($0)\"?" } ?? ""
            throw table.complaint(
                ProfileKey.region.rawValue,
                "expected a country in two letters, such as \"BR\", or one of Twilio's regions, such as \"ie1\".\(meant)"
            )
        }
        return code
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
