import Model
import TextEncoding

/// Reads a file that is one document, JSON or XML: one page. Its size is bounded by `limits.max_body`.
final class DocumentFileReader: FileReading {
    private let file: ByteFile
    private let decoder: any RecordDecoder
    private let encoding: FileEncoding?
    private(set) var place: FilePlace
    let prologue: [UInt8] = []

    /// - Parameter encoding: what to decode the bytes from; nil when the document says it itself.
    init(
        path: String, place: FilePlace, decoder: any RecordDecoder, encoding: FileEncoding?, maxBody: Int
    ) throws(ConnectorError) {
        file = try ByteFile(path: path)
        self.decoder = decoder
        self.encoding = encoding
        self.place = place
        guard file.size <= maxBody else {
            throw ConnectorError(
                .unexpected, code: "too_large",
                message: "\(place.name) has \(file.size) bytes, more than `limits.max_body` (\(maxBody))")
        }
    }

    func next() throws(ConnectorError) -> (page: RecordPage, isLast: Bool) {
        var body = try file.read(at: 0, count: file.size)
        if let encoding { body = try text(body, encoding) }
        let page = try decoder.decode(body, name: place.name)
        place.offset = file.size
        return (page, true)
    }

    private func text(_ body: [UInt8], _ encoding: FileEncoding) throws(ConnectorError) -> [UInt8] {
        let resolved = try encoding.resolved(for: Array(body.prefix(1 << 16)), isWhole: body.count <= 1 << 16)
        if resolved == .utf8 { return body.starts(with: [0xEF, 0xBB, 0xBF]) ? Array(body.dropFirst(3)) : body }
        do {
            var text: [UInt8] = []
            try TextDecoder(resolved).decode(body, isLast: true, into: &text)
            return text
        } catch {
            throw ConnectorError(.unexpected, code: "bad_encoding", message: "\(place.name): \(error)")
        }
    }
}
