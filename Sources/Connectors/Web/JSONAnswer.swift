import JSON
import Model
import TextEncoding

/// Answers in JSON, or in JSON lines.
struct JSONAnswerFormat: WebAnswerFormat {
    let decoder: JSONRecordDecoder
    let lines: JSONLinesDecoder?
    let encoding: FileEncoding
    let maxBody: Int

    func parse(_ body: [UInt8], name: String) throws(ConnectorError) -> any WebAnswer {
        let text = try utf8(body, name)
        if let lines { return JSONLinesAnswer(page: try lines.decode(text, name: name)) }
        let document = JSONDocument(limits: JSONLimits(bytes: maxBody * 2))
        try JSONRecordDecoder.parse(text, into: document, name: name)
        return JSONAnswer(document: document, decoder: decoder, name: name)
    }

    private func utf8(_ body: [UInt8], _ name: String) throws(ConnectorError) -> [UInt8] {
        guard case .named(let encoding) = encoding, encoding != .utf8 else {
            return body.starts(with: [0xEF, 0xBB, 0xBF]) ? Array(body.dropFirst(3)) : body
        }
        do {
            var text: [UInt8] = []
            try TextDecoder(encoding).decode(body, isLast: true, into: &text)
            return text
        } catch {
            throw ConnectorError(.unexpected, code: "bad_encoding", message: "\(name): \(error)")
        }
    }
}

/// A JSON document.
private struct JSONAnswer: WebAnswer {
    let document: JSONDocument
    let decoder: JSONRecordDecoder
    let name: String

    func value(_ path: String) throws(ConnectorError) -> String? {
        guard let node = try JSONShape.path(path).select(document), document.kind(of: node) != .null else { return nil }
        return document.string(of: document.text(of: node))
    }

    func words(beside path: String) -> String? { VendorMessage.found(in: document, beside: path) }

    func records() throws(ConnectorError) -> RecordPage { try decoder.decode(document, name: name) }
}

/// JSON lines: records and nothing else.
private struct JSONLinesAnswer: WebAnswer {
    let page: RecordPage

    func value(_ path: String) throws(ConnectorError) -> String? { nil }
    func words(beside path: String) -> String? { nil }
    func records() throws(ConnectorError) -> RecordPage { page }
}
