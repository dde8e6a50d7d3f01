import Foundation
import JSON
import Model

/// The sample of a connector's records, in `state/samples/NAME.json`. Bounded by ``SampleBuilder``.
struct SampleFile {
    let path: String

    /// The file of `connector`.
    init(_ connector: String, in stateDirectory: String) {
        path = "\(stateDirectory)/samples/\(connector).json"
    }

    /// A sample older than this gives way to a smaller one: a source that has changed is not judged by what it was.
    static let week: Int64 = 7 * 86_400_000

    /// The largest file that is read.
    private static let largest = 4 << 20

    /// What is kept; nil when there is nothing, or nothing that can be read.
    func read() -> SampleProfile? {
        guard let handle = FileHandle(forReadingAtPath: path),
            let data = try? handle.read(upToCount: Self.largest),
            let value = try? JSONValue(parsing: String(decoding: data, as: UTF8.self))
        else { return nil }
        return SampleProfile(value)
    }

    /// Keeps a sample, unless a larger one of this week is there. A sample that cannot be written is no reason to fail.
    func keep(_ profile: SampleProfile) {
        guard profile.records > 0 else { return }
        if let known = read(), known.records > profile.records, profile.at - known.at < Self.week { return }
        let folder = (path as NSString).deletingLastPathComponent
        try? FileManager.default.createDirectory(
            atPath: folder, withIntermediateDirectories: true, attributes: [.posixPermissions: 0o700])
        try? Data(profile.json).write(to: URL(filePath: path), options: .atomic)
    }
}

extension SampleProfile {
    /// The profile as JSON.
    var json: [UInt8] {
        var writer = JSONWriter()
        writer.beginObject()
        for (name, number) in [("run", run), ("at", at), ("records", Int64(records)), ("more", hasMore ? 1 : 0)] {
            writer.key(name)
            writer.int(number)
        }
        writer.key("fields")
        writer.beginObject()
        for (path, field) in fields.sorted(by: { $0.key < $1.key }) {
            writer.key(path)
            field.write(to: &writer)
        }
        writer.endObject()
        writer.endObject()
        return writer.bytes
    }

    init?(_ value: JSONValue) {
        guard let records = value["records"]?.intValue, let fields = value["fields"]?.objectValue else { return nil }
        self.init()
        self.records = records
        run = Int64(value["run"]?.intValue ?? 0)
        at = Int64(value["at"]?.intValue ?? 0)
        hasMore = value["more"]?.intValue == 1
        for member in fields { self.fields[member.key] = Field(member.value) }
    }
}

extension SampleProfile.Field {
    fileprivate func write(to writer: inout JSONWriter) {
        writer.beginObject()
        writer.key("count")
        writer.int(Int64(count))
        writer.key("votes")
        writer.beginObject()
        for (vote, count) in votes.sorted(by: { $0.key.rawValue < $1.key.rawValue }) {
            writer.key(vote.rawValue)
            writer.int(Int64(count))
        }
        writer.endObject()
        writer.key("more")
        writer.bool(hasMore)
        writer.key("values")
        writer.beginObject()
        for (text, count) in values.sorted(by: { $0.key < $1.key }) {
            writer.key(text)
            writer.int(Int64(count))
        }
        writer.endObject()
        writer.endObject()
    }

    fileprivate init(_ value: JSONValue) {
        self.init()
        count = value["count"]?.intValue ?? 0
        for vote in SampleVote.allCases {
            if let count = value["votes"]?[vote.rawValue]?.intValue { votes[vote] = count }
        }
        hasMore = value["more"]?.boolValue ?? false
        for member in value["values"]?.objectValue ?? [] { values[member.key] = member.value.intValue }
    }
}
