import Glibc
import Logging
import Messaging
import Synchronization

/// The log on the disk: one file a profile, 0600, begun anew when it has grown past its limit, the last one kept.
///
/// What is logged never holds message text, whole numbers or tokens; those who log see to it.
final class LogFile: Sendable {
    private let path: String
    private let limit: Int
    private let descriptor = Mutex<Int32>(-1)

    init(path: String, limit: Int = 1 << 20) {
        (self.path, self.limit) = (path, limit)
    }

    deinit {
        descriptor.withLock { if $0 >= 0 { close($0) } }
    }

    /// Adds a line. A log that cannot be written is no reason to stop anything.
    func write(_ line: String) {
        descriptor.withLock { descriptor in
            if descriptor < 0 { descriptor = Self.openFile(path) }
            guard descriptor >= 0 else { return }
            if lseek(descriptor, 0, SEEK_END) > off_t(limit) {
                // Another one may have begun it anew already, and what it has written since is not to be thrown away.
                if Self.isSame(descriptor, path) { rename(path, path + ".1") }
                close(descriptor)
                descriptor = Self.openFile(path)
                guard descriptor >= 0 else { return }
            }
            // What cannot be logged is nobody's loss but the log's.
            try? Output.write(Array(line.utf8) + [10], to: descriptor, as: path)
        }
    }

    /// Whether the file that is open is the one of that name.
    private static func isSame(_ descriptor: Int32, _ path: String) -> Bool {
        var (open, named) = (stat(), stat())
        return fstat(descriptor, &open) == 0 && stat(path, &named) == 0 && open.st_ino == named.st_ino
            && open.st_dev == named.st_dev
    }

    private static func openFile(_ path: String) -> Int32 {
        open(path, O_WRONLY | O_APPEND | O_CREAT | O_CLOEXEC | O_NOFOLLOW, 0o600)
    }
}

/// Writes swift-log's events into a log file, a line each: moment, level, sentence, particulars.
struct FileLogHandler: LogHandler {
    let file: LogFile
    var logLevel = Logger.Level.info
    var metadata: Logger.Metadata = [:]
    var metadataProvider: Logger.MetadataProvider?

    init(file: LogFile) { self.file = file }

    subscript(metadataKey key: String) -> Logger.Metadata.Value? {
        get { metadata[key] }
        set { metadata[key] = newValue }
    }

    func log(event: LogEvent) {
        let particulars = metadata.merging(event.metadata ?? [:]) { $1 }
            .sorted { $0.key < $1.key }
            .map { " \($0.key)=\($0.value)" }
            .joined()
        file.write("\(WallClock.now().rfc3339) \(event.level) \(LogText("\(event.message)\(particulars)"))")
    }
}
