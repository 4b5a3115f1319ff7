package import Messaging
internal import PhoneNumbers
internal import ServerStore

/// A text to a number, with or without a conversation before it.
extension Texts {
    /// Writes to a number, as somebody has written it; the lead and the conversation are found or made.
    package func open(to written: String, from address: String?, _ order: TextOrder) throws -> ToldMessage {
        if let known = try known(order) { return known }
        let home = try address ?? homeNumber()
        let number = try read(written, from: home)
        let sender = try sender(for: number, asked: address, else: home)
        guard let channel = try gate.channel(of: sender) else { throw CRMError.noSender }
        let lead = try t.leads.findOrMake(number.e164)
        let key = ConversationKey(ourAddress: sender, remoteJID: PeerAddress.number(number).remoteJID)
        let talk = try t.conversations.findOrMake(key, lead: lead.id, channel: channel.id)
        return try write(order, in: talk, seenUpTo: nil)
    }

    /// What a text would leave from and go to, and why it would not; the lead and the conversation are not made.
    package func prospect(
        in id: TenantConversationID?, to written: String?, from address: String?
    ) throws -> (from: String?, to: String?, obstacle: CRMError?) {
        var (from, to): (String?, String?) = (address, nil)
        do {
            if let id {
                guard let talk = try t.conversations.find(id), let lead = try t.leads.find(talk.lead) else {
                    throw CRMError.unknown(.conversation)
                }
                (from, to) = (talk.ourAddress, lead.phone)
            } else if let written {
                let home = try address ?? homeNumber()
                let number = try read(written, from: home)
                to = number.e164
                from = try sender(for: number, asked: address, else: home)
            }
            guard let from, let to, let channel = try gate.channel(of: from) else { throw CRMError.noSender }
            if try gate.isOptedOut(to, from: from, by: channel) { throw CRMError.optedOut }
            return (from, to, nil)
        } catch let error as CRMError where error != .unknown(.conversation) {
            return (from, to, error)
        }
    }

    private func read(_ written: String, from address: String) throws -> PhoneNumber {
        do {
            return try PhoneBook(ownNumber: PhoneNumber(e164: address)).e164(written).number
        } catch {
            throw CRMError.unwritable(error.description)
        }
    }

    /// The number that was asked for, else the one on which the lead was last in contact, else our first.
    private func sender(for number: PhoneNumber, asked address: String?, else home: String) throws -> String {
        if let address { return address }
        guard let lead = try t.leads.find(phone: number.e164) else { return home }
        let talks = try t.conversations.list(of: lead.id).sorted { $0.lastArrival > $1.lastArrival }
        return try talks.first { try gate.channel(of: $0.ourAddress) != nil }?.ourAddress ?? home
    }

    /// The number of the first channel that works.
    private func homeNumber() throws -> String {
        for channel in try t.channels.list(limit: 200) {
            guard let number = channel.credentials.phoneNumber, try gate.channel(of: number) != nil else { continue }
            return number
        }
        throw CRMError.noSender
    }
}
