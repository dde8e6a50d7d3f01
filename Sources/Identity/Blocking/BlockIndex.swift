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
    struct Pairs {
        var starts: [Int32]
        var seconds: [Int32]
    }

    /// The pairs of all keys, of rows below `rows`.
    func pairs(rows: Int) -> Pairs {
        let (members, ends) = blocks()
        var starts = [Int32](repeating: 0, count: rows + 1)
        var first = 0
        for end in ends {
            for place in first..<Int(end) { starts[Int(members[place]) + 1] += end - 1 - Int32(place) }
            first = Int(end)
        }
        for row in 0..<rows { starts[row + 1] += starts[row] }
        var seconds = [Int32](repeating: 0, count: Int(starts[rows]))
        var next = starts
        first = 0
        for end in ends {
            for place in first..<Int(end) {
                let row = Int(members[place])
                for other in place + 1..<Int(end) {
                    seconds[Int(next[row])] = members[other]
                    next[row] += 1
                }
            }
            first = Int(end)
        }
        return Pairs(starts: starts, seconds: seconds)
    }

    /// The rows of each key that compares any, sorted, one key after the other, and where each ends.
    private func blocks() -> (members: [Int32], ends: [Int32]) {
        var members: [Int32] = []
        var ends: [Int32] = []
        members.reserveCapacity(entries.count)
        for slot in slots where slot.count > 1 && slot.count <= limit {
            let first = members.count
            var at = slot.head
            while at >= 0 {
                let entry = entries[Int(at)]
                // The newest is first in the list: most of the time it is sorted when turned round.
                var place = members.count
                members.append(entry.row)
                while place > first, members[place - 1] > entry.row {
                    members[place] = members[place - 1]
                    place -= 1
                }
                members[place] = entry.row
                at = entry.next
            }
            ends.append(Int32(members.count))
        }
        return (members, ends)
    }
}
