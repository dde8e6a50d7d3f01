import Foundation
import TestServers
import Testing

@testable import Serving

/// A partner's folder, into which curl puts files of a hub.
struct Fetching {
    let hub: Hub
    let key: String
    let folder: TemporaryFolder

    static let path = "/v1/feeds/water/snapshot/"

    init(_ hub: Hub, key: String) throws {
        self.hub = hub
        self.key = key
        folder = try TemporaryFolder()
    }

    /// Fetches a file, gives curl's status and what it wrote as headers.
    @discardableResult func fetch(_ name: String, as file: String? = nil, _ options: [String] = []) throws -> (
        status: Int32, headers: String
    ) {
        let target = file ?? String(name.prefix { $0 != "?" })
        let outcome = try TestProgram.run(curl(name, target, options), in: folder.path)
        return (outcome.status, outcome.output)
    }

    /// The words that fetch a file.
    func curl(_ name: String, _ file: String, _ options: [String] = []) -> [String] {
        ["curl", "-sS", "-D-", "-H", "Authorization: Bearer \(key)", "-o", file] + options
            + [hub.base + Self.path + name]
    }

    func bytes(_ file: String) throws -> [UInt8] { Array(try Data(contentsOf: folder.url.appending(path: file))) }

    func text(_ file: String) throws -> String { String(decoding: try bytes(file), as: UTF8.self) }

    /// Runs a shell's script in the folder.
    func run(_ script: String, environment: [String: String] = [:]) throws -> (status: Int32, output: String) {
        let all = environment.merging(["HUB": hub.base, "KEY": key]) { given, _ in given }
        let outcome = try TestProgram.run(
            ["sh", "-c", script], in: folder.path, environment: all.mapValues(Optional.some))
        return (outcome.status, outcome.output + outcome.errors)
    }

    /// The value of a header.
    static func header(_ name: String, in headers: String) -> String? {
        headers.split(whereSeparator: \.isNewline).first { $0.lowercased().hasPrefix(name.lowercased() + ": ") }
            .map { String($0.dropFirst(name.count + 2)) }
    }
}
