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
            Twilio knows no names. A CSV file may have a first line of headings (name, phone, mobile, first name, last \
            name); without one the cell that looks most like a number is it. Of several numbers in a row the first \
            that reads well is taken, mobile ones before others, and that is said. Each number of a card gets its \
            name. Leads that do not exist yet are made.
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
        let (names, remarks) = numbers(of: list, desk)
        let slips = (list.slips + remarks.left).sorted { $0.line < $1.line }
        tell(remarks.several)
        tell(slips)
        guard !names.isEmpty else {
            throw Complaint(
                .refused, "No line of \(visible(file)) has both a name and a telephone number.",
                advice: "A CSV file needs columns called name and phone, or a name and a number a line;",
                "a file of cards begins each with BEGIN:VCARD.")
        }
        let changed = try write(names, to: store)
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
        // Windows programs mark the beginning of a file so.
        let text = Array(TextArgument.withoutMark(bytes))
        let start = String(decoding: text.prefix(11), as: UTF8.self)
        // Cards are folded by bytes and may name a character set each; so only their fields are read as text.
        if file.lowercased().hasSuffix(".vcf") || start.uppercased() == "BEGIN:VCARD" { return NameList(vCards: text) }
        guard String(validating: text, as: UTF8.self) != nil else {
            throw Complaint(
                .refused, "\(visible(file)) is not UTF-8 text.",
                advice: "Save it as UTF-8, or try: iconv -f latin1 -t utf-8 FILE | leadline import -")
        }
        return NameList(csv: text)
    }

    private typealias Name = (address: PeerAddress, display: String, name: String)
    private typealias Remarks = (left: [NameList.Slip], several: [NameList.Slip])

    /// The entries whose numbers can be read, and what has to be said of the others and of numbers passed over.
    private func numbers(of list: NameList, _ desk: Desk) -> (names: [Name], remarks: Remarks) {
        let book = desk.phoneBook()
        var names: [Name] = []
        var remarks: Remarks = ([], [])
        var progress = ImportProgress(total: list.entries.count)
        for (index, entry) in list.entries.enumerated() {
            progress.tell("Reading numbers", index)
            do throws(PhoneNumberError) {
                let choice = try NumberChoice(of: entry, book)
                guard let name = choice.name else {
                    remarks.left.append(NameList.Slip(line: entry.line, reason: "there is no name"))
                    continue
                }
                let number = choice.number
                names.append((.number(number), book.display(number, seenFrom: book.homeRegion), name))
                guard choice.isOneOfSeveral else { continue }
                remarks.several.append(
                    NameList.Slip(line: entry.line, reason: "there are several numbers; \(number.e164) is taken"))
            } catch {
                remarks.left.append(NameList.Slip(line: entry.line, reason: Self.reason(entry, error)))
            }
        }
        progress.end()
        return (names, remarks)
    }

    private static func reason(_ entry: NameList.Entry, _ error: PhoneNumberError) -> String {
        let number = visible(entry.numbers.first ?? "", limit: 40)
        return switch error {
        case .hasExtension: "\(number) has an extension, which no text can be sent to"
        case .libraryMissing: "\(number) cannot be read without libphonenumber"
        case .needsCountry: "\(number) names no country, and neither do the settings"
        case .notANumber, .tooShort, .tooLong, .wrongLength, .lacksAreaCode, .severalNumbers, .unknownCountry,
            .unknownRegion:
            "\(number) is no telephone number"
        }
    }

    /// Writes the names in steps, each in transactions of its own, and counts those that were news.
    private func write(_ names: [Name], to store: InboxStore) throws(Complaint) -> Int {
        var progress = ImportProgress(total: names.count)
        defer { progress.end() }
        var changed = 0
        for start in stride(from: 0, to: names.count, by: ImportProgress.step) {
            progress.tell("Writing names", start)
            let some = Array(names[start..<min(names.count, start + ImportProgress.step)])
            changed += try complaining { try store.importNames(some, now: WallClock.now()) }
        }
        return changed
    }

    private func tell(_ slips: [NameList.Slip]) {
        for slip in slips.prefix(Self.slipsShown) { Program.warn("\(file):\(slip.line): \(slip.reason).") }
        if slips.count > Self.slipsShown { Program.warn("And \(slips.count - Self.slipsShown) more.") }
    }
}
