import Foundation
import Glibc
import LocalStore
import Testing

@testable import leadline

@Suite(.serialized) struct DeedTests {
    @Test("What the palette does can be done without the screen")
    func deeds() async throws {
        let twilio = try await Simulator(leads: 1, messages: 2)
        try await twilio.command("__inbound", ["from": "+12025550188", "body": "Is it still there?"])
        _ = try await leadline(["sync"], in: twilio.environment)
        func deed(_ words: String...) async throws -> CommandOutcome {
            try await leadline(["do"] + words + ["--json"], in: twilio.environment)
        }

        #expect(try await deed("name", "+12025550188", "Ada", "Lovelace").object()["name"] as? String == "Ada Lovelace")
        #expect(try await deed("done", "(202) 555-0188").object()["state"] as? String == "closed")
        #expect(try await deed("open", "+12025550188").object()["state"] as? String == "open")
        #expect(try await deed("longest-waiting").lines.count == 1)
        #expect(try await deed("jump", "lovel").object()["phone"] as? String == "+12025550188")
        #expect(try await deed("block", "+12025550188").object()["opted_out"] as? Bool == true)
        #expect(try await deed("reply", "+12025550188", "No").code == ExitStatus.blocked.rawValue)
        #expect(try await deed("unblock", "+12025550188").object()["opted_out"] as? Bool == false)
        #expect(try await deed("reply", "+12025550188", "Yes").object()["send_state"] as? String == "submitted")
        #expect(try await deed("unread", "+12025550188").code == ExitStatus.refused.rawValue)
        #expect(try await deed("zoom").code == ExitStatus.refused.rawValue)
        #expect(try await deed("nonsense").code == 64)
    }

    @Test("What the screen would copy is printed, as JSON where that is asked for")
    func copies() async throws {
        let twilio = try await Simulator(leads: 1, messages: 2)
        try await twilio.command("__inbound", ["from": "+12025550188", "body": "See https://example.com/a."])
        _ = try await leadline(["sync"], in: twilio.environment)
        let shown = try await leadline(["show", "+12025550188", "--json"], in: twilio.environment).object()
        let id = try #require(shown["id"] as? String)
        func deed(_ words: String...) async throws -> CommandOutcome {
            try await leadline(["do"] + words, in: twilio.environment)
        }

        #expect(try await deed("copy-link", id).output == "https://example.com/a\n")
        #expect(try await deed("copy-link", id, "--json").object()["link"] as? String == "https://example.com/a")
        #expect(try await deed("copy-message", id, "--json").object()["text"] as? String == shown["body"] as? String)
        #expect(try await deed("copy-number", "L1", "--json").object()["number"] != nil)
        #expect(try await deed("replace-costly", "It’s", "--json").object()["text"] as? String == "It's")
        #expect(try await deed("undo").errors.contains("Nothing is held."))
    }

    @Test("A text that failed is sent again by one word, and a second word is told when that was")
    func resend() async throws {
        let twilio = try await Simulator(leads: 1, messages: 2)
        try await twilio.command("__inbound", ["from": "+12025550188", "body": "Is it still there?"])
        try await twilio.command("__outcome", ["to": "+12025550188", "status": "failed", "code": 30003])
        _ = try await leadline(["sync"], in: twilio.environment)
        func run(_ words: String...) async throws -> CommandOutcome {
            try await leadline(words, in: twilio.environment)
        }
        let sent = try await run("send", "+12025550188", "Yes", "--wait", "--json").object()
        let id = try #require(sent["id"] as? String)

        #expect(try await run("do", "resend", id, "--json").object()["send_state"] as? String == "pending")
        _ = try await run("sync")
        let second = try await run("do", "resend", id)

        #expect(second.code == ExitStatus.refused.rawValue)
        #expect(second.errors.contains("was sent again at "))
        #expect(try await run("do", "details", id, "--json").object()["sent_again_at"] != nil)
    }

    @Test("A lead's own STOP is not lifted by a command")
    func ownStop() async throws {
        let twilio = try await Simulator(leads: 1, messages: 2)
        try await twilio.command("__inbound", ["from": "+12025550188", "body": "STOP"])
        _ = try await leadline(["sync"], in: twilio.environment)

        let lifted = try await leadline(["do", "unblock", "+12025550188"], in: twilio.environment)
        let lead = try await leadline(["do", "lead-card", "+12025550188", "--json"], in: twilio.environment)

        #expect(lifted.code == ExitStatus.blocked.rawValue)
        #expect(lifted.errors.contains("START"))
        #expect(try lead.object()["opted_out"] as? Bool == true)
    }

    @Test("Names come in from an address book, and messages go out as a table")
    func importAndExport() async throws {
        let twilio = try await Simulator(leads: 1, messages: 2)
        try await twilio.command("__inbound", ["from": "+12025550188", "body": "=1+1, \"really\""])
        _ = try await leadline(["sync"], in: twilio.environment)
        try twilio.home.write("name,phone\nAda,(202) 555-0188\nNobody,12\n", to: "book.csv")

        let taken = try await leadline(
            ["import", twilio.home.path + "/book.csv", "--json"], in: twilio.environment)
        let table = try await leadline(["export", "--lead", "+12025550188"], in: twilio.environment)

        #expect(try taken.object()["named"] as? Int == 1)
        #expect(try taken.object()["skipped"] as? Int == 1)
        #expect(table.lines.count == 2)
        #expect(table.lines[1].contains(",Ada,+12025550188,inbound,"))
        #expect(table.lines[1].contains("\"'=1+1, \"\"really\"\"\""))
    }

    @Test("A name that a person gave stays unless it is to be replaced, and what stands in a file twice is told")
    func importsKeepNames() async throws {
        let twilio = try await Simulator(leads: 1, messages: 2)
        try await twilio.command("__inbound", ["from": "+12025550188", "body": "Hi"])
        _ = try await leadline(["sync"], in: twilio.environment)
        _ = try await leadline(["do", "name", "+12025550188", "Hand Given"], in: twilio.environment)
        let book = "name,phone\nFrom File,+12025550188\nAda,+12025550190\nBo,+12025550190\nAda,+12025550190\n"
        func name() async throws -> String? {
            let card = try await leadline(["do", "lead-card", "+12025550188", "--json"], in: twilio.environment)
            return try card.object()["name"] as? String
        }

        let kept = try await leadline(["import", "-", "--json"], in: twilio.environment, input: book)

        #expect(try kept.object()["named"] as? Int == 1 && kept.object()["kept"] as? Int == 1)
        #expect(try kept.object()["skipped"] as? Int == 1)
        #expect(kept.errors.contains("-:2: +12025550188 keeps the name it has."))
        #expect(kept.errors.contains("-:4: +12025550190 stands in line 3 already, with another name."))
        #expect(try await name() == "Hand Given")
        let replaced = try await leadline(["import", "-", "--replace"], in: twilio.environment, input: book)
        #expect(replaced.lines == ["1 name taken, 1 known already, 1 skipped."])
        #expect(try await name() == "From File")
    }

    @Test("A shell is offered the leads, by id or number, where a lead is to be named, and nothing elsewhere")
    func completions() async throws {
        let twilio = try await Simulator(leads: 1, messages: 2)
        func offered(_ words: [String], shell: String = "bash") async throws -> [String] {
            let question = [
                "---completion", "do", "--", "positional@1", String(words.count), String(words.last?.count ?? 0),
            ]
            let environment = twilio.environment.merging(["SAP_SHELL": shell]) { $1 }
            return try await leadline(question + ["leadline"] + words, in: environment).lines
        }
        #expect(try await offered(["do", "done", ""]).isEmpty)
        try await twilio.command("__inbound", ["from": "+12025550188", "body": "Hi"])
        try await twilio.command("__inbound", ["from": "SHOP$(x)", "body": "Hi"])
        _ = try await leadline(["sync"], in: twilio.environment)
        _ = try await leadline(["do", "name", "+12025550188", "Ada: $(touch x)"], in: twilio.environment)
        let lead = try await leadline(["do", "lead-card", "+12025550188", "--json"], in: twilio.environment).object()
        let id = try #require(lead["id"] as? String)

        #expect(try await offered(["do", "done", ""]).contains("+12025550188"))
        #expect(try await offered(["do", "done", "L"]).contains(id))
        #expect(try await offered(["do", "reply", "+1202555018"]).first == "+12025550188")
        #expect(try await offered(["do", "lead-card", "ada"], shell: "zsh").first == "+12025550188:Ada touch x")
        #expect(try await offered(["--profile", "env", "do", "name", id]) == [id])
        for words in [["do", "done", id, ""], ["do", "search", ""], ["do", "details", ""], ["do", "nonsense", ""]] {
            #expect(try await offered(words).isEmpty, "\(words)")
        }
        let all = try await offered(["do", "done", ""])
        #expect(all.allSatisfy { $0.allSatisfy { $0.isASCII && ($0.isNumber || $0 == "+" || $0 == "L") } })
    }

    @Test("The mark that Windows programs put before a file hides neither its headings nor its first card")
    func markedFiles() async throws {
        let twilio = try await Simulator(leads: 1, messages: 2)
        let files = [
            "book.csv": "name,phone\nAda,+12025550188\nBo,+12025550189\n",
            "book.vcf":
                "BEGIN:VCARD\nFN:Cy\nTEL:+12025550190\nEND:VCARD\nBEGIN:VCARD\nFN:Di\nTEL:+12025550191\nEND:VCARD\n",
        ]
        for (name, text) in files {
            try twilio.home.write("\u{FEFF}" + text, to: name)
            let taken = try await leadline(["import", twilio.home.path + "/" + name, "--json"], in: twilio.environment)
            #expect(try taken.object()["named"] as? Int == 2, "\(name)")
        }
    }

    @Test("What is too much, too little or our own is refused, and nothing is changed")
    func wrongWords() async throws {
        let twilio = try await Simulator(leads: 2, messages: 6)
        _ = try await leadline(["sync"], in: twilio.environment)
        let leads = try await leadline(["leads", "--json"], in: twilio.environment)
        let (one, two) = (try leads.object(0)["id"] as? String ?? "", try leads.object(1)["id"] as? String ?? "")
        let usage = ExitStatus.usage.rawValue
        for (words, told) in [
            (["done", one, two], "takes one at a time"), (["longest-waiting", "x"], "takes nothing"),
            (["name", one], "Which name?"), (["details", "SM1"], "is no message"),
            (["reply", one, "hi", "there"], "stands in quotes"),
        ] {
            let outcome = try await leadline(["do"] + words, in: twilio.environment)
            #expect(outcome.code == usage, "\(words)")
            #expect(outcome.errors.contains(told), "\(words)")
        }
        let own = try await leadline(["send", twilio.greeting.from, "hello"], in: twilio.environment)
        #expect(own.code == ExitStatus.refused.rawValue && own.errors.contains("a number of your own"))
        #expect(try await leadline(["leads", "--json"], in: twilio.environment).output == leads.output)
    }

    @Test("Attachments are listed and saved without the screen, under names that no message chooses")
    func attachments() async throws {
        let twilio = try await Simulator(leads: 1, messages: 2)
        let media = ["image/png", "application/pdf"]
        try await twilio.command("__inbound", ["from": "+12025550188", "body": "Look", "media": media])
        _ = try await leadline(["sync"], in: twilio.environment)
        let before = try await leadline(["show", "+12025550188", "--json"], in: twilio.environment).object()
        let id = try #require(before["id"] as? String)
        let folder = twilio.home.path + "/saved/here"
        func deed(_ words: String...) async throws -> CommandOutcome {
            try await leadline(["do"] + words, in: twilio.environment)
        }

        let listed = try await deed("media", id, "--json").object()
        let all = try await deed("save", id, "--to", folder, "--json")
        let second = try await deed("save", id, "2")
        let third = try await deed("save", id, "3")

        let types = (listed["media"] as? [[String: Any]])?.compactMap { $0["content_type"] as? String }
        #expect(types == media)
        let paths = try all.lines.indices.map { try all.object($0)["path"] as? String ?? "" }
        #expect(paths.count == 2 && paths[0].hasPrefix(folder + "/leadline-A") && paths[0].hasSuffix(".png"))
        #expect(try Data(contentsOf: URL(fileURLWithPath: paths[0])).starts(with: [0x89, 0x50, 0x4E, 0x47]))
        #expect(second.output.contains("/Downloads/leadline-A") && second.output.hasSuffix(".pdf\n"))
        #expect(third.code == ExitStatus.refused.rawValue && third.errors.contains("2 attachments"))
        #expect(try await deed("done", id, "--to", folder).code == 64)
    }

    @Test("The doctor finds nothing wrong with a sound account, and says what is wrong with another")
    func doctor() async throws {
        let twilio = try await Simulator(leads: 1, messages: 2)
        let wrong = twilio.environment.merging(["TWILIO_AUTH_TOKEN": "0000"]) { $1 }

        let sound = try await leadline(["doctor", "--json"], in: twilio.environment)
        let ill = try await leadline(["doctor"], in: wrong)

        let verdicts = try sound.lines.indices.map { try sound.object($0)["verdict"] as? String }
        #expect(sound.code == 0 && !verdicts.contains("failure"))
        let findings = try sound.lines.indices.map { try sound.object($0) }
        let codes = findings.compactMap { $0["code"] as? String }
        for code in [
            "terminal.name", "terminal.utf8", "settings", "settings.theme", "database", "files.rights", "disk.space",
            "numbers.library", "credentials", "clock", "balance", "number.\(twilio.greeting.from)",
        ] {
            #expect(codes.contains(code), "\(code)")
        }
        for finding in findings where finding["verdict"] as? String != "ok" {
            #expect(finding["remedy"] as? String != nil, "\(finding)")
        }
        #expect(ill.code == ExitStatus.settings.rawValue)
        #expect(ill.output.contains("FAILED") && ill.output.contains("correct TWILIO_ACCOUNT_SID"))
        #expect(!ill.output.contains("leadline doctor"))
    }

    @Test("Without a network the doctor says what to do, and promises nothing that it does not do itself")
    func doctorOffline() async throws {
        let home = try Home()
        let environment = home.environment.merging([
            "TWILIO_ACCOUNT_SID": accountSID, "TWILIO_AUTH_TOKEN": "0000", "TWILIO_PHONE_NUMBER": "+15550100100",
            "TWILIO_API_URL": "http://127.0.0.1:9",
        ]) { $1 }

        let outcome = try await leadline(["doctor", "--json"], in: environment)

        let failures = try outcome.lines.indices.map { try outcome.object($0) }
            .filter { $0["verdict"] as? String == "failure" }
        #expect(outcome.code == ExitStatus.tryLater.rawValue)
        #expect(failures.map { $0["remedy"] as? String } == ["Check the network and try again."])
    }

    @Test("Wrong keys in the settings are told of on standard error and by the doctor")
    func wrongKeys() async throws {
        let home = try Home()
        try home.write(
            """
            [profile.shop]
            account_sid = "\(accountSID)"
            auth_token = "0000"
            phone_number = "+15550100100"
            api_url = "http://127.0.0.1:9"
            [profile.shop.keys]
            rpely = "w"
            """, to: ".config/leadline/config.toml")

        let leads = try await leadline(["leads"], in: home.environment)
        let doctor = try await leadline(["doctor", "--json"], in: home.environment)

        #expect(leads.code == 0)
        #expect(leads.errors.contains("config.toml:7: keys.rpely: there is no such action, did you mean \"reply\"?"))
        #expect(doctor.lines.contains { $0.contains("settings.keys") && $0.contains("rpely") })
    }

    @Test("A pass beside one that is open says so, and what to do")
    func syncBeside() async throws {
        let twilio = try await Simulator(leads: 1, messages: 2)
        _ = try await leadline(["sync"], in: twilio.environment)
        let folder = twilio.home.path + "/.local/share/leadline"
        let lock = EngineLock(path: "\(folder)/env-\(twilio.greeting.accountSID.suffix(8)).lock")
        #expect(try lock.tryAcquire())

        let outcome = try await leadline(["sync"], in: twilio.environment)

        #expect(outcome.code == ExitStatus.tryLater.rawValue)
        #expect(outcome.errors.contains("fetches already") && outcome.errors.contains("end the other one first"))
    }

    @Test("Settings that are no regular file are refused at once, and an empty file is called what it is")
    func oddSettings() async throws {
        let home = try Home()
        let (pipe, empty) = (home.path + "/pipe", home.path + "/empty.toml")
        #expect(mkfifo(pipe, 0o600) == 0)
        try home.write("", to: "empty.toml")

        let refused = try await leadline(["leads", "--config", pipe], in: home.environment)
        let blank = try await leadline(["leads", "--config", empty], in: home.environment)

        #expect(refused.code == ExitStatus.settings.rawValue && refused.errors.contains("not a regular file"))
        #expect(blank.code == ExitStatus.settings.rawValue)
        #expect(blank.errors.contains("has no account") && !blank.errors.contains("no settings file"))
    }

    @Test("Watching prints a line for a message that arrives")
    func watch() async throws {
        let twilio = try await Simulator(leads: 1, messages: 2)
        _ = try await leadline(["sync"], in: twilio.environment)
        let terminal = try PseudoTerminal(["watch"], in: twilio.environment, columns: 400)
        try await Task.sleep(for: .milliseconds(300))

        _ = try await leadline(["send", "+12025550123", "Seen by the watcher"], in: twilio.environment)

        #expect(try await terminal.shows("Seen by the watcher"))
        terminal.signal(SIGTERM)
        #expect(try await terminal.end() == 128 + SIGTERM)
    }
}

@Suite(.serialized) struct WatchTroubleTests {
    @Test("Whoever watches is told once why nothing is fetched, and when it is again")
    func refused() async throws {
        let twilio = try await Simulator(leads: 1, messages: 2)
        _ = try await leadline(["sync"], in: twilio.environment)
        try await twilio.command(
            "__fault", ["kind": "error_before", "method": "GET", "path": "/Messages", "status": 503, "count": 4])
        let terminal = try PseudoTerminal(["watch"], in: twilio.environment, columns: 400)

        #expect(try await terminal.shows("Twilio's answers make no sense just now"))
        #expect(try await terminal.shows("New messages are fetched again.", seconds: 40))
        let told = String(decoding: terminal.written, as: UTF8.self)
        #expect(told.components(separatedBy: "make no sense").count == 2)
        terminal.signal(SIGTERM)
        #expect(try await terminal.end() == 128 + SIGTERM)
    }
}

@Suite(.serialized) struct GuestMannersTests {
    @Test("A terminal that vanishes ends the program at once, without spinning")
    func vanishedTerminal() async throws {
        let twilio = try await Simulator(leads: 3, messages: 12)
        _ = try await leadline(["sync"], in: twilio.environment)
        let terminal = try PseudoTerminal([], in: twilio.environment)
        #expect(try await terminal.shows("☎"))

        terminal.vanish()

        #expect(try await terminal.end(seconds: 5) == 0)
    }

    @Test("A text can be edited in an editor of one's own, which finds it in a file of one's own")
    func externalEditor() async throws {
        let twilio = try await Simulator(leads: 1, messages: 2)
        try await twilio.command("__inbound", ["from": "+12025550188", "body": "Is it still there?"])
        _ = try await leadline(["sync"], in: twilio.environment)
        // It replaces the file by renaming, as many editors do, and tells the rights of the one it got.
        let editor = try await twilio.home.writeProgram(
            #"stat -c %a "$1" > "$HOME/mode"; printf 'edited elsewhere' > "$1.new"; mv "$1.new" "$1""#, to: "editor")
        let environment = twilio.environment.merging(["EDITOR": editor]) { $1 }
        let terminal = try PseudoTerminal([], in: environment, columns: 160, rows: 40)
        #expect(try await terminal.shows("←", "Is it still there?"))
        terminal.type("r")
        #expect(try await terminal.shows("Enter send"))

        terminal.type("\u{0F}")

        #expect(try await terminal.shows("edited elsewhere"))
        let mode = try String(contentsOfFile: twilio.home.path + "/mode", encoding: .utf8)
        #expect(mode == "600\n")
        terminal.signal(SIGHUP)
        #expect(try await terminal.end(seconds: 35) == 0)
    }

    @Test("Every file is its owner's alone, and so is every folder")
    func rights() async throws {
        let twilio = try await Simulator(leads: 3, messages: 12)
        let terminal = try PseudoTerminal([], in: twilio.environment)
        #expect(try await terminal.shows("☎"))
        terminal.type("q")
        #expect(try await terminal.end() == 0)

        let files = FileManager.default
        let root = twilio.home.path + "/.local"
        for name in try files.subpathsOfDirectory(atPath: root) {
            let mode = try files.attributesOfItem(atPath: "\(root)/\(name)")[.posixPermissions] as? Int
            #expect((mode ?? 0o777) & 0o077 == 0, "\(name)")
        }
    }
}
