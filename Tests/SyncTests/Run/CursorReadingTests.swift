import Diagnostics
import Foundation
import SQLite
import Storage
import Testing

@testable import Sync

/// A pattern of the cursor that fits no record is told by every run that it keeps from getting on.
@Suite struct CursorReadingTests {
    private static let hasDriver = ["x86_64", "aarch64"].contains {
        FileManager.default.fileExists(atPath: "/usr/lib/\($0)-linux-gnu/odbc/libsqlite3odbc.so")
    }

    private func hub(_ pattern: String, _ changed: [String]) throws -> WaitingHub {
        let hub = try WaitingHub()
        try hub.write(
            "connectors/plants.yaml",
            """
            connector: plants
            kind: database
            database: { connection: "Driver=SQLite3;Database={hub}/plants.db", table: plants, key: no, page_size: 2 }
            identity: no
            timezone: Asia/Shanghai
            sync: { mode: incremental, cursor: { from: changed, datetime: "\(pattern)" }, deletes: none }
            """)
        try hub.write(
            "mappings/plants.yaml",
            "mapping: plants\nto: { permit: { fields: { number: no } } }\nignore: [changed]\n")
        let database = try Database(path: hub.directory + "/plants.db")
        try database.execute("CREATE TABLE plants (no TEXT, changed TEXT)")
        for (number, moment) in changed.enumerated() {
            try database.execute("INSERT INTO plants VALUES ('P\(number)', \(moment))")
        }
        return hub
    }

    private func run(_ hub: WaitingHub) async throws -> Run {
        let task = try #require(HubLoader.load(hub.directory, into: .init())?.task(for: "plants"))
        return try await SyncRun(task).perform()
    }

    @Test(.enabled(if: hasDriver)) func everyRunSaysIt() async throws {
        let hub = try hub("yyyy-MM-dd", ["NULL", "' '", "'2026-03-01 08:00:00 and far more than forty characters'"])
        for _ in 0..<2 {
            let run = try await run(hub)
            #expect(run.state == .ok && run.code == "unreadable_cursor" && run.counts.read == 3)
            #expect(
                run.message
                    == "no record has at `changed` a moment that is written as `yyyy-MM-dd`, but for instance "
                    + "\"2026-03-01 08:00:00 and far more than fo…\": the cursor stays where it is, and every run asks for "
                    + "the same again; mend `sync.cursor`")
        }
    }

    @Test(
        .enabled(if: hasDriver),
        arguments: [["'2026-03-01'", "'soon'"], ["'soon'", "'later'", "'2026-03-01'"], ["NULL", "''"], []])
    func oneThatCanBeReadIsEnough(_ changed: [String]) async throws {
        let run = try await run(try hub("yyyy-MM-dd", changed))
        #expect(run.state == .ok && run.message == nil)
    }
}
