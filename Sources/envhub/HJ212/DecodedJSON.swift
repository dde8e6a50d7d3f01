import Crypto
import HJ212
import JSON

/// Pieces for scripts.
enum DecodedJSON {
    static func write(_ pieces: [DecodedPiece], to writer: inout JSONWriter) {
        writer.beginArray()
        for piece in pieces {
            writer.beginObject()
            writer.field("offset", Int64(piece.offset))
            writer.field("bytes", Int64(piece.raw.count))
            writer.field("good", piece.isGood)
            if let packet = piece.packet {
                write(piece, packet, &writer)
            } else {
                writer.field("noise", piece.noise?.rawValue)
                writer.field("hex", Hex.encode(piece.shown))
            }
            writer.endObject()
        }
        writer.endArray()
    }

    private static func write(_ piece: DecodedPiece, _ packet: Packet, _ writer: inout JSONWriter) {
        writer.field("edition", packet.edition.title)
        let header = [
            ("qn", packet.qn), ("st", packet.st), ("cn", packet.cn), ("mn", packet.mn), ("flag", packet.flag),
            ("pnum", packet.pnum), ("pno", packet.pno),
        ]
        for (name, slice) in header { writer.field(name, slice.isPresent ? piece.text(slice) : nil) }
        writer.field("command", CommandCode.numbered(packet.command)?.zh)
        writer.field("data_time", packet.dataTime.map { "\($0)" })
        writer.field("wants_answer", packet.wantsAnswer)
        writer.field("decrypted", piece.isOpened)
        writer.field("length", Int64(packet.layout.segment.count))
        writer.field("declared_length", Int64(packet.layout.declaredLength))
        writer.field("checksum", packet.writtenChecksum.map(FrameTables.hex))
        writer.field("computed_checksum", FrameTables.hex(packet.computedChecksum))
        if let foreign = piece.foreignChecksum { writer.field("foreign_checksum", foreign.title) }
        fields(piece, &writer)
        notes(piece, packet, &writer)
        faults(piece, &writer)
    }

    private static func fields(_ piece: DecodedPiece, _ writer: inout JSONWriter) {
        writer.key("fields")
        writer.beginArray()
        for field in piece.decoder.fields {
            writer.beginObject()
            writer.field("item", Int64(field.item))
            writer.field("code", piece.text(field.code))
            writer.field("suffix", field.suffixText.isPresent ? piece.suffix(field) : nil)
            writer.field("value", piece.text(field.value))
            writer.field("kind", "\(field.kind)")
            writer.field("flag", field.flag?.letter)
            if field.isSuperseded { writer.field("superseded", true) }
            writer.endObject()
        }
        writer.endArray()
    }

    private static func notes(_ piece: DecodedPiece, _ packet: Packet, _ writer: inout JSONWriter) {
        writer.key("notes")
        writer.beginArray()
        for note in packet.notes.all {
            writer.beginObject()
            writer.field("note", note.name)
            if let place = piece.decoder.place(of: note) { writer.field("offset", Int64(place)) }
            writer.field("zh", note.zh)
            writer.field("en", note.en)
            writer.endObject()
        }
        writer.endArray()
    }

    private static func faults(_ piece: DecodedPiece, _ writer: inout JSONWriter) {
        writer.key("faults")
        writer.beginArray()
        for fault in piece.faults {
            writer.beginObject()
            writer.field("fault", fault.name)
            writer.field("offset", Int64(fault.offset))
            writer.field("length", Int64(fault.length))
            writer.field("text", fault.sentence)
            writer.key("qn_rtn")
            if let result = fault.requestResult { writer.int(Int64(result.rawValue)) } else { writer.null() }
            writer.endObject()
        }
        writer.endArray()
    }
}
