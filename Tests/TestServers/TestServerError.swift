/// Why a server for a test did not come up.
public struct TestServerError: Error, CustomStringConvertible {
    /// In words.
    public let description: String

    /// A reason.
    public init(description: String) { self.description = description }
}
