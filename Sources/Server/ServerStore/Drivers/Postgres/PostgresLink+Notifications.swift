internal import CPostgres
internal import Glibc

extension PostgresLink {
    /// What other connections have notified since the last look; `nil` where this one is broken.
    func notifications() -> [String]? {
        guard PQconsumeInput(connection) == 1, !isBroken else { return nil }
        var words: [String] = []
        while let notification = PQnotifies(connection) {
            // What this node sent comes back to it as well, and it knows that already.
            if notification.pointee.be_pid != PQbackendPID(connection) {
                words.append(String(cString: notification.pointee.extra))
            }
            PQfreemem(notification)
        }
        return words
    }

    /// A descriptor of one's own for the connection's socket, to wait at.
    func copiedSocket() -> Int32 { fcntl(PQsocket(connection), F_DUPFD_CLOEXEC, 0) }

    static func closeSocket(_ descriptor: Int32) { close(descriptor) }
}
