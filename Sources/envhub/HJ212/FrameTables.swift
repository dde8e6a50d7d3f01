import HJ212
import Terminal

/// The tables of one frame: its header, and its data region.
struct FrameTables {
    let piece: DecodedPiece
    let packet: Packet

    var header: Table {
        var table = Table(columns: ["字段", "名称", "值", "含义"])
        let layout = packet.layout
        let found = "\(layout.segment.count) bytes found"
        table.add(["##", "数据段长度", "\(layout.declaredLength)", found])
        for (name, zh, slice, meaning) in rows where slice.isPresent {
            table.add([name, zh, piece.text(slice), meaning])
        }
        table.add(["CP", "数据区", "", region(isOpened: piece.isOpened)])
        table.add(["CRC", "校验码", packet.writtenChecksum.map(Self.hex) ?? "", checksum])
        return table
    }

    private var rows: [(String, String, ByteSlice, String)] {
        [
            ("QN", "请求编码", packet.qn, packet.notes.contains(.oddQN) ? "" : time(packet.qn)),
            ("ST", "系统编码", packet.st, SystemCode.named(piece.text(packet.st)).map { "\($0.zh), \($0.en)" } ?? ""),
            ("CN", "命令编码", packet.cn, CommandCode.numbered(packet.command).map { "\($0.zh), \($0.en)" } ?? ""),
            ("PW", "访问密码", packet.pw, ""), ("MN", "设备唯一标识", packet.mn, ""), ("Flag", "标志位", packet.flag, flag),
            ("PNUM", "总包数", packet.pnum, ""), ("PNO", "包号", packet.pno, ""), ("RF", "补发标识", packet.rf, ""),
        ]
    }

    private var flag: String {
        guard let bits = packet.flagBits else { return "" }
        let answer = packet.wantsAnswer ? "需应答, wants an answer" : "不需应答, no answer"
        return "\(packet.edition.title); \(answer)" + (bits & FlagBit.parts != 0 ? "; 有包号, in parts" : "")
    }

    private func region(isOpened: Bool) -> String {
        if packet.isEncrypted { return "已加密, encrypted" }
        let items = Set(piece.decoder.fields.map(\.item)).count
        return HumanFormat.count(items, "item") + (isOpened ? "; 已解密, decrypted" : "")
    }

    private var checksum: String {
        if packet.isEncrypted { return "of the plain text" }
        guard let written = packet.writtenChecksum else { return "" }
        return written == packet.computedChecksum ? "一致, right" : "应为 \(Self.hex(packet.computedChecksum)), wrong"
    }

    var region: Table {
        var table = Table(columns: ["因子", "字段", "名称", "值", "标记", "含义"], alignments: [.left, .left, .left, .right])
        for field in piece.decoder.fields {
            table.add([
                piece.text(field.code), piece.suffix(field), title(field), piece.text(field.value),
                field.kind == .number ? field.flag?.letter ?? "" : "", meaning(field),
            ])
        }
        return table
    }

    private func title(_ field: DataField) -> String {
        if field.suffix != .none { return field.suffix.zh }
        let key = piece.text(field.code)
        return key == "Flag" ? FieldSuffix.flag.zh : RegionKey.named(key)?.zh ?? ""
    }

    private func meaning(_ field: DataField) -> String {
        if field.isSuperseded { return "重复, the last counts" }
        switch field.kind {
        case .bad: return "无效, not understood"
        case .empty: return "无值, no value"
        case .time: return (field.time.map { "\($0)" } ?? "") + period(field)
        case .flag: return field.flag.flatMap { flag in flag.zh.map { "\($0), \(flag.en ?? "")" } } ?? ""
        case .number: return result(field)
        case .text: return ""
        }
    }

    private func period(_ field: DataField) -> String {
        guard piece.text(field.code) == "DataTime" else { return "" }
        switch packet.period {
        case .minutes, .hour, .day: return ", 时段起点, start of the period"
        case .instant, nil: return ""
        }
    }

    private func result(_ field: DataField) -> String {
        guard field.suffix == .none else { return "" }
        let number = Int(field.mantissa)
        switch piece.text(field.code) {
        case "QnRtn": return RequestResult(rawValue: number).map { "\($0.zh), \($0.en)" } ?? ""
        case "ExeRtn": return ExecutionResult(rawValue: number).map { "\($0.zh), \($0.en)" } ?? ""
        default: return time(field.value)
        }
    }

    private func time(_ slice: ByteSlice) -> String {
        guard slice.length == 14 || slice.length == 17 else { return "" }
        return CivilStamp(piece.bytes.span.extracting(slice.range)).map { "\($0)" } ?? ""
    }

    static func hex(_ value: UInt16) -> String {
        let digits = String(value, radix: 16, uppercase: true)
        return String(repeating: "0", count: 4 - digits.count) + digits
    }
}
