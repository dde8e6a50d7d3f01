import Diagnostics
import Feeds
import JSON
import Model
import SQLite
import Storage

/// One of the definitions that the feed of a schedule may have, and what it shows, written down another way.
struct FeedVariant: Equatable {
    var media: Set<String> = ["water"]
    var columns = ["number", "medium", "mass", "source"]
    var masksNumbers = false
    var region: String?
    var hasSources = true
    /// In days; nil for samples that never age.
    var window: Int?
    var hasSamples = true
    var provenance = "true"

    static let day: Int64 = 86_400_000

    /// Another one that differs in one thing.
    func changed(_ random: inout SeededGenerator) -> FeedVariant {
        var next = self
        switch Int.random(in: 0..<8, using: &random) {
        case 0:
            next.media = [["water"], ["water", "air"], ["air"]].filter { $0 != media }.randomElement(using: &random)!
        case 1: next.columns = columns.count == 4 ? ["medium", "number"] : ["number", "medium", "mass", "source"]
        case 2: next.masksNumbers.toggle()
        case 3: next.region = region == nil ? "A" : nil
        case 4: next.hasSources.toggle()
        case 5: next.window = [nil, 1, 2, 3].filter { $0 != window }.randomElement(using: &random)!
        case 6: next.hasSamples.toggle()
        default:
            next.provenance = ["true", "system", "false"].filter { $0 != provenance }.randomElement(using: &random)!
        }
        return next
    }

    var text: String {
        let media = media.sorted().map { "\"\($0)\"" }.joined(separator: ", ")
        return """
            feed: water
            title: { zh: 水务, en: Water }
            partner: 水务局
            purpose: 执法
            retention: 1h
            provenance: \(provenance)
            entities:
              permit:
                where: medium in [\(media)]
                columns: [\(columns.joined(separator: ", "))]
            \(masksNumbers ? "    masks: { number: keep_last(1) }" : "")
            \(hasSources ? "  works:\n    columns: [name, region]" : "")
            \(hasSources && region != nil ? "    where: region == \"\(region ?? "")\"" : "")
            \(hasSamples ? "  sample:\n    columns: [point, time, value]" : "")
            \(hasSamples && window != nil ? "    window: \(window ?? 0)d" : "")
            """
    }

    func compiled() throws -> CompiledFeed {
        let bag = DiagnosticBag()
        let feed = CompiledFeed.read(
            name: "water.yaml", bytes: Array(text.utf8), schema: World.schema, secret: [], into: bag)
        guard let feed else { throw StoreError(.misuse, bag.diagnostics.map(\.message).joined(separator: "; ")) }
        return feed
    }

    /// The first day of the window, as records write it.
    func since(_ now: Int64) -> String? {
        guard let window, hasSamples else { return nil }
        return String(Instant(milliseconds: (now / Self.day - Int64(window)) * Self.day).description.prefix(10))
    }

    /// Whether a mirror's entry is one that is compared.
    func covers(_ entry: MirrorClient.Entry, at now: Int64) -> Bool {
        guard entry.entity == "sample", let since = since(now) else { return true }
        return entry.record["time"]?.stringValue ?? "" >= since
    }

    /// What the feed should show of a store's rows.
    func truth(of store: Store, at now: Int64) throws -> [String: JSONValue] {
        var records = try permits(of: store)
        if hasSources {
            let works = try store.all("SELECT id, name, region FROM works") {
                ($0.integer(0), $0.text(1) ?? "", $0.text(2) ?? "")
            }
            for row in works where region == nil || region == row.2 {
                records[World.id("wk", row.0)] = .object([
                    .init("name", .string(row.1)), .init("region", .string(row.2)),
                ])
            }
        }
        guard hasSamples else { return records }
        let since = since(now) ?? ""
        let samples = try store.all("SELECT id, point, time, value FROM sample") {
            (
                $0.integer(0), $0.text(1) ?? "", Instant(milliseconds: $0.integer(2)).description,
                $0.isNull(3) ? nil : $0.integer(3)
            )
        }
        for row in samples where row.2 >= since {
            records[World.id("sa", row.0)] = .object([
                .init("point", .string(row.1)), .init("time", .string(row.2)),
                .init("value", row.3.map { .number("\($0)") } ?? .null),
            ])
        }
        return records
    }

    private func permits(of store: Store) throws -> [String: JSONValue] {
        var records: [String: JSONValue] = [:]
        let permits = try store.all("SELECT id, number, medium, mass, source FROM permit") { row in
            (
                row.integer(0), row.text(1) ?? "", row.text(2) ?? "", row.isNull(3) ? nil : row.integer(3),
                row.isNull(4) ? nil : row.integer(4)
            )
        }
        for row in permits where media.contains(row.2) {
            let values: [String: JSONValue] = [
                "number": .string(
                    masksNumbers ? String(repeating: "*", count: row.1.count - 1) + row.1.suffix(1) : row.1),
                "medium": .string(row.2),
                "mass": row.3.map { .number("\($0)") } ?? .null,
                "source": row.4.map { .string(World.id("wk", $0)) } ?? .null,
            ]
            records[World.id("pm", row.0)] = .object(columns.map { .init($0, values[$0] ?? .null) })
        }
        return records
    }
}
