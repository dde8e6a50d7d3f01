import Foundation

/// Which files are not being written any more.
struct FileStability {
    /// A file whose last change is younger is looked at twice.
    static let young: Int64 = 10_000
    /// The time between the two looks in milliseconds.
    static let pause = 300

    private let rule: Duration?

    init(_ rule: Duration?) { self.rule = rule }

    /// The files of `found` that have settled.
    func settled(_ found: [FolderEntry], in folder: any Folder) async throws(ConnectorError) -> [FolderEntry] {
        let now = Int64(Date().timeIntervalSince1970 * 1000)
        if let rule {
            let age = Int64(rule.inSeconds * 1000)
            return found.filter { now - $0.modified >= age }
        }
        guard found.contains(where: { now - $0.modified < Self.young }) else { return found }
        try? await Task.sleep(for: .milliseconds(Self.pause))
        let again = try await folder.list()
        return found.filter { entry in now - entry.modified >= Self.young || again.contains(entry) }
    }
}
