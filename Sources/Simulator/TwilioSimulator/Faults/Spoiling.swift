/// Turns answers into what faults make of them.
enum Spoiling {
    /// The answer of a fault that keeps the request from being processed.
    static func replacement(_ fault: Fault) -> Answer {
        var answer: Answer
        switch fault.kind {
        case .rateLimited:
            answer = Answer(Rejection.tooManyRequests)
            if let wait = fault.retryAfter { answer.headers.append(("Retry-After", wait)) }
        case .html:
            answer = Answer(status: fault.status ?? 200, contentType: "text/html", body: Array(page.utf8))
        case .unreachable:
            answer = Answer(status: 500)
            answer.delivery = .none
        case .errorBefore, .errorAfter, .noAnswer, .slow, .cut, .oddRows, .huge, .anchorGone, .duplicateCallbacks,
            .reorderedCallbacks, .lostCallbacks:
            answer = error(fault)
        }
        return answer
    }

    /// What becomes of the answer to a request that was processed.
    static func spoiled(_ answer: Answer, _ fault: Fault) -> Answer {
        var answer = answer
        switch fault.kind {
        case .errorAfter: return error(fault)
        case .noAnswer: answer.delivery = .none
        case .cut: answer.delivery = .cut
        case .oddRows: answer.body = withOddRows(answer.body)
        case .huge:
            answer.body =
                Array("{\"messages\":[],\"padding\":\"".utf8)
                + [UInt8](repeating: UInt8(ascii: "x"), count: 10_000_000) + Array("\"}".utf8)
        case .rateLimited, .errorBefore, .unreachable, .slow, .html, .anchorGone, .duplicateCallbacks,
            .reorderedCallbacks, .lostCallbacks:
            break
        }
        return answer
    }

    /// An error with Twilio's body; its code is 20000 above its status, as with 20500 and 20503, unless one is given.
    private static func error(_ fault: Fault) -> Answer {
        let status = fault.status ?? 500
        let sentence = fault.code.map(Rejection.sentence) ?? "Internal Server Error"
        var answer = Answer(Rejection(status, fault.code ?? 20000 + status, sentence))
        if let wait = fault.retryAfter { answer.headers.append(("Retry-After", wait)) }
        return answer
    }

    /// Puts rows in front of the first that no decoder expects, and a member nobody knows into the page.
    private static func withOddRows(_ body: [UInt8]) -> [UInt8] {
        let opening = Array("{\"messages\":[".utf8)
        guard body.starts(with: opening) else { return body }
        let isEmpty = body.dropFirst(opening.count).first == UInt8(ascii: "]")
        return Array("{\"surprise\":{\"deep\":[1,2.5e3,null]},\"messages\":[".utf8)
            + Array(#"null,7,{"sid":null},{"sid":17,"body":[],"num_segments":1,"status":"levitating"}"#.utf8)
            + (isEmpty ? [] : [UInt8(ascii: ",")]) + body.dropFirst(opening.count)
    }

    private static let page = """
        <!DOCTYPE html><html><head><title>Bad gateway</title></head><body><h1>Something stands in between</h1></body></html>
        """
}
