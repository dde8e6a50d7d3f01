import Foundation

/// A page of the documentation, as its tests see it: fenced blocks, links, headings.
///
/// A fence says after its language what is done with it:
///
///     ```yaml file=connectors/x.yaml    the file is written to the page's hub, a copy of the repository's
///     ```sh run                         the lines are run in that hub, with `envhub` on the PATH
///     ```text output                    the words of each line are in what the run before printed, in this order
struct DocPage: Sendable, CustomStringConvertible {
    /// A fenced block.
    struct Block: Sendable {
        let language: String
        let note: String
        let line: Int
        let text: String
    }

    static let root = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
        .deletingLastPathComponent().deletingLastPathComponent()

    /// The path from the repository's root.
    let name: String
    /// The blocks in their order.
    private(set) var blocks: [Block] = []
    /// The text outside of blocks, with its lines' numbers.
    private(set) var prose: [(line: Int, text: String)] = []

    var description: String { name }
    var url: URL { Self.root.appending(path: name) }

    init(_ name: String) throws {
        self.name = name
        var open: (fence: String, line: Int, body: [String])?
        let lines = try String(contentsOf: Self.root.appending(path: name), encoding: .utf8).components(
            separatedBy: "\n")
        for (index, line) in lines.enumerated() {
            if let block = open {
                if line == "```" {
                    add(block.fence, block.line, block.body)
                    open = nil
                } else {
                    open?.body.append(line)
                }
            } else if line.hasPrefix("```") {
                open = (String(line.dropFirst(3)), index + 1, [])
            } else {
                prose.append((index + 1, line))
            }
        }
    }

    private mutating func add(_ fence: String, _ line: Int, _ body: [String]) {
        let words = fence.split(separator: " ", maxSplits: 1).map(String.init)
        blocks.append(
            Block(
                language: words.first ?? "", note: words.count > 1 ? words[1] : "", line: line,
                text: body.joined(separator: "\n") + "\n"))
    }

    /// Where a reader can jump to, as web sites of repositories name headings.
    var anchors: Set<String> {
        Set(
            prose.filter { $0.text.hasPrefix("#") }.map { heading in
                let title = heading.text.drop { $0 == "#" }.trimmingCharacters(in: .whitespaces).lowercased()
                return String(
                    title.compactMap { $0 == " " ? "-" : $0.isLetter || $0.isNumber || "-_".contains($0) ? $0 : nil })
            })
    }

    /// What the prose links to.
    var links: [(line: Int, target: String)] {
        prose.flatMap { line, text in
            text.matches(of: /\]\(([^)\s]+)\)/).map { (line, String($0.output.1)) }
        }
    }

    /// README.md and everything below docs/.
    static let all: [DocPage] = {
        let below = FileManager.default.enumerator(atPath: root.path + "/docs")?.compactMap { $0 as? String } ?? []
        let names = below.filter { $0.hasSuffix(".md") }.sorted().map { "docs/" + $0 }
        return (["README.md"] + names).compactMap { try? DocPage($0) }
    }()
}
