import Diagnostics
import Model
import YAML

/// Writes what became of a record into its test: only what differs is replaced, everything else stays byte for byte.
struct TestUpdate {
    let test: MappingTest
    let outcome: TestOutcome

    private var bytes: [UInt8] { test.place.file.bytes }

    /// Another text in place of a value.
    func replace(_ node: YAMLNode, _ text: String) -> TestEdit {
        let start = node.range.start.offset
        return TestEdit(file: test.place.file.name, range: start..<max(end(node), start), text: text)
    }

    /// The value of a key of the test, or the key with the value behind all others.
    func section(_ key: String, _ text: String) -> [TestEdit] {
        if let node = test.section(key) {
            // `key:` without a value has none to replace.
            let text = node.isNothing ? " " + text : text
            return [replace(node, text)]
        }
        return [insertion([(key, text, nil)])].compactMap { $0 }
    }

    /// What is held now.
    func quarantine() -> [TestEdit] { list("quarantine", outcome.held.map(TestText.flow)) }

    /// What is flagged now.
    func flags() -> [TestEdit] { list("flags", outcome.batch.flags.map(outcome.flow)) }

    /// The rows of an entity as they are now, with the fields that the test speaks of.
    func entity(_ expected: ExpectedEntity) -> [TestEdit] {
        let rows = outcome.rows(expected.name)
        guard case .rows(let wanted) = expected.rows else { return [replace(expected.node, "\(rows.count)")] }
        var names: [String] = []
        for name in wanted.flatMap({ $0.fields.map(\.name) }) where !names.contains(name) { names.append(name) }
        let texts = rows.map { TestText.flow(outcome.members($0, names.isEmpty ? nil : names)) }
        return [replace(expected.node, rendered(texts, like: expected.node))]
    }

    /// All expectations, for a test that has none.
    func everything() -> [TestEdit] {
        var sections: [(key: String, flow: String, block: [String]?)] = []
        let entities = outcome.mapping.targets.map(\.name).map { ($0, outcome.rows($0)) }.filter { !$0.1.isEmpty }
        let rows = entities.map { name, rows in
            (name: name, rows: rows.map { TestText.flow(outcome.members($0, nil)) })
        }
        if !rows.isEmpty {
            let flow = TestText.flow(rows.map { ($0.name, "[" + $0.rows.joined(separator: ", ") + "]") })
            let block = rows.flatMap { entity in
                ["\(TestText.scalar(entity.name)):"] + entity.rows.map { "  - " + $0 }
            }
            sections.append(("expect", flow, block))
        }
        for (key, items) in [
            ("quarantine", outcome.held.map(TestText.flow)), ("flags", outcome.batch.flags.map(outcome.flow)),
        ] where !items.isEmpty {
            sections.append((key, "[" + items.joined(separator: ", ") + "]", items.map { "- " + $0 }))
        }
        if let rule = outcome.filtered { sections.append(("filtered", TestText.scalar(rule), nil)) }
        return [insertion(sections)].compactMap { $0 }
    }

    private func list(_ key: String, _ items: [String]) -> [TestEdit] {
        if let node = test.section(key) { return [replace(node, rendered(items, like: node))] }
        let flow = "[" + items.joined(separator: ", ") + "]"
        return [insertion([(key, flow, items.map { "- " + $0 })])].compactMap { $0 }
    }

    /// Items in the style of the list that they replace.
    private func rendered(_ items: [String], like node: YAMLNode) -> String {
        let start = node.range.start
        let isBlock = start.offset < bytes.count && bytes[start.offset] == UInt8(ascii: "-")
        guard isBlock, !items.isEmpty else { return items.isEmpty ? "[]" : "[" + items.joined(separator: ", ") + "]" }
        let indent = String(repeating: " ", count: start.column - 1)
        return items.map { "- " + $0 }.joined(separator: "\n" + indent)
    }

    /// Keys behind the last of the test; `block` lines stand below their key.
    private func insertion(_ sections: [(key: String, flow: String, block: [String]?)]) -> TestEdit? {
        guard let first = test.node.entries?.first, !sections.isEmpty else { return nil }
        let file = test.place.file.name
        let start = test.node.range.start.offset
        if start < bytes.count, bytes[start] == UInt8(ascii: "{") {
            let at = trimmed(test.node.range.end.offset - 1)
            return TestEdit(
                file: file, range: at..<at, text: sections.map { ", \($0.key): \($0.flow)" }.joined())
        }
        let indent = String(repeating: " ", count: first.keyRange.start.column - 1)
        var text = ""
        for section in sections {
            text += "\n\(indent)\(section.key):"
            guard let block = section.block else {
                text += " " + section.flow
                continue
            }
            for line in block { text += "\n\(indent)  \(line)" }
        }
        // Behind a comment at the end of the last line.
        var at = end(test.node)
        while at < bytes.count, bytes[at] != UInt8(ascii: "\n"), bytes[at] != UInt8(ascii: "\r") { at += 1 }
        return TestEdit(file: file, range: at..<at, text: text)
    }

    /// Where a value ends; the line break of a block scalar is not its own.
    private func end(_ node: YAMLNode) -> Int { trimmed(node.range.end.offset) }

    private func trimmed(_ end: Int) -> Int {
        var end = min(end, bytes.count)
        while end > 0, [0x20, 0x09, 0x0A, 0x0D].contains(bytes[end - 1]) { end -= 1 }
        return end
    }
}
