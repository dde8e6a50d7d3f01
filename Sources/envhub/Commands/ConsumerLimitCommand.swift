import JSON
import Storage
import Sync
import Terminal

/// `envhub consumer limit`
enum ConsumerLimitCommand: Command {
    static let name = ["consumer", "limit"]
    static let summary = "how much a consumer may ask for; what is not said stays as it was"
    static let arguments = "NAME"
    static let options = [
        Option("rate", "N", "requests a second, on average, such as 0.5; 0 for any number, `usual` for what all may"),
        Option("burst", "N", "requests at once after a pause, or `usual`"),
        Option("daily-lines", "N", "lines a day (of UTC+08:00), or `any`"),
        Option("daily-bytes", "SIZE", "bytes of answers a day, such as 500M (millions) or 2G, or `any`"),
    ]
    static let examples = [
        (
            command: "envhub consumer limit water-mirror --rate 2 --burst 20",
            does: "lets it send two requests a second, twenty at once"
        ),
        (
            command: "envhub consumer limit water-mirror --daily-lines 1000000 --daily-bytes 2G",
            does: "and have a million lines a day, in two gigabytes at most"
        ),
        (command: "envhub consumer limit water-mirror --rate usual --daily-lines any", does: "takes limits away"),
    ]

    static func run(_ call: Call) async throws -> ExitCode {
        let store = try OpenHub.store(call)
        let consumer = try Consumers.find(call.arguments[0], in: store)
        var quota = consumer.quota
        if let text = call["rate"] { quota.rate = try rate(text) }
        if call.has("burst") {
            quota.burst = call["burst"] == "usual" ? nil : try call.integer("burst", in: 1...100_000).map(Int64.init)
        }
        if call.has("daily-lines") {
            quota.dailyLines =
                call["daily-lines"] == "any" ? nil : try call.integer("daily-lines", in: 1...Int.max).map(Int64.init)
        }
        if let text = call["daily-bytes"] { quota.dailyBytes = try bytes(text) }
        try store.setQuota(quota, of: consumer)
        if call.isJSON {
            JSONOutput.write { writer in
                writer.beginObject()
                writer.field("consumer", consumer.name)
                ConsumerJSON.append(quota, &writer)
                writer.endObject()
            }
        } else {
            TerminalOutput.standardOutput.line("\(consumer.name): \(said(quota))")
        }
        return .ok
    }

    private static func rate(_ text: String) throws(UsageError) -> Double? {
        if text == "usual" { return nil }
        guard let rate = Double(text), rate == 0 || (0.001...100_000).contains(rate) else {
            throw UsageError("--rate wants requests a second from 0.001 to 100000, 0 or `usual`, not `\(text)`")
        }
        return rate
    }

    private static func bytes(_ text: String) throws(UsageError) -> Int64? {
        if text == "any" { return nil }
        let units: [Character: Int64] = ["K": 1_000, "M": 1_000_000, "G": 1_000_000_000, "T": 1_000_000_000_000]
        let factor = text.last.flatMap { units[$0] }
        guard let number = Int64(factor == nil ? text : String(text.dropLast())), number > 0,
            number <= Int64.max / (factor ?? 1)
        else {
            throw UsageError("--daily-bytes wants a number, with K, M, G or T behind it, or `any`, not `\(text)`")
        }
        return number * (factor ?? 1)
    }

    private static func said(_ quota: ConsumerQuota) -> String {
        var parts: [String] = []
        if let rate = quota.rate { parts.append(rate == 0 ? "any number of requests" : "\(rate) requests a second") }
        if let burst = quota.burst { parts.append("\(burst) at once") }
        if let lines = quota.dailyLines { parts.append("\(lines) lines a day") }
        if let bytes = quota.dailyBytes { parts.append("\(HumanFormat.bytes(Int(bytes))) a day") }
        return parts.isEmpty ? "the usual limits" : parts.joined(separator: ", ")
    }
}
