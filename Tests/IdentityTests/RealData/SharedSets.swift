import CSV
import Foundation
import Model

@testable import Identity

/// The real sets of `../shared/data`; absent on most machines.
enum SharedSets {
    private static let root = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
        .deletingLastPathComponent().deletingLastPathComponent()

    /// Whether a file is here.
    static func has(_ path: String) -> Bool { FileManager.default.fileExists(atPath: file(path)) }

    private static func file(_ path: String) -> String {
        root.deletingLastPathComponent().appending(path: "shared/data/\(path)").path()
    }

    /// The rows of a file, by column.
    static func rows(_ path: String) throws -> [[String: String]] {
        let table = try CSVTable([UInt8](Data(contentsOf: URL(filePath: file(path)))))
        return table.rows.map { row in
            Dictionary(zip(table.header.names, row.cells), uniquingKeysWith: { first, _ in first })
        }
    }

    static func place(_ longitude: String?, _ latitude: String?, _ datum: Datum?, accuracy: Double) -> SourceLocation? {
        guard let longitude = Double(longitude ?? ""), let latitude = Double(latitude ?? "") else { return nil }
        return SourceLocation(
            Coordinate(longitude: longitude, latitude: latitude), datum: datum, accuracy: accuracy)
    }
}

/// How many links are right.
struct Rightness: CustomStringConvertible {
    var right = 0
    var wrong = 0
    /// How many should be linked.
    var all = 0

    var precision: Double { Double(right) / Double(max(right + wrong, 1)) }
    var recall: Double { Double(right) / Double(max(all, 1)) }

    var description: String {
        func share(_ value: Double) -> String { "\((value * 10_000).rounded() / 10_000)" }
        return "precision \(share(precision)), recall \(share(recall)) (\(right) right, \(wrong) wrong of \(all))"
    }
}
