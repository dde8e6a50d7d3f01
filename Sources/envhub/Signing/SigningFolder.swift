import Crypto
import Foundation

/// The folder of a hub's signing keys, as commands look into it.
struct SigningFolder {
    private let path: String

    init(_ call: Call) { path = call.stateDirectory + "/signing" }

    /// The keys; nil when there are none yet: what only looks makes none.
    func keys() throws(CommandError) -> SigningKeys? {
        guard
            SignatureAlgorithm.allCases.allSatisfy({
                FileManager.default.fileExists(atPath: "\(path)/\($0.rawValue).pem")
            })
        else { return nil }
        do { return try SigningKeys(folder: path) } catch { throw CommandError("\(error)") }
    }

    /// Puts a new key in the place of the one for an algorithm.
    func rotate(_ algorithm: SignatureAlgorithm, at time: Int64) throws(CommandError) -> SigningKeys {
        do { return try SigningKeys.rotate(algorithm, in: path, at: time) } catch { throw CommandError("\(error)") }
    }
}
