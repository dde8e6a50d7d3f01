import Foundation
import SQLite
import TestServers

@testable import Connectors

/// The files of a station: two, so that a pull crosses from one to the next.
private func stationFiles(_ count: Int) -> [(name: String, text: String)] {
    func text(_ range: Range<Int>) -> String {
        "编号,名称,时间\n"
            + range.map { index in
                let record = StationRecord(index: index + 1)
                return "\(record.number),\"\(record.name.replacing("\"", with: "\"\""))\",\(record.time)\n"
            }.joined()
    }
    let half = count / 2
    return [("一.csv", text(0..<half)), ("二.csv", text(half..<count))]
}

private func filesYAML(_ place: String) -> String {
    """
    connector: station
    kind: files
    files: { \(place), pattern: "*.csv", format: csv, page_records: 3 }
    identity: 编号
    """
}

struct LocalStation: Station {
    static let isAvailable = true
    let hub: Folders
    let yaml = filesYAML("folder: inbox, stable_for: 0s")
    let incremental = ""
    let paths = ["编号", "名称", "时间"]

    init(count: Int) throws {
        hub = try Folders.temporary()
        try FileManager.default.createDirectory(atPath: hub.path + "/inbox", withIntermediateDirectories: true)
        for file in stationFiles(count) { try hub.write("inbox/" + file.name, file.text) }
    }

    func breakDown() throws {
        for file in stationFiles(0) { try hub.write("inbox/" + file.name, "\"没有结尾\n") }
    }
}

struct SFTPStation: Station {
    static var isAvailable: Bool { PrivateSFTPServer.isAvailable }
    let hub: Folders
    private let server: PrivateSFTPServer
    let yaml: String
    let incremental = ""
    let paths = ["编号", "名称", "时间"]

    init(count: Int) throws {
        hub = try Folders.temporary()
        server = try PrivateSFTPServer()
        for file in stationFiles(count) {
            try Data(file.text.utf8).write(to: server.root.appendingPathComponent(file.name))
        }
        let place =
            "url: \"\(server.url)\", user: \(server.user), key: \"\(server.keyFile)\", "
            + "fingerprint: \"\(try server.hostKeyFingerprint())\", stable_for: 0s"
        yaml = filesYAML(place)
    }

    func breakDown() throws {
        for file in stationFiles(0) {
            try Data("\"没有结尾\n".utf8).write(to: server.root.appendingPathComponent(file.name))
        }
    }
}

struct FTPStation: Station {
    static var isAvailable: Bool { PrivateFTPServer.isAvailable }
    let hub: Folders
    private let server: PrivateFTPServer
    let yaml: String
    let incremental = ""
    let paths = ["编号", "名称", "时间"]

    init(count: Int) throws {
        hub = try Folders.temporary()
        server = try PrivateFTPServer()
        for file in stationFiles(count) {
            try Data(file.text.utf8).write(to: server.root.appendingPathComponent(file.name))
        }
        try hub.write("password", server.password)
        yaml = filesYAML("url: \"\(server.url)\", user: \(server.user), password: file:password, stable_for: 0s")
    }

    func breakDown() throws {
        for file in stationFiles(0) {
            try Data("\"没有结尾\n".utf8).write(to: server.root.appendingPathComponent(file.name))
        }
    }
}

struct DatabaseStation: Station {
    static var isAvailable: Bool { DatabaseTests.isAvailable }
    let hub: Folders
    let incremental = clock.replacing("PATH", with: "时间")
    let paths = ["编号", "名称", "时间"]
    let yaml = """
        connector: station
        kind: database
        database: { connection: "Driver=SQLite3;Database={hub}/s.db", table: 行, key: 序, page_size: 3 }
        identity: 编号
        """

    init(count: Int) throws {
        hub = try Folders.temporary()
        let database = try Database(path: hub.path + "/s.db")
        try database.execute("CREATE TABLE 行 (序 INTEGER PRIMARY KEY, 编号 TEXT, 名称 TEXT, 时间 TEXT)")
        for index in 0..<count {
            let record = StationRecord(index: index + 1)
            try database.execute(
                "INSERT INTO 行 VALUES (\(index), '\(record.number)', '\(record.name)', '\(record.time)')")
        }
    }

    func breakDown() throws { try Database(path: hub.path + "/s.db").execute("DROP TABLE 行") }
}
