import Identity
import Model
import Sync
import Terminal

/// `envhub identity explain`
enum IdentityExplainCommand: Command {
    static let name = ["identity", "explain"]
    static let summary = "why two pollution sources are thought to be one, or not: the evidence, its weights, the rule"
    static let arguments = "A B"
    static let options = [
        Option(
            "weights", "FILE", "weights of the evidence in place of those of mappings/identity.yaml: docs/identity.md")
    ]
    static let examples = [
        (command: "envhub identity explain ps_7KQ2M3AB ps_55ZZ01CD", does: "two sources by their ids"),
        (
            command: "envhub identity explain 91440101231245152Y 清远市宏祥陶瓷厂 --json",
            does: "by an identifier and a name, for a script"
        ),
    ]

    static func run(_ call: Call) async throws -> ExitCode {
        guard call.arguments.count == 2 else { throw UsageError("`identity explain` needs A and B") }
        let hub = try OpenHub.load(call)
        let roll = try SourceRoll(storePath: hub.storePath, schema: hub.schema)
        let (one, two) = (
            try SourceNames.find(call.arguments[0], in: roll), try SourceNames.find(call.arguments[1], in: roll)
        )
        guard one.id != two.id else { throw CommandError("both are \(one.id)") }
        guard
            let pair = SourceTwins(roll, weights: try IdentityWeights.read(call, of: hub)).pair(one.linkID, two.linkID)
        else {
            throw CommandError("the two cannot be compared")
        }
        if call.isJSON {
            JSONOutput.write { TwinJSON.append(pair, to: &$0) }
        } else {
            show(pair)
        }
        return .ok
    }

    private static func show(_ pair: SourceTwins.Pair) {
        let out = TerminalOutput.standardOutput
        var table = Table(columns: ["", "\(pair.one.id)", "\(pair.two.id)"])
        let (one, two) = (pair.one.record, pair.two.record)
        for (title, left, right) in [
            ("名称", one.name, two.name), ("标识", identifiers(one), identifiers(two)), ("地址", one.address, two.address),
            ("行政区划", one.region, two.region), ("行业", one.industry, two.industry),
            ("坐标", place(one), place(two)),
            ("来源", pair.one.systems.joined(separator: " "), pair.two.systems.joined(separator: " ")),
        ] where !left.isEmpty || !right.isEmpty { table.add([title, left, right]) }
        out.write(table.rendered())
        out.line()
        out.line("\(pair.explanation)")
        if !pair.toldApartBy.isEmpty {
            out.line("told apart by \(pair.toldApartBy.joined(separator: ", ")), which has a key for each")
        }
    }

    private static func identifiers(_ record: SourceRecord) -> String {
        record.identifiers.map(\.text).joined(separator: " ")
    }

    private static func place(_ record: SourceRecord) -> String {
        guard let at = record.location?.coordinate else { return "" }
        func text(_ degrees: Double) -> String { "\((degrees * 1e5).rounded() / 1e5)" }
        return "\(text(at.longitude)), \(text(at.latitude))"
    }
}
