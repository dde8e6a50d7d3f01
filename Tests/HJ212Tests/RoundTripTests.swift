import HJ212
import Testing

/// Frames with random contents come back byte for byte.
@Suite struct RoundTripTests {
    private static func packet(_ generator: inout Seeded) -> String {
        let edition = [4, 8].randomElement(using: &generator)!
        let isPart = Bool.random(using: &generator)
        let flag = edition | (Bool.random(using: &generator) ? 1 : 0) | (isPart ? 2 : 0)
        let parts = isPart ? ";PNUM=3;PNO=\(Int.random(in: 1...3, using: &generator))" : ""
        let mn = String((0..<24).map { _ in "0123456789ABCDEF".randomElement(using: &generator)! })
        let command = [2011, 2051, 2061, 2031].randomElement(using: &generator)!
        var items = ["DataTime=20240801085857"]
        for index in 0..<Int.random(in: 0...20, using: &generator) {
            let code = "\(["w", "a", "e"].randomElement(using: &generator)!)\(10_000 + index * 7)"
            let suffixes = ["Rtd", "Min", "Avg", "Max", "Cou", "ZsRtd", "ZsAvg"].shuffled(using: &generator)
                .prefix(Int.random(in: 1...4, using: &generator))
            var fields = suffixes.map { "\(code)-\($0)=\(Self.number(&generator))" }
            fields.append("\(code)-Flag=\("NFMSDCTB".randomElement(using: &generator)!)")
            items.append(fields.joined(separator: ","))
        }
        return
            "QN=20240801085857\(Int.random(in: 100...999, using: &generator));ST=32;CN=\(command);PW=123456;MN=\(mn);Flag=\(flag)\(parts);CP=&&"
            + items.joined(separator: ";") + "&&"
    }

    private static func number(_ generator: inout Seeded) -> String {
        let digits = String(Int.random(in: 0...99_999_999, using: &generator))
        let sign = Int.random(in: 0..<5, using: &generator) == 0 ? "-" : ""
        return sign + digits
            + (Bool.random(using: &generator) ? "." + String(Int.random(in: 0...9_999, using: &generator)) : "")
    }

    @Test func randomContents() throws {
        var generator = Seeded(seed: 1)
        for _ in 0..<500 {
            let frame = Frames.frame(Self.packet(&generator))
            let read = try #require(Read(frame))
            #expect(read.faults.isEmpty && !read.packet.notes.isStructural)
            #expect(read.rewritten == frame)
            for field in read.fields where field.isValue {
                let text = read.text(field.value)
                let digits = Int64(text.replacing(".", with: ""))
                #expect(digits == field.mantissa)
                #expect(text.split(separator: ".").dropFirst().first?.count ?? 0 == Int(field.scale))
            }
        }
    }

    /// One byte that is changed is found, or makes no other value: the checksum alone would let one in 256 pass.
    @Test func changedBytesAreFound() throws {
        let frame = Frames.upload("w01018-Rtd=1.5,w01018-Flag=N")
        for place in 6..<frame.count - 6 {
            var changed = frame
            changed[place] ^= 1
            let isGood = Frames.pieces(changed).contains { piece in
                guard case .frame(let range, _) = piece else { return false }
                return Read(Array(changed[range]))?.packet.isBroken == false
            }
            #expect(!isGood, "byte \(place)")
        }
    }
}
