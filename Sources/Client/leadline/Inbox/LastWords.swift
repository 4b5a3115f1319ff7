import Glibc
import Inbox
import LocalStore
import Logging
import Messaging

/// The end of a sitting: what was written last gets into the mirror, or into a file that the next start takes up, and is
/// told of.
@MainActor
struct LastWords {
    let runner: EffectRunner
    let loop: InboxLoop
    /// Whether there is nobody to be told, and little time.
    let isHangUp: Bool

    /// Returns when all that was begun is written and heard, or the time is over.
    func hearOut(atMost span: Duration) {
        // At once: whoever ends us may not wait.
        if isHangUp { keep() }
        // What the first answers bring is written as well.
        for _ in 0..<2 {
            runner.finishWriting(within: span)
            loop.takeLastLetters()
        }
        runner.finishWriting(within: .zero)
    }

    /// Waits for a mirror that takes nothing yet, and says so.
    func waitForMirror(atMost span: Duration) {
        guard !runner.backlog.isEmpty else { return }
        keep()
        Program.warn("Writing down what was handed over, \(span.components.seconds) s at most.")
        hearOut(atMost: span)
    }

    /// Ends as `end` wants it, unless something is not in the mirror: that is kept in a file, and said.
    func leave(asDrafts: Bool, after end: Result<Void, any Error>) throws {
        loop.takeLastLetters()
        let count = runner.backlog.texts.count + drafts.count
        let failure = keep(asDrafts: asDrafts, isFinal: true)
        if isHangUp { silence() }
        guard count > 0 else { return try end.get() }
        if case .failure(let error) = end { Program.complain(Complaint(describing: error)) }
        let what = count == 1 ? "One text is" : "\(count) texts are"
        guard let failure else {
            throw Complaint(
                .tryLater, "\(what) not in the mirror, which takes nothing just now. Nothing is lost.",
                advice: "Kept in \(visible(runner.rescueShelf.path(of: runner.store.session))), and not sent.",
                "The next start of the inbox takes it up and asks you. Do not write it again.")
        }
        runner.logger.error("\(failure.sentence)")
        for text in runner.backlog.texts.map(\.intent.body) + drafts.map(\.text) {
            Program.warn("Not sent and not kept: \(text)")
        }
        throw failure.asLoss(of: what)
    }

    /// Puts what is not in the mirror into the file. Returns why it could not.
    @discardableResult
    private func keep(asDrafts: Bool = false, isFinal: Bool = false) -> Complaint? {
        do throws(Complaint) {
            try runner.rescue(drafts, asDrafts: asDrafts, isFinal: isFinal)
            return nil
        } catch {
            return error
        }
    }

    private var drafts: [RescuedTexts.Unsaved] {
        loop.state.unwrittenDrafts.map { lead, draft, known in
            // Whose it is by address is more than is needed, where it cannot be read.
            let address = (try? runner.store.lead(lead))?.address.text
            return RescuedTexts.Unsaved(draft, over: known, to: .init(address: address, lead: lead.rawValue))
        }
    }

    /// A terminal that is gone, or takes nothing any more, must not hold up the end.
    private func silence() {
        let nowhere = open("/dev/null", O_WRONLY | O_CLOEXEC)
        guard nowhere >= 0 else { return }
        dup2(nowhere, STDERR_FILENO)
        close(nowhere)
    }
}

extension Complaint {
    /// A text could be kept nowhere.
    fileprivate func asLoss(of what: String) -> Complaint {
        var complaint = self
        complaint.status = .failure
        complaint.advice.insert("\(what) neither in the mirror nor in a file.", at: 0)
        return complaint
    }
}
