import Model

/// That a field of the source is a field of the schema: how sure, and why.
struct FieldGuess: Sendable {
    var source: SourceField
    var target: FieldSchema
    /// From 0 to 1.
    var score: Double
    var reasons: [String]

    /// The score as drafts show it.
    static func shown(_ score: Double) -> String {
        let hundredths = Int((score * 100).rounded())
        return hundredths >= 100 ? "1.00" : "0." + (hundredths < 10 ? "0" : "") + String(hundredths)
    }
}
