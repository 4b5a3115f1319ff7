import Glibc

/// Two ends of a pipe that children get only where it is handed to them.
struct PipeEnds {
    let reading: Int32
    let writing: Int32

    init() throws(Complaint) {
        var ends: [Int32] = [-1, -1]
        // A pair of sockets can be closed to children from its first moment on, which Swift's pipe cannot: one that was
        // started by another thread in between would keep our end open.
        let kind = Int32(SOCK_STREAM.rawValue) | Int32(SOCK_CLOEXEC.rawValue)
        guard socketpair(AF_UNIX, kind, 0, &ends) == 0 else {
            throw Complaint(.failure, "No pipe can be made: \(lastError()).")
        }
        (reading, writing) = (ends[0], ends[1])
    }
}
