import JSON
import Storage
import Terminal

/// The raw records that were kept and dropped.
enum RawOutput {
    /// What a run did with raw records, a line; nil when it kept and dropped none.
    static func line(_ counts: RawCounts) -> String? {
        guard counts != RawCounts() else { return nil }
        return "\(HumanFormat.count(Int(counts.kept), "raw record")) in \(HumanFormat.bytes(Int(counts.bytes)))"
            + dropped(counts.aged, counts.crowded)
    }

    private static func dropped(_ aged: Int64, _ crowded: Int64) -> String {
        let parts = [(aged, "for their age"), (crowded, "for want of room")].filter { $0.0 > 0 }
        if parts.isEmpty { return "" }
        return "; dropped " + parts.map { "\(HumanFormat.count(Int($0.0))) \($0.1)" }.joined(separator: ", ")
    }

    /// How the raw records of a connector stand, a line; nil when it never kept any.
    static func line(_ state: KeptState) -> String? {
        guard state != KeptState() else { return nil }
        let since = state.oldest.map { ", the oldest of \(Times.text($0))" } ?? ""
        return "\(HumanFormat.count(Int(state.records), "raw record")) kept in \(HumanFormat.bytes(Int(state.bytes)))"
            + since + dropped(state.aged, state.crowded)
    }

    static func append(_ counts: RawCounts, _ writer: inout JSONWriter) {
        writer.key("raw")
        writer.beginObject()
        writer.field("kept", counts.kept)
        writer.field("bytes", counts.bytes)
        writer.field("dropped_for_age", counts.aged)
        writer.field("dropped_for_room", counts.crowded)
        writer.endObject()
    }

    static func append(_ state: KeptState, _ writer: inout JSONWriter) {
        writer.key("raw")
        writer.beginObject()
        writer.field("records", state.records)
        writer.field("bytes", state.bytes)
        writer.field("oldest", JSONOutput.time(state.oldest))
        writer.field("dropped_for_age", state.aged)
        writer.field("dropped_for_room", state.crowded)
        writer.endObject()
    }
}
