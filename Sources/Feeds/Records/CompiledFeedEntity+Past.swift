import JSON
import Model

extension CompiledFeedEntity {
    /// Appends the record that the feed shows of a past revision, as a JSON object: filtered, masked and encoded as lines are.
    ///
    /// - Parameter body: the row as the history keeps it: a JSON object of its columns, references as the numbers of rows.
    /// - Returns: whether the revision belongs to the feed; nothing is appended when it does not.
    public func appendPast(_ body: [UInt8], to out: inout [UInt8]) -> Bool {
        guard let row = try? JSONValue(parsing: body) else { return false }
        var arena: [UInt8] = []
        let values = rowColumns.map { column in
            row[column.name].map { Self.value($0, column.type, &arena) } ?? .null
        }
        guard matches(values, at: 0, arena: arena) else { return false }
        appendRecord(values, at: 0, arena: arena, to: &out)
        return true
    }

    /// A value as it was. What the schema of today would not hold is no value: nothing is guessed.
    private static func value(_ json: JSONValue, _ type: FieldType, _ arena: inout [UInt8]) -> MappedValue {
        switch (type, json) {
        case (.text, .string(let text)), (.code, .string(let text)): return put(Array(text.utf8), .text, &arena)
        case (.list, .array):
            var writer = JSONWriter()
            writer.value(json)
            return put(writer.bytes, .list, &arena)
        case (.integer, .number(let text)): return Int64(text).map { MappedValue(.integer, payload: $0) } ?? .null
        case (.decimal, .number(let text)), (.quantity, .number(let text)):
            return (try? DecimalValue(text)).map { MappedValue($0) } ?? .null
        case (.bool, .bool(let value)): return MappedValue(.bool, payload: value ? 1 : 0)
        case (.date, .string(let text)): return MappedValue(dateText: Array(text.utf8))
        case (.datetime, .string(let text)):
            let instant = try? instants.instant(text, zone: .utc)
            return instant.map { MappedValue(.datetime, payload: $0.milliseconds) } ?? .null
        case (.ref, .number(let text)): return Int64(text).map { MappedValue(.reference, payload: $0) } ?? .null
        default: return .null
        }
    }

    private static let instants = try! DatePattern("yyyy-MM-dd'T'HH:mm:ss.SSSXXX")

    private static func put(_ bytes: [UInt8], _ kind: MappedValue.Kind, _ arena: inout [UInt8]) -> MappedValue {
        let start = arena.count
        arena += bytes
        return MappedValue(kind, payload: Int64(start), length: UInt32(truncatingIfNeeded: bytes.count))
    }
}
