import Messaging
import Sync

/// What the doctor says about a profile's server: whether it answers, whose the token is, and what time it is there.
struct InboxServerCheckUp {
    let access: ServerAccess

    func findings(_ caller: CRMCaller) -> [Finding] {
        do {
            let me = try waiting { try await caller.me() }
            let name = visible(me.name)
            return [
                Finding("server", .good, "The server answers at \(access.address)."),
                token(me, of: name),
                clock(caller),
            ]
        } catch let error as SyncError {
            return [finding(error)]
        } catch {
            return [Finding("server", Complaint(describing: error))]
        }
    }

    private func token(_ me: ServerUser, of name: String) -> Finding {
        guard me.mayRead else {
            return Finding(
                "credentials", .failure, "The token is \(name)'s, and may not read the inbox.",
                remedy: "Ask for one with the scope read: leadline-server token create.")
        }
        return me.maySend
            ? Finding("credentials", .good, "The token is \(name)'s.")
            : Finding(
                "credentials", .warning, "The token is \(name)'s, and may read the inbox and not write.",
                remedy: "Ask for one with the scope send: leadline-server token create.")
    }

    private func finding(_ error: SyncError) -> Finding {
        let complaint = Complaint(error, of: .server)
        switch error {
        case .credentials:
            return Finding(
                "credentials", complaint,
                remedy: "Check server and token of the profile. leadline-server token create makes a token.")
        case .unreachable, .busy, .outOfOrder, .outcomeUnknown, .rejected, .gone, .elsewhere, .store, .ourFault:
            return Finding(
                "server", complaint,
                remedy:
                    "See whether leadline-server runs at \(access.address), and whether it can be reached from here.")
        }
    }

    private func clock(_ caller: CRMCaller) -> Finding {
        guard let offset = caller.clockOffset else {
            return Finding(
                "clock", .warning, "The server did not tell the time.",
                remedy: "Compare the clock yourself: timedatectl status")
        }
        let seconds = Int(abs(offset.inMilliseconds) / 1000)
        return seconds <= 5
            ? Finding("clock", .good, "This machine's clock agrees with the server's.")
            : Finding(
                "clock", .warning,
                "This machine's clock is \(seconds) s \(offset < .zero ? "ahead of" : "behind") the server's.",
                remedy: "Set it on the one that is wrong: timedatectl set-ntp true")
    }
}
