public import Model

/// Looks at sample records and keeps what a mapping's author wants to know of them, in bounded memory.
public struct SampleProfiler {
    /// What the records are written in.
    public let form: SampleForm
    /// The most paths of one list, and the most lists; what comes later is not looked at.
    static let mostFields = 2_000
    static let mostLists = 50
    private var reader: SampleReader
    private var root = ListProfile(each: "", name: "")

    /// A profiler of records of `form`.
    public init(form: SampleForm) {
        self.form = form
        reader = SampleReader(form: form)
    }

    /// Looks at the records of a page.
    public mutating func add(_ page: RecordPage, prologue: [UInt8] = [], atMost limit: Int = .max) {
        var values: [SampleValue] = []
        var reader = reader
        reader.read(page, prologue: prologue) { if values.count < limit { values.append($0) } }
        self.reader = reader
        for value in values { add(value) }
    }

    /// Looks at one record.
    public mutating func add(_ record: SampleValue) { observe(record, in: &root) }

    /// How many records were looked at.
    public var count: Int { root.count }

    /// What was seen; lists of XML that never had a second item are part of the record.
    public var profile: ListProfile { settled(root) }

    private func observe(_ item: SampleValue, in list: inout ListProfile) {
        list.count += 1
        var row: [Int] = []
        observe(item, at: form.root, name: "", in: &list, &row)
        list.rows.add(row)
    }

    private func observe(
        _ value: SampleValue, at path: String, name: String, in list: inout ListProfile, _ row: inout [Int]
    ) {
        switch value {
        case .record(let members):
            for member in members {
                let next = member.name.isEmpty ? path : form.path(path, member.name)
                let called = member.name.isEmpty ? name : member.name
                observe(member.value, at: next, name: called, in: &list, &row)
            }
        case .list(let items):
            if items.contains(where: \.isRecord) {
                observe(items, at: path, name: name, in: &list)
            } else {
                field(path, name, value: items.first ?? .null, isRepeated: items.count > 1, in: &list, &row)
            }
        default: field(path, name, value: value, isRepeated: false, in: &list, &row)
        }
    }

    private func field(
        _ path: String, _ name: String, value: SampleValue, isRepeated: Bool, in list: inout ListProfile,
        _ row: inout [Int]
    ) {
        var place = row.count < list.fields.count && list.fields[row.count].path == path ? row.count : nil
        if place == nil { place = list.fields.firstIndex { $0.path == path } }
        if place == nil, list.fields.count < Self.mostFields {
            place = list.fields.count
            list.fields.append(FieldProfile(path: path, name: name))
        }
        guard let place else { return }
        list.fields[place].observe(value)
        if isRepeated { list.fields[place].isRepeated = true }
        guard place < SampleRows.mostFields else { return }
        while row.count <= place { row.append(0) }
        row[place] = value.mark
    }

    private func observe(_ items: [SampleValue], at path: String, name: String, in list: inout ListProfile) {
        let each = form.each(path)
        var place = list.lists.firstIndex { $0.each == each }
        if place == nil, list.lists.count < Self.mostLists {
            place = list.lists.count
            list.lists.append(ListProfile(each: each, name: name))
        }
        guard let place else { return }
        list.lists[place].most = max(list.lists[place].most, items.count)
        for item in items { observe(item, in: &list.lists[place]) }
    }

    /// The lists as they are now known to be: what never had a second element in XML is part of the record, and a list
    /// that some records have empty is a list in these too.
    private func settled(_ list: ListProfile) -> ListProfile {
        var list = list
        let inner = list.lists.map(settled)
        list.lists = []
        for one in inner {
            if case .xml = form, one.most <= 1 {
                list.fields += one.fields.map { field in
                    var field = field
                    field.path = one.each + "/" + field.path
                    return field
                }
                list.lists += one.lists.map { deeper in
                    var deeper = deeper
                    deeper.each = one.each + "/" + deeper.each
                    return deeper
                }
            } else {
                list.lists.append(one)
                list.fields.removeAll { form.each($0.path) == one.each }
            }
        }
        return list
    }
}

extension SampleValue {
    var isRecord: Bool { if case .record = self { true } else { false } }

    /// A number for the value that is 0 for nothing.
    var mark: Int {
        switch self {
        case .null, .record, .list: 0
        case .bool(let flag): flag ? 1 : 2
        case .number(let text): text.hashValue | 1
        case .text(let text): Cleaner.trim(text).isEmpty ? 0 : text.hashValue | 1
        }
    }
}
