import HJ212
import Terminal

/// `envhub-bench hj212`: packets of ten factors found, read and answered, on one core.
struct FrameBench {
    let options: BenchOptions

    func run() async throws {
        let stream = Self.stream(packets: 1_000)
        _ = try Self.pass(stream, rounds: 2)
        let rounds = max(options.records / 1_000, 1)
        let (frames, measures) = try await Measures.of { try Self.pass(stream, rounds: rounds) }
        let rate = Int(Double(frames) / measures.processorSeconds)
        let allocations = Double(measures.allocations) / Double(frames)
        let megabytes = Double(stream.count * rounds) / measures.processorSeconds / 1e6
        let out = TerminalOutput.standardOutput
        if options.isJSON {
            out.line(
                "{\"frames\":\(frames),\"frames_per_second\":\(rate),\"megabytes_per_second\":\(Int(megabytes)),"
                    + "\"allocations_per_frame\":\(allocations)}")
        } else {
            out.line(
                "\(HumanFormat.count(rate)) frames/s of \(stream.count / 1_000) bytes on one core, "
                    + "\(Int(megabytes)) MB/s; \(allocations) allocations a frame; \(measures.seconds) s")
        }
        if let most = options.mostAllocations, allocations > most {
            throw BenchError(message: "\(allocations) allocations per frame, at most \(most) are allowed")
        }
    }

    /// Reads the stream again and again in pieces of a network's size, and answers each packet.
    private static func pass(_ stream: [UInt8], rounds: Int) throws -> Int {
        var buffer = FrameBuffer()
        var decoder = PacketDecoder()
        var writer = FrameWriter()
        var frames = 0
        var sum: Int64 = 0
        for _ in 0..<rounds {
            for start in stride(from: 0, to: stream.count, by: 16_384) {
                buffer.append(stream.span.extracting(start..<min(start + 16_384, stream.count)))
                writer.removeAll()
                while let piece = buffer.next() {
                    guard case .frame(let range, let layout) = piece else { continue }
                    let frame = buffer.bytes.span.extracting(range)
                    let packet = decoder.decode(frame, layout)
                    for field in decoder.fields where field.isValue { sum &+= field.mantissa }
                    if !packet.isBroken { writer.append(.data, to: packet, in: frame) }
                    frames += packet.isBroken ? 0 : 1
                }
            }
        }
        guard frames == rounds * 1_000, sum != 0 else { throw BenchError(message: "only \(frames) frames were read") }
        return frames
    }

    /// Realtime packets of ten factors.
    private static func stream(packets: Int) -> [UInt8] {
        var writer = FrameWriter()
        for packet in 0..<packets {
            writer.begin()
            writer.text("QN=20240801085857")
            writer.number(100 + packet % 900)
            writer.text(";ST=32;CN=2011;PW=123456;MN=010000A8900016F000169DC0;Flag=5;")
            writer.openRegion()
            writer.text("DataTime=20240801085857")
            for factor in 0..<10 {
                writer.text(";w")
                writer.number(21_001 + factor)
                writer.text("-Rtd=")
                writer.number(packet * 7 % 300 + factor)
                writer.text(".")
                writer.number(100 + packet % 900)
                writer.text(",w")
                writer.number(21_001 + factor)
                writer.text("-Flag=N")
            }
            writer.end()
        }
        return writer.bytes
    }
}
