import JSON
import Model

extension DossierJSON {
    static func append(_ story: IdentityStory, to writer: inout JSONWriter) {
        writer.key("identity")
        writer.beginObject()
        writer.list("members", story.members) { append($0, to: &$1) }
        writer.list("regroupings", story.regroupings) { append($0, to: &$1) }
        writer.list("decisions", story.decisions) { append($0, to: &$1) }
        writer.list("merged", story.merged) { merged, writer in
            writer.text("id", "\(merged.id)")
            writer.moment("at", merged.at)
        }
        writer.endObject()
    }

    private static func append(_ member: IdentityStory.Member, to writer: inout JSONWriter) {
        writer.text("id", "\(member.id)")
        writer.text("system", member.system)
        writer.text("key", member.key)
    }

    private static func append(_ change: IdentityStory.Regrouping, to writer: inout JSONWriter) {
        writer.moment("at", change.at)
        writer.object("member", change.member) { append($0, to: &$1) }
        writer.text("from", change.from.map { "\($0)" })
        writer.text("to", "\(change.to)")
        writer.text("cause", change.cause)
        writer.key("decision")
        if let decision = change.decision { writer.int(decision) } else { writer.null() }
        writer.object("other", change.other) { append($0, to: &$1) }
        writer.key("bits")
        writer.double(change.bits)
        writer.text("rule", change.rule)
    }

    private static func append(_ decision: IdentityStory.Decision, to writer: inout JSONWriter) {
        writer.number("decision", decision.number)
        writer.text("kind", decision.kind)
        writer.list("members", decision.members) { append($0, to: &$1) }
        writer.text("who", decision.who)
        writer.text("why", decision.why)
        writer.moment("at", decision.at)
        writer.object("undone", decision.undone) { undone, writer in
            writer.text("who", undone.who)
            writer.text("why", undone.why)
            writer.moment("at", undone.at)
        }
    }
}

extension JSONWriter {
    mutating func text(_ name: String, _ value: String?) {
        key(name)
        if let value { string(value) } else { null() }
    }

    mutating func number(_ name: String, _ value: Int64) {
        key(name)
        int(value)
    }

    /// A moment: RFC 3339 in UTC, or null.
    mutating func moment(_ name: String, _ value: Int64?) {
        text(name, value.map { Instant(milliseconds: $0).description })
    }

    mutating func title(_ name: String, _ value: Title?) {
        object(name, value) { title, writer in
            writer.text("zh", title.zh)
            writer.text("en", title.en)
        }
    }

    mutating func object<Item>(_ name: String, _ item: Item?, _ body: (Item, inout JSONWriter) -> Void) {
        key(name)
        guard let item else { return null() }
        beginObject()
        body(item, &self)
        endObject()
    }

    mutating func list<Item>(_ name: String, _ items: [Item], _ body: (Item, inout JSONWriter) -> Void) {
        key(name)
        beginArray()
        for item in items {
            beginObject()
            body(item, &self)
            endObject()
        }
        endArray()
    }
}
