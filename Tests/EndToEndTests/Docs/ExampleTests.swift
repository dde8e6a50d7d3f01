import Foundation
import Testing
import YAML

/// Every example of the documentation is tried: written, run and compared, or at least read.
@Suite("Examples of the documentation") struct ExampleTests {
    @Test(
        "Examples run, and print what the page says",
        arguments: DocPage.all.filter { $0.blocks.contains { $0.note == "run" } })
    func runs(page: DocPage) throws {
        let hub = try DocHub()
        var last: DocHub.Outcome?
        for block in page.blocks {
            if block.note.hasPrefix("file=") {
                try hub.write(block.text, to: String(block.note.dropFirst(5)))
            } else if block.note == "run" {
                let outcome = try hub.run(block.text)
                #expect(outcome.status == 0, "\(page):\(block.line)\n\(outcome.output)")
                last = outcome
            } else if block.note == "output" {
                let printed = try #require(last, "\(page):\(block.line): nothing was run before")
                for line in block.text.split(separator: "\n") {
                    #expect(Self.prints(line, in: printed.output), "\(page):\(block.line): \(line)\n\(printed.output)")
                }
            }
        }
    }

    @Test("The README's fifth system is run by these tests")
    func tutorial() throws {
        let page = try DocPage("README.md")
        #expect(page.blocks.filter { $0.note.hasPrefix("file=") }.count == 3)
        #expect(page.blocks.filter { $0.note == "run" }.count == 3)
    }

    /// Whether some line of `output` has the words of `line` in their order.
    private static func prints(_ line: Substring, in output: String) -> Bool {
        let wanted = line.split(separator: " ")
        return output.split(separator: "\n").contains { printed in
            var rest = printed[...]
            for word in wanted {
                guard let found = rest.range(of: word) else { return false }
                rest = rest[found.upperBound...]
            }
            return true
        }
    }

    @Test("Notes of fences are ones that the tests know", arguments: DocPage.all)
    func notes(page: DocPage) {
        for block in page.blocks where !block.note.isEmpty {
            let isKnown = block.note == "run" || block.note == "output" || block.note.hasPrefix("file=")
            #expect(isKnown, "\(page):\(block.line): \(block.note)")
        }
    }

    @Test("YAML in the pages is YAML", arguments: DocPage.all)
    func yaml(page: DocPage) {
        for block in page.blocks where block.language == "yaml" {
            let document = YAMLDocument(parsing: block.text)
            #expect(document.problems.isEmpty && document.root != nil, "\(page):\(block.line)")
        }
    }

    @Test("Commands in the pages exist, with their options", arguments: DocPage.all)
    func commands(page: DocPage) throws {
        let hub = try DocHub()
        var helps: [String: String] = [:]
        for block in page.blocks where ["sh", "shell", "bash", "console"].contains(block.language) {
            for line in block.text.split(separator: "\n") where line.hasPrefix("envhub ") {
                let plain = line.prefix { !"#|>;&".contains($0) }.split(separator: " ").dropFirst().map(String.init)
                let name = plain.prefix { !$0.hasPrefix("-") }.prefix(2).joined(separator: " ")
                let help = try helps[name] ?? hub.run("envhub \(name) --help").output
                helps[name] = help
                #expect(help.contains("usage: envhub \(plain.first ?? "")"), "\(page):\(block.line): \(line)\n\(help)")
                for option in plain where option.hasPrefix("--") {
                    let bare = option.prefix { $0 != "=" }
                    #expect(help.contains("\(bare) "), "\(page):\(block.line): \(line): no \(bare)")
                }
            }
        }
    }
}
