import Model

/// Where the notices of devices come from: the hub's time series.
public protocol NoticeSource: Sendable {
    /// Whether there is something that nobody has asked for yet.
    var hasNews: Bool { get async }

    /// The notices after a number, oldest first. A source that lives waits for one for a while when there are none.
    ///
    /// - Returns: the notices, and whether the run that asks is over.
    func notices(
        of connector: String, after change: Int64, limit: Int
    ) async throws(ConnectorError) -> (notices: [DeviceNotice], isOver: Bool)
}

/// One notice: a record, or bytes that were refused.
public struct DeviceNotice: Sendable {
    /// Its number: later ones have higher numbers.
    public var change: Int64
    /// The record, as a JSON object; the bytes that were refused.
    public var body: [UInt8]
    /// Why bytes were refused; nil for a record.
    public var fault: String?

    /// A notice.
    public init(change: Int64, body: [UInt8], fault: String?) {
        self.change = change
        self.body = body
        self.fault = fault
    }
}

/// Pulls the notices after a number: records as JSON objects, refused bytes as faults of the page.
struct NoticeConnector: Connector {
    private static let pageSize = 1_000
    private let name: String
    private let source: (any NoticeSource)?
    private let decoder: JSONLinesDecoder

    init(
        _ definition: ConnectorDefinition, _ plan: RecordPlan, _ environment: ConnectorEnvironment
    ) throws(ConnectorError) {
        name = definition.name
        source = environment.notices
        decoder = try JSONLinesDecoder(plan.shape, maxRecord: definition.limits.maxRecord)
    }

    /// The cursor is the number of the last notice that was taken.
    func page(after cursor: String?) async throws(ConnectorError) -> PulledPage {
        guard let source else {
            throw ConnectorError(.settings, code: "no_devices", message: "this process keeps no readings of devices")
        }
        let after = cursor.flatMap { Int64($0) } ?? 0
        let (notices, isOver) = try await source.notices(of: name, after: after, limit: Self.pageSize)
        var lines: [UInt8] = []
        for notice in notices where notice.fault == nil { lines += notice.body + [UInt8(ascii: "\n")] }
        let page = "devices"
        var decoded = try decoder.decode(lines[...], name: page, firstLine: 1, firstItem: 1)
        for notice in notices {
            guard let fault = notice.fault else { continue }
            let item = decoded.count + decoded.faults.count + 1
            let place = RecordPage.Place(offset: decoded.bytes.count, length: notice.body.count, item: item)
            decoded.bytes += notice.body
            decoded.faults.append(RecordFault.refusedPacket.at(place, fault))
        }
        let last = notices.last.map { String($0.change) } ?? cursor
        return PulledPage(page: decoded, cursor: last, hasMore: !isOver, isUrgent: true)
    }
}
