import Foundation

/// Which files of a hub's state folder are its own and cannot be made again.
///
/// What can is left out: whole files for partners, what connectors have fetched, locks.
enum StateFiles {
    static let store = "envhub.db"
    static let accessLog = "access.db"
    private static let series = "series/"
    private static let plain = ["signing/", "samples/"]

    /// The databases that are there, the store first: time series that are newer than the store are caught up with, a store that is
    /// newer than they are would believe to have seen what it has not.
    static func databases(in state: String) -> [String] {
        let files = FileManager.default
        let all = (try? files.contentsOfDirectory(atPath: state + "/" + series)) ?? []
        return ([store] + all.filter { $0.hasSuffix(".db") }.sorted().map { series + $0 } + [accessLog])
            .filter { files.fileExists(atPath: state + "/" + $0) }
    }

    /// The other files: keys, samples.
    static func others(in state: String) -> [String] {
        plain.flatMap { folder in
            let all = FileManager.default.subpaths(atPath: state + "/" + folder) ?? []
            return all.sorted().map { folder + $0 }.filter { isPlainFile(state + "/" + $0) }
        }
    }

    /// Whether a path is one that a state folder has; anything else in a manifest was written by somebody else.
    static func isOne(_ path: String) -> Bool {
        if path == store || path == accessLog { return true }
        let parts = path.split(separator: "/", omittingEmptySubsequences: false)
        guard parts.count >= 2, !parts.contains(where: { $0.isEmpty || $0.hasPrefix(".") || $0.contains("\0") }) else {
            return false
        }
        if path.hasPrefix(series) { return parts.count == 2 && path.hasSuffix(".db") }
        return plain.contains { path.hasPrefix($0) }
    }

    /// Whether a file is there and begins as SQLite's do.
    static func isDatabase(atPath path: String) -> Bool {
        guard let file = FileHandle(forReadingAtPath: path) else { return false }
        defer { try? file.close() }
        return (try? file.read(upToCount: 16)) == Data("SQLite format 3\0".utf8)
    }

    private static func isPlainFile(_ path: String) -> Bool {
        (try? FileManager.default.attributesOfItem(atPath: path))?[.type] as? FileAttributeType == .typeRegular
    }
}
