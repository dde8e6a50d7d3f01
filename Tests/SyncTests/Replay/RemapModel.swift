/// What a hub should hold after pulls, remaps and retries: of each record the newest raw form, and what came of it.
struct RemapModel {
    /// How a record is read.
    enum Mapping: Int, CaseIterable {
        /// What is no number is held.
        case plain
        /// `many` has no value.
        case lenient
        /// Ten times as much.
        case tenfold
        /// `2` is left out.
        case choosy

        var yaml: (mass: String, when: String) {
            switch self {
            case .plain: ("质量", "")
            case .lenient: ("{ from: 质量, null_if: many }", "")
            case .tenfold: ("{ expr: decimal($.质量) * 10 }", "")
            case .choosy: ("质量", "$.质量 != '2'")
            }
        }
    }

    struct Raw: Equatable {
        var mass: String
        var isDeleted = false
    }

    private struct Record {
        var raw: Raw
        /// What it was read with last.
        var mapping: Mapping
        var row: String?
        var isHeld = false
    }

    var mapping = Mapping.plain
    private var records: [String: Record] = [:]

    var keys: [String] { records.keys.sorted() }
    var rows: [String] { records.compactMap { key, record in record.row.map { "\(key)=\($0)" } }.sorted() }
    var held: [String] { records.filter(\.value.isHeld).keys.sorted() }

    func raw(_ key: String) -> Raw? { records[key]?.raw }

    /// A pull shows a record.
    mutating func take(_ key: String, _ raw: Raw) {
        if let known = records[key], known.raw == raw, known.mapping == mapping { return }
        records[key, default: Record(raw: raw, mapping: mapping)].raw = raw
        read(key)
    }

    /// A complete pull shows a record no more.
    mutating func forget(_ key: String) { records[key] = nil }

    mutating func remap() {
        for key in keys { read(key) }
    }

    mutating func retry() { for key in held { read(key) } }

    private mutating func read(_ key: String) {
        guard var record = records[key] else { return }
        record.mapping = mapping
        record.isHeld = false
        let mass = record.raw.mass
        if record.raw.isDeleted || mapping == .choosy && mass == "2" {
            record.row = nil
        } else if mass == "many", mapping == .lenient {
            record.row = "∅"
        } else if let number = Int(mass) {
            record.row = "\(mapping == .tenfold ? number * 10 : number).0"
        } else {
            record.isHeld = true
        }
        records[key] = record
    }
}
