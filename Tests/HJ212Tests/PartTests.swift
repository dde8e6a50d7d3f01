import HJ212
import Testing

@Suite struct PartTests {
    private static func part(_ number: Int, of count: Int, hour: Int = 8, value: Int = 1, qn: Int = 534) -> Read {
        let header =
            "QN=20160801085857\(qn);ST=32;CN=2061;PW=123456;MN=010000A8900016F000169DC0;Flag=7;PNUM=\(count);PNO=\(number)"
        return Read(
            Frames.frame(
                "\(header);CP=&&DataTime=201608010\(hour)0000;w0101\(number)-Avg=\(value),w0101\(number)-Flag=N&&"))!
    }

    private func add(_ read: Read, to assembler: inout PartAssembler, now: Int64 = 0) -> (
        PartAssembler.Outcome, [[Int]]
    ) {
        let (outcome, dropped) = assembler.add(read.packet, in: read.bytes.span, now: now)
        return (outcome, dropped.map(\.missing))
    }

    /// HJ 212-2017 table C.50: each part has its own QN.
    @Test func partsInAnyOrder() {
        var assembler = PartAssembler()
        let (one, two) = (Self.part(1, of: 2), Self.part(2, of: 2, qn: 535))
        #expect(add(two, to: &assembler).0 == .waiting)
        #expect(assembler.count == 1)
        #expect(add(one, to: &assembler).0 == .whole([one.bytes, two.bytes]))
        #expect(assembler.count == 0)
    }

    @Test func sentAgainOrOtherwise() {
        var assembler = PartAssembler()
        let one = Self.part(1, of: 2)
        #expect(add(one, to: &assembler).0 == .waiting)
        #expect(add(Self.part(1, of: 2, qn: 999), to: &assembler).0 == .duplicate)
        #expect(add(Self.part(1, of: 2, value: 2), to: &assembler).0 == .conflict)
        #expect(add(Self.part(2, of: 2), to: &assembler).0 == .whole([one.bytes, Self.part(2, of: 2).bytes]))
        #expect(add(Self.part(2, of: 2, qn: 777), to: &assembler).0 == .duplicate)
        #expect(assembler.count == 0)
        // Other values for the same hour are a new sending.
        #expect(add(Self.part(2, of: 2, value: 9), to: &assembler).0 == .waiting)
    }

    @Test func groupsAreApart() {
        var assembler = PartAssembler()
        #expect(add(Self.part(1, of: 2), to: &assembler).0 == .waiting)
        #expect(add(Self.part(2, of: 2, hour: 9), to: &assembler).0 == .waiting)
        #expect(add(Self.part(2, of: 3), to: &assembler).0 == .waiting)
        #expect(assembler.count == 3)
        let missing = Set(assembler.finish().map(\.missing))
        #expect(missing == [[2], [1], [1, 3]])
        #expect(assembler.count == 0)
    }

    @Test func boundedInTime() {
        var assembler = PartAssembler(longest: 1_000)
        #expect(add(Self.part(1, of: 2), to: &assembler, now: 5_000).0 == .waiting)
        #expect(assembler.expired(now: 5_999).isEmpty)
        let (outcome, dropped) = add(Self.part(2, of: 2), to: &assembler, now: 6_000)
        #expect(outcome == .waiting && dropped == [[2]])
        #expect(assembler.expired(now: 7_000).map(\.missing) == [[1]])
    }

    @Test func boundedInNumberAndSize() {
        var assembler = PartAssembler(most: 2)
        for hour in 1...3 { _ = add(Self.part(1, of: 2, hour: hour), to: &assembler, now: Int64(hour)) }
        #expect(assembler.count == 2)
        #expect(assembler.finish().map { $0.key.dataTime?.hour } == [2, 3])
        let size = Self.part(1, of: 3).bytes.count
        var small = PartAssembler(mostBytes: size * 2)
        #expect(add(Self.part(1, of: 3), to: &small).0 == .waiting)
        #expect(add(Self.part(1, of: 3, hour: 9), to: &small).0 == .waiting)
        let (outcome, dropped) = add(Self.part(2, of: 3, hour: 9), to: &small)
        #expect(outcome == .waiting && dropped == [[2, 3]])
        // A group that fills all the room by itself gets no more.
        #expect(add(Self.part(3, of: 3, hour: 9), to: &small).0 == .refused)
        var tiny = PartAssembler(mostBytes: 10)
        #expect(add(Self.part(1, of: 3), to: &tiny).0 == .refused)
    }

    @Test func othersAreSingle() throws {
        var assembler = PartAssembler()
        let read = try #require(Read(Frames.upload("a1-Rtd=1")))
        #expect(add(read, to: &assembler).0 == .single)
    }
}
