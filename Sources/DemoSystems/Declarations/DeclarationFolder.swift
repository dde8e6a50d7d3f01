import Foundation

/// The folder into which the solid-waste system exports its files.
struct DeclarationFolder: Sendable {
    let url: URL
    private let encoder: LegacyText

    /// Makes the folder.
    init(_ url: URL) throws {
        self.url = url
        encoder = try LegacyText.shared.get()
        try FileManager.default.createDirectory(at: url, withIntermediateDirectories: true)
    }

    /// Writes the file of a period. A file appears under its name only when it is whole.
    func export(_ period: String, of city: DemoCity) throws {
        let file = DeclarationFile(period: period, encoder: encoder)
        try Data(file.bytes(of: city)).write(to: url.appendingPathComponent(file.name), options: .atomic)
    }
}
