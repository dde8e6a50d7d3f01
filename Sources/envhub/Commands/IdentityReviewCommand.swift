import Identity
import JSON
import Sync
import Terminal

/// `envhub identity review`
enum IdentityReviewCommand: Command {
    static let name = ["identity", "review"]
    static let summary = "pairs of pollution sources that may be one, the likeliest first: a person decides"
    static let options = [
        Option("limit", "N", "at most so many pairs (default 50)"),
        Option(
            "weights", "FILE", "weights of the evidence in place of those of mappings/identity.yaml: docs/identity.md"),
    ]
    static let examples = [
        (command: "envhub identity review", does: "shows pairs that a person should look at"),
        (command: "envhub identity review --limit 1000 --json", does: "the same for a script, with the evidence"),
    ]

    static func run(_ call: Call) async throws -> ExitCode {
        let hub = try OpenHub.load(call)
        let limit = try call.integer("limit", in: 1...1_000_000) ?? 50
        let roll = try SourceRoll(storePath: hub.storePath, schema: hub.schema)
        let pairs = SourceTwins(roll, weights: try IdentityWeights.read(call, of: hub)).pairs()
        if call.isJSON {
            JSONOutput.write { writer in
                writer.beginArray()
                for pair in pairs.prefix(limit) { TwinJSON.append(pair, to: &writer) }
                writer.endArray()
            }
            return .ok
        }
        let out = TerminalOutput.standardOutput
        out.line(
            "\(HumanFormat.count(roll.statedCount, "pollution source")), "
                + "\(HumanFormat.count(pairs.count, "pair")) that may be one")
        guard !pairs.isEmpty else { return .ok }
        var table = Table(
            columns: ["一", "二", "bits", "", "名称一", "名称二", "来源一", "来源二"],
            alignments: [.left, .left, .right])
        for pair in pairs.prefix(limit) {
            table.add([
                "\(pair.one.id)", "\(pair.two.id)", "\((pair.explanation.bits * 10).rounded() / 10)",
                pair.explanation.decision.rawValue, pair.one.name, pair.two.name,
                pair.one.systems.joined(separator: " "), pair.two.systems.joined(separator: " "),
            ])
        }
        out.write("\n" + table.rendered())
        if pairs.count > limit { out.line("… \(pairs.count - limit) more: --limit \(pairs.count)") }
        let (one, two) = (pairs[0].one.id, pairs[0].two.id)
        out.line("\nwhy      envhub identity explain \(one) \(two)")
        out.line("one      envhub identity merge \(one) \(two) --why REASON")
        out.line("two      envhub identity split \(one) \(two) --why REASON")
        return .ok
    }
}
