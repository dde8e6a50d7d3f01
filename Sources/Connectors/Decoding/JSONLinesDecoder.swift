import Model
import JSON

/// Decodes newline-delimited JSON: one record a line. A broken line is a fault, the others go on.
struct JSONLinesDecoder: RecordDecoder {
    private let shape: RecordShape
    private let limits: JSONLimits

    init(_ shape: RecordShape, maxRecord: Int) throws(ConnectorError) {
        self.shape = shape
        limits = JSONLimits(bytes: maxRecord)
        _ = try JSONShape(shape)
    }

    func decode(_ body: [UInt8], name: String) throws(ConnectorError) -> RecordPage {
        try decode(body[...], name: name, firstLine: 1, firstItem: 1)
    }

    /// Decodes whole lines; the first has number `firstLine` and is record `firstItem` of its file.
    func decode(
        _ lines: ArraySlice<UInt8>, name: String, firstLine: Int, firstItem: Int
    ) throws(ConnectorError) -> RecordPage {
        let compiled = try JSONShape(shape)
        let document = JSONDocument(limits: limits)
        var page = RecordPage(shape: shape)
        page.name = name
        page.bytes.reserveCapacity(lines.count + lines.count / 8)
        compiled.begin(&page)
        unsafe lines.withUnsafeBytes { source in
            for line in unsafe JSONLines(source) {
                let raw = unsafe UnsafeRawBufferPointer(rebasing: source[line.range])
                let item = firstItem + page.count + page.faults.count
                unsafe add(
                    raw, to: &page, compiled, document, line: firstLine + line.number - 1, item: item)
            }
        }
        return page
    }

    private func add(
        _ raw: UnsafeRawBufferPointer, to page: inout RecordPage, _ shape: JSONShape, _ document: JSONDocument,
        line: Int,
        item: Int
    ) {
        let shift = page.bytes.count
        let place = RecordPage.Place(offset: shift, length: raw.count, item: item, line: line)
        do throws(JSONError) {
            unsafe try document.parse(raw)
            unsafe page.bytes.append(contentsOf: document.bytes)
            shape.add(.root, of: document, at: place, to: &page, shift: shift)
        } catch {
            unsafe page.bytes.append(contentsOf: raw)
            let fault = raw.count > limits.bytes ? RecordFault.tooLong : .brokenJSON
            page.faults.append(fault.at(place, "column \(error.column): \(error.message)"))
        }
    }
}
