/// A place in a chain of the access log: how many rows lead there, and the hash that stands for all of them.
public struct AccessLink: Sendable, Equatable {
    /// The number of the row; 0 before the first.
    public var number: Int64
    /// SM3 over the row and the hash before it: 32 bytes.
    public var hash: [UInt8]

    /// A place.
    public init(number: Int64, hash: [UInt8]) {
        self.number = number
        self.hash = hash
    }
}
