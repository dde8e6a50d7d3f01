import HTTPServer

/// How lines of a feed are sent.
enum LineFormat: UInt8 {
    /// One JSON object a line.
    case ndjson
    /// A JSON array of the same objects.
    case json
    /// A table; texts that a spreadsheet would run as formulas are disarmed.
    case csv
    /// A table for machines.
    case rawCSV

    var contentType: String {
        switch self {
        case .ndjson: "application/x-ndjson"
        case .json: "application/json"
        case .csv, .rawCSV: "text/csv; charset=utf-8; header=present"
        }
    }

    private static let types = ["application/x-ndjson", "application/json", "text/csv"]

    /// The format that `f`, or else `Accept`, asks for. Throws 400 for an unknown `f`, 406 when no type fits.
    init(_ request: borrowing HTTPRequest, usual: LineFormat) throws(Problem) {
        let isRaw = try Self.isRaw(request)
        if let name = request.query("f") {
            let known: [String: LineFormat] = ["ndjson": .ndjson, "json": .json, "csv": isRaw ? .rawCSV : .csv]
            guard let format = known[name] else {
                throw .badRequest("bad-parameter", "`f` is one of ndjson, json, csv.")
            }
            self = format
            return
        }
        guard let accept = request.header("Accept"), accept != "*/*" else {
            self = usual
            return
        }
        let order = usual == .json ? [1, 0, 2] : [0, 1, 2]
        guard let best = AcceptHeader(accept).best(of: order.map { Self.types[$0] }) else {
            throw Problem(
                406, "not-acceptable", "Not acceptable", "Served here: \(Self.types.joined(separator: ", ")).")
        }
        self = [LineFormat.ndjson, .json, isRaw ? .rawCSV : .csv][order[best]]
    }

    /// Whether the client wants changes as server-sent events more than in any of these formats that it names: what it takes
    /// besides, by a wildcard, it takes when there is no stream.
    static func isEventStream(_ request: borrowing HTTPRequest) -> Bool {
        guard let accept = request.header("Accept"), accept.contains("event-stream"), request.query("f") == nil else {
            return false
        }
        let named = accept.split(separator: ",").filter { !$0.contains("*") }.joined(separator: ",")
        return AcceptHeader(named).best(of: types + ["text/event-stream"]) == types.count
    }

    private static func isRaw(_ request: borrowing HTTPRequest) throws(Problem) -> Bool {
        guard let value = request.query("csv") else { return false }
        guard value == "raw" else { throw .badRequest("bad-parameter", "`csv` is `raw` or absent.") }
        return true
    }
}
