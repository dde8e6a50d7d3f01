extension CodeTable {
    /// A table of already split rows, and all that is wrong with them. Rows at fault are left out; of two rows that
    /// clash the first has the spelling.
    public static func build(
        name: String, header: [String], rows: [(line: Int, cells: [String])], headerLine: Int = 1
    ) -> (table: CodeTable, problems: [CodeTableProblem]) {
        var reader = CodeTableReader()
        reader.read(header: header, rows: rows, headerLine: headerLine)
        var builder = CodeTableBuilder(entries: reader.entries)
        builder.run()
        let problems = (reader.problems + builder.problems).sorted { $0.line < $1.line }
        let table = CodeTable(
            name: name, entries: reader.entries, spellings: builder.spellings, meanings: builder.meanings)
        return (table, problems)
    }
}

/// Collects what every spelling can mean.
private struct CodeTableBuilder {
    let entries: [CodeEntry]
    private(set) var problems: [CodeTableProblem] = []
    private(set) var spellings = TolerantIndex(folds: [SpellingFolds.width, SpellingFolds.letterCase])
    private(set) var meanings: [[Int32]] = []
    private var bySpelling: [String: [Int32]] = [:]
    private var order: [String] = []

    init(entries: [CodeEntry]) { self.entries = entries }

    mutating func run() {
        // Codes first: an alias never takes a code's place.
        for position in entries.indices { add(entries[position].code, position) }
        for position in entries.indices {
            for alias in entries[position].aliases { add(alias, position) }
        }
        index()
        checkParents()
    }

    private mutating func add(_ spelling: String, _ position: Int) {
        guard let known = bySpelling[spelling] else {
            bySpelling[spelling] = [Int32(position)]
            order.append(spelling)
            return
        }
        if known.contains(Int32(position)) { return }
        let entry = entries[position]
        if let other = known.map({ entries[Int($0)] }).first(where: { $0.overlaps(entry) }) {
            problems.append(CodeTableProblem(line: entry.line, kind: .clash(spelling, line: other.line)))
        } else {
            bySpelling[spelling] = known + [Int32(position)]
        }
    }

    /// Spellings with the same entries share one meaning, so that folding them together stays clear.
    private mutating func index() {
        var numbers: [[Int32]: Int32] = [:]
        for spelling in order {
            let meaning = (bySpelling[spelling] ?? []).sorted { left, right in
                (entries[Int(left)].validFrom ?? .first) < (entries[Int(right)].validFrom ?? .first)
            }
            let number = numbers[meaning] ?? Int32(meanings.count)
            if numbers.updateValue(number, forKey: meaning) == nil { meanings.append(meaning) }
            spellings.insert(Array(spelling.utf8).span, value: number)
        }
    }

    private mutating func checkParents() {
        var parents: [String: String] = [:]
        for entry in entries { parents[entry.code] = entry.parent ?? "" }
        for entry in entries {
            guard let parent = entry.parent else { continue }
            if parents[parent] == nil {
                problems.append(CodeTableProblem(line: entry.line, kind: .unknownParent(parent)))
            } else if isOwnAncestor(entry.code, parents) {
                problems.append(CodeTableProblem(line: entry.line, kind: .cycle(entry.code)))
            }
        }
    }

    /// Follows the parents up to as many steps as a sane tree is deep.
    private func isOwnAncestor(_ code: String, _ parents: [String: String]) -> Bool {
        var above = parents[code]
        for _ in 0..<64 {
            guard let next = above, !next.isEmpty else { return false }
            if next == code { return true }
            above = parents[next]
        }
        return false
    }
}
