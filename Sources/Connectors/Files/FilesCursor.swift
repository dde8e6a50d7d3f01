import Foundation

/// What a pull of files remembers.
struct FilesCursor: Codable, Sendable, Equatable {
    /// The marks of files that were taken: in this run of a snapshot, and in all runs of an incremental pull. Files that
    /// left the folder are forgotten, so that it never grows beyond the folder.
    var taken: [String] = []
    /// The file that is being read.
    var file: FilePlace?

    /// The text of the cursor.
    var text: String { CursorText.encode(self) }
}

/// Cursors as JSON.
enum CursorText {
    static func encode(_ cursor: some Encodable) -> String {
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
        // Numbers, texts and lists of them: there is nothing that JSON could not say.
        return (try? encoder.encode(cursor)).map { String(decoding: $0, as: UTF8.self) } ?? "{}"
    }

    /// - Throws: `settings` when the text is not of this kind of connector: the connector's kind was changed.
    static func decode<Cursor: Decodable>(_ type: Cursor.Type, _ text: String) throws(ConnectorError) -> Cursor {
        do { return try JSONDecoder().decode(type, from: Data(text.utf8)) } catch {
            throw ConnectorError(
                .settings, code: "bad_cursor",
                message: "the stored cursor is not of this kind of connector; run with `--full` to start anew")
        }
    }
}
