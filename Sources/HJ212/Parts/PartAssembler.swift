/// Puts the parts of split packets together.
///
/// Every part is a packet of its own, with its own QN, and is acknowledged by itself; what tells that parts belong together is
/// MN, CN, DataTime and PNUM (HJ 212-2017 tables C.49, C.50). The assembler says when a group is whole, and which never was.
/// It is a value without a clock: whoever calls says what time it is.
public struct PartAssembler: Sendable {
    /// What parts of one packet have in common.
    public struct Key: Sendable, Hashable {
        /// The device.
        public let mn: [UInt8]
        /// The command.
        public let command: Int
        /// The time of the data; nil when the parts have none.
        public let dataTime: CivilStamp?
        /// How many parts there are.
        public let count: Int

        /// What parts of one packet have in common.
        init(mn: [UInt8], command: Int, dataTime: CivilStamp?, count: Int) {
            self.mn = mn
            self.command = command
            self.dataTime = dataTime
            self.count = count
        }

        /// The key of a packet; nil when it is not one of several parts.
        public init?(_ packet: Packet, in frame: Span<UInt8>) {
            guard packet.isPart else { return nil }
            let mn = unsafe frame.extracting(packet.mn.range).withUnsafeBufferPointer { unsafe Array($0) }
            self.init(mn: mn, command: packet.command, dataTime: packet.dataTime, count: packet.partCount)
        }
    }

    /// Parts that came, by their numbers.
    public struct Group: Sendable, Equatable {
        /// What they have in common.
        public let key: Key
        /// The frames as they came, by their numbers from 1.
        public internal(set) var parts: [Int: [UInt8]] = [:]
        /// When the first came, by the caller's clock in milliseconds.
        public let since: Int64
        /// What tells data regions apart.
        var digests: [Int: UInt64] = [:]

        init(key: Key, since: Int64) {
            self.key = key
            self.since = since
        }

        /// The numbers of the parts that are not there.
        public var missing: [Int] { (1...key.count).filter { parts[$0] == nil } }
        var byteCount: Int { parts.values.reduce(0) { $0 + $1.count } }
    }

    /// What became of a part.
    public enum Outcome: Sendable, Equatable {
        /// It is kept until the others are there.
        case waiting
        /// It was the last: here are the frames from part 1.
        case whole([[UInt8]])
        /// A part with this number and the same data region is there, or belongs to a group that became whole a while ago.
        case duplicate
        /// Another part with this number is there. The first stands.
        case conflict
        /// It is too large to be kept.
        case refused
        /// The packet is not one of several parts.
        case single
    }

    private let most: Int
    private let mostBytes: Int
    private let longest: Int64
    private var groups: [Key: Group] = [:]
    private var byteCount = 0
    /// Groups that became whole a while ago, for parts that are sent again because their answer was lost.
    private var whole: [Key: Group] = [:]
    /// No group is older.
    private var oldest = Int64.max

    /// An assembler.
    ///
    /// - Parameters:
    ///   - most: how many incomplete groups are kept.
    ///   - mostBytes: how many bytes of parts are kept.
    ///   - longest: for how many milliseconds a group is waited for.
    public init(most: Int = 1_024, mostBytes: Int = 16 << 20, longest: Int64 = 600_000) {
        self.most = max(most, 1)
        self.mostBytes = mostBytes
        self.longest = longest
    }

    /// How many groups are incomplete.
    public var count: Int { groups.count }

    /// Takes a part.
    ///
    /// - Returns: what became of it, and the groups that ended before it without being whole: they were waited for too long, or
    ///   had to make room.
    public mutating func add(
        _ packet: Packet, in frame: Span<UInt8>, now: Int64
    ) -> (outcome: Outcome, dropped: [Group]) {
        guard let key = Key(packet, in: frame) else { return (.single, []) }
        guard frame.count <= mostBytes else { return (.refused, []) }
        var dropped = expired(now: now)
        let digest = Self.digest(frame.extracting(packet.region.range))
        if let kept = groups[key]?.digests[packet.partNumber] {
            return (kept == digest ? .duplicate : .conflict, dropped)
        }
        if whole[key]?.digests[packet.partNumber] == digest { return (.duplicate, dropped) }
        while groups[key] == nil && groups.count >= most || byteCount + frame.count > mostBytes {
            guard let first = groups.values.filter({ $0.key != key }).min(by: { $0.since < $1.since }) else {
                return (.refused, dropped)
            }
            dropped.append(remove(first))
        }
        return (keep(packet, frame, key, digest, now), dropped)
    }

    private mutating func keep(
        _ packet: Packet, _ frame: Span<UInt8>, _ key: Key, _ digest: UInt64, _ now: Int64
    ) -> Outcome {
        var group = groups[key] ?? Group(key: key, since: now)
        oldest = min(oldest, group.since)
        group.parts[packet.partNumber] = unsafe frame.withUnsafeBufferPointer { unsafe Array($0) }
        group.digests[packet.partNumber] = digest
        groups[key] = group
        byteCount += frame.count
        guard group.parts.count == key.count else { return .waiting }
        group = remove(group)
        let frames = (1...key.count).compactMap { group.parts[$0] }
        group.parts = [:]
        if whole.count >= most { whole.removeAll(keepingCapacity: true) }
        whole[key] = group
        return .whole(frames)
    }

    /// Takes out the groups that were waited for too long.
    public mutating func expired(now: Int64) -> [Group] {
        guard oldest != .max, now - oldest >= longest else { return [] }
        let old = groups.values.filter { now - $0.since >= longest }.sorted { $0.since < $1.since }
        whole = whole.filter { now - $0.value.since < longest }
        for group in old { _ = remove(group) }
        oldest = (groups.values.map(\.since) + whole.values.map(\.since)).min() ?? .max
        return old
    }

    /// Takes out all groups: nothing more will come.
    public mutating func finish() -> [Group] {
        groups.values.sorted { $0.since < $1.since }.map { remove($0) }
    }

    private mutating func remove(_ group: Group) -> Group {
        groups[group.key] = nil
        byteCount -= group.byteCount
        return group
    }

    /// FNV-1a: to tell regions apart, not to protect them.
    private static func digest(_ bytes: Span<UInt8>) -> UInt64 {
        var hash: UInt64 = 0xcbf2_9ce4_8422_2325
        for index in 0..<bytes.count { hash = (hash ^ UInt64(bytes[index])) &* 0x100_0000_01b3 }
        return hash
    }
}
