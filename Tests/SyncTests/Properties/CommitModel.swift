import Model

/// What a store should hold after records were committed, written down the plainest way: every record keeps what it says,
/// and everything else is worked out from that. It knows nothing of contributions, fingerprints or tables.
struct CommitModel {
    /// A thing of the hub.
    enum Thing: Hashable {
        case source(Int)
        case permit(String)
        case outlet(String, String)
    }

    /// What a record says of a thing: a cell for each column; sources are named by the model's numbers.
    typealias Cells = [String?]

    struct Record {
        var order: Int
        var system: String
        var text = ""
        var isGone = false
        var says: [Thing: Cells] = [:]
    }

    struct Revision: Equatable {
        var thing: Thing
        var rev: Int
        var cells: Cells
    }

    /// A code with a wrong check digit: it identifies nothing.
    static let wrongCode = "91350211M000100Y43"

    private(set) var records: [String: Record] = [:]
    /// Every revision that is not the newest.
    private(set) var history: [Revision] = []
    private(set) var revs: [Thing: Int] = [:]
    /// What each system calls its sources, for ever.
    private(set) var names: [String: Int] = [:]
    private var sources = 0
    /// The codes by which sources were first referred to, before any record told of them.
    private var referred: [(source: Int, code: String)] = []

    /// The golden rows: of each thing, for every column, the first cell that any record has; older records come first.
    func golden(_ thing: Thing) -> Cells? {
        let said = records.values.filter { $0.says[thing] != nil }.sorted { $0.order < $1.order }
        guard let first = said.first?.says[thing] else { return nil }
        return first.indices.map { column in said.lazy.compactMap { $0.says[thing]?[column] }.first }
    }

    var things: Set<Thing> { Set(records.values.flatMap(\.says.keys)) }

    /// Takes in a record. Returns whether its text was the one known.
    @discardableResult mutating func take(_ record: FixtureRecord, system: String) -> Bool {
        let key = system + " " + record.key
        let text = "\(record.rows)\(record.outcome)\(record.salt)\(record.isDeleted)"
        var entry = records[key] ?? Record(order: records.count, system: system)
        let isSame = entry.text == text
        entry.text = text
        entry.isGone = record.isDeleted
        records[key] = records[key] ?? entry
        if isSame { return true }
        if record.isDeleted || record.outcome.isFiltered {
            entry.says = [:]
        } else if record.outcome == .mapped {
            entry.says = read(record, system: system)
        }
        replace(key, by: entry)
        return false
    }

    /// Takes back everything that a record says: its source does not show it any more.
    mutating func forget(_ key: String) {
        guard var entry = records[key] else { return }
        entry.says = [:]
        entry.text = ""
        entry.isGone = true
        replace(key, by: entry)
    }

    private mutating func replace(_ key: String, by entry: Record) {
        let touched = Set(entry.says.keys).union(records[key]?.says.keys ?? [:].keys)
        let before = Dictionary(uniqueKeysWithValues: touched.map { ($0, golden($0)) })
        records[key] = entry
        for thing in touched {
            let (was, now) = (before[thing] ?? nil, golden(thing))
            if was == now { continue }
            if let was { history.append(Revision(thing: thing, rev: revs[thing] ?? 0, cells: was)) }
            if now != nil { revs[thing, default: 0] += 1 }
        }
    }

    private mutating func read(_ record: FixtureRecord, system: String) -> [Thing: Cells] {
        var says: [Thing: Cells] = [:]
        var things: [Thing] = []
        for row in record.rows {
            switch row {
            case .source(let code, let uscc, let name, let isReference):
                let thing = Thing.source(link(system, code, uscc, isReference))
                things.append(thing)
                if !isReference { says[thing] = [code, uscc, name] }
            case .permit(let number, let source, let medium, let mass):
                var told: String?
                if let source, case .source(let index) = things[source] { told = "\(index)" }
                things.append(.permit(number))
                says[.permit(number)] = [number, told, medium, mass]
            case .outlet(let permit, let code):
                guard case .permit(let number) = things[permit] else { continue }
                things.append(.outlet(number, code))
                says[.outlet(number, code)] = [number, code]
            }
        }
        return says
    }

    /// Which source it is: by the system's own name, else by the code that exactly one other source is given by someone
    /// now, unless the system has another name for that one.
    private mutating func link(_ system: String, _ code: String, _ uscc: String?, _ isReference: Bool) -> Int {
        let name = system + " " + code
        if let known = names[name] { return known }
        let own = Set(names.filter { $0.key.hasPrefix(system + " ") }.values)
        var found: Set<Int> = []
        for (thing, cells) in records.values.flatMap({ $0.says }) {
            if case .source(let index) = thing, uscc != nil, uscc != Self.wrongCode, cells[1] == uscc,
                !own.contains(index)
            {
                found.insert(index)
            }
        }
        for (index, code) in referred where code == uscc && uscc != Self.wrongCode && !own.contains(index) {
            found.insert(index)
        }
        let index: Int
        if let only = found.first, found.count == 1 {
            index = only
        } else {
            sources += 1
            index = sources
            if isReference, let uscc { referred.append((index, uscc)) }
        }
        names[name] = index
        return index
    }
}

extension MappedBatch.Outcome {
    /// Whether a rule of the mapping leaves the record out.
    var isFiltered: Bool { if case .filtered = self { true } else { false } }
}
