import JSON
import Storage
import Sync
import Terminal

/// `envhub consumer certificate`
enum ConsumerCertificateCommand: Command {
    static let name = ["consumer", "certificate"]
    static let summary =
        "let a client certificate stand for a consumer, in place of a key or with one (serve --tls-clients)"
    static let arguments = "NAME"
    static let options = [
        Option("fingerprint", "SHA256", "this certificate, by SHA-256 of its DER, in hexadecimal"),
        Option(
            "subject", "DN",
            "certificates of this subject (RFC 4514), as `openssl x509 -noout -subject -nameopt RFC2253` says"),
        Option("requires-key", "", "ask for both: its keys open nothing without the certificate, nor it without a key"),
        Option("remove", "", "take the certificate away"),
    ]
    static let examples = [
        (
            command: "envhub consumer certificate water-mirror --subject CN=mirror,O=水务局,C=CN",
            does: "knows the consumer by any certificate of that name that a trusted authority signed"
        ),
        (
            command: "envhub consumer certificate police --fingerprint 3f2a… --requires-key",
            does: "asks for this one certificate and a key"
        ),
        (command: "envhub consumer certificate water-mirror", does: "lists its certificates"),
    ]

    static func run(_ call: Call) async throws -> ExitCode {
        let store = try OpenHub.store(call)
        let consumer = try Consumers.find(call.arguments[0], in: store)
        if let (kind, value) = try named(call) {
            if call.has("remove") {
                guard try store.dropCertificate(kind, value, of: consumer) else {
                    throw CommandError("\(consumer.name) has no such certificate", code: .usage)
                }
            } else {
                try store.bindCertificate(
                    kind, value, to: consumer, needsKey: call.has("requires-key"), at: SyncRun.clock())
            }
        } else if call.has("remove") || call.has("requires-key") {
            throw UsageError("which certificate? Say --fingerprint or --subject")
        }
        write(try store.certificates(of: consumer), call)
        return .ok
    }

    private static func named(_ call: Call) throws(UsageError) -> (CertificateBinding.Kind, String)? {
        if let text = call["fingerprint"] {
            guard !call.has("subject") else { throw UsageError("--fingerprint or --subject, not both") }
            // As openssl writes it, too.
            let digits = text.filter { $0 != ":" }.lowercased()
            guard digits.utf8.count == 64, digits.utf8.allSatisfy({ "0123456789abcdef".utf8.contains($0) }) else {
                throw UsageError("--fingerprint wants 64 hexadecimal digits (SHA-256), not `\(text)`")
            }
            return (.fingerprint, digits)
        }
        guard let subject = call["subject"] else { return nil }
        guard subject.contains("="), subject.utf8.count <= 1_000 else {
            throw UsageError("--subject wants a distinguished name such as CN=mirror,O=水务局,C=CN, not `\(subject)`")
        }
        return (.subject, subject)
    }

    private static func write(_ bindings: [CertificateBinding], _ call: Call) {
        if call.isJSON {
            JSONOutput.write { writer in
                writer.beginArray()
                for binding in bindings {
                    writer.beginObject()
                    writer.field("kind", binding.kind.rawValue)
                    writer.field("value", binding.value)
                    writer.field("requires_key", binding.needsKey)
                    writer.field("created", JSONOutput.time(binding.created))
                    writer.endObject()
                }
                writer.endArray()
            }
            return
        }
        let out = TerminalOutput.standardOutput
        if bindings.isEmpty { return out.line("no certificates") }
        var table = Table(columns: ["by", "certificate", "with", "since"])
        for binding in bindings {
            table.add([
                binding.kind.rawValue, binding.value, binding.needsKey ? "a key" : "nothing else",
                Times.text(binding.created),
            ])
        }
        out.write(table.rendered(maxWidth: out.isTerminal ? out.width : .max))
    }
}
