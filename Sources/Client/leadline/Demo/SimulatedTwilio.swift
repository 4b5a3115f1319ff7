import FoundationEssentials
import Glibc
import Messaging

/// A running `twilio-simulator` on this machine, with a folder of its own for everything the demo writes.
///
/// A small shell watches over both. It ends when its standard input does, which happens however this process ends, and
/// then stops the simulator and removes the folder.
struct SimulatedTwilio {
    /// What the simulator says of itself in its first line.
    struct Greeting: Decodable, Equatable {
        var base: String
        var accountSID: String
        var authToken: String
        var from: String

        enum CodingKeys: String, CodingKey {
            case base, from
            case accountSID = "account_sid"
            case authToken = "auth_token"
        }
    }

    let folder: String
    let greeting: Greeting
    private let watcher: ChildProcess
    private let leash: Int32

    /// Starts the simulator beside this program with `arguments`, in an environment without any account.
    init(arguments: [String], environment: Environment) throws(Complaint) {
        let program = ProgramPath.beside("twilio-simulator")
        guard access(program, X_OK) == 0 else {
            throw Complaint(
                .failure, "The demo needs twilio-simulator beside leadline, and it is not there.",
                advice: "`make demo` builds both; `make install` installs both.")
        }
        folder = try Self.makeFolder(environment)
        let (leash, speech) = (try PipeEnds(), try PipeEnds())
        let words = [program, "--listen", "127.0.0.1:0", "--json"] + arguments
        do throws(Complaint) {
            watcher = try ChildProcess(
                ["/bin/sh", "-c", Self.watch, "leadline-demo", folder] + words,
                environment: environment.withoutAccounts, input: .descriptor(leash.reading),
                output: .descriptor(speech.writing), isOwnSession: true)
        } catch {
            rmdir(folder)
            throw error
        }
        close(leash.reading)
        close(speech.writing)
        defer { close(speech.reading) }
        self.leash = leash.writing
        do throws(Complaint) {
            greeting = try Self.greeting(from: speech.reading, within: 60_000)
        } catch {
            close(leash.writing)
            watcher.wait()
            throw error
        }
    }

    /// Stops the simulator and removes the folder.
    func end() {
        close(leash)
        watcher.wait()
    }

    /// The shell's part. It ignores what a terminal sends to everyone; only the end of its input counts.
    private static let watch = """
        trap '' HUP INT QUIT TERM
        folder=$1; shift
        "$@" </dev/null & simulator=$!
        exec >/dev/null
        cat >/dev/null
        kill "$simulator" 2>/dev/null
        wait "$simulator"
        rm -rf -- "$folder"
        """

    private static func makeFolder(_ environment: Environment) throws(Complaint) -> String {
        let root = environment["TMPDIR"].flatMap { $0.hasPrefix("/") ? $0 : nil } ?? "/tmp"
        var template = Array((root + "/leadline-demo-XXXXXX").utf8CString)
        guard mkdtemp(&template) != nil else {
            throw Complaint(.failure, "No temporary folder can be made in \(visible(root)): \(lastError()).")
        }
        return String(decoding: template.dropLast().map { UInt8(bitPattern: $0) }, as: UTF8.self)
    }

    /// Reads the first line that the simulator prints.
    private static func greeting(from descriptor: Int32, within milliseconds: Int32) throws(Complaint) -> Greeting {
        let silence = Complaint(.failure, "twilio-simulator did not start.")
        var line: [UInt8] = []
        while line.last != 10 {
            var wanted = pollfd(fd: descriptor, events: Int16(POLLIN), revents: 0)
            var byte: UInt8 = 0
            guard poll(&wanted, 1, milliseconds) > 0, read(descriptor, &byte, 1) == 1, line.count < 65_536
            else { throw silence }
            line.append(byte)
        }
        do {
            return try JSONDecoder().decode(Greeting.self, from: Data(line))
        } catch {
            throw silence
        }
    }
}

extension SimulatedTwilio.Greeting {
    /// The simulator's account; refused unless it lies on this machine.
    func account() throws(Complaint) -> TwilioAccount {
        do throws(APIAddress.Fault) {
            let base = try APIAddress(base)
            guard base.isLoopback, let number = PhoneNumber(e164: from) else { throw .malformed }
            return TwilioAccount(
                sid: accountSID, username: accountSID, secret: .literal(authToken), base: base, number: number)
        } catch {
            throw Complaint(
                .refused, "The simulator does not answer on this machine alone; the demo goes nowhere else.")
        }
    }
}
