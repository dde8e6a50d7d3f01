import Feeds
import HTML
import JSON
import Model

/// Some records of an entity as they are now, as a table: the live example.
struct RecordListPage {
    let feed: ServedFeed
    let entity: CompiledFeedEntity
    /// Stored lines.
    let lines: [[UInt8]]
    /// Where the next page begins; nil at the end.
    let next: HubID?
    let base: String

    var bytes: [UInt8] {
        PartnerPage(title: "\(entity.title.zh) · \(entity.title.en)") { page in
            page.element(
                "pre", FeedPage.request("\(entity.name)?limit=\(lines.count)", feed, base))
            if lines.isEmpty { page.paragraph("目前没有记录。", "There are no records now.") }
            page.table(["id"] + entity.columns.map(\.title.zh), lines.map(cells), kind: "records")
            guard let next else { return }
            page.begin("p")
            page.element(
                "a", ["href": "/pages/\(feed.compiled.name)/\(entity.name)?after=\(next)"], "下一页 · next page")
            page.end()
        }.bytes
    }

    private func cells(_ line: [UInt8]) -> [String?] {
        let members = FlatJSON.members(of: line, in: line.indices)
        let record = members["record"].map { FlatJSON.members(of: line, in: $0) } ?? [:]
        return [members["id"].map { FlatJSON.text(of: line, in: $0) }]
            + entity.columns.map { record[$0.name].flatMap { text(line, $0) } }
    }

    /// A value in a cell; nil for none.
    private func text(_ line: [UInt8], _ range: Range<Int>) -> String? {
        switch range.first.map({ line[$0] }) {
        case UInt8(ascii: "\""): FlatJSON.text(of: line, in: range)
        case UInt8(ascii: "["): list(line, range)
        case UInt8(ascii: "n"), nil: nil
        default: String(decoding: line[range], as: UTF8.self)
        }
    }

    private func list(_ line: [UInt8], _ range: Range<Int>) -> String? {
        let texts = (try? JSONValue(parsing: Array(line[range])))?.arrayValue?.compactMap(\.stringValue)
        return texts?.joined(separator: "、")
    }
}
