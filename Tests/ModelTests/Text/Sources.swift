import Foundation

/// Places beside the tests.
enum Sources {
    private static let root = URL(filePath: #filePath)
        .deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()

    /// A folder of the Model room.
    static func folder(_ path: String) -> String { root.appending(path: "Sources/Model/\(path)").path() }

    /// A file of the shared data folder beside the package; nil when absent.
    static func sharedData(_ path: String) -> String? {
        let file = root.deletingLastPathComponent().appending(path: "shared/data/\(path)").path()
        return FileManager.default.fileExists(atPath: file) ? file : nil
    }
}
