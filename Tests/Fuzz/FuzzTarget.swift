/// Something that reads what people or devices write, and what must be so whatever they write.
public struct FuzzTarget: Sendable {
    /// The name, as `make fuzz TARGET=` takes it.
    public let name: String
    /// Inputs to begin with: what the repository's own files and pages say.
    public let seeds: @Sendable () throws -> [[UInt8]]
    /// Reads an input; throws ``Broken`` when something is not as it must be. It may as well trap.
    public let check: @Sendable ([UInt8]) throws -> Void

    /// All targets.
    public static let all = [expressions, yaml, paths, frames]

    /// A target by its name.
    public static func named(_ name: String) -> FuzzTarget? { all.first { $0.name == name } }
}

/// What must be so, and is not.
public struct Broken: Error, CustomStringConvertible {
    /// What is wrong, with the evidence.
    public let description: String
}

/// Throws ``Broken`` unless the condition holds.
func hold(_ condition: Bool, _ message: @autoclosure () -> String) throws(Broken) {
    if !condition { throw Broken(description: message()) }
}
