/// Which records have which key: a hash table of lists.
///
/// A key that more records have than the limit compares none of them: what so many have in common tells nothing. Whether two
/// records are compared so depends on the records that are there, not on the order in which they came.
struct BlockIndex: Sendable {
    /// The most records that one key compares.
    let limit: Int

    private struct Slot {
        var key: UInt64 = 0
        var head: Int32 = -1
        var count: Int32 = 0
    }

    private struct Entry {
        var row: Int32
        var next: Int32
    }

    private var slots: [Slot]
    private var used = 0
    private var entries: [Entry] = []
    private var free: Int32 = -1

    init(capacity: Int = 16, limit: Int = 60) {
        self.limit = limit
        var size = 64
        while size < capacity * 3 / 2 { size *= 2 }
        slots = [Slot](repeating: Slot(), count: size)
        entries.reserveCapacity(capacity)
    }

    /// Adds a row under a key; gives how many rows the key has now.
    mutating func insert(_ key: UInt64, _ row: Int32) -> Int {
        if (used + 1) * 4 > slots.count * 3 { grow() }
        let place = find(key)
        if slots[place].key == 0 {
            slots[place].key = key
            used += 1
        }
        let entry = Entry(row: row, next: slots[place].head)
        if free >= 0 {
            slots[place].head = free
            let next = entries[Int(free)].next
            entries[Int(free)] = entry
            free = next
        } else {
            slots[place].head = Int32(entries.count)
            entries.append(entry)
        }
        slots[place].count += 1
        return Int(slots[place].count)
    }

    /// Takes a row from a key; gives how many rows the key has left.
    mutating func remove(_ key: UInt64, _ row: Int32) -> Int {
        let place = find(key)
        var before: Int32 = -1
        var at = slots[place].head
        while at >= 0 {
            let next = entries[Int(at)].next
            if entries[Int(at)].row == row {
                if before < 0 { slots[place].head = next } else { entries[Int(before)].next = next }
                entries[Int(at)].next = free
                free = at
                slots[place].count -= 1
                break
            }
            before = at
            at = next
        }
        return Int(slots[place].count)
    }

    /// Calls `body` for the rows of a key, if it is not one of too many.
    func forEach(_ key: UInt64, _ body: (Int32) -> Void) {
        let slot = slots[find(key)]
        if Int(slot.count) > limit { return }
        var at = slot.head
        while at >= 0 {
            let entry = entries[Int(at)]
            body(entry.row)
            at = entry.next
        }
    }

    /// All rows of a key, be they many or few.
    func rows(_ key: UInt64) -> [Int32] {
        var rows: [Int32] = []
        var at = slots[find(key)].head
        while at >= 0 {
            rows.append(entries[Int(at)].row)
            at = entries[Int(at)].next
        }
        return rows
    }

    /// Whether a key compares those who have it.
    func isAlive(_ key: UInt64) -> Bool { Int(slots[find(key)].count) <= limit }

    private func find(_ key: UInt64) -> Int {
        let mask = slots.count - 1
        var place = Int(truncatingIfNeeded: key) & mask
        while slots[place].key != 0, slots[place].key != key { place = (place + 1) & mask }
        return place
    }

    /// Twice the room, without the keys that nobody has any more.
    private mutating func grow() {
        let old = slots
        let lasting = old.reduce(0) { $0 + ($1.count > 0 ? 1 : 0) }
        slots = [Slot](repeating: Slot(), count: lasting * 2 > old.count ? old.count * 2 : old.count)
        used = 0
        for slot in old where slot.count > 0 {
            slots[find(slot.key)] = slot
            used += 1
        }
    }
}

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
