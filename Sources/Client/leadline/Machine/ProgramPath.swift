import Glibc

/// Where this program lies.
enum ProgramPath {
    /// The whole path, with links followed.
    static var own: String {
        var buffer = [UInt8](repeating: 0, count: 4096)
        let length = buffer.withUnsafeMutableBytes { bytes in
            bytes.withMemoryRebound(to: CChar.self) { readlink("/proc/self/exe", $0.baseAddress!, $0.count) }
        }
        return String(decoding: buffer.prefix(max(0, length)), as: UTF8.self)
    }

    /// The path of another program in the same folder.
    static func beside(_ name: String) -> String {
        own.split(separator: "/").dropLast().map { "/" + $0 }.joined() + "/" + name
    }
}
