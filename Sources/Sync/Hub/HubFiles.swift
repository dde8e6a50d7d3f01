import Diagnostics
import Foundation

/// The files of a hub directory, read as they are.
///
///     connectors/*.yaml         how to reach systems
///     mappings/*.yaml           what their records mean
///     mappings/schema/*.yaml    the unified schema
///     mappings/codes/*.csv      code tables
///     mappings/units.yaml       units
///     mappings/identity.yaml    which system's value survives where several speak of one thing
///     mappings/tests/NAME/      tests beside a mapping
///     mappings/feeds/*.yaml     feeds
struct HubFiles {
    /// A file: its path from the hub directory, and its bytes.
    typealias File = (name: String, bytes: [UInt8])

    /// The directory.
    let directory: String
    /// The largest file that is read.
    static let largest = 64 << 20
    /// The units.
    static let units = "mappings/units.yaml"
    /// What is one, and whose value survives.
    static let identity = "mappings/identity.yaml"

    /// The files in `folder` whose names end in `ending`, in the order of their names; hidden ones are left out.
    func all(_ folder: String, _ ending: String) -> [File] {
        let names = (try? FileManager.default.contentsOfDirectory(atPath: directory + "/" + folder)) ?? []
        return names.filter { $0.hasSuffix(ending) && !$0.hasPrefix(".") }.sorted().compactMap {
            one(folder + "/" + $0)
        }
    }

    /// The folders in `folder`, in the order of their names; hidden ones are left out.
    func folders(_ folder: String) -> [String] {
        let names = (try? FileManager.default.contentsOfDirectory(atPath: directory + "/" + folder)) ?? []
        return names.filter { !$0.hasPrefix(".") && HubFiles(directory: "\(directory)/\(folder)/\($0)").isPresent }
            .sorted()
    }

    /// One file; nil when it is not there or too large.
    func one(_ name: String) -> File? {
        guard let handle = FileHandle(forReadingAtPath: directory + "/" + name),
            let data = try? handle.read(upToCount: HubFiles.largest)
        else { return nil }
        return (name, Array(data))
    }

    /// Whether the directory is there at all.
    var isPresent: Bool {
        var isDirectory: ObjCBool = false
        return unsafe FileManager.default.fileExists(atPath: directory, isDirectory: &isDirectory)
            && isDirectory.boolValue
    }
}
