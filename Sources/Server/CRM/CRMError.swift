package import ServerStore

/// Why the tenants' half could not do what was asked, sorted by what to do next. No case holds what a row or a token does.
package enum CRMError: Error, Hashable, Sendable {
    // Try later: nothing was done.

    /// The database is away, busy or full.
    case away(detail: String)

    // Look at what is there: it may have been done.

    /// The answer to the commit was lost.
    case undecided
    /// Another request with the same key went on, because this one took too long.
    case takenOver

    // Ask the person.

    /// The tenant has nothing of that name.
    case unknown(Subject)
    /// Somebody on this server is called so.
    case nameTaken
    /// A name that is blank, too long or holds control characters.
    case unusableName
    /// It is not what the caller has seen any more.
    case changedMeanwhile
    /// Work cannot be given to somebody who is not there, or is suspended.
    case unknownAssignee
    /// There is no time zone of that name.
    case unknownZone
    /// A place in the feed that is none of this database's: it was restored, or is another.
    case feedBegunAnew
    /// A token that would be void from the start.
    case expiryInThePast
    /// Others have said this since, the oldest first, and the writer has not seen it.
    case conversationMoved([ToldMessage])
    /// A text that is past what is asked of it, or not as far yet.
    case wrongState
    /// The recipient has forbidden it.
    case optedOut
    /// No channel that works can send this.
    case noSender
    /// Nobody can be written to there, and why.
    case unwritable(String)

    // A mistake of ours.

    case ourFault(detail: String)

    /// What was looked for.
    package enum Subject: String, Hashable, CaseIterable, Sendable {
        case user, token, tenant, lead, conversation, message, event
    }
}

extension CRMError {
    /// What a failure of the store means here.
    package init(_ error: TenantStoreError) {
        switch error {
        case .busy, .conflict, .gone, .full, .readOnly: self = .away(detail: error.description)
        case .undecided: self = .undecided
        case .constraint(.userName): self = .nameTaken
        case .constraint, .newerVersion, .olderVersion, .unsafeRole, .damaged, .badAddress, .ourFault:
            self = .ourFault(detail: error.description)
        }
    }

    /// Runs `body` and translates what the store says; everything else passes.
    static func translating<T>(_ body: () async throws -> T) async throws -> T {
        do {
            return try await body()
        } catch let error as TenantStoreError {
            throw CRMError(error)
        } catch is IdempotencyTakenOver {
            throw CRMError.takenOver
        }
    }
}

extension CRMError: CustomStringConvertible {
    package var description: String {
        switch self {
        case .away(let detail): "Nothing was done, try again later. \(detail)"
        case .undecided: "The database broke off while this was being written down; look whether it was done."
        case .takenOver: "Another request with the same idempotency key is at work."
        case .unknown(let subject): "There is no such \(subject.rawValue)."
        case .nameTaken: "Somebody on this server has this name."
        case .unusableName: "A name has 1 to 100 characters, of which something is seen, and no control characters."
        case .changedMeanwhile: "Somebody has changed this in the meantime."
        case .unknownAssignee: "There is no such user, or they are suspended."
        case .unknownZone: "There is no time zone of this name."
        case .feedBegunAnew: "The feed has begun anew since."
        case .expiryInThePast: "The token would have expired already."
        case .conversationMoved(let texts): "Others have said \(texts.count) things since."
        case .wrongState: "The message is past that, or not as far yet."
        case .optedOut: "The recipient has opted out; only their START lifts that."
        case .noSender: "No active channel can send this."
        case .unwritable(let reason): reason
        case .ourFault(let detail): "The server made a mistake (\(detail))."
        }
    }
}
