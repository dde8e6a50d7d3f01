/// The blocks that were unpacked last. Devices that are asked for their history, or send again what was not answered, speak of one
/// block for a while, and there are twenty of them at a time.
struct UnpackedBlocks {
    private static let most = 32
    private var blocks: [(id: Int64, rows: [SeriesRow])] = []

    /// The rows of a block, the one asked for last being found first.
    mutating func rows(of id: Int64) -> [SeriesRow]? {
        guard let place = blocks.lastIndex(where: { $0.id == id }) else { return nil }
        if place < blocks.count - 1 { blocks.append(blocks.remove(at: place)) }
        return blocks.last?.rows
    }

    mutating func add(_ rows: [SeriesRow], of id: Int64) {
        if blocks.count >= Self.most { blocks.removeFirst() }
        blocks.append((id, rows))
    }

    mutating func forget(_ id: Int64) { blocks.removeAll { $0.id == id } }
    mutating func forgetAll() { blocks.removeAll() }
}

extension [SeriesRow] {
    /// The row of a moment; the rows are in order.
    func row(at time: Int64) -> SeriesRow? {
        var (low, high) = (startIndex, endIndex)
        while low < high {
            let middle = (low + high) / 2
            if self[middle].time < time { low = middle + 1 } else { high = middle }
        }
        return low < endIndex && self[low].time == time ? self[low] : nil
    }
}
