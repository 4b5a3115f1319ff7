import ArgumentParser
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
            name. Leads that do not exist yet are made. A lead that has another \
            name already keeps it, unless --replace is given.
            """)

    @Argument(
        help: "A file that ends in .csv or .vcf, or - for CSV on standard input.",
        completion: .file(extensions: ["csv", "vcf", "tsv", "txt"]))
    var file: String

    @Flag(help: "Take the file's names for leads that have another one already as well.")
    var replace = false

    @OptionGroup var profile: ProfileOptions
    @OptionGroup var output: JSONOption

    /// Of more slips than these the first ones tell enough.
    private static let slipsShown = 10

    func run() throws {
        let desk = try Desk(profile)
        desk.warnings.forEach(Program.warn)
        let list = try AddressBookFile(named: file).list()
        let store = try desk.openStore()
        let (names, remarks) = numbers(of: list, desk)
        let slips = (list.slips + remarks.left).sorted { $0.line < $1.line }
        tell(remarks.aside)
        tell(slips)
        guard !names.isEmpty else {
            throw Complaint(
                .refused, "No line of \(visible(file)) has both a name and a telephone number.",
                advice: "A CSV file needs columns called name and phone, or a name and a number a line;",
                "a file of cards begins each with BEGIN:VCARD.")
        }
        let taken = try write(names, to: store)
        tell(taken.kept.map { Slip(line: names[$0].line, reason: "\(names[$0].number.e164) keeps the name it has") })
        try report(taken, of: names.count, skipped: slips.count)
    }

    private func report(_ taken: NamesTaken, of count: Int, skipped: Int) throws {
        let (changed, kept) = (taken.changed, taken.kept.count)
        let unchanged = count - changed - kept
        try Output.printing { out in
            if output.json {
                var line = JSONLine()
                line.set("named", changed)
                line.set("unchanged", unchanged)
                line.set("kept", kept)
                line.set("skipped", skipped)
                try out.line(line.text)
            } else {
                let known = "\(unchanged) known already, \(skipped) skipped"
                try out.line("\(counted(changed, "name")) taken, \(known).")
                guard kept > 0 else { return }
                try out.line("\(counted(kept, "lead")) had another name and kept it; --replace takes the file's.")
            }
        }
    }

    private typealias Slip = NameList.Slip
    private typealias Name = (number: PhoneNumber, display: String, name: String, line: Int)
    private typealias Remarks = (left: [Slip], aside: [Slip])

    /// The entries whose numbers can be read, and what has to be said of the others and of numbers passed over.
    private func numbers(of list: NameList, _ desk: Desk) -> (names: [Name], remarks: Remarks) {
        let book = desk.phoneBook()
        var names: [Name] = []
        var remarks: Remarks = ([], [])
        var known: [PhoneNumber: Int] = [:]
        var progress = ImportProgress(total: list.entries.count)
        for (index, entry) in list.entries.enumerated() {
            progress.tell("Reading numbers", index)
            do throws(PhoneNumberError) {
                let choice = try NumberChoice(of: entry, book)
                guard let name = choice.name else {
                    remarks.left.append(Slip(line: entry.line, reason: "there is no name"))
                    continue
                }
                let number = choice.number
                if let earlier = known[number].map({ names[$0] }) {
                    guard earlier.name != name else { continue }
                    let reason = "\(number.e164) stands in line \(earlier.line) already, with another name"
                    remarks.left.append(Slip(line: entry.line, reason: reason))
                    continue
                }
                known[number] = names.count
                names.append((number, book.display(number, seenFrom: book.homeRegion), name, entry.line))
                remarks.aside += Self.doubts(choice).map { Slip(line: entry.line, reason: $0) }
            } catch {
                remarks.left.append(Slip(line: entry.line, reason: Self.reason(entry, error)))
            }
        }
        progress.end()
        return (names, remarks)
    }

    /// What has to be said of a number that is taken all the same.
    private static func doubts(_ choice: NumberChoice) -> [String] {
        let number = choice.number.e164
        let several = choice.isOneOfSeveral ? ["there are several numbers; \(number) is taken"] : []
        return several + (choice.isDoubtful ? ["\(number) is in no list of numbers here; check its digits"] : [])
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

    /// Writes the names in steps, each in transactions of its own, and tells what became of them.
    private func write(_ names: [Name], to store: InboxStore) throws(Complaint) -> NamesTaken {
        var progress = ImportProgress(total: names.count)
        defer { progress.end() }
        var taken = NamesTaken()
        for start in stride(from: 0, to: names.count, by: ImportProgress.step) {
            progress.tell("Writing names", start)
            let some = names[start..<min(names.count, start + ImportProgress.step)]
                .map { (address: PeerAddress.number($0.number), display: $0.display, name: $0.name) }
            let part = try complaining {
                try store.importNames(some, replacing: replace, now: WallClock.now())
            }
            taken.changed += part.changed
            taken.kept += part.kept.map { $0 + start }
        }
        return taken
    }

    private func tell(_ slips: [Slip]) {
        for slip in slips.prefix(Self.slipsShown) { Program.warn("\(file):\(slip.line): \(slip.reason).") }
        if slips.count > Self.slipsShown { Program.warn("And \(slips.count - Self.slipsShown) more.") }
    }
}
