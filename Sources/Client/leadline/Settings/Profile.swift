import Messaging

/// One account in the settings, with what its person likes.
struct Profile: Sendable {
    /// What happens after a reply was sent, as `InboxSettings.AfterSend`; the settings are read without knowing the inbox.
    enum AfterSend: String, CaseIterable, Sendable {
        case write, back
        case nextWaiting = "next_waiting"
        case doneNext = "done_next"
    }

    /// A wish for other keys: what to do, where, and by which keys; as written, the key table judges it.
    struct Binding: Hashable, Sendable {
        /// The pane it is for, or `nil` for wherever the action is at home.
        var context: String?
        var action: String
        var keys: [String]
        /// File and line, for the complaint.
        var place: String
    }

    /// Where its messages come from.
    enum Source: Hashable, Sendable {
        /// Twilio itself: direct mode.
        case twilio(TwilioAccount)
        case server(ServerAccess)
    }

    var name: String
    var source: Source
    var likes: Likes

    init(name: String, source: Source, likes: Likes = Likes()) {
        (self.name, self.source, self.likes) = (name, source, likes)
    }

    init(name: String, account: TwilioAccount, likes: Likes = Likes()) {
        self.init(name: name, source: .twilio(account), likes: likes)
    }

    /// The account at Twilio itself; refused for a profile on a server, which has none.
    var account: TwilioAccount {
        get throws(Complaint) {
            guard case .twilio(let account) = source else { throw .needsTwilio }
            return account
        }
    }

    /// The account at Twilio itself, where there is one.
    var twilio: TwilioAccount? {
        switch source {
        case .twilio(let account): account
        case .server: nil
        }
    }

    /// The numbers that are known to be ours without asking.
    var numbers: [PhoneNumber] { twilio?.numbers ?? [] }

    /// How the inbox behaves and looks for this profile.
    struct Likes: Sendable {
        /// The country that numbers without a plus sign are read in, in two letters.
        var region: String?
        var undoSeconds = 5
        var afterSend = AfterSend.write
        var theme: String?
        /// File and line of the theme's name, for the complaint when there is no such theme.
        var themePlace: String?
        var glyphs: String?
        var bindings: [Binding] = []
        /// How far back the first sync goes; `nil` is all the way.
        var historyDays: Int?
        var usesMouse = false

        init() {}
    }

    /// The name of this profile's database, lock and log.
    var fileStem: String {
        guard name == Self.ofEnvironment else { return name }
        return switch source {
        case .twilio(let account): "env-" + account.sid.suffix(8)
        case .server(let access): "env-" + access.address.fileName
        }
    }

    /// The profile that the variables make.
    static let ofEnvironment = "env"

    /// Whether a name may be a profile's: it becomes part of a file's name.
    static func isName(_ text: String) -> Bool {
        (1...64).contains(text.utf8.count) && text.first != "."
            && text.utf8.allSatisfy {
                (48...57).contains($0) || (97...122).contains($0 | 32) || [45, 46, 95].contains($0)
            }
    }
}
