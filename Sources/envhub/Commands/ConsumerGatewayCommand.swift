import Crypto
import Foundation
import JSON
import Storage
import Sync
import Terminal

/// `envhub consumer gateway`
enum ConsumerGatewayCommand: Command {
    static let name = ["consumer", "gateway"]
    static let summary = "let a consumer sign its requests as for the provincial gateway (x-tif-… headers)"
    static let arguments = "NAME"
    static let options = [
        Option("paasid", "ID", "the name that it signs by"),
        Option("token-stdin", "", "read the token from standard input (default: make one, and show it once)"),
        Option("remove", "", "take the name away: what is signed by it opens nothing any more"),
    ]
    static let examples = [
        (command: "envhub consumer gateway water-mirror --paasid qy_water", does: "makes a token and shows it once"),
        (
            command: "envhub consumer gateway water-mirror --paasid qy_water --token-stdin",
            does: "takes the token that the gateway has, from standard input"
        ),
        (command: "envhub consumer gateway water-mirror --paasid qy_water --remove", does: "takes it away"),
    ]

    private static let longest = 4_096

    static func run(_ call: Call) async throws -> ExitCode {
        let paasid = try call.required("paasid")
        let store = try OpenHub.store(call)
        let consumer = try Consumers.find(call.arguments[0], in: store)
        var token: String?
        if call.has("remove") {
            guard try store.dropGateway(paasid, of: consumer) else {
                let known = try store.gatewayCallers(of: consumer).map(\.paasid)
                throw CommandError(Names.unknown("paasid of \(consumer.name)", paasid, among: known), code: .usage)
            }
        } else {
            let given = call.has("token-stdin") ? try read() : nil
            let made = try given ?? Base64URL.encode(randomBytes(32))
            try store.setGateway(paasid, token: made, of: consumer, at: SyncRun.clock())
            token = given == nil ? made : nil
        }
        write(paasid, token, consumer, call)
        return .ok
    }

    private static func read() throws -> String {
        let data = try FileHandle.standardInput.read(upToCount: longest) ?? Data()
        let text = String(decoding: data, as: UTF8.self).trimmingCharacters(in: .whitespacesAndNewlines)
        guard !text.isEmpty else { throw CommandError("there is no token on standard input") }
        return text
    }

    private static func write(_ paasid: String, _ token: String?, _ consumer: Consumer, _ call: Call) {
        if call.isJSON {
            JSONOutput.write { writer in
                writer.beginObject()
                writer.field("consumer", consumer.name)
                writer.field("paasid", paasid)
                if let token { writer.field("token", token) }
                writer.field("removed", call.has("remove"))
                writer.endObject()
            }
            return
        }
        let out = TerminalOutput.standardOutput
        if call.has("remove") { return out.line("\(paasid) stands for \(consumer.name) no more") }
        out.line("\(paasid) stands for \(consumer.name)")
        guard let token else { return }
        out.line("its token, shown this once:")
        out.line()
        out.line("  " + token)
    }
}
