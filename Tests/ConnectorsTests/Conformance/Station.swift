import Foundation
import SQLite
import Synchronization
import TestServers

@testable import Connectors

/// A real system of one kind with records that a test sets: what the conformance kit runs on.
protocol Station: Sendable {
    /// Whether this machine can run it.
    static var isAvailable: Bool { get }
    /// Starts it with records 1...count.
    init(count: Int) throws
    /// The connector file, without `sync:`.
    var yaml: String { get }
    /// `sync:` of an incremental pull.
    var incremental: String { get }
    /// The paths of 编号, 名称 and 时间.
    var paths: [String] { get }
    /// The hub directory.
    var hub: Folders { get }
    /// Makes the next page impossible to read.
    func breakDown() throws
    /// Whether pages are found by counting records.
    var countsPages: Bool { get }
}

extension Station {
    var countsPages: Bool { false }
}

/// The kinds and transports that the kit runs over.
enum StationKind: String, CaseIterable, Sendable {
    case httpJSON, soap, localFiles, sftp, ftp, database

    var type: any Station.Type {
        switch self {
        case .httpJSON: JSONStation.self
        case .soap: SOAPStation.self
        case .localFiles: LocalStation.self
        case .sftp: SFTPStation.self
        case .ftp: FTPStation.self
        case .database: DatabaseStation.self
        }
    }

    static var available: [StationKind] { allCases.filter { $0.type.isAvailable } }
}

/// Record `index` of every station.
struct StationRecord {
    let index: Int
    var number: String { "编-\(index)" }
    var name: String { "清远市第\(index)陶瓷厂, \"甲\" & <乙>" }
    var time: String { "2024-01-01 00:00:\(index / 10 % 6)\(index % 10)" }
}

let clock = "cursor: { from: \"PATH\", datetime: 'yyyy-MM-dd HH:mm:ss', start: 2020-01-01 }"

struct JSONStation: Station {
    let countsPages = true
    static let isAvailable = true
    let hub: Folders
    private let server: WebStub
    private let broken = Flag()

    init(count: Int) throws {
        hub = try Folders.temporary()
        let broken = broken
        server = try WebStub { seen, _ in
            let page = Int(seen.query["page"] ?? "") ?? 1
            let since = seen.query["since"] ?? ""
            let wanted = (0..<count).map { StationRecord(index: $0 + 1) }.filter { $0.time >= since }
            let part = wanted.dropFirst((page - 1) * 3).prefix(3).map { record in
                let name = Template.Escaping.json.escaped(record.name)
                return "{\"编号\":\"\(record.number)\",\"名称\":\"\(name)\",\"时间\":\"\(record.time)\"}"
            }
            let body = "{\"total\":\(wanted.count),\"rows\":[\(part.joined(separator: ","))]}"
            return .json(broken.isSet ? String(body.dropLast(3)) : body)
        }
    }

    var yaml: String {
        """
        connector: station
        kind: http-json
        request: { url: "\(server.url)/r", query: { page: "{page}", since: "CURSOR" } }
        pages: { by: number, size: 3, total: $.total }
        records: $.rows[*]
        identity: $.编号
        """
    }
    var incremental: String { clock.replacing("PATH", with: "$.时间") }
    var paths: [String] { ["$.编号", "$.名称", "$['时间']"] }
    func breakDown() { broken.set() }
}

struct SOAPStation: Station {
    let countsPages = true
    static let isAvailable = true
    let hub: Folders
    private let server: WebStub
    private let broken = Flag()

    init(count: Int) throws {
        hub = try Folders.temporary()
        let broken = broken
        server = try WebStub { seen, _ in
            let parts = seen.body.split(separator: "|")
            let (page, since) = (Int(parts[1]) ?? 1, parts.count > 3 ? String(parts[2]) : "")
            let wanted = (0..<count).map { StationRecord(index: $0 + 1) }.filter { $0.time >= since }
            let part = wanted.dropFirst((page - 1) * 3).prefix(3).map { record in
                "<行 编号='\(record.number)'><名称>\(Template.Escaping.xml.escaped(record.name))</名称><时间>\(record.time)</时间></行>"
            }
            let body = "<E><Body><total>\(wanted.count)</total>\(part.joined())</Body></E>"
            return WebStub.Reply(body: Array((broken.isSet ? String(body.dropLast(9)) : body).utf8))
        }
    }

    var yaml: String {
        """
        connector: station
        kind: soap
        request: { url: "\(server.url)/s", body: "<q>|{page}|CURSOR|</q>" }
        pages: { by: number, size: 3, total: /E/Body/total }
        records: /E/Body/行
        identity: "@编号"
        """
    }
    var incremental: String { clock.replacing("PATH", with: "时间") }
    var paths: [String] { ["@编号", "名称", "时间"] }
    func breakDown() { broken.set() }
}

/// A switch that a server's threads look at.
final class Flag: Sendable {
    private let state = Mutex(false)
    var isSet: Bool { state.withLock { $0 } }
    func set() { state.withLock { $0 = true } }
}
