import Glibc
import TOMLKit

/// A settings file as it lies on the disk: its text, its tables, and who else may read or write it.
struct SettingsFile {
    let path: String
    let root: TOMLTable
    let lines: LineIndex
    /// Permission bits and owner at the moment of reading.
    let mode: UInt32
    let isOurs: Bool

    /// The largest file that is taken for settings.
    static let limit = 1 << 20

    /// Reads `path`, or gives `nil` where there is no such file.
    init?(at path: String) throws(Complaint) {
        // A pipe without a writer would keep a plain opening waiting.
        let descriptor = open(path, O_RDONLY | O_CLOEXEC | O_NONBLOCK)
        guard descriptor >= 0 else {
            if errno == ENOENT || errno == ENOTDIR { return nil }
            throw Complaint(.settings, "\(path) cannot be read: \(lastError()).")
        }
        defer { close(descriptor) }
        var status = stat()
        guard fstat(descriptor, &status) == 0, status.st_mode & S_IFMT == S_IFREG else {
            throw Complaint(.settings, "\(path) is not a regular file.", advice: "Settings are read from a file alone.")
        }
        guard let bytes = readAll(descriptor, limit: Self.limit) else {
            throw Complaint(.settings, "\(path) is larger than a settings file can be (1 MiB).")
        }
        guard let text = String(validating: bytes, as: UTF8.self), !bytes.contains(0) else {
            throw Complaint(.settings, "\(path) is not UTF-8 text.")
        }
        try self.init(
            path: path, text: text, mode: status.st_mode, isOurs: [0, getuid()].contains(status.st_uid))
    }

    /// Takes `text` as the content of the file at `path`.
    init(path: String, text: String, mode: UInt32 = 0o600, isOurs: Bool = true) throws(Complaint) {
        // As editors of other systems leave it: a mark at the beginning, and two characters at the end of a line.
        let text = String(text.trimmingPrefix("\u{FEFF}")).replacing("\r\n", with: "\n")
        if let line = TableHeader.firstNameless(in: text) {
            throw Complaint(
                .settings, "\(path):\(line): a table's name is missing behind the bracket.",
                advice: "Write it as [profile.NAME], of letters, digits, hyphens and underscores, or in quotes.")
        }
        do {
            root = try TOMLTable(string: text)
        } catch let fault as TOMLParseError {
            let place = "\(path):\(fault.source.begin.line):\(fault.source.begin.column)"
            guard let slip = SettingsSlip(in: text, line: Int(fault.source.begin.line)) else {
                throw Complaint(
                    .settings, "\(place): \(fault.description).",
                    advice: "Texts and numbers of telephones stand in quotes; yes and no are written true and false.")
            }
            throw Complaint(.settings, "\(place): \(slip.sentence)", advice: slip.advice)
        } catch {
            throw Complaint(.settings, "\(path) is no TOML.")
        }
        (self.path, self.mode, self.isOurs) = (path, mode, isOurs)
        lines = LineIndex(text)
    }

    /// The whole file as one table.
    var table: SettingsTable { SettingsTable(file: self, table: root, path: []) }

    /// Refuses a secret that the neighbours can read.
    func refuseIfReadableByOthers(because key: [String]) throws(Complaint) {
        guard mode & 0o077 != 0 || !isOurs else { return }
        throw Complaint(
            .settings, "\(place(key)): the file holds a secret and other users of this machine can read it.",
            advice: "Make it yours alone: chmod 600 \(path)")
    }

    /// Refuses a command that the neighbours could have written.
    func refuseIfWritableByOthers(because key: [String]) throws(Complaint) {
        guard mode & 0o022 != 0 || !isOurs else { return }
        throw Complaint(
            .settings, "\(place(key)): the file names a command to run and other users of this machine can write it.",
            advice: "Make it yours alone: chmod 600 \(path)")
    }

    /// File and line of a key, as compilers write them.
    func place(_ key: [String]) -> String {
        lines.line(of: key).map { "\(path):\($0)" } ?? path
    }
}

/// Everything that can be read from `descriptor`, or `nil` when it is more than `limit` bytes or reading fails.
func readAll(_ descriptor: Int32, limit: Int) -> [UInt8]? {
    var bytes: [UInt8] = []
    var chunk = [UInt8](repeating: 0, count: 16_384)
    while true {
        let count = read(descriptor, &chunk, chunk.count)
        if count < 0, errno == EINTR { continue }
        guard count >= 0 else { return nil }
        if count == 0 { return bytes }
        bytes += chunk.prefix(count)
        if bytes.count > limit { return nil }
    }
}
