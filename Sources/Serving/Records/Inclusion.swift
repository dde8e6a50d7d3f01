import Feeds
import HTTPServer
import Model
import Storage

/// What of a feed is sent along with one of its records: the records of other entities that refer to it.
///
/// An entity counts only by references that its records in this feed show whole. A feed that does not tell who received a
/// waste does not tell it by what it includes either.
struct Inclusion {
    /// One entity, and the columns by which it refers.
    struct Part: Equatable {
        let entity: String
        let columns: [String]
    }

    let parts: [Part]
    let limit: Int

    /// What `include` and `limit` ask for; nil when they do not ask.
    init?(_ request: borrowing HTTPRequest, _ feed: ServedFeed, _ entity: Int) throws(Problem) {
        let limit = try PageSize.records.asked(by: request)
        guard let text = request.query("include") else { return nil }
        let all = Self.parts(of: feed.compiled, referringTo: feed.compiled.entities[entity].name)
        let names = text.split(separator: ",", omittingEmptySubsequences: false).map(String.init)
        if let unknown = names.first(where: { name in name != "all" && !all.contains { $0.entity == name } }) {
            let known = (["all"] + all.map(\.entity)).joined(separator: ", ")
            throw .badRequest("unknown-include", "`\(unknown.prefix(64))` cannot be included here. Known: \(known).")
        }
        parts = names.contains("all") ? all : all.filter { names.contains($0.entity) }
        self.limit = limit
    }

    /// The entities of a feed that show references to entity `name`.
    static func parts(of feed: CompiledFeed, referringTo name: String) -> [Part] {
        feed.entities.compactMap { entity in
            let columns = entity.columns.filter { $0.type == .ref(entity: name) && $0.mask == .keep }
            return columns.isEmpty ? nil : Part(entity: entity.name, columns: columns.map(\.name))
        }
    }

    /// Appends `,"include":{…}`, and `,"truncated":{…}` with how many there are where there are more, to a line that is open.
    ///
    /// - Returns: how many records were included.
    func append(
        _ row: Int64, _ head: FeedHead, _ reader: FeedReader, to body: inout ResponseBuffer
    ) throws -> Int {
        var count = 0
        var truncated: [String] = []
        body.append(#","include":{"#)
        for (index, part) in parts.enumerated() {
            body.append("\(index == 0 ? "" : ",")\"\(part.entity)\":[" as String)
            var shown = 0
            let total = try reader.referring(to: row, by: part.columns, of: part.entity, in: head, limit: limit) {
                line in
                if shown > 0 { body.append(",\n") }
                body.append(line)
                shown += 1
            }
            body.append(UInt8(ascii: "]"))
            count += shown
            if total > shown { truncated.append("\"\(part.entity)\":\(total)") }
        }
        body.append(UInt8(ascii: "}"))
        if !truncated.isEmpty { body.append(",\"truncated\":{\(truncated.joined(separator: ","))}" as String) }
        return count
    }
}
