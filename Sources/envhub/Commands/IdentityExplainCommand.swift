import Identity
import JSON
import Model
import Sync
import Terminal

/// `envhub identity explain`
enum IdentityExplainCommand: Command {
    static let name = ["identity", "explain"]
    static let summary = "why two pollution sources are one, or not: the evidence, its weights, the rule"
    static let arguments = "A [B]"
    static let options = [
        Option(
            "weights", "FILE", "weights of the evidence in place of those of mappings/identity.yaml: docs/identity.md")
    ]
    static let examples = [
        (command: "envhub identity explain ps_7KQ2M3AB ps_55ZZ01CD", does: "two sources by their ids"),
        (command: "envhub identity explain ps_7KQ2M3AB", does: "what makes one source of what several systems say"),
        (
            command: "envhub identity explain 91440101231245152Y 清远市宏祥陶瓷厂 --json",
            does: "by an identifier and a name, for a script"
        ),
    ]

    static func run(_ call: Call) async throws -> ExitCode {
        guard (1...2).contains(call.arguments.count) else { throw UsageError("`identity explain` needs A, or A and B") }
        let hub = try OpenHub.load(call)
        let roll = try SourceRoll(storePath: hub.storePath, schema: hub.schema)
        let twins = SourceTwins(roll, weights: try IdentityWeights.read(call, of: hub))
        let one = try SourceNames.find(call.arguments[0], in: roll)
        let pairs: [SourceTwins.Pair]
        if call.arguments.count == 1 {
            pairs = twins.bonds(of: one)
            if pairs.isEmpty { TerminalOutput.standardOutput.line("\(one.id) is one member: \(one.parts[0].name)") }
        } else {
            pairs = try [pair(one, try SourceNames.find(call.arguments[1], in: roll), call.arguments, twins)]
        }
        if call.isJSON {
            JSONOutput.write { writer in
                if call.arguments.count == 2 { return TwinJSON.append(pairs[0], to: &writer) }
                writer.beginArray()
                for pair in pairs { TwinJSON.append(pair, to: &writer) }
                writer.endArray()
            }
        } else {
            for (place, pair) in pairs.enumerated() { show(pair, isFirst: place == 0) }
        }
        return .ok
    }

    /// Two members of one source are held against each other if both were named as such.
    private static func pair(
        _ one: SourceRoll.Entry, _ two: SourceRoll.Entry, _ names: [String], _ twins: SourceTwins
    ) throws -> SourceTwins.Pair {
        if one.id == two.id {
            let parts = names.compactMap { name in one.parts.first { $0.name == name || $0.record.name == name } }
            guard parts.count == 2, parts[0].linkID != parts[1].linkID,
                let pair = twins.pair(parts[0].linkID, parts[1].linkID)
            else {
                throw CommandError("both are \(one.id): `envhub identity explain \(one.id)` tells why")
            }
            return pair
        }
        guard let pair = twins.pair(one, two) else { throw CommandError("the two cannot be compared") }
        return pair
    }

    private static func show(_ pair: SourceTwins.Pair, isFirst: Bool) {
        let out = TerminalOutput.standardOutput
        if !isFirst { out.line() }
        var table = Table(columns: ["", "\(pair.one.id)", "\(pair.two.id)"])
        let (one, two) = (pair.left.record, pair.right.record)
        for (title, left, right) in [
            ("记录", pair.left.name, pair.right.name), ("名称", one.name, two.name),
            ("标识", identifiers(one), identifiers(two)), ("地址", one.address, two.address),
            ("行政区划", one.region, two.region), ("行业", one.industry, two.industry),
            ("坐标", place(one), place(two)),
            ("来源", pair.one.systems.joined(separator: " "), pair.two.systems.joined(separator: " ")),
        ] where !left.isEmpty || !right.isEmpty { table.add([title, left, right]) }
        out.write(table.rendered())
        out.line()
        out.line("\(pair.explanation)")
        if pair.one.id != pair.two.id, !pair.toldApartBy.isEmpty {
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
