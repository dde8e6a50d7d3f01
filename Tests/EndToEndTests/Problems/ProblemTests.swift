import Diagnostics
import Foundation
import Testing

/// The pages of the codes: each example is compiled, and run where it has records.
@Suite("Pages of problems") struct ProblemTests {
    private static let golden = URL(filePath: #filePath).deletingLastPathComponent().appending(path: "Golden")
    private static let updates = ProcessInfo.processInfo.environment["UPDATE_GOLDEN"] != nil

    @Test("The example before gives exactly its code, as the golden file has it", arguments: CodePage.all)
    func before(page: CodePage) async throws {
        // What a sample says, it says of the mapping that ran before somebody changed it.
        let mended = page.after.filter { $0.name.hasSuffix(".yaml") }
        let kept = page.before.filter { !$0.name.hasSuffix(".yaml") }
        let hub = try ProblemHub(
            page.before, run: page.id.hasPrefix("R") ? page.before : mended + kept,
            isLegacy: page.id == "R1003")
        let found = try await hub.check()
        guard !page.id.hasPrefix("R") else {
            // What a run holds back, a later check may warn of.
            #expect(hub.held == [page.id])
            return
        }
        #expect(Set(found.map(\.code.id)) == [page.id], "\n\(TextRenderer().render(found))")
        #expect(found.count == 1, "\n\(TextRenderer().render(found))")
        #expect(found.allSatisfy { $0.location != nil })
        let text = TextRenderer().render(found) + "=====\n" + JSONRenderer().render(found)
        let file = Self.golden.appending(path: page.id + ".txt")
        if Self.updates {
            try FileManager.default.createDirectory(at: Self.golden, withIntermediateDirectories: true)
            try Data(text.utf8).write(to: file)
        }
        #expect(text == (try? String(contentsOf: file, encoding: .utf8)), "\n\(text)")
    }

    @Test("The example after gives nothing", arguments: CodePage.all)
    func after(page: CodePage) async throws {
        let hub = try ProblemHub(page.after, run: page.after, isLegacy: page.id == "R1003")
        let found = try await hub.check()
        #expect(found.isEmpty, "\n\(TextRenderer().render(found))")
        #expect(hub.held == [])
    }

    @Test("There is a golden file for every code of files, and for no other")
    func golden() throws {
        let files = try FileManager.default.contentsOfDirectory(atPath: Self.golden.path).map { String($0.dropLast(4)) }
        #expect(Set(files) == Set(DiagnosticCode.all.filter { $0.severity != .record }.map(\.id)))
    }

    /// docs/problems is made of the pages: set ENVHUB_WRITE_DOCS to write it anew.
    @Test("docs/problems has the pages of the code, and a list of them")
    func documents() throws {
        let folder = DocPage.root.appending(path: "docs/problems")
        var pages: [String: String] = [:]
        var list = "# Problems\n\nEvery code that `envhub check` and the quarantine tell, with cause, fix and example. "
        list +=
            "`envhub explain CODE` prints\na page. Codes with E are errors in files, W warnings, R records that are held.\n"
        list += "\n| code | says |\n|---|---|\n"
        for code in DiagnosticCode.all.sorted(by: { $0.id < $1.id }) {
            pages[code.id + ".md"] = CodePage.of(code)?.markdown(of: code)
            list += "| [\(code.id)](\(code.id).md) | \(code.title) |\n"
        }
        pages["README.md"] = list
        if ProcessInfo.processInfo.environment["ENVHUB_WRITE_DOCS"] != nil {
            try? FileManager.default.removeItem(at: folder)
            try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
            for (name, text) in pages { try Data(text.utf8).write(to: folder.appending(path: name)) }
        }
        let written = try FileManager.default.contentsOfDirectory(atPath: folder.path)
        #expect(Set(written) == Set(pages.keys))
        for (name, text) in pages {
            #expect(try String(contentsOf: folder.appending(path: name), encoding: .utf8) == text, "\(name)")
        }
    }
}
