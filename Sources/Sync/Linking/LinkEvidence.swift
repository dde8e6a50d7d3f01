import Identity
import JSON
import Model
import Storage

/// Which columns of a linked entity linking looks at, by the names that they have in the unified schema.
struct LinkEvidence: Sendable {
    private let name: Int?
    private let aliases: Int?
    private let address: Int?
    private let region: Int?
    private let industry: Int?
    private let phone: Int?
    private let longitude: Int?
    private let latitude: Int?
    private let identifiers: [(column: Int, scheme: SourceIdentifier.Scheme, prefix: String)]
    /// All of them.
    private let columns: [Int]

    init(_ entity: EntitySchema) {
        name = entity.column(of: "name")
        aliases = entity.column(of: "aliases")
        address = entity.column(of: "address")
        region = entity.column(of: "region")
        industry = entity.column(of: "industry")
        phone = entity.column(of: "contact_phone")
        longitude = entity.column(of: "lon")
        latitude = entity.column(of: "lat")
        identifiers = entity.identifiers.compactMap { name in
            entity.column(of: name).map { Self.identifier(name, $0) }
        }
        columns =
            [name, aliases, address, region, industry, phone, longitude, latitude].compactMap(\.self)
            + identifiers.map(\.column)
    }

    private static func identifier(
        _ name: String, _ column: Int
    ) -> (column: Int, scheme: SourceIdentifier.Scheme, prefix: String) {
        switch name {
        case "uscc": (column, .uscc, "")
        case "organisation_code": (column, .organisation, "")
        case "permit_number": (column, .permit, "")
        case "source_code": (column, .sourceCode, "")
        // Another number that stands at one site.
        default: (column, .device, name + " ")
        }
    }

    /// Whether linking sees no difference between two rows.
    func isSame(_ one: RowValues, _ two: RowValues) -> Bool {
        columns.allSatisfy { column in
            let isThere = column < one.values.count && column < two.values.count
            return isThere
                ? one.equals(column, two.values[column], in: two.arena) : one.values.count == two.values.count
        }
    }

    /// What linking is told of a member.
    func record(of member: Member, system: String) -> SourceRecord {
        let values = member.values
        func text(_ column: Int?) -> String {
            guard let column, column < values.values.count, values.values[column].isInArena else { return "" }
            return String(decoding: values.arena[values.values[column].range], as: UTF8.self)
        }
        var record = SourceRecord(
            system: system, key: String(decoding: member.key, as: UTF8.self), name: text(name),
            address: text(address), region: text(region), industry: text(industry), phone: text(phone))
        for identifier in identifiers where !text(identifier.column).isEmpty {
            record.identifiers.append(
                SourceIdentifier(identifier.scheme, identifier.prefix + text(identifier.column)))
        }
        record.otherNames = Self.items(text(aliases))
        record.location = location(values)
        return record
    }

    private func location(_ values: RowValues) -> SourceLocation? {
        func number(_ column: Int?) -> Double? {
            guard let column, column < values.values.count else { return nil }
            let value = values.values[column]
            switch value.kind {
            case .decimal: return value.double
            case .integer: return Double(value.payload)
            default: return nil
            }
        }
        guard let east = number(longitude), let north = number(latitude) else { return nil }
        // Mappings turn every datum into that of the schema.
        return SourceLocation(Coordinate(longitude: east, latitude: north), datum: .wgs84)
    }

    /// The texts of a list as the store keeps it, a JSON array.
    private static func items(_ list: String) -> [String] {
        guard !list.isEmpty, let values = try? JSONValue(parsing: list).arrayValue else { return [] }
        return values.compactMap(\.stringValue)
    }
}
