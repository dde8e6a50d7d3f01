import JSON
import Model
import Storage

extension JSONWriter {
    /// An objection as the partner sees it who made it: who decided, and what is not for him, is left out.
    mutating func objection(_ objection: Objection) {
        object { writer in
            writer.member("id", objection.id)
            writer.member("feed", objection.feed)
            writer.member("entity", objection.entity)
            writer.member("record_id", objection.record)
            writer.member("rev", objection.rev)
            writer.optional("field", objection.field)
            writer.json("shown", objection.shown)
            writer.json("value", objection.claimed)
            writer.member("reason", objection.reason)
            writer.member("at", Self.time(objection.at))
            writer.member("state", objection.state.rawValue)
            writer.optional("decided_at", objection.decided.map(Self.time))
            writer.optional("note", objection.note)
            writer.key("answer")
            guard let answer = objection.answer else { return writer.null() }
            writer.object { writer in
                writer.member("seq", answer.seq)
                writer.member("rev", answer.rev)
                writer.member("cause", answer.cause)
                writer.member("at", Self.time(answer.at))
            }
        }
    }

    /// A value that is kept as JSON, or null.
    private mutating func json(_ name: String, _ text: String?) {
        key(name)
        if let text { raw(Array(text.utf8)) } else { null() }
    }
}
