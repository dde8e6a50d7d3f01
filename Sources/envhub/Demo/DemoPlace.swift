import Foundation

/// The directory that a demo works in: it is made anew by every demo, so nothing else may be in it.
struct DemoPlace {
    let directory: URL
    private let isTemporary: Bool
    private static let mark = ".envhub-demo"

    /// The systems' own files.
    var systems: URL { directory.appendingPathComponent("systems") }
    /// The hub directory.
    var hub: URL { directory.appendingPathComponent("hub") }

    /// A place in `path`, or a temporary one.
    init(_ path: String?, isTemporary: Bool) throws {
        self.isTemporary = isTemporary && path == nil
        let files = FileManager.default
        directory =
            self.isTemporary
            ? files.temporaryDirectory.appendingPathComponent("envhub-demo-\(UUID().uuidString.prefix(8))")
            : URL(fileURLWithPath: path ?? "demo-hub")
        let mark = directory.appendingPathComponent(Self.mark).path
        if files.fileExists(atPath: directory.path) {
            let isEmpty = try files.contentsOfDirectory(atPath: directory.path).isEmpty
            guard isEmpty || files.fileExists(atPath: mark) else {
                throw CommandError("\(directory.path) is not of a demo: name an empty or new directory with --dir")
            }
            try files.removeItem(at: directory)
        }
        try files.createDirectory(
            at: directory, withIntermediateDirectories: true, attributes: [.posixPermissions: 0o700])
        guard files.createFile(atPath: mark, contents: nil) else { throw CommandError("cannot write \(mark)") }
    }

    /// Removes a temporary place.
    func leave() {
        if isTemporary { try? FileManager.default.removeItem(at: directory) }
    }
}
