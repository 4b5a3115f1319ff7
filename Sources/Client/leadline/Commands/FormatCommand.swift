import ArgumentParser
import Messaging
import PhoneNumbers

/// `leadline format`: a number in any usual form, as E.164.
///
/// It works without settings. What is possible but not known to the library is taken, with a hint on standard error.
struct FormatCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "format", abstract: "Write a phone number in E.164.",
        discussion: """
            A number with a plus sign is taken as it stands. Another one is read in --region, else in the profile's \
            region, else in that of the profile's own number.
            """)

    @Argument(help: "The number in any usual form.")
    var number: String

    @Option(name: .long, help: "The country to read it in, in two letters, such as BR.")
    var region: String?

    @OptionGroup var profile: ProfileOptions
    @OptionGroup var output: JSONOption

    func run() throws {
        let book = try book()
        let parsed: ParsedNumber
        do throws(PhoneNumberError) {
            parsed = try book.e164(number, region: region)
        } catch {
            throw Complaint(error)
        }
        try Output.printing { out in
            if output.json {
                var line = JSONLine()
                line.set("number", parsed.number.e164)
                line.set("region", book.region(of: parsed.number))
                line.set("international", book.display(parsed.number))
                line.set("known_valid", parsed.isKnownValid)
                line.set("name", parsed.name)
                line.set("hint", parsed.hint)
                try out.line(line.text)
            } else {
                try out.line(parsed.number.e164)
                if let hint = parsed.hint { Program.warn(hint) }
            }
        }
    }

    /// The profile's own reading where there is one; none is needed.
    private func book() throws -> PhoneBook {
        if region != nil { return PhoneBook() }
        if profile.profile != nil || profile.config != nil { return try Desk(profile).phoneBook() }
        // Without settings the number has to say itself which country it belongs to.
        return (try? Desk(profile))?.phoneBook() ?? PhoneBook()
    }
}

extension Complaint {
    /// What a person is told of a number that is none.
    init(_ error: PhoneNumberError) {
        switch error {
        case .libraryMissing: self.init(.failure, error.description)
        case .unknownRegion: self.init(.usage, error.description)
        default: self.init(.refused, error.description)
        }
    }
}
