import Foundation
import Testing

@testable import Diagnostics

/// Each file of Golden holds a YAML text, a line of `=====`, and the whole text that reading it as a connector-like file
/// must print. `UPDATE_GOLDEN=1 swift test` writes what is printed and still fails, so that a person looks.
@Suite("Golden diagnostics")
struct GoldenTests {
    private static let folder = URL(filePath: #filePath).deletingLastPathComponent().appending(path: "Golden")

    static var cases: [String] {
        let names = (try? FileManager.default.contentsOfDirectory(atPath: folder.path)) ?? []
        return names.filter { $0.hasSuffix(".txt") }.sorted()
    }

    @Test("There are golden files")
    func present() {
        #expect(Self.cases.count >= 8)
    }

    @Test("The text is as expected", arguments: cases)
    func golden(name: String) throws {
        let whole = try String(contentsOf: Self.folder.appending(path: name), encoding: .utf8)
        let parts = whole.components(separatedBy: "=====\n")
        try #require(parts.count == 2)
        let printed = TextRenderer().render(SampleFile.check(parts[0]))
        if ProcessInfo.processInfo.environment["UPDATE_GOLDEN"] != nil {
            try (parts[0] + "=====\n" + printed).write(
                to: Self.folder.appending(path: name), atomically: true, encoding: .utf8)
        }
        #expect(printed == parts[1], "\n\(printed)")
    }
}

/// A made-up kind of file that uses every kind of value.
enum SampleFile {
    enum Kind: String, CaseIterable { case json, soap, files }

    static func check(_ text: String) -> [Diagnostic] {
        let bag = DiagnosticBag()
        let file = ConfigFile(name: "connectors/sample.yaml", bytes: Array(text.utf8), bag: bag)
        let keys = ["connector", "title", "kind", "mapping", "url", "folder", "limits", "fields"]
        guard let root = file.root(keys: keys) else { return bag.diagnostics }
        _ = root.required("connector")?.name()
        _ = root.optional("title")?.text()
        let _: Kind? = root.required("kind")?.choice()
        _ = root.one(of: ["url", "folder"], required: false)
        if let limits = root.optional("limits")?.reader(keys: [
            "rate", "timeout", "max_body", "share", "attempts", "backoff", "on",
        ]) {
            _ = limits.optional("rate")?.rate()
            _ = limits.optional("timeout")?.duration()
            _ = limits.optional("max_body")?.byteSize()
            _ = limits.optional("share")?.percentage()
            _ = limits.optional("attempts")?.integer(in: 1...10)
            _ = limits.optional("backoff")?.durationRange()
            _ = limits.optional("on")?.bool()
        }
        for entry in root.optional("fields")?.entries() ?? [] {
            _ = entry.value.reader(keys: ["from", "expr", "clean", "null_if"])?.optional("from")?.texts()
        }
        return bag.diagnostics
    }
}
