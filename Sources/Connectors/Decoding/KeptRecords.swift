public import Model

/// Raw records of one page that were kept, in quarantine or for a remap, to be decoded again.
public struct KeptRecords: Sendable {
    /// A record.
    public struct Record: Sendable {
        /// Its bytes as they came.
        public var raw: ArraySlice<UInt8>
        /// Its number in the page or file.
        public var item: Int
        /// The line where it starts; 0 where lines mean nothing.
        public var line: Int

        /// A record.
        public init(raw: ArraySlice<UInt8>, item: Int, line: Int) {
            self.raw = raw
            self.item = item
            self.line = line
        }
    }

    /// What the page was called.
    public var name: String
    /// See ``PulledPage/prologue``.
    public var prologue: [UInt8]
    /// The page's layout; nil: what decoding makes of it, where the layout was not kept.
    public var layout: UInt64?
    /// The records.
    public var records: [Record]

    /// Records of a page.
    public init(name: String, prologue: [UInt8], layout: UInt64?, records: [Record]) {
        self.name = name
        self.prologue = prologue
        self.layout = layout
        self.records = records
    }

    /// Decodes them as `definition` reads records today. Each stands in the page as it stood when it came: its raw bytes, its
    /// number and its line.
    ///
    /// - Returns: the page, and for each of its records which of ``records`` it is.
    public func decode(
        _ definition: ConnectorDefinition, plan: RecordPlan
    ) throws(ConnectorError) -> (page: RecordPage, origins: [Int]) {
        let decoder = try definition.source.decoder(definition, plan: plan)
        if records.count > 1, let page = together(decoder) { return (page, Array(records.indices)) }
        var page = RecordPage(shape: plan.shape)
        page.name = name
        var origins: [Int] = []
        for (index, record) in records.enumerated() {
            var alone = try decoder.decode(prologue + record.raw, name: name)
            restore(record, index: 0, of: &alone)
            for fault in alone.faults.indices { place(record, at: &alone.faults[fault].place) }
            page.append(alone)
            origins.append(contentsOf: Array(repeating: index, count: alone.count))
        }
        if let layout { page.layout = layout }
        return (page, origins)
    }

    /// All of them decoded in one go; nil unless that gave just these records.
    private func together(_ decoder: any RecordDecoder) -> RecordPage? {
        guard let body = decoder.joined(records.map(\.raw), prologue: prologue),
            var page = try? decoder.decode(body, name: name), page.count == records.count, page.faults.isEmpty
        else { return nil }
        for (index, record) in records.enumerated() {
            guard page.raw(index) == record.raw else { return nil }
            place(record, at: &page.places[index])
        }
        if let layout { page.layout = layout }
        return page
    }

    /// Formats that are written anew when they are decoded keep the bytes that came: they are what a fingerprint is made of.
    private func restore(_ record: Record, index: Int, of page: inout RecordPage) {
        guard index < page.count else { return }
        if page.raw(index) != record.raw {
            page.places[index].offset = UInt32(truncatingIfNeeded: page.bytes.count)
            page.places[index].length = UInt32(truncatingIfNeeded: record.raw.count)
            page.bytes.append(contentsOf: record.raw)
        }
        place(record, at: &page.places[index])
    }

    private func place(_ record: Record, at place: inout RecordPage.Place) {
        place.item = UInt32(clamping: record.item)
        place.line = UInt32(clamping: record.line)
    }
}
