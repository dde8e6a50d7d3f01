import Model

/// Hashes of what tables say, the same in every run.
enum ContentHash {
    static func of(_ table: CodeTable) -> UInt64 {
        var hasher = ByteHasher()
        for entry in table.entries {
            add([entry.code, entry.parent ?? "", entry.labelZh, entry.labelEn] + entry.aliases, to: &hasher)
            hasher.add(UInt64(bitPattern: Int64(entry.validFrom?.packed ?? 0)))
            hasher.add(UInt64(bitPattern: Int64(entry.validTo?.packed ?? 0)))
        }
        return hasher.value
    }

    static func of(_ units: UnitTable) -> UInt64 {
        var hasher = ByteHasher()
        for unit in units.units {
            add(
                [unit.code, unit.dimension, unit.factor.description, unit.offset.description] + unit.aliases,
                to: &hasher)
        }
        return hasher.value
    }

    private static func add(_ texts: [String], to hasher: inout ByteHasher) {
        for text in texts { hasher.add(Array(text.utf8).span) }
        hasher.add(UInt64(texts.count))
    }
}
