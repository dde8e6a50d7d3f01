import Identity
import Model

/// What a store should hold after records were committed, written down the plainest way: every record keeps what it says,
/// and everything else is worked out from that. It knows nothing of contributions, fingerprints or tables, and links all members
/// anew whenever it is asked.
struct CommitModel {
    /// What records speak of.
    enum Thing: Hashable {
        /// What a system calls by a key.
        case member(String)
        case permit(String)
        case outlet(String, String)
        case stack(String, String)
    }

    /// What a record says of a thing: a cell for each column; sources are the names of members.
    typealias Cells = [String?]

    struct Record {
        var order: Int
        var text = ""
        var isGone = false
        var says: [Thing: Cells] = [:]
        /// When it began to say it.
        var sayings: [Thing: Int] = [:]
    }

    private(set) var records: [String: Record] = [:]
    /// The members that records only refer to, with what was told of them so.
    private(set) var mentioned: [String: Cells] = [:]
    private var sayings = 0

    /// Takes in a record. Returns whether its text was the one known.
    @discardableResult mutating func take(_ record: FixtureRecord, system: String) -> Bool {
        let key = system + " " + record.key
        let text = "\(record.rows)\(record.outcome)\(record.salt)\(record.isDeleted)"
        var entry = records[key] ?? Record(order: records.count)
        let isSame = entry.text == text
        entry.text = text
        entry.isGone = record.isDeleted
        records[key] = records[key] ?? entry
        if isSame { return true }
        if record.isDeleted || record.outcome.isFiltered {
            entry.says = [:]
        } else if record.outcome == .mapped {
            let says = read(record, system: system)
            sayings += 1
            for (thing, cells) in says where entry.says[thing] != cells { entry.sayings[thing] = sayings }
            entry.says = says
        }
        // A reference is seen before what the record no longer says is taken back.
        mention(record, system: system)
        records[key] = entry
        return false
    }

    /// Takes back everything that a record says: its source does not show it any more.
    mutating func forget(_ key: String) {
        records[key]?.says = [:]
        records[key]?.text = ""
        records[key]?.isGone = true
    }

    private func read(_ record: FixtureRecord, system: String) -> [Thing: Cells] {
        var says: [Thing: Cells] = [:]
        var things: [Thing] = []
        func member(_ index: Int) -> String { if case .member(let name) = things[index] { name } else { "" } }
        for row in record.rows {
            switch row {
            case .source(let code, let uscc, let name, let isReference):
                things.append(.member(system + " " + code))
                if !isReference { says[.member(system + " " + code)] = [code, uscc, name] }
            case .permit(let number, let source, let medium, let mass):
                things.append(.permit(number))
                says[.permit(number)] = [number, source.map(member), medium, mass]
            case .outlet(let permit, let code):
                guard case .permit(let number) = things[permit] else { continue }
                things.append(.outlet(number, code))
                says[.outlet(number, code)] = [number, code]
            case .sample: continue
            case .stack(let source, let code, let note):
                things.append(.stack(member(source), code))
                says[.stack(member(source), code)] = [member(source), code, note]
            }
        }
        return says
    }

    /// Of what records that only refer to a member say the first holds.
    private mutating func mention(_ record: FixtureRecord, system: String) {
        guard record.outcome == .mapped, !record.isDeleted else { return }
        for case .source(let code, let uscc, let name, let isReference) in record.rows where isReference {
            let member = system + " " + code
            let cells: Cells = [code, uscc, name]
            if isStated(member), mentioned[member] != nil { continue }
            mentioned[member] = mentioned[member].map { zip($0, cells).map { $0 ?? $1 } } ?? cells
        }
    }

    func isStated(_ member: String) -> Bool { records.values.contains { $0.says[.member(member)] != nil } }

    /// What is said of a member: the newest cell of each column.
    func values(_ member: String) -> Cells? {
        let thing = Thing.member(member)
        let said = records.values.filter { $0.says[thing] != nil }.sorted {
            $0.sayings[thing] ?? 0 > $1.sayings[thing] ?? 0
        }
        return Self.first(said.compactMap { $0.says[thing] })
    }

    /// For every column the first cell that has anything.
    static func first(_ rows: [Cells]) -> Cells? {
        rows.first.map { row in row.indices.map { column in rows.lazy.compactMap { $0[column] }.first } }
    }

    /// What all records say of things: systems by their names, of each the records in the order in which they first came.
    var sayingsInOrder: [(thing: Thing, cells: Cells)] {
        records.sorted { left, right in
            let (one, two) = (left.key.prefix { $0 != " " }, right.key.prefix { $0 != " " })
            return one != two ? one < two : left.value.order < right.value.order
        }.map(\.value).flatMap { $0.says.map { ($0.key, $0.value) } }
    }

    /// The members that linking looks at, in groups, as people have decided.
    func groups(_ decisions: LinkDecisions) -> [[String]] {
        var index = LinkIndex()
        var names: [RecordID: String] = [:]
        let stated = Set(records.values.flatMap { $0.says.keys }).compactMap { thing -> String? in
            if case .member(let name) = thing { name } else { nil }
        }
        for name in Set(stated).union(mentioned.keys).sorted() {
            guard let cells = values(name) ?? mentioned[name] else { continue }
            let parts = name.split(separator: " ").map(String.init)
            var record = SourceRecord(system: parts[0], key: parts[1], name: cells[2] ?? "")
            if let uscc = cells[1] { record.identifiers = [SourceIdentifier(.uscc, uscc)] }
            names[RecordID(system: parts[0], key: parts[1])] = name
            index.load(record)
        }
        index.relink()
        index.decide(decisions)
        return index.clusters().map { $0.compactMap { names[$0] }.sorted() }
    }
}

extension MappedBatch.Outcome {
    /// Whether a rule of the mapping leaves the record out.
    var isFiltered: Bool { if case .filtered = self { true } else { false } }
}
