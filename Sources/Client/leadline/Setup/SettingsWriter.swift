import Glibc

/// Adds a profile to the settings file, making it 0600 where there is none.
struct SettingsWriter {
    let path: String

    /// The file is replaced as a whole, so that it never lies there half written or readable by others.
    ///
    /// `apiURL` is written where Twilio is not at its usual address, so that the credentials go nowhere else later.
    /// `standing` is the profile that is taken so far when none is named; it stays so.
    func add(
        name: String, sid: String, username: String, token: String, number: some CustomStringConvertible,
        apiURL: APIAddress? = nil, keepingDefault standing: String? = nil
    ) throws(Complaint) {
        var lines = ["account_sid = \(Self.quoted(sid))"]
        if username == sid {
            lines.append("auth_token = \(Self.quoted(token))")
        } else {
            lines += ["api_key_sid = \(Self.quoted(username))", "api_key_secret = \(Self.quoted(token))"]
        }
        lines.append("phone_number = \(Self.quoted(number.description))")
        if let apiURL, apiURL != .twilio { lines.append("api_url = \(Self.quoted(apiURL.text))") }
        try add(name, lines, keepingDefault: standing)
    }

    /// The same for a profile on a server.
    func add(name: String, server: ServerAccess, keepingDefault standing: String? = nil) throws(Complaint) {
        let token = try server.token.reveal()
        try add(
            name, ["server = \(Self.quoted(server.address.description))", "token = \(Self.quoted(token))"],
            keepingDefault: standing)
    }

    private func add(_ name: String, _ profile: [String], keepingDefault standing: String?) throws(Complaint) {
        let before = try text()
        var lines = before.isEmpty ? ["default_profile = \(Self.quoted(name))"] : [before]
        // Only before the first table is it a setting of the file itself.
        if let standing, try SettingsFile(path: path, text: before).table.string("default_profile") == nil {
            lines.insert("default_profile = \(Self.quoted(standing))", at: 0)
        }
        lines += ["", "[profile.\(name)]"] + profile
        try write(lines.joined(separator: "\n") + "\n")
    }

    /// The settings as they are, without line ends at the end; empty where there are none.
    private func text() throws(Complaint) -> String {
        let descriptor = open(path, O_RDONLY | O_CLOEXEC | O_NONBLOCK)
        guard descriptor >= 0 else {
            if errno == ENOENT { return "" }
            throw Complaint(.settings, "\(path) cannot be read: \(lastError()).")
        }
        defer { close(descriptor) }
        var status = stat()
        guard fstat(descriptor, &status) == 0, status.st_mode & S_IFMT == S_IFREG else {
            throw Complaint(.settings, "\(path) is not a regular file.")
        }
        guard let bytes = readAll(descriptor, limit: SettingsFile.limit) else {
            throw Complaint(.settings, "\(path) is larger than a settings file can be.")
        }
        var text = String(decoding: bytes, as: UTF8.self)
        while text.last?.isNewline == true { text.removeLast() }
        return text
    }

    /// Replaces the file at once, so that nobody ever reads half of it.
    private func write(_ text: String) throws(Complaint) {
        try Folders.makeIfMissing(Folders.parent(of: path))
        let draft = path + ".new"
        unlink(draft)
        guard try NewFile.write(Array(text.utf8), to: draft) else {
            throw Complaint(.tryLater, "\(draft) is being written by another Leadline.", advice: "Try again.")
        }
        guard rename(draft, path) == 0 else {
            let complaint = Complaint(unwritable: path, errno)
            unlink(draft)
            throw complaint
        }
    }

    /// A TOML text. What is written here holds no control characters.
    private static func quoted(_ text: String) -> String {
        "\"" + text.replacing("\\", with: "\\\\").replacing("\"", with: "\\\"") + "\""
    }
}
