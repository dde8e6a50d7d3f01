import Crypto
import Foundation
import JSON
import Storage

/// A key as a file that programs read (as Delta Sharing's profiles are): where, with which key, until when.
///
///     {"shareCredentialsVersion":1,"endpoint":"https://data.example.gov.cn","bearerToken":"hub_…","expirationTime":"2026-…Z"}
struct KeyProfile {
    static let option = Option(
        "profile", "FILE", "write the key into a new file for the partner's program, in place of showing it")

    private let file: PrivateFile
    private let endpoint: String

    /// Makes the file, so that no key is issued which has no place; nil when none is asked for.
    init?(_ call: Call, _ store: Store) throws {
        guard let path = call["profile"] else { return nil }
        endpoint = try PublicURL.of(call, store)
        do { file = try PrivateFile(creating: path) } catch .keyFile(_, let reason) {
            throw CommandError("cannot make \(path): \(reason)")
        }
    }

    /// Writes the key.
    func write(_ key: AccessKey, expires: Int64) throws {
        var writer = JSONWriter()
        writer.beginObject()
        writer.field("shareCredentialsVersion", 1)
        writer.field("endpoint", endpoint)
        writer.field("bearerToken", key.text)
        writer.field("expirationTime", JSONOutput.time(expires))
        writer.endObject()
        writer.endLine()
        try file.write(writer.bytes)
    }

    /// Where it is.
    var path: String { file.path }
}
