import CSV
import Foundation
import HJ212
import Testing

/// Frames seen in the field and in the standard; skipped when the shared data is not beside the package.
@Suite(.enabled(if: Frames.shared("packets_public.csv") != nil, "../shared/data/hj212 is not beside the package"))
struct SharedFrameTests {
    private func bytes(_ name: String) throws -> [UInt8] {
        [UInt8](try Data(contentsOf: URL(filePath: try #require(Frames.shared(name)))))
    }

    /// What the list says of length, checksum and header is what is read.
    @Test func publicPackets() throws {
        let table = try CSVTable(try bytes("packets_public.csv"))
        let names = ["length_ok", "crc_ok", "data_len", "crc_calc", "ST", "CN", "Flag", "PNUM", "PNO", "packet"]
        let columns = try names.map { name in try #require(table.header.names.firstIndex(of: name), "\(name)") }
        #expect(table.rows.count > 30)
        var good = 0
        for row in table.rows {
            let cell = columns.map { row.cells[$0] }
            let (isLength, isChecksum) = (cell[0] == "1", cell[1] == "1")
            // A frame that was cut down may be none any more; where its length is right it is one.
            guard let read = try frame(cell[9], mustBe: isLength) else { continue }
            let isWrongLength = read.notes.contains(.wrongLength) || read.faults.contains("length")
            #expect(isWrongLength != isLength && read.faults.contains("checksum") != isChecksum, "\(cell[9])")
            let packet = read.packet
            let header = [packet.st, packet.cn, packet.flag, packet.pnum, packet.pno]
            #expect(header.map { $0.isPresent ? read.text($0) : "" } == Array(cell[4...8]))
            guard isLength else { continue }
            #expect(String(packet.layout.segment.count) == cell[2])
            #expect(String(format: "%04X", packet.computedChecksum) == cell[3])
            guard isChecksum else { continue }
            #expect(read.faults.isEmpty, "\(cell[9]) \(read.faults)")
            if !packet.notes.isStructural { #expect(read.rewritten == read.bytes) }
            good += 1
        }
        #expect(good > 15)
    }

    /// The frame of a row, which may have padding around it.
    private func frame(_ text: String, mustBe: Bool) throws -> Read? {
        let bytes = Array("\(text)\r\n".utf8)
        let frames = Frames.pieces(bytes).compactMap { piece -> Range<Int>? in
            guard case .frame(let range, _) = piece else { return nil }
            return range
        }
        if mustBe { #expect(frames.count == 1, "\(text)") }
        return try frames.first.map { try #require(Read(Array(bytes[$0]))) }
    }

    /// The standard's own examples; where its print has `…` or a misprint, that value alone is not read.
    @Test func examplesOfTheStandard() throws {
        let text = String(decoding: try bytes("spec_2017_appendix_c_examples.tsv"), as: UTF8.self)
        let segments = text.split(separator: "\n").compactMap { $0.split(separator: "\t").last.map(String.init) }
        #expect(segments.count == 148)
        var odd: [String] = []
        for segment in segments {
            let frame = Frames.frame(segment)
            let read = try #require(Read(frame), "\(segment)")
            #expect(!read.packet.isBroken, "\(segment): \(read.faults)")
            odd += read.decoder.faults.map { read.text(ByteSlice($0.offset, $0.offset + $0.length)) }
            if read.faults.isEmpty, !read.packet.notes.isStructural { #expect(read.rewritten == frame) }
        }
        #expect(odd == ["0…", "2.1…", "2.1…", "LMn-NightData=42.0", "2.2…"])
    }

    @Test func aSessionOfADevice() throws {
        let stream = try bytes("packets_session_2021-04.txt")
        let lines = stream.split(separator: 10).map { Array($0) + [13, 10] }
        let pieces = Frames.pieces(lines.flatMap { $0 })
        #expect(pieces.count == lines.count && lines.count > 2_000)
        var values = 0
        for (line, piece) in zip(lines, pieces) {
            let read = try #require(Read(line))
            #expect(piece.range.count == line.count && read.faults.isEmpty && read.rewritten == line)
            values += read.fields.filter(\.isValue).count
        }
        #expect(values > 5_000)
        #expect(ChunkTests.chunked(stream) { 1_460 } == ChunkTests.whole(stream))
    }
}
