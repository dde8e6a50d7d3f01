import HJ212
import Terminal

/// Frames explained for people.
struct FrameReport {
    let isColored: Bool
    let width: Int

    /// One piece; empty when it is to be brief and there is nothing to say.
    func text(_ piece: DecodedPiece, number: Int, isBrief: Bool) -> String {
        guard let packet = piece.packet else { return isBrief && piece.isGood ? "" : noise(piece, number) }
        let remarks = faults(piece, packet) + notes(piece, packet)
        if isBrief { return remarks.isEmpty ? "" : heading(piece, packet, number) + remarks + "\n" }
        let tables = FrameTables(piece: piece, packet: packet)
        var text = heading(piece, packet, number)
        text += indented(tables.header.rendered(maxWidth: width - 2))
        if tables.region.count > 0 { text += "\n" + indented(tables.region.rendered(maxWidth: width - 2)) }
        return text + (remarks.isEmpty ? "" : "\n") + remarks + answer(piece, packet) + "\n"
    }

    /// The last line: how many there are of each.
    func summary(_ pieces: [DecodedPiece]) -> String {
        let frames = pieces.filter { $0.packet != nil }
        let noise = pieces.filter { $0.packet == nil && !$0.isGood }.reduce(0) { $0 + $1.raw.count }
        var text = HumanFormat.count(frames.count, "frame")
        text += ": \(frames.count { $0.isGood }) good, \(frames.count { !$0.isGood }) with faults"
        return text + (noise > 0 ? "; \(HumanFormat.count(noise, "byte")) of noise\n" : "\n")
    }

    private func heading(_ piece: DecodedPiece, _ packet: Packet, _ number: Int) -> String {
        let state =
            piece.isGood
            ? styled("good", .green) : packet.isBroken ? styled("broken", .red) : styled("values with faults", .yellow)
        let title = CommandCode.numbered(packet.command).map { "\($0.code) \($0.zh), " } ?? ""
        return styled("frame \(number)", .bold)
            + ": \(title)\(packet.edition.title), \(piece.raw.count) bytes from byte \(piece.offset + 1), \(state)\n"
    }

    private func noise(_ piece: DecodedPiece, _ number: Int) -> String {
        let excerpt = FrameExcerpt(piece).lines(0, 1, width: width - 4).text
        let title = styled("noise \(number)", .bold)
        return "\(title): \(piece.raw.count) bytes from byte \(piece.offset + 1), \(piece.noise?.title ?? "")\n"
            + "  | \(excerpt)\n\n"
    }

    private func faults(_ piece: DecodedPiece, _ packet: Packet) -> String {
        let excerpt = FrameExcerpt(piece)
        return piece.faults.map { fault in
            let lines = excerpt.lines(fault.offset, fault.length, width: width - 4)
            return "  \(styled("error", .red)): \(fault)\n  | \(lines.text)\n  | \(styled(lines.carets, .red))\n"
                + (fault.name == "checksum" ? hint(piece) : "")
        }.joined()
    }

    /// What the device computes in place of the checksum.
    private func hint(_ piece: DecodedPiece) -> String {
        guard let foreign = piece.foreignChecksum, let written = piece.packet?.writtenChecksum else { return "" }
        return
            "  hint: \(FrameTables.hex(written)) is \(foreign.title); the device has to compute that of HJ 212 appendix A\n"
    }

    private func notes(_ piece: DecodedPiece, _ packet: Packet) -> String {
        packet.notes.all.map { note in
            let place = piece.decoder.place(of: note).map { "byte \($0 + 1): " } ?? ""
            return "  \(styled("note", .yellow)): \(place)\(note.zh), \(note.en) [\(note.name)]\n"
        }.joined()
    }

    /// What a centre answers.
    private func answer(_ piece: DecodedPiece, _ packet: Packet) -> String {
        if packet.isBroken {
            guard let result = piece.faults.lazy.compactMap(\.requestResult).first else { return "" }
            return "  answer: none; to a request QnRtn=\(result.rawValue) \(result.zh), \(result.en)\n"
        }
        guard let answer = Answer.toDevice(packet), let row = CommandCode.numbered(answer.command) else { return "" }
        return "  answer: \(answer.command) \(row.zh), \(row.en)\n"
    }

    private func indented(_ text: String) -> String {
        text.split(separator: "\n").map { "  \($0)\n" }.joined()
    }

    private func styled(_ text: String, _ style: Style) -> String { isColored ? style.applied(to: text) : text }
}
