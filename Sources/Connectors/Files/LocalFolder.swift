import Foundation

/// A folder of this machine.
struct LocalFolder: Folder {
    let path: String
    private let queue = BlockingQueue("folder")

    init(path: String) { self.path = path }

    func list() async throws(ConnectorError) -> [FolderEntry] {
        let path = path
        return try await queue.run { () throws(ConnectorError) in try Self.entries(path) }
    }

    func fetch(_ entry: FolderEntry) async throws(ConnectorError) -> String { path + "/" + entry.name }

    func release(_ entry: FolderEntry) async {}

    private static func entries(_ path: String) throws(ConnectorError) -> [FolderEntry] {
        guard let names = try? FileManager.default.contentsOfDirectory(atPath: path) else {
            throw ConnectorError(
                .settings, code: "no_folder", message: "the folder \(path) is not there or cannot be read")
        }
        return names.compactMap { name in
            var status = stat()
            guard unsafe stat(path + "/" + name, &status) == 0, status.st_mode & S_IFMT == S_IFREG else { return nil }
            let modified = Int64(status.st_mtim.tv_sec) * 1000 + Int64(status.st_mtim.tv_nsec) / 1_000_000
            return FolderEntry(name: name, size: status.st_size, modified: modified)
        }
    }
}
