import SQLite

/// What is held: records as a whole, and parts of records that are stored without them.
public struct HeldCounts: Sendable, Equatable {
    /// Records of which nothing of their newest version is stored.
    public var records = 0
    /// Parts of records that are stored.
    public var parts = 0

    /// Counts.
    public init(records: Int = 0, parts: Int = 0) {
        self.records = records
        self.parts = parts
    }

    /// Both together.
    public var all: Int { records + parts }

    /// Adds what is held elsewhere.
    public mutating func add(_ other: HeldCounts) {
        records += other.records
        parts += other.parts
    }
}

extension Store {
    /// What a connector's quarantine holds; with `keys`, of the records that have these.
    public func held(of connector: String, keys: Set<String>? = nil) throws -> HeldCounts {
        guard let number = try knownNumber(of: connector, .connector) else { return HeldCounts() }
        var held = HeldCounts()
        var records: Set<String> = []
        let open = try database.prepare(
            "SELECT key, whole FROM hub_quarantine WHERE connector = ?1 AND state = 'open'")
        try open.bind(number, at: 1)
        while try open.step() {
            guard let key = open.text(0), keys?.contains(key) ?? true else { continue }
            if open.integer(1) == 0 { held.parts += 1 } else { records.insert(key) }
        }
        held.records = records.count
        return held
    }
}
