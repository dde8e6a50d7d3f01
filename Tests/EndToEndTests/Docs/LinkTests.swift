import Foundation
import Testing

@Suite("Links of the documentation") struct LinkTests {
    @Test("Every link leads to a file, and to a heading of it", arguments: DocPage.all)
    func links(page: DocPage) throws {
        for (line, target) in page.links where !target.hasPrefix("https://") {
            let parts = target.split(separator: "#", maxSplits: 1, omittingEmptySubsequences: false).map(String.init)
            let file =
                parts[0].isEmpty
                ? page.url : page.url.deletingLastPathComponent().appending(path: parts[0]).standardized
            #expect(FileManager.default.fileExists(atPath: file.path), "\(page):\(line): \(target)")
            guard parts.count == 2, file.pathExtension == "md" else { continue }
            let name = String(file.path.dropFirst(DocPage.root.path.count + 1))
            #expect(try DocPage(name).anchors.contains(parts[1]), "\(page):\(line): \(target)")
        }
    }

    @Test("Every page can be reached from the README")
    func reach() throws {
        var reached: Set<String> = []
        var waiting = ["README.md"]
        while let name = waiting.popLast() {
            guard reached.insert(name).inserted, let page = try? DocPage(name) else { continue }
            for (_, target) in page.links where !target.hasPrefix("https://") {
                let path = String(target.prefix { $0 != "#" })
                guard path.hasSuffix(".md") else { continue }
                let file = page.url.deletingLastPathComponent().appending(path: path).standardized
                waiting.append(String(file.path.dropFirst(DocPage.root.path.count + 1)))
            }
        }
        #expect(Set(DocPage.all.map(\.name)).subtracting(reached) == [])
    }

    @Test("Pages are few enough to read: no decision is missing from the list, and they are numbered without gaps")
    func decisions() throws {
        let names = DocPage.all.map(\.name).filter { $0.hasPrefix("docs/decisions/0") }
        for (index, name) in names.enumerated() {
            let number = String(repeating: "0", count: 4 - "\(index + 1)".count) + "\(index + 1)"
            #expect(name.hasPrefix("docs/decisions/\(number)-"))
            #expect(try DocPage(name).prose[0].text.hasPrefix("# \(index + 1). "))
        }
        #expect(names.count >= 8)
    }
}
