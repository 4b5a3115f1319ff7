import LocalStore
import Logging
import Messaging
import PhoneNumbers
import Sync
import Transport
import Twilio
import TwilioAPI

/// Where the engine of a profile is put together: remote, way to the network, store, clock and chance.
struct EngineRoom {
    let desk: Desk
    let store: InboxStore
    let remote: any Remote
    private let phoneBook: PhoneBook

    /// Takes the token out of the settings, which may run the person's own command. Nothing is loaded or sent yet.
    init(desk: Desk, store: InboxStore) throws(Complaint) {
        (self.desk, self.store) = (desk, store)
        phoneBook = desk.phoneBook()
        remote = try desk.remote(phoneBook: phoneBook)
    }

    /// The engine. It does nothing until it is told to.
    func engine(
        tell: @escaping @Sendable (String) -> Void = Program.warn,
        report: @escaping @Sendable (EngineReport) -> Void = { _ in }
    ) -> SyncEngine {
        let logger = desk.logger()
        let (book, desk) = (phoneBook, desk)
        let surroundings = SyncSurroundings(
            now: { WallClock.now() }, uptime: { WallClock.uptime() },
            // Cancellation ends the sleep early, which is what is wanted then.
            sleep: { try? await Task.sleep(for: $0) },
            random: { .random(in: 0..<1) },
            display: { addresses in
                let home = book.homeRegion
                return Dictionary(
                    uniqueKeysWithValues: addresses.map { address in
                        (address, address.phoneNumber.map { book.display($0, seenFrom: home) } ?? address.text)
                    })
            },
            isAlive: RunName.isAlive, stoppedElsewhere: { desk.stoppedEngine }, report: report,
            tell: tell, log: { logger.info("\($0)") })
        return SyncEngine(
            store: store,
            remote: remote,
            lock: EngineLock(path: desk.lockPath, name: store.session),
            settings: SyncSettings(historyDays: desk.profile.likes.historyDays),
            surroundings: surroundings, mediaCache: MediaCache(folder: desk.mediaFolder))
    }
}

extension Desk {
    /// Where the profile's messages come from, ready to be asked.
    func remote(phoneBook: PhoneBook) throws(Complaint) -> any Remote {
        switch profile.source {
        case .twilio(let account):
            TwilioRemote(
                service: try service(phoneBook: phoneBook), numbers: account.numbers, now: { WallClock.now() })
        case .server(let access): CRMRemote(caller: try CRMCaller(to: access))
        }
    }

    /// The account at Twilio, ready to be asked.
    func service(phoneBook: PhoneBook) throws(Complaint) -> TwilioSMSService {
        let account = try profile.account
        let (hosts, secret) = (try hosts(), try account.secret.reveal())
        do throws(TwilioError) {
            let access = try TwilioAccess(
                accountSID: account.sid, username: account.username == account.sid ? nil : account.username,
                secret: secret, hosts: hosts)
            return TwilioSMSService(
                access: access,
                sender: account.messagingServiceSID.map { .service(sid: $0) } ?? .number(account.number),
                transport: CurlTransport(), phoneBook: phoneBook, now: { WallClock.now() },
                uptime: { WallClock.uptime() })
        } catch {
            throw Complaint(error)
        }
    }
}

extension CRMCaller {
    /// The server, ready to be asked.
    convenience init(to access: ServerAccess) throws(Complaint) {
        let token = try access.token.reveal()
        let place: CRMAccess? =
            switch access.address {
            case .web(let address): CRMAccess(base: address.text, token: token)
            case .socket(let path): CRMAccess(socket: path, token: token)
            }
        guard let place else { throw Complaint(.settings, "\(access.address) is no address of a server.") }
        self.init(place, transport: CurlTransport(), now: { WallClock.now() }, uptime: { WallClock.uptime() })
    }
}
