internal import Glibc

/// The file of a Unix socket, which stays where a server ended without a farewell.
enum SocketFile {
    /// Takes away what an earlier server has left at `path`. One that answers there is left alone, and so is every file that
    /// is no socket.
    static func clear(_ path: String) throws(ServerComplaint) {
        var status = stat()
        guard lstat(path, &status) == 0 else { return }
        guard status.st_mode & S_IFMT == S_IFSOCK else {
            throw ServerComplaint(.settings, "LEADLINE_LISTEN names \(path), which is there and no socket.")
        }
        guard !answers(path) else {
            throw ServerComplaint(.settings, "Another server listens at \(path), as LEADLINE_LISTEN has it.")
        }
        unlink(path)
    }

    /// Lets every account of the machine connect: the token decides who comes in, and the folder who gets this far.
    static func open(_ path: String) { chmod(path, 0o666) }

    private static func answers(_ path: String) -> Bool {
        let descriptor = socket(AF_UNIX, Int32(SOCK_STREAM.rawValue), 0)
        defer { close(descriptor) }
        var address = sockaddr_un()
        address.sun_family = UInt16(AF_UNIX)
        withUnsafeMutableBytes(of: &address.sun_path) { room in
            room.copyBytes(from: path.utf8.prefix(room.count - 1))
        }
        return withUnsafePointer(to: &address) { pointer in
            pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) {
                connect(descriptor, $0, socklen_t(MemoryLayout<sockaddr_un>.size)) == 0
            }
        }
    }
}

/// The accounts of this machine.
enum MachineAccount {
    /// What the account with this number is called.
    static func name(_ number: UInt32) -> String? {
        var entry = passwd()
        var found: UnsafeMutablePointer<passwd>?
        var room = [CChar](repeating: 0, count: 16_384)
        guard getpwuid_r(number, &entry, &room, room.count, &found) == 0, found != nil else { return nil }
        return String(cString: entry.pw_name)
    }
}
