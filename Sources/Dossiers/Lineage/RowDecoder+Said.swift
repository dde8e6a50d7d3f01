import Model

extension RowDecoder {
    /// What field number `field` holds in what somebody says of a row, as ``row(_:)`` would show it.
    ///
    /// - Parameter thing: what a member belongs to; references hold members there.
    func value(_ said: RowValues, _ field: Int, thing: (Int64) throws -> Int64) rethrows -> DossierValue? {
        let (schema, column, target) = fields[field]
        let place = column - RowQuery.columnsBefore
        guard said.has(place) else { return nil }
        let value = said.values[place]
        switch schema.type {
        case .text: return .text(Self.text(value, said))
        case .code(let table): return code(Self.text(value, said), table)
        case .list: return .list(Self.texts(Self.text(value, said)))
        case .date: return .date(String(decoding: value.dateText, as: UTF8.self))
        case .integer: return (try? DecimalValue(value.payload)).map(DossierValue.number)
        case .bool: return .bool(value.payload != 0)
        case .datetime: return .instant(value.payload)
        case .decimal, .quantity: return Self.number(value).map(DossierValue.number)
        case .ref:
            let number = try thing(value.payload)
            return target.map { .reference(HubID(prefix: $0, number: number), name: nil) }
        case .point:
            guard said.has(place + 1), let longitude = Self.number(value),
                let latitude = Self.number(said.values[place + 1])
            else { return nil }
            return .point(longitude, latitude)
        }
    }

    /// A field may have had another type when something was said of it.
    private static func text(_ value: MappedValue, _ said: RowValues) -> String {
        value.isInArena ? String(decoding: said.arena[value.range], as: UTF8.self) : ""
    }

    /// As the store would give it back: the decimal that prints like the nearest double.
    private static func number(_ value: MappedValue) -> DecimalValue? { MappedValue(decimal: value.double).decimal }
}

extension RowValues {
    /// Whether column `index` has a value.
    func has(_ index: Int) -> Bool { index < values.count && values[index].kind != .null }
}
