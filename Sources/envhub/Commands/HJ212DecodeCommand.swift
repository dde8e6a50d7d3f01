import Crypto
import Foundation
import HJ212
import Terminal

/// `envhub hj212 decode`
enum HJ212DecodeCommand: Command {
    static let name = ["hj212", "decode"]
    static let summary =
        "explain frames of monitoring devices (HJ 212-2005, 2017, 2025) field by field, and what is wrong"
    static let arguments = "[FILE|-]"
    static let options = [
        Option("key", "HEX", "the SM4 key of encrypted frames, 32 hexadecimal digits"),
        Option("brief", "", "only what is wrong or not as the standard has it"),
    ]
    static let examples = [
        (command: "envhub hj212 decode capture.bin", does: "explains all frames of a file, with noise between them"),
        (command: "envhub hj212 decode - --json", does: "reads standard input, and prints JSON, an object a frame"),
        (
            command: "envhub hj212 decode capture.bin --key 30303030303030303030303030303030",
            does: "decrypts data regions of HJ 212-2025"
        ),
    ]

    static func run(_ call: Call) async throws -> ExitCode {
        let pieces = DecodedPiece.all(of: try input(call), key: try key(call))
        let out = TerminalOutput.standardOutput
        if call.isJSON {
            JSONOutput.write { DecodedJSON.write(pieces, to: &$0) }
        } else {
            let report = FrameReport(isColored: out.showsColor, width: out.isTerminal ? out.width : 160)
            for (index, piece) in pieces.enumerated() {
                let text = report.text(piece, number: index + 1, isBrief: call.has("brief"))
                if !text.isEmpty { out.write(text) }
            }
            out.write(report.summary(pieces))
        }
        return pieces.contains { $0.packet != nil } && pieces.allSatisfy(\.isGood) ? .ok : .problem
    }

    private static func input(_ call: Call) throws -> [UInt8] {
        guard let name = call.arguments.first, name != "-" else {
            return [UInt8](FileHandle.standardInput.readDataToEndOfFile())
        }
        guard let data = FileManager.default.contents(atPath: name) else {
            throw CommandError("cannot read `\(escapingControls(name))`")
        }
        return [UInt8](data)
    }

    private static func key(_ call: Call) throws -> SM4? {
        guard let text = call["key"] else { return nil }
        guard let key = Hex.decode(text).flatMap(SM4.init(key:)) else {
            throw UsageError("--key wants 32 hexadecimal digits")
        }
        return key
    }
}
