/// Why the demo systems cannot start or go on.
public struct DemoError: Error, Sendable, CustomStringConvertible {
    /// What is wrong, for people.
    public let description: String

    init(_ description: String) { self.description = description }
}
