import Foundation

/// A hub with one mapping of permits for every kind of source, and a connector `zz-after` that must be synced whatever
/// happens to the one before it.
struct BadInputHub {
    let hub: ReliableHub

    static let header = "证号,企业编码,介质,吨,日期"

    init() throws {
        hub = try ReliableHub()
        try hub.write(Self.mapping { $0 }, to: "mappings/bad.yaml")
        try FileManager.default.createDirectory(atPath: hub.path + "/after", withIntermediateDirectories: true)
        try hub.write(Self.header + "\nZ1,EZ,废水,1,2026-01-01\n", to: "after/z.csv")
        try hub.write(Self.files("zz-after", folder: "after"), to: "connectors/zz-after.yaml")
    }

    /// The mapping, with its paths as `path` writes them.
    static func mapping(_ path: (String) -> String) -> String {
        """
        mapping: bad
        to:
          works:
            fields: { local_code: "\(path("企业编码"))" }
          permit:
            fields:
              number: "\(path("证号"))"
              medium: "\(path("介质"))"
              mass: "\(path("吨"))"
              issued_on: { from: "\(path("日期"))", date: yyyy-MM-dd }
        """
    }

    static func files(_ name: String, folder: String = "inbox", format: String = "csv", more: String = "") -> String {
        """
        connector: \(name)
        kind: files
        mapping: bad
        files: { folder: \(folder), pattern: "*", format: \(format), page_records: 4, stable_for: 0s }
        identity: 证号
        timezone: Asia/Shanghai
        sync: { mode: snapshot, deletes: snapshot, reconcile: { max_absent: 60% } }
        \(more)
        """
    }

    static func web(_ url: String, _ request: String = "", more: String = "") -> String {
        """
        connector: bad
        kind: http-json
        mapping: bad
        request: { url: "\(url)", query: { from: "{cursor}", page: "{page}", size: "{page.size}" }\(request) }
        pages: { by: number, first: 1, size: 3, total: $.data.total }
        ok_when: $.code == 0
        records: $.data.rows[*]
        identity: $.证号
        timezone: Asia/Shanghai
        retry: { attempts: 2, backoff: 5ms..10ms }
        sync: { mode: incremental, cursor: { from: $.v, number: true, start: "0" }, deletes: none }
        \(more)
        """
    }

    /// A sound line of a CSV file.
    static func line(_ number: Int) -> String { "P\(number),E\(number),废水,\(number).5,2026-11-\(10 + number % 20)" }

    /// A sound JSON record.
    static func record(_ number: Int) -> String {
        #"{"v":\#(number),"证号":"P\#(number)","企业编码":"E\#(number)","介质":"废气","吨":\#(number),"日期":"2026-11-11"}"#
    }

    /// Syncs both connectors; the second is always well.
    func sync() throws -> (outcome: HubBinary.Outcome, bad: HubBinary.RunReport) {
        let outcome = try hub.run("sync", "--json")
        guard let after = outcome.runs.first(where: { $0.connector == "zz-after" }), after.state == "ok",
            after.read == 1
        else { throw ReliabilityProblem(text: "zz-after was not synced: \(outcome.errors) \(outcome.output)") }
        guard let bad = outcome.runs.first(where: { $0.connector == "bad" }) else {
            throw ReliabilityProblem(text: "bad was not synced: \(outcome.errors)")
        }
        return (outcome, bad)
    }

    /// The numbers of the permits that came from `bad`.
    func permits() throws -> [String] {
        try hub.rows(
            "SELECT number FROM permit WHERE number <> 'Z1' ORDER BY CAST(substr(number, 2) AS INTEGER), number")
    }

    /// What is held: code and line of the source.
    func held() throws -> [String] {
        try hub.rows(
            "SELECT code, source_line FROM hub_quarantine WHERE state = 'open' ORDER BY source_line, item, code")
    }
}

/// Why a test cannot go on.
struct ReliabilityProblem: Error, CustomStringConvertible {
    let text: String
    var description: String { text }
}
