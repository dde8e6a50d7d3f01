/// Which records have which key: a hash table of lists.
///
/// A key that more records have than the limit compares none of them: what so many have in common tells nothing. Whether two
/// records are compared so depends on the records that are there, not on the order in which they came.
struct BlockIndex: Sendable {
    /// The most records that one key compares.
    let limit: Int

    struct Slot {
        var key: UInt64 = 0
        var head: Int32 = -1
        var count: Int32 = 0
    }

    struct Entry {
        var row: Int32
        var next: Int32
    }

    private(set) var slots: [Slot]
    private var used = 0
    private(set) var entries: [Entry] = []
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
