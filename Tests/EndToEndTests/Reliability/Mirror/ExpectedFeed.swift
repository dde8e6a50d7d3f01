import Foundation
import Model
import SQLite

/// What a mirror should hold: the golden rows that fulfil a feed's filter, worked out from the tables alone.
struct ExpectedFeed {
    /// One entity of a feed: its prefix, its filter and columns in SQL; columns that end in `_ref` are numbers of rows.
    struct Part {
        var prefix: String
        var sql: String
        var references: [String: String] = [:]
    }

    let parts: [Part]

    static let waterFiles = [
        ReliableHub.feeds["water"] ?? "",
        (ReliableHub.feeds["water"] ?? "").replacing(
            #"{ where: medium == "water", columns: [number, mass, works] }"#,
            with: #"{ where: medium == "water" and mass > 300, columns: [number, medium] }"#),
    ]

    private static let others = [
        Part(prefix: "ol", sql: "SELECT id, permit, code, note FROM outlet", references: ["permit": "pm"]),
        Part(prefix: "wk", sql: "SELECT id, name FROM works"),
    ]

    static let water = [
        ExpectedFeed(
            parts: [
                Part(
                    prefix: "pm", sql: "SELECT id, number, mass, works FROM permit WHERE medium = 'water'",
                    references: ["works": "wk"])
            ] + others),
        ExpectedFeed(
            parts: [
                Part(prefix: "pm", sql: "SELECT id, number, medium FROM permit WHERE medium = 'water' AND mass > 300")
            ] + others),
    ]

    static let police = ExpectedFeed(parts: [
        Part(prefix: "pm", sql: "SELECT id, number, medium, mass FROM permit WHERE medium = 'air' OR mass > 500"),
        Part(
            prefix: "fc", sql: "SELECT id, code, capacity, works FROM facility WHERE capacity > 40",
            references: ["works": "wk"]),
    ])

    func records(_ store: Database) throws -> [String: String] {
        var records: [String: String] = [:]
        for part in parts {
            let statement = try store.prepare(part.sql)
            while try statement.step() {
                var object: [String: Any?] = [:]
                for column in 1..<statement.columnCount {
                    let name = statement.columnName(column)
                    object[name] = cell(statement, column, part.references[name])
                }
                records[Self.id(part.prefix, statement.integer(0))] = Canonical.text(object)
            }
        }
        return records
    }

    private func cell(_ row: Statement, _ column: Int, _ prefix: String?) -> Any? {
        if row.isNull(column) { return nil }
        if let prefix { return Self.id(prefix, row.integer(column)) }
        return row.type(column) == .text ? row.text(column) : NSNumber(value: row.double(column))
    }

    private static func id(_ prefix: String, _ number: Int64) -> String {
        HubID.Prefix(prefix).map { HubID(prefix: $0, number: number).description } ?? "?"
    }
}

/// A database that another program made.
struct SQLiteFile {
    private let database: Database

    init(_ path: String) throws { database = try Database(path: path, mode: .readOnly) }

    func pairs(_ sql: String) throws -> [(String, String)] {
        let statement = try database.prepare(sql)
        var pairs: [(String, String)] = []
        while try statement.step() { pairs.append((statement.text(0) ?? "", statement.text(1) ?? "")) }
        return pairs
    }
}
