/// Where a Leadline server is: at an address of the web, or behind a Unix socket of this machine.
enum ServerAddress: Hashable, Sendable, CustomStringConvertible {
    case web(APIAddress)
    /// The socket's path.
    case socket(String)

    /// Why a text is no address of a server.
    struct Fault: Error, Equatable {
        let sentence: String
    }

    init(_ text: String) throws(Fault) {
        if text.hasPrefix(Self.socketMark) {
            let path = String(text.dropFirst(Self.socketMark.count))
            // What is longer does not fit into the system's own form of an address.
            guard path.hasPrefix("/"), path.utf8.count < 108, path.utf8.allSatisfy({ $0 >= 32 }) else {
                throw Fault(sentence: "expected a path that begins at the root, such as unix:/run/leadline/socket")
            }
            self = .socket(path)
            return
        }
        do throws(APIAddress.Fault) {
            self = .web(try APIAddress(text))
        } catch {
            throw Fault(
                sentence: error == .malformed
                    ? "expected an address such as https://leadline.example or unix:/run/leadline/socket"
                    : error.sentence)
        }
    }

    var description: String {
        switch self {
        case .web(let address): address.text
        case .socket(let path): Self.socketMark + path
        }
    }

    /// The machine it is on, for people.
    var host: String {
        switch self {
        case .web(let address): String(address.text.split(separator: "/").dropFirst().first ?? "")
        case .socket: "this machine"
        }
    }

    /// What a file may be called for it.
    var fileName: String {
        String(description.map { $0.isASCII && ($0.isLetter || $0.isNumber) ? $0 : "-" }.suffix(48))
    }

    private static let socketMark = "unix:"
}

/// Who we are at a Leadline server: where it is, and the token that opens an inbox there.
struct ServerAccess: Hashable, Sendable {
    var address: ServerAddress
    var token: Secret
}
