/// How long and how much of a connector's raw records is kept.
public struct KeepLimits: Sendable, Equatable {
    /// How long a raw record is kept at most, in milliseconds.
    public var age: Int64
    /// How much the kept records may take in the store, in bytes.
    public var bytes: Int64

    /// Limits.
    public init(age: Int64, bytes: Int64) {
        self.age = age
        self.bytes = bytes
    }
}
