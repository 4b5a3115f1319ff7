internal import CPostgres
internal import Glibc

extension PostgresLink {
    /// What other connections have notified since the last look; `nil` where this one is broken.
    func notifications() -> [String]? {
        // One look takes a part of what is there. Where the database has said farewell and hung up at once, nobody calls a
        // second time, so the end has to be found by this call.
        repeat {
            guard PQconsumeInput(connection) == 1, !isBroken else { return nil }
        } while hasMore
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

    /// Whether something came in that was not read yet, or the end.
    private var hasMore: Bool {
        var waiting = pollfd(fd: PQsocket(connection), events: Int16(POLLIN), revents: 0)
        return poll(&waiting, 1, 0) > 0
    }

    /// A descriptor of one's own for the connection's socket, to wait at.
    func copiedSocket() -> Int32 { fcntl(PQsocket(connection), F_DUPFD_CLOEXEC, 0) }

    static func closeSocket(_ descriptor: Int32) { close(descriptor) }
}
