import CSV
import TextEncoding

/// What a connector file says of its CSV files.
struct CSVFileOptions: Sendable {
    var format = CSVFormat()
    var encoding = FileEncoding.automatic
    /// The columns when the files have no header line.
    var columns: [String]?
    var missing = ContractRules.Reaction.fail
}

/// The encoding of files.
enum FileEncoding: Sendable, Equatable {
    /// By the byte order mark, else UTF-8 if the beginning is UTF-8, else GB 18030.
    case automatic
    case named(CharacterEncoding)

    /// The encoding of a file that starts with `head`.
    func resolved(for head: [UInt8], isWhole: Bool) throws(ConnectorError) -> CharacterEncoding {
        if case .named(let encoding) = self { return encoding }
        var name = "gb18030"
        if let mark = ByteOrderMark.detect(head) {
            name = mark.encodingName
        } else {
            let check = unsafe head.withUnsafeBytes { unsafe UTF8Check($0) }
            let isSound = check.ending == .complete || check.ending == .incomplete && !isWhole
            if isSound || Self.looksChinese(head[..<check.validCount]) { name = "utf-8" }
        }
        do throws(UnknownEncodingError) { return try CharacterEncoding(name) } catch {
            throw ConnectorError(.settings, code: "bad_encoding", message: "\(error)")
        }
    }

    /// Whether valid UTF-8 holds Chinese characters: one bad byte further on then makes no GB 18030 of the file. Two
    /// characters of three bytes do not come about in GB 18030 by accident.
    private static func looksChinese(_ valid: ArraySlice<UInt8>) -> Bool {
        valid.lazy.filter { (0xE3...0xE9).contains($0) }.prefix(2).count == 2
    }
}
