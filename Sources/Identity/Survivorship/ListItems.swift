/// The items of lists as they are kept: JSON arrays of texts, all written by one encoder, so that equal items have equal bytes.
enum ListItems {
    /// The items of an array, each with its quotes.
    static func of(_ list: ArraySlice<UInt8>) -> [ArraySlice<UInt8>] {
        var items: [ArraySlice<UInt8>] = []
        var start: Int?
        var at = list.startIndex
        while at < list.endIndex {
            if list[at] == UInt8(ascii: "\\") {
                at += 2
                continue
            }
            if list[at] == UInt8(ascii: "\"") {
                if let first = start {
                    items.append(list[first...at])
                    start = nil
                } else {
                    start = at
                }
            }
            at += 1
        }
        return items
    }

    /// The array of some items.
    static func list(_ items: [ArraySlice<UInt8>]) -> [UInt8] {
        [UInt8(ascii: "[")] + items.joined(separator: [UInt8(ascii: ",")]) + [UInt8(ascii: "]")]
    }
}
