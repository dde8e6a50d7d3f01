import Foundation

/// Writes a download to a file, on the transfer's own queue.
final class FileSink: @unchecked Sendable {
    private let handle: FileHandle

    /// Makes the folder and an empty file; nil when it cannot.
    init?(_ path: String, in folder: String) {
        try? FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
        _ = FileManager.default.createFile(atPath: path, contents: nil)
        guard let handle = FileHandle(forWritingAtPath: path) else { return nil }
        self.handle = handle
    }

    /// Writes a piece; false when it cannot be written.
    func take(_ piece: RawSpan) -> Bool {
        unsafe piece.withUnsafeBytes { bytes in
            unsafe (try? handle.write(contentsOf: Data(bytes))) != nil
        }
    }

    func close() { try? handle.close() }
}
