import Crypto
import JSON
import Sync
import Terminal

/// `envhub signing rotate`
enum SigningRotateCommand: Command {
    static let name = ["signing", "rotate"]
    static let summary = "sign with new keys from now on; what the old ones signed can be verified on"
    static let options = [Option("algorithm", "NAME", "only that of ed25519, or of sm2 (default: both)")]
    static let examples = [
        (command: "envhub signing rotate", does: "new keys for both; a hub that serves takes them up within seconds"),
        (command: "envhub signing rotate --algorithm sm2", does: "a new key for SM2 alone"),
    ]

    static func run(_ call: Call) async throws -> ExitCode {
        var algorithms = SignatureAlgorithm.allCases
        if let name = call["algorithm"] {
            guard let algorithm = SignatureAlgorithm(rawValue: name) else {
                throw UsageError("--algorithm is ed25519 or sm2, not `\(escapingControls(name))`")
            }
            algorithms = [algorithm]
        }
        let folder = SigningFolder(call)
        guard let old = try folder.keys() else {
            throw CommandError("there are no keys yet: they are made when the hub first serves")
        }
        for algorithm in algorithms {
            let new = try folder.rotate(algorithm, at: SyncRun.clock())
            if !call.isJSON { tell(old[algorithm].publicKey, new[algorithm].publicKey) }
        }
        if call.isJSON { return try await SigningListCommand.run(call) }
        TerminalOutput.standardOutput.line(
            "Partners find the keys at /v1/keys: tell them the new ids by another way, as you did with the old ones.")
        return .ok
    }

    private static func tell(_ old: PublicKey, _ new: PublicKey) {
        TerminalOutput.standardOutput.line("\(new.algorithm.title): signs with \(new.id); \(old.id) has retired")
    }
}
