import Identity
import JSON
import Sync

/// Pairs of sources as JSON.
enum TwinJSON {
    static func append(_ pair: SourceTwins.Pair, to writer: inout JSONWriter) {
        writer.beginObject()
        writer.key("one")
        append(pair.one, pair.left, to: &writer)
        writer.key("two")
        append(pair.two, pair.right, to: &writer)
        let why = pair.explanation
        writer.field("decision", why.decision.rawValue)
        writer.field("rule", why.rule.rawValue)
        writer.key("bits")
        writer.double(why.bits)
        writer.key("told_apart_by")
        writer.beginArray()
        for system in pair.toldApartBy { writer.string(system) }
        writer.endArray()
        writer.key("evidence")
        writer.beginArray()
        for piece in why.evidence {
            writer.beginObject()
            writer.field("comparison", "\(piece.comparison)")
            writer.field("level", piece.level)
            writer.key("bits")
            writer.double(piece.bits)
            writer.endObject()
        }
        writer.endArray()
        writer.endObject()
    }

    private static func append(_ entry: SourceRoll.Entry, _ part: SourceRoll.Part, to writer: inout JSONWriter) {
        writer.beginObject()
        writer.field("id", "\(entry.id)")
        writer.field("name", part.record.name)
        writer.field("member", part.name)
        writer.key("systems")
        writer.beginArray()
        for system in entry.systems { writer.string(system) }
        writer.endArray()
        writer.endObject()
    }
}
