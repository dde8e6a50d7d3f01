import JSON
import Storage
import Terminal

/// Objections, as the commands give them out.
enum ObjectionOutput {
    /// An objection with all that the hub knows of it.
    static func append(_ objection: Objection, consumer: String?, _ writer: inout JSONWriter) {
        writer.beginObject()
        writer.field("objection", objection.id)
        if let consumer { writer.field("consumer", consumer) }
        writer.field("feed", objection.feed)
        writer.field("entity", objection.entity)
        writer.field("record", objection.record)
        writer.field("rev", objection.rev)
        writer.field("field", objection.field)
        writer.key("shown")
        writer.raw(Array((objection.shown ?? "null").utf8))
        writer.key("claimed")
        writer.raw(Array((objection.claimed ?? "null").utf8))
        writer.field("reason", objection.reason)
        writer.field("at", JSONOutput.time(objection.at))
        writer.field("state", objection.state.rawValue)
        writer.field("decided", JSONOutput.time(objection.decided))
        writer.field("who", objection.who)
        writer.field("note", objection.note)
        writer.field("remark", objection.remark)
        writer.key("answer")
        if let answer = objection.answer {
            writer.beginObject()
            writer.field("seq", answer.seq)
            writer.field("rev", answer.rev)
            writer.field("cause", answer.cause)
            writer.field("at", JSONOutput.time(answer.at))
            writer.endObject()
        } else {
            writer.null()
        }
        writer.endObject()
    }

    /// What is disputed, in a few words: `name "甲" → "乙"`.
    static func dispute(_ objection: Objection) -> String {
        guard let field = objection.field else { return "the record" }
        return "\(field) \(objection.shown ?? "null")" + (objection.claimed.map { " → \($0)" } ?? "")
    }

    /// An objection in lines for people.
    static func lines(_ objection: Objection, consumer: String) -> [String] {
        var lines = [
            "\(objection.id)  \(objection.state.rawValue)",
            "consumer  \(consumer)", "feed      \(objection.feed)",
            "record    \(objection.entity) \(objection.record), revision \(objection.rev)",
            "disputes  \(dispute(objection))", "because   \(objection.reason)", "made      \(Times.text(objection.at))",
        ]
        if let decided = objection.decided {
            lines.append("decided   \(Times.text(decided)) by \(objection.who ?? "")")
            lines.append("note      \(objection.note ?? "")")
        }
        if let remark = objection.remark { lines.append("remark    \(remark) (the partner is not told)") }
        if let answer = objection.answer {
            lines.append("answered  by line \(answer.seq), revision \(answer.rev): \(answer.cause)")
        }
        return lines.map(escapingControls)
    }
}
