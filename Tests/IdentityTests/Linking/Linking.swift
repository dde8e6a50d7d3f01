import Model

@testable import Identity

/// Records of tests, linked all at once.
struct Linking {
    let index: LinkIndex
    private let ids: [String: RecordID]

    /// Links records; each is called by its key from then on.
    init(_ records: [SourceRecord], weights: LinkWeights = .standard) {
        var index = LinkIndex(weights: weights)
        for record in records { index.load(record) }
        index.relink()
        self.index = index
        ids = Dictionary(
            records.map { ($0.key, RecordID(system: $0.system, key: $0.key)) }, uniquingKeysWith: { one, _ in one })
    }

    /// The keys of a record's cluster.
    func cluster(_ key: String) -> Set<String> {
        guard let id = ids[key], let outcome = index.outcome(of: id) else { return [] }
        return Set(ids.filter { outcome.members.contains($0.value) }.keys)
    }

    func band(_ key: String) -> LinkOutcome.Band? { ids[key].flatMap { index.outcome(of: $0)?.band } }

    func explain(_ one: String, _ other: String) -> Explanation? {
        guard let one = ids[one], let other = ids[other] else { return nil }
        return index.explain(one, other)
    }
}

extension SourceRecord {
    /// A record of an invented enterprise.
    static func made(
        _ system: String, _ key: String, _ name: String, uscc: String = "", address: String = "", region: String = "",
        at place: (Double, Double)? = nil, phone: String = ""
    ) -> SourceRecord {
        SourceRecord(
            system: system, key: key, name: name, identifiers: uscc.isEmpty ? [] : [SourceIdentifier(.uscc, uscc)],
            address: address, region: region,
            location: place.map {
                SourceLocation(Coordinate(longitude: $0.0, latitude: $0.1), datum: .wgs84, accuracy: 50)
            }, phone: phone)
    }
}
