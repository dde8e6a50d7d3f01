import Feeds
import HTML
import Model

/// What a consumer may read, with requests to copy.
struct FeedListPage {
    let base: String
    let title: String
    let feeds: [ServedFeed]

    var bytes: [UInt8] {
        PartnerPage(title: "我的数据 · My feeds") { page in
            page.paragraph(title, "what you may read now")
            if feeds.isEmpty { page.paragraph("目前没有有效的授权。", "You have no grant now: ask the hub's admin.") }
            for feed in feeds {
                page.begin("h2")
                page.element("a", ["href": "/pages/\(feed.compiled.name)"], feed.compiled.title.zh)
                page.end()
                page.paragraph(feed.compiled.purpose, feed.compiled.title.en)
                page.element("pre", FeedPage.request("changes?cursor=start&limit=5", feed, base))
            }
        }.bytes
    }
}

/// One feed: its entities, their columns, requests to copy.
struct FeedPage {
    let base: String
    let feed: ServedFeed

    var bytes: [UInt8] {
        let compiled = feed.compiled
        return PartnerPage(title: "\(compiled.title.zh) · \(compiled.title.en)") { page in
            page.paragraph(
                compiled.purpose,
                "for \(compiled.partner); deletions are kept for \(compiled.retention / 86_400_000) days")
            page.element("h2", "请求 · Requests")
            page.element(
                "pre",
                ["changes?cursor=start&limit=500", "digest", "schema"].map { Self.request($0, feed, base) }.joined(
                    separator: "\n"))
            for entity in compiled.entities { write(entity, to: &page) }
        }.bytes
    }

    /// A request to copy; the key is the reader's to fill in.
    static func request(_ rest: String, _ feed: ServedFeed, _ base: String) -> String {
        "curl -H \"Authorization: Bearer $KEY\" \"\(base.isEmpty ? "$HUB" : base)/v1/feeds/\(feed.compiled.name)/\(rest)\""
    }

    private func write(_ entity: CompiledFeedEntity, to page: inout PageWriter) {
        page.begin("h2")
        page.element("a", ["href": "/pages/\(feed.compiled.name)/\(entity.name)"], entity.title.zh)
        page.write(" \(entity.title.en) (\(entity.name))")
        page.end()
        page.table(
            ["列 · column", "名称", "name", "类型 · type", "标准 · standard", "脱敏 · mask"],
            entity.columns.map { column in
                [
                    column.name, column.title.zh, column.title.en, column.type.words,
                    column.standard.isEmpty ? nil : column.standard, column.mask.words,
                ]
            })
    }
}

extension FieldType {
    /// The type in a table for people.
    fileprivate var words: String {
        switch self {
        case .text: "文本 text"
        case .integer: "整数 integer"
        case .decimal, .point: "小数 decimal"
        case .bool: "是否 boolean"
        case .date: "日期 date"
        case .datetime: "时间 date-time"
        case .quantity(let unit): "数量 \(unit)"
        case .code(let table): "代码 \(table)"
        case .ref(let entity): "引用 \(entity)"
        case .list: "列表 list"
        }
    }
}

extension FeedMask {
    /// What is left of a value; nil for all of it.
    fileprivate var words: String? {
        switch self {
        case .keep: nil
        case .null: "不提供 not told"
        case .keepLast(let count): "只留末 \(count) 位"
        case .keepFirst(let count): "只留前 \(count) 位"
        case .round(let places): "四舍五入到 \(places) 位小数"
        case .hash: "散列 hash"
        }
    }
}
