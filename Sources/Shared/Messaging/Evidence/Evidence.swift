/// What a row of a remote's list tells of an attempt whose outcome is unknown.
///
/// What may have left is never called absent, and never taken for what it is not: between the two stands the candidate,
/// which only a person can judge.
package enum Evidence: Hashable, Sendable {
    /// It is that message.
    case ours
    /// It may be: same recipient, our sender, made while the request could have arrived, and no more like it.
    case candidate
    /// It is another.
    case none
}

extension SendAttempt {
    /// What `row` tells, provided that it is known to be no other message of ours.
    ///
    /// Whom it went to, from whom and when are compared each by itself. One of them alone that the remote does not tell,
    /// or tells otherwise than we would, does not make an equal text another one: clocks on the way are wrong, senders
    /// are replaced, rows come without members. It leaves the judgement to a person.
    package func evidence(_ row: ListedMessage) -> Evidence {
        guard row.isFromAPI else { return .none }
        let isSame = row.mediaCount == mediaCount && SentText(row.body).isSame(as: SentText(body))
        if wasRefused, !isSame || !row.hasFailed { return .none }
        if isToSomebodyElse(row) {
            // A remote may write a number in another way than we do: a digit that the country has dropped, or wants.
            return isSame && !wasRefused && max(senderFit(row), timeFit(row)) == .sure ? .candidate : .none
        }
        return switch max(recipientFit(row), senderFit(row), timeFit(row)) {
        case .sure: isSame ? .ours : .candidate
        case .untold: .candidate
        case .unlikely: isSame ? .candidate : .none
        case .no: .none
        }
    }

    /// How well one member of a row fits, the best first.
    private enum Fit: Int, Comparable {
        case sure
        /// The remote does not say.
        case untold
        /// Only if something on the way is wrong; with the same text it may be.
        case unlikely
        case no

        static func < (one: Fit, other: Fit) -> Bool { one.rawValue < other.rawValue }
    }

    private func recipientFit(_ row: ListedMessage) -> Fit {
        if row.recipient == .number(recipient) { return .sure }
        return row.recipient == .untold ? .untold : .unlikely
    }

    /// Whether the row names another recipient, and did not stand in the list of ours.
    private func isToSomebodyElse(_ row: ListedMessage) -> Bool {
        row.recipient != .number(recipient) && row.listedFor != recipient
    }

    private func timeFit(_ row: ListedMessage) -> Fit {
        guard let made = row.madeAt else { return .untold }
        if made >= earliest, made <= latest { return .sure }
        return made >= earliest - Self.reach && made <= latest + Self.reach ? .unlikely : .no
    }

    /// Whether the row's sender is whom we named, or whom the service could have chosen.
    private func senderFit(_ row: ListedMessage) -> Fit {
        switch sender {
        case .number(let number):
            guard let sender = row.sender else { return .untold }
            return sender == number ? .sure : .unlikely
        case .service(let service, let pool):
            if let service, let named = row.service { return named == service ? .sure : .unlikely }
            guard let sender = row.sender else { return .sure }
            let isPossible = pool.isEmpty ? !row.isForeign : pool.contains(sender)
            return isPossible ? .sure : .unlikely
        }
    }
}

/// Which rows of a list are which of our attempts.
///
/// Of several equal texts a row is the one whose attempt is nearest to it in time: else the second of two, which did
/// leave, could end as absent, and a person would send it again.
package struct Judgement: Hashable, Sendable {
    /// A row and an attempt, by their places.
    package struct Pair: Hashable, Sendable {
        package let row: Int
        package let attempt: Int
        package init(row: Int, attempt: Int) { (self.row, self.attempt) = (row, attempt) }
    }

    /// What is certain: each row and each attempt once.
    package private(set) var ties: [Pair] = []
    /// What a person has to compare, among the rows and attempts that are left.
    package private(set) var candidates: [Pair] = []

    /// `rows` stand as a list gives them, newest first, without those that are other messages of ours. Of two attempts
    /// that are alike and equally near, an `open` one comes first. Besides the open ones those have candidates that
    /// `mayReopen`: they were called absent, by no person, before a row surfaced that may be them.
    package init(
        _ attempts: [SendAttempt], _ rows: [ListedMessage], isOpen: (Int) -> Bool,
        mayReopen: (Int) -> Bool = { _ in false }
    ) {
        var free = attempts.indices.sorted { (attempts[$0].at, $0) < (attempts[$1].at, $1) }
        var left: [Int] = []
        for row in Self.inTime(rows) {
            let fitting = free.filter { attempts[$0].evidence(rows[row]) == .ours }
            let nearest = fitting.min { one, other in
                let (near, far) = (attempts[one].distance(rows[row]), attempts[other].distance(rows[row]))
                return near == far ? isOpen(one) && !isOpen(other) : near < far
            }
            guard let nearest else {
                left.append(row)
                continue
            }
            ties.append(Pair(row: row, attempt: nearest))
            free.removeAll { $0 == nearest }
        }
        for row in left {
            for attempt in free where attempts[attempt].evidence(rows[row]) == .candidate {
                guard isOpen(attempt) || mayReopen(attempt) else { continue }
                candidates.append(Pair(row: row, attempt: attempt))
            }
        }
    }

    /// The oldest first. Lists come newest first; within a second the later row is the older one.
    private static func inTime(_ rows: [ListedMessage]) -> [Int] {
        rows.indices.sorted { one, other in
            guard let first = rows[one].madeAt, let second = rows[other].madeAt, first != second else {
                return one > other
            }
            return first < second
        }
    }
}

extension SendAttempt {
    fileprivate func distance(_ row: ListedMessage) -> Duration {
        guard let made = row.madeAt else { return .zero }
        return made < at ? at - made : made - at
    }
}
