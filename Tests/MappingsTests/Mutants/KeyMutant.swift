import Diagnostics
import Foundation
import YAML

/// A mapping file with one key dropped, renamed, retyped, mis-united or mis-nested, as a tired person would do it.
struct KeyMutant {
    enum Kind: String, CaseIterable { case drop, rename, retype, misunit, misnest }

    let kind: Kind
    /// What was done to which key: `to.permit.fields.number.from`.
    let what: String
    /// The file afterwards.
    let text: String
    /// The lines of the new text at which a report helps.
    let lines: ClosedRange<Int>
}

/// Makes the mutants of a file by splicing its text, so that all lines but the mutated ones stay what they are.
struct KeyMutator {
    private let bytes: [UInt8]
    private let lineStarts: [Int]
    private(set) var mutants: [KeyMutant] = []

    /// All mutants of a file; what has no effect by definition (title, tests) is left out.
    static func mutants(of text: String) -> [KeyMutant] {
        var mutator = KeyMutator(text)
        guard let root = YAMLDocument(parsing: text).root else { return [] }
        mutator.walk(root, path: [], owners: [])
        return mutator.mutants
    }

    private init(_ text: String) {
        let bytes = Array(text.utf8)
        self.bytes = bytes
        lineStarts = [0] + bytes.indices.filter { bytes[$0] == 0x0A }.map { $0 + 1 }
    }

    private mutating func walk(_ node: YAMLNode, path: [String], owners: [YAMLEntry]) {
        for (index, entry) in (node.entries ?? []).enumerated() {
            if path.isEmpty, ["title", "tests"].contains(entry.key) { continue }
            let site = Site(
                entry: entry, owners: owners, siblings: node.entries ?? [], index: index, path: path + [entry.key])
            mutate(site)
            walk(entry.value, path: site.path, owners: owners + [entry])
        }
        for item in node.items ?? [] { walk(item, path: path + ["[]"], owners: owners) }
    }

    private struct Site {
        let entry: YAMLEntry
        let owners: [YAMLEntry]
        let siblings: [YAMLEntry]
        let index: Int
        let path: [String]

        var owner: YAMLEntry? { owners.last }
        var line: Int { entry.keyRange.start.line }
        /// The last line of the value.
        var lastLine: Int {
            let end = entry.value.range.end
            return max(line, end.column == 1 ? end.line - 1 : end.line)
        }
        /// Whether the entry stands in `{ }` behind others of its line.
        var isFlow: Bool { owner.map { $0.value.range.start.line == line && $0.keyRange.start.line == line } ?? false }
    }

    private mutating func mutate(_ site: Site) {
        rename(site)
        retype(site)
        drop(site)
        nest(site)
        unit(site)
    }

    private mutating func add(
        _ kind: KeyMutant.Kind, _ site: Site, _ detail: String, _ text: [UInt8], _ lines: ClosedRange<Int>
    ) {
        let name = site.path.joined(separator: ".") + (detail.isEmpty ? "" : " " + detail)
        mutants.append(KeyMutant(kind: kind, what: name, text: String(decoding: text, as: UTF8.self), lines: lines))
    }

    private func splice(_ range: Range<Int>, _ text: String) -> [UInt8] {
        bytes[..<range.lowerBound] + Array(text.utf8) + bytes[range.upperBound...]
    }

    private func source(_ range: YAMLRange) -> String {
        String(decoding: bytes[range.start.offset..<range.end.offset], as: UTF8.self)
    }

    private mutating func rename(_ site: Site) {
        let key = source(site.entry.keyRange)
        let isQuoted = key.hasSuffix("\"")
        let new =
            isQuoted
            ? String(key.dropLast()) + "x\"" : site.index.isMultiple(of: 2) ? key + "x" : String(key.prefix(1)) + key
        let range = site.entry.keyRange.start.offset..<site.entry.keyRange.end.offset
        let first = site.owner?.keyRange.start.line ?? site.line
        add(.rename, site, "", splice(range, new), min(first, site.line)...site.lastLine)
    }

    private mutating func retype(_ site: Site) {
        let value = site.entry.value
        guard !value.isNothing, value.range.end.offset > value.range.start.offset else { return }
        let text = value.text == nil ? "x1" : "{ a: b }"
        let ending = value.range.end.column == 1 ? "\n" : ""
        add(
            .retype, site, "", splice(value.range.start.offset..<value.range.end.offset, text + ending),
            site.line...value.range.start.line + 1)
    }

    private mutating func drop(_ site: Site) {
        // What an entity lacks is told at its name, above `fields:`.
        let first = site.owners.suffix(2).first?.keyRange.start.line ?? 1
        add(.drop, site, "", without(site), first...site.line + 1)
    }

    /// The text without the entry: its lines, or its part of a line with one comma.
    private func without(_ site: Site) -> [UInt8] {
        guard site.isFlow else {
            let end = site.lastLine < lineStarts.count ? lineStarts[site.lastLine] : bytes.count
            return splice(lineStarts[site.line - 1]..<end, "")
        }
        var start = site.entry.keyRange.start.offset
        var end = site.entry.value.range.end.offset
        if site.index + 1 < site.siblings.count {
            end = site.siblings[site.index + 1].keyRange.start.offset
        } else if site.index > 0 {
            start = site.siblings[site.index - 1].value.range.end.offset
        }
        return splice(start..<end, "")
    }

    private mutating func nest(_ site: Site) {
        let value = site.entry.value
        if site.lastLine == site.line, !value.isNothing {
            let range = value.range.start.offset..<value.range.end.offset
            add(
                .misnest, site, "deeper", splice(range, "{ \(site.entry.key): \(source(value.range)) }"),
                site.line...site.line)
        }
        if site.isFlow, let owner = site.owner {
            let start = lineStarts[site.line - 1]
            let indent = owner.keyRange.start.offset - start
            // Only where the owner begins its line: what is above it is another matter.
            guard bytes[start..<start + indent].allSatisfy({ $0 == 0x20 }) else { return }
            let entry = "\(source(site.entry.keyRange)): \(source(value.range))"
            let line = Array((String(repeating: " ", count: indent) + entry + "\n").utf8)
            let rest = without(site)
            add(
                .misnest, site, "higher", Array(rest[..<start]) + line + Array(rest[start...]),
                site.line...site.line + 1)
        } else if site.owner != nil {
            for by in [-2, 2] {
                add(
                    .misnest, site, by < 0 ? "out" : "in", indented(site, by),
                    max(1, site.line - 1)...contentLine(after: site.lastLine)
                )
            }
        }
    }

    /// The next line that is no comment: where a wrong indentation shows.
    private func contentLine(after line: Int) -> Int {
        var next = line + 1
        while next < lineStarts.count {
            let text = bytes[lineStarts[next - 1]..<lineStarts[next]].drop { $0 == 0x20 }
            if let first = text.first, first != 0x23, first != 0x0A { break }
            next += 1
        }
        return next
    }

    private func indented(_ site: Site, _ by: Int) -> [UInt8] {
        var lines: [ArraySlice<UInt8>] = bytes.split(separator: 0x0A, omittingEmptySubsequences: false)
        for index in site.line - 1..<min(site.lastLine, lines.count) {
            lines[index] = by > 0 ? [0x20, 0x20] + lines[index] : lines[index].dropFirst(2)
        }
        return Array(lines.joined(separator: [0x0A]))
    }

    private mutating func unit(_ site: Site) {
        if site.entry.key == "unit", let text = site.entry.value.text, site.path.contains("fields") {
            let range = site.entry.value.range.start.offset..<site.entry.value.range.end.offset
            let same = ["t": "kg", "m": "cm", "t/a": "kg/a"][text] ?? "kg"
            for (detail, unit) in [("other dimension", "kWh"), ("unknown", "tonn"), ("same dimension", same)] {
                add(.misunit, site, detail, splice(range, "\"\(unit)\""), site.line...site.line)
            }
        } else if site.path.count >= 2, site.path[site.path.count - 2] == "fields" {
            let value = site.entry.value
            let range = value.range.start.offset..<value.range.end.offset
            guard value.text != nil else { return }
            add(
                .misunit, site, "none belongs", splice(range, "{ from: \(source(value.range)), unit: mg/L }"),
                site.line...site.line)
        }
    }
}
