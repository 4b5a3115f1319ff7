import LocalStore
import Messaging
import PhoneNumbers
import Sync
import Twilio
import TwilioAPI

/// What the doctor says about settings, mirror and account.
///
/// Twilio is asked for lists and facts alone; nothing is sent, and nothing of the account changes. Without a network
/// what lies on this machine is looked at all the same.
struct AccountCheckUp {
    let desk: Desk

    /// What lies on this machine first, since that needs no network.
    func findings() -> [Finding] {
        var findings = desk.warnings.map { warning in
            let code = desk.keys.problems.contains(warning) ? "settings.keys" : "settings.unknown"
            return Finding(code, .warning, warning, remedy: "Correct or remove it.")
        }
        if findings.isEmpty { findings.append(Finding("settings", .good, "Profile \(desk.profile.name) is complete.")) }
        let mirror = mirror()
        let shelf = ThemeShelf(folders: desk.folders, program: ProgramPath.own)
        findings += [mirror.finding, ThemeCheckUp(desk: desk, shelf: shelf).finding(mirror.store)]
        findings += FileCheckUp(desk: desk).findings()
        if let process = desk.stoppedEngine {
            let complaint = Complaint(stopped: process)
            let remedy = complaint.advice.joined(separator: " ")
            findings.append(Finding("engine.stopped", .warning, complaint.sentence, remedy: remedy))
        }
        findings.append(
            PhoneBook.isLoaded
                ? Finding("numbers.library", .good, "Phone numbers can be read.")
                : Finding(
                    "numbers.library", .warning, "libphonenumber is not on this machine.",
                    remedy: "apt-get install libphonenumber8. Until then numbers need + and their country code."))
        do throws(Complaint) {
            if case .server(let access) = desk.profile.source {
                return findings + InboxServerCheckUp(access: access).findings(try CRMCaller(to: access))
            }
            return findings + (try atTwilio(desk.service(phoneBook: desk.phoneBook()), mirror.store))
        } catch {
            return findings + [Finding("credentials", error)]
        }
    }

    /// Opens the mirror, which checks its version and its source, and reads through it for damage.
    private func mirror() -> (finding: Finding, store: InboxStore?) {
        do throws(Complaint) {
            let store = try desk.openStore()
            let counts = try complaining {
                try store.checkForDamage()
                return try store.counts()
            }
            let text = "The mirror holds \(counted(counts.leads, "lead")) and \(counted(counts.messages, "message"))."
            return (Finding("database", .good, text), store)
        } catch {
            // Where the error tells what helps, that is better.
            let remedy =
                error.status == .failure && error.advice.isEmpty
                ? "Look at \(desk.databasePath) and at its folder." : nil
            return (Finding("database", error, remedy: remedy), nil)
        }
    }

    /// Asks for the numbers first: whoever may not read them may not do anything else either.
    private func atTwilio(_ service: TwilioSMSService, _ mirror: InboxStore?) throws(Complaint) -> [Finding] {
        let numbers: [IncomingNumber]
        do throws(Complaint) {
            numbers = try complaining { try waiting { try await service.incomingNumbers() } }
        } catch {
            let code = error.status == .tryLater ? "network" : "credentials"
            return [Finding(code, error, remedy: error.status == .settings ? remedyOfRefusal : nil)]
        }
        let account = try desk.profile.account
        return [Finding("credentials", .good, "Twilio accepts the credentials."), clock(service)]
            + account.numbers.map { number(of: $0, numbers) }
            + NumberCheckUp(account: account, mirror: mirror).findings(service) + money(service)
    }

    private var remedyOfRefusal: String {
        desk.profile.name == Profile.ofEnvironment
            ? "If account or token are wrong: correct TWILIO_ACCOUNT_SID and TWILIO_AUTH_TOKEN, or the API key's variables."
            : "If account or token are wrong: correct account_sid and auth_token, or the API key, of \(desk.profile.name)."
    }

    /// Compares the clock with the date of Twilio's last answer. An attempt is looked for by that date.
    private func clock(_ service: TwilioSMSService) -> Finding {
        guard let offset = service.serverClockOffset else {
            return Finding(
                "clock", .warning, "Twilio did not tell the time.",
                remedy: "Compare the clock yourself: timedatectl status")
        }
        let seconds = Int(abs(offset.inMilliseconds) / 1000)
        return seconds <= 5
            ? Finding("clock", .good, "This machine's clock agrees with Twilio's.")
            : Finding(
                "clock", .warning,
                "This machine's clock is \(seconds) s \(offset < .zero ? "ahead of" : "behind") Twilio's.",
                remedy: "Leadline corrects for it; still, set the clock: timedatectl set-ntp true")
    }

    /// Whether a number of the settings is the account's, and what it can do.
    private func number(of ours: PhoneNumber, _ all: [IncomingNumber]) -> Finding {
        guard let found = all.first(where: { $0.phoneNumber == ours.e164 }) else {
            return Finding(
                "number.\(ours.e164)", .failure, "\(ours) is not a number of this account.",
                remedy: "Correct phone_number or more_numbers in the settings.")
        }
        guard found.canSMS else {
            return Finding(
                "number.\(ours.e164)", .failure, "\(ours) cannot send or receive SMS.",
                remedy: "Choose a number with SMS in Twilio's console.")
        }
        return Finding(
            "number.\(ours.e164)", .good, "\(ours) can do SMS\(found.canMMS ? " and MMS" : ", but not MMS").")
    }

    private func money(_ service: TwilioSMSService) -> [Finding] {
        let money = AccountMoney(of: service)
        return [balance(money)] + (trial(money).map { [$0] } ?? [])
    }

    /// A key without the right to read it is no fault: nothing else needs the balance.
    private func balance(_ money: AccountMoney) -> Finding {
        guard let balance = money.balance else {
            return Finding(
                "balance", .warning, "The balance cannot be read with these credentials.",
                remedy: "An API key may lack the right; nothing else suffers.")
        }
        let text = "The balance is \(balance.decimal) \(balance.unit)."
        return money.isLow
            ? Finding("balance", .warning, text + " That is low.", remedy: "Add to it in Twilio's console.")
            : Finding("balance", .good, text)
    }

    /// Nothing where the account is paid for.
    private func trial(_ money: AccountMoney) -> Finding? {
        switch money.isTrial {
        case false?: nil
        case true?:
            Finding(
                "account.trial", .warning,
                "This is a trial account: it can write to verified numbers only. \(money.verifiedNumbers)",
                remedy: "Verify the numbers you test with, or upgrade the account.")
        case nil:
            Finding(
                "account.trial", .warning, "Whether this is a trial account cannot be read with these credentials.",
                remedy: "An API key may lack the right; nothing else suffers.")
        }
    }
}
