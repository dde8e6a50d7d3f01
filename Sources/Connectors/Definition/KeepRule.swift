import Diagnostics
import YAML

/// `keep:`, how long and how much of the raw records is kept, so that `envhub remap` can map them again.
public struct KeepRule: Sendable, Equatable {
    /// How long a raw record is kept at most.
    public var raw: Duration = .seconds(90 * 86_400)
    /// How much the kept records may take in the store, in bytes.
    public var size = 2 << 30

    /// The usual limits.
    public init() {}
}

extension DefinitionReader {
    /// The smallest and the largest size that makes sense: a few full blocks, and a terabyte.
    private static let sizes = (1 << 20)...(1 << 40)

    func keep() -> KeepRule? {
        guard let reader = section("keep", keys: commonConnectorKeys["keep"] ?? []) else { return nil }
        var keep = KeepRule()
        if reader.value.node.entries?.isEmpty ?? true {
            reader.value.reportHead(.missingKey, "one of the keys `raw`, `size` is missing")
        }
        keep.raw = positive(reader.optional("raw")) ?? keep.raw
        if let value = reader.optional("size"), let size = value.byteSize() {
            if Self.sizes.contains(size) {
                keep.size = size
            } else {
                value.reportInvalid("a size to keep", help: "write a size from `1MB` to `1024GB`, such as `2GB`")
            }
        }
        return keep
    }
}
