import ArgumentParser
import Glibc
import LocalStore
import Messaging
import PhoneNumbers

/// `leadline import`: names for numbers, from an address book.
///
/// Long lists are taken in small transactions, which keep nobody else from writing; a list that was broken off is
/// finished by importing it again. What cannot be read as a number is counted, not guessed at.
struct ImportCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "import", abstract: "Take names from a CSV or vCard file.",
        discussion: """
            Twilio knows no names. A CSV file may have a first line of headings (name, phone, first name, last name); \
            without one its first column with digits is the number. Leads that do not exist yet are made.
            """)

    @Argument(help: "A file that ends in .csv or .vcf, or - for CSV on standard input.", completion: .file())
    var file: String

    @OptionGroup var profile: ProfileOptions
    @OptionGroup var output: JSONOption

    /// The largest address book that is read, in bytes.
    private static let limit = 64 << 20
    /// Of more slips than these the first ones tell enough.
    private static let slipsShown = 10

    func run() throws {
        let desk = try Desk(profile)
        desk.warnings.forEach(Program.warn)
        let list = try read()
        let store = try desk.openStore()
        let (names, unreadable) = numbers(of: list, desk)
        let slips = (list.slips + unreadable).sorted { $0.line < $1.line }
        for slip in slips.prefix(Self.slipsShown) { Program.warn("\(file):\(slip.line): \(slip.reason).") }
        if slips.count > Self.slipsShown { Program.warn("And \(slips.count - Self.slipsShown) more.") }
        guard !names.isEmpty else {
            throw Complaint(
                .refused, "No line of \(visible(file)) has both a name and a telephone number.",
                advice: "A CSV file needs columns called name and phone, or a name and a number a line;",
                "a file of cards begins each with BEGIN:VCARD.")
        }
        let changed = try complaining { try store.importNames(names, now: WallClock.now()) }
        let (unchanged, skipped) = (names.count - changed, slips.count)
        try Output.printing { out in
            if output.json {
                var line = JSONLine()
                line.set("named", changed)
                line.set("unchanged", unchanged)
                line.set("skipped", skipped)
                try out.line(line.text)
            } else {
                let known = "\(unchanged) known already, \(skipped) skipped"
                try out.line("\(counted(changed, "name")) taken, \(known).")
            }
        }
    }

    private func read() throws(Complaint) -> NameList {
        let descriptor = file == "-" ? STDIN_FILENO : open(file, O_RDONLY | O_CLOEXEC)
        guard descriptor >= 0 else {
            throw Complaint(.failure, "\(visible(file)) cannot be read: \(lastError()).")
        }
        defer { if file != "-" { close(descriptor) } }
        var status = stat()
        if fstat(descriptor, &status) == 0, status.st_mode & S_IFMT == S_IFDIR {
            throw Complaint(.refused, "\(visible(file)) is a folder.")
        }
        guard let bytes = readAll(descriptor, limit: Self.limit) else {
            throw Complaint(.refused, "\(visible(file)) cannot be read, or is larger than 64 MiB.")
        }
        guard let whole = String(validating: bytes, as: UTF8.self) else {
            throw Complaint(
                .refused, "\(visible(file)) is not UTF-8 text.",
                advice: "Save it as UTF-8, or try: iconv -f latin1 -t utf-8 FILE | leadline import -")
        }
        // Windows programs mark the beginning of a file so.
        let text = whole.hasPrefix("\u{FEFF}") ? String(whole.unicodeScalars.dropFirst()) : whole
        let isCards = file.lowercased().hasSuffix(".vcf") || text.uppercased().hasPrefix("BEGIN:VCARD")
        return isCards ? NameList(vCards: text) : NameList(csv: text)
    }

    /// The entries whose numbers can be read, and those whose cannot.
    private func numbers(
        of list: NameList, _ desk: Desk
    ) -> (names: [(address: PeerAddress, display: String, name: String)], unreadable: [NameList.Slip]) {
        let book = desk.phoneBook()
        var names: [(address: PeerAddress, display: String, name: String)] = []
        var unreadable: [NameList.Slip] = []
        for entry in list.entries {
            do throws(PhoneNumberError) {
                let number = try book.e164(entry.number).number
                names.append((.number(number), book.display(number, seenFrom: book.homeRegion), entry.name))
            } catch {
                let number = visible(entry.number, limit: 40)
                unreadable.append(NameList.Slip(line: entry.line, reason: "\(number) is no telephone number"))
            }
        }
        return (names, unreadable)
    }
}
