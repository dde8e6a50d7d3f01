import Mappings
import Model
import Storage

extension RunTask {
    /// The texts that the mapping was compiled with, beside its own: the code tables that it uses, the units, the schema.
    func definitionParts() -> [Store.Version] {
        let names = mapping.pins.flatMap { pin -> [String] in
            switch pin.name {
            case "units": ["mappings/units.yaml"]
            case "schema": hub.texts.keys.filter { $0.hasPrefix("mappings/schema/") }.sorted()
            case let name where name.hasPrefix("codes/"): ["mappings/\(name).csv"]
            default: []
            }
        }
        return names.compactMap { name in
            hub.texts[name].map { text in
                let folder = name.split(separator: "/").dropFirst().first.map(String.init) ?? ""
                return Store.Version(
                    kind: folder.hasPrefix("units") ? "units" : folder, name: name,
                    hash: String(ByteHash.hash64(text.span), radix: 16), text: String(decoding: text, as: UTF8.self))
            }
        }
    }
}

extension Store {
    /// Keeps the texts of what runs, so that history shows the definition that ran and not today's. Inside a transaction.
    ///
    /// - Returns: the number of the version.
    func keep(_ task: RunTask, at: Int64) throws -> Int64 {
        let version = try keepVersion(
            hash: task.version, kind: "mapping", name: task.mapping.name,
            text: String(decoding: task.mapping.text, as: UTF8.self), at: at)
        try keepParts(of: version, at: at, task.definitionParts)
        return version
    }
}
