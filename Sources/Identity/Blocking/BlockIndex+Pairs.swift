extension BlockIndex {
    /// Pairs of rows by their first row: those of row 7 are `seconds[starts[7]..<starts[8]]`. A pair that has several keys in common
    /// is there several times.
    struct Pairs: Sendable {
        var starts: [Int32]
        var seconds: [Int32]

        /// The rows of one of several parts that have about as many pairs each.
        func part(_ part: Int, of parts: Int) -> Range<Int> {
            first(of: part, parts)..<first(of: part + 1, parts)
        }

        private func first(of part: Int, _ parts: Int) -> Int {
            if part == parts { return starts.count - 1 }
            let target = seconds.count * part / parts
            var (low, high) = (0, starts.count - 1)
            while low < high {
                let middle = (low + high) / 2
                if Int(starts[middle]) < target { low = middle + 1 } else { high = middle }
            }
            return low
        }
    }

    /// The pairs of all keys, of rows below `rows`.
    func pairs(rows: Int) -> Pairs {
        let parts = Cores.parts(for: slots.count / 16)
        let lists = Cores.map(parts) { part in
            self.lists(of: slots.count * part / parts..<slots.count * (part + 1) / parts)
        }
        var starts = [Int32](repeating: 0, count: rows + 1)
        for list in lists {
            list.forEach { range in
                for place in range { starts[Int(list.members[place]) + 1] += Int32(range.upperBound - 1 - place) }
            }
        }
        for row in 0..<rows { starts[row + 1] += starts[row] }
        var seconds = [Int32](repeating: 0, count: Int(starts[rows]))
        var next = starts
        for list in lists {
            list.forEach { range in
                for place in range {
                    let row = Int(list.members[place])
                    for other in place + 1..<range.upperBound {
                        seconds[Int(next[row])] = list.members[other]
                        next[row] += 1
                    }
                }
            }
        }
        return Pairs(starts: starts, seconds: seconds)
    }

    /// The rows of some keys, one key after the other.
    private struct Lists: Sendable {
        var members: [Int32] = []
        /// Where the rows of each key end.
        var ends: [Int32] = []

        func forEach(_ body: (Range<Int>) -> Void) {
            var first = 0
            for end in ends {
                body(first..<Int(end))
                first = Int(end)
            }
        }
    }

    /// The rows of each key that compares any, sorted, of the keys in some slots.
    private func lists(of range: Range<Int>) -> Lists {
        var lists = Lists()
        lists.members.reserveCapacity(range.count / 2)
        for slot in slots[range] where slot.count > 1 && slot.count <= limit {
            let first = lists.members.count
            var at = slot.head
            while at >= 0 {
                let entry = entries[Int(at)]
                // The newest is first in the list: most of the time it is sorted when turned round.
                var place = lists.members.count
                lists.members.append(entry.row)
                while place > first, lists.members[place - 1] > entry.row {
                    lists.members[place] = lists.members[place - 1]
                    place -= 1
                }
                lists.members[place] = entry.row
                at = entry.next
            }
            lists.ends.append(Int32(lists.members.count))
        }
        return lists
    }
}
