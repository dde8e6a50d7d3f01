import HTTPServer
import Storage

/// An answer that was made elsewhere.
struct MadeAnswer: Sendable {
    var status = 200
    var headers: [HTTPHeader] = [.contentType("application/json")]
    var document: [UInt8] = []
    /// Whether it has something in it that must be kept nowhere on its way.
    var isSecret = false
}

/// What came of a held request's work, with what its row of the access log says: the request is read anew when it goes on.
struct MadeResult: Sendable {
    let feed: String
    let purpose: String
    let result: Result<MadeAnswer, Problem>

    init(_ call: Call, _ result: Result<MadeAnswer, Problem>) {
        feed = call.entry.feed
        purpose = call.entry.purpose
        self.result = result
    }
}

extension PartnerService {
    /// The answer to a request that was held until it was made; nil for a request that is new.
    func made(for request: borrowing HTTPRequest, _ call: inout Call) throws -> HTTPAnswer? {
        guard request.wake != .none else { return nil }
        guard let ticket = request.note as? Ticket<MadeResult>, let made = ticket.result else { throw Problem.busy }
        (call.entry.feed, call.entry.purpose) = (made.feed, made.purpose)
        let answer = try made.result.get()
        return try finish(
            answer.status, answer.headers, document: answer.document,
            caching: answer.isSecret ? "no-store" : "private, no-cache", &call)
    }

    /// Holds a request until its work on the store is done.
    func write(_ call: Call, _ work: @escaping @Sendable (Store) throws -> MadeAnswer) throws -> HTTPAnswer {
        try hold(call, upTo: .seconds(30)) { then in
            desk.write(work) { result in then(MadeResult(call, result.mapError { Self.problem(of: $0) })) }
        }
    }

    /// What a partner is told of an error of the store.
    static func problem(of error: any Error) -> Problem {
        if let problem = error as? Problem { return problem }
        return (error as? StoreError)?.kind == .busy ? .busy : .broken
    }
}
