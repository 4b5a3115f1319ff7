import LocalStore
import Messaging
import Twilio
import TwilioAPI

/// What the doctor says about the numbers whose messages are read, each with the reason.
struct NumberCheckUp {
    let account: TwilioAccount
    /// Where it can be opened.
    let mirror: InboxStore?

    func findings(_ service: TwilioSMSService) -> [Finding] {
        let named = "What comes to \(Self.list(account.numbers)) is read, as the settings name it."
        var findings = [Finding("numbers.read.settings", .good, named)]
        let pool = pool(service)
        if let finding = pool.finding { findings.append(finding) }
        do throws(Complaint) {
            if let finding = try adopted(beside: pool.numbers) { findings.append(finding) }
        } catch {
            findings.append(Finding("numbers.read.messages", error))
        }
        return findings
    }

    /// The numbers of the profile's messaging service. A key without the right to read it is no fault.
    private func pool(_ service: TwilioSMSService) -> (numbers: [PhoneNumber], finding: Finding?) {
        guard let sid = account.messagingServiceSID else { return ([], nil) }
        let code = "numbers.read.service"
        do throws(Complaint) {
            let pool = try complaining { try waiting { try await service.numbers(ofService: sid) } }
            let numbers = pool.compactMap { PhoneNumber(e164: $0.phoneNumber) }
            guard !numbers.isEmpty else {
                let text = "The messaging service has no phone number whose messages could be read."
                let remedy = "Put one into its sender pool in Twilio's console. Short codes and names are not read."
                return ([], Finding(code, .warning, text, remedy: remedy))
            }
            let text = "What comes to \(Self.list(numbers)) is read, as the messaging service sends from there."
            return (numbers, Finding(code, .good, text))
        } catch {
            let remedy =
                "Name its numbers in more_numbers. A number that a text of yours leaves from is read in any case."
            let text = "The numbers of the messaging service cannot be read: \(error.sentence)"
            return ([], Finding(code, .warning, text, remedy: remedy))
        }
    }

    /// The numbers that texts of ours left from, but for those that are read anyway.
    private func adopted(beside pool: [PhoneNumber]) throws(Complaint) -> Finding? {
        guard let mirror else { return nil }
        let known = try complaining { try mirror.ownNumbers() }
        let read = Set(account.numbers + pool)
        let others = known.filter(\.hasSent).map(\.number).filter { !read.contains($0) }
        guard !others.isEmpty else { return nil }
        return Finding(
            "numbers.read.messages", .good,
            "What comes to \(Self.list(others)) is read, as texts of yours left from there.")
    }

    private static func list(_ numbers: [PhoneNumber]) -> String { numbers.map(\.e164).joined(separator: ", ") }
}
