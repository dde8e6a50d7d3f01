import Foundation
import Identity
import Sync
import Terminal

/// The weights of evidence that a command is called with.
enum IdentityWeights {
    /// Those of the file of `--weights`; without it the hub's own.
    static func read(_ call: Call, of hub: Hub) throws -> LinkWeights {
        guard let path = call["weights"] else { return hub.identity.weights }
        guard let data = FileManager.default.contents(atPath: path) else {
            throw CommandError("cannot read `\(escapingControls(path))`")
        }
        do {
            return try LinkWeights(text: String(decoding: data, as: UTF8.self))
        } catch {
            throw CommandError("\(escapingControls(path)): \(error)")
        }
    }
}
