extension FrameWriter {
    /// Writes a packet anew from what was read of it. A packet without structural notes is written as it came.
    ///
    /// - Parameters:
    ///   - packet: the packet.
    ///   - fields: the fields of its data region.
    ///   - frame: the bytes it was read from.
    public mutating func append(_ packet: Packet, _ fields: [DataField], in frame: Span<UInt8>) {
        begin()
        header("QN", packet.qn, frame)
        header("ST", packet.st, frame)
        header("CN", packet.cn, frame)
        header("PW", packet.pw, frame)
        header("MN", packet.mn, frame)
        header("Flag", packet.flag, frame)
        header("PNUM", packet.pnum, frame)
        header("PNO", packet.pno, frame)
        header("RF", packet.rf, frame)
        openRegion()
        for (index, field) in fields.enumerated() {
            if index > 0 { text(field.item == fields[index - 1].item ? "," : ";") }
            append(field, in: frame)
        }
        end()
    }

    private mutating func header(_ name: StaticString, _ value: ByteSlice, _ frame: Span<UInt8>) {
        if value.isPresent { header(name, frame.extracting(value.range)) }
    }

    /// Writes one field.
    private mutating func append(_ field: DataField, in frame: Span<UInt8>) {
        raw(frame.extracting(field.code.range))
        if field.suffix != .none {
            text("-")
            if field.suffix == .other {
                raw(frame.extracting(field.suffixText.range))
            } else {
                text(field.suffix.name)
            }
        }
        text("=")
        raw(frame.extracting(field.value.range))
    }
}
