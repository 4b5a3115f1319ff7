import Messaging

/// Texts of ours whose answer was lost, where the remote's list has a row that may be them: a person compares.
extension InboxState {
    /// Puts both texts before the person, who says which it is.
    mutating func askAboutDoubt(_ row: MessageRow, _ doubt: SendDoubt) {
        let shown = doubt.candidates.prefix(Self.mostCompared)
        var answers = shown.enumerated().map { place, candidate in
            Question.Answer(
                key: shown.count == 1 ? "t" : Character("\(place + 1)"),
                label: shown.count == 1 ? "this is it: it has left" : "it is the one of \(moment(candidate))",
                consequence: .acceptCandidate(candidate.externalID, as: row.id))
        }
        if doubt.wasSought {
            let label = row.sentAgainAt == nil ? "it is none of these: send it again" : "it is none of these"
            answers.append(.init(key: "s", label: label, consequence: .sendAgain(row)))
        }
        answers.append(.init(key: "k", label: "leave it unknown", consequence: .nothing))
        ask(
            Question(
                comparison(row, Array(shown), doubt), answers: answers, safe: answers.count - 1, hearsFrom: elapsed))
    }

    /// More rows than this nobody compares at once.
    private static let mostCompared = 3

    private func comparison(_ row: MessageRow, _ candidates: [SendCandidate], _ doubt: SendDoubt) -> String {
        let rows = candidates.map { "\(moment($0)): \(words($0))" }.joined(separator: "; ")
        let sought = doubt.wasSought ? "" : " The list is still being looked through, so it is not sent again yet."
        let what = "“\(text(row.body))”. Twilio's list has what may be it, of \(rows).\(sought)"
        return doubt.wasTried ? "No answer came to your text \(what)" : "An earlier run may have sent your text \(what)"
    }

    private func words(_ candidate: SendCandidate) -> String {
        let media = candidate.mediaCount > 0 ? ", \(candidate.mediaCount) attached" : ""
        let body = candidate.body.isEmpty ? "a text that Twilio has forgotten" : "“\(text(candidate.body))”"
        let other = candidate.recipient.map { ", to \($0.e164)" } ?? ""
        return body + media + (candidate.ourNumber.map { ", from \($0.e164)" } ?? "") + other
    }

    private func text(_ body: String) -> String { VisibleText(body, keepsLines: false, limit: 160).text }

    private func moment(_ candidate: SendCandidate) -> String {
        Moments(zone: settings.zone, now: now).exactTime(candidate.createdAt)
    }

    /// None of the rows is the text: it is queued again, through the undo window like any other.
    mutating func sendInDoubt(_ row: MessageRow) {
        let token = makeToken()
        emit(.write(.sendAgain(row.id, heldFor: settings.undoWindow, token: token)))
        holding(row.leadID, seenUpTo: conversation.messages.last?.id, draft: nil, token: token)
    }
}
