public import Connectors
import Crypto

/// The SM4 keys of devices that encrypt their data regions (HJ 212-2025): a line a device, its MN and 32 hexadecimal digits; `0100*`
/// stands for all MNs that begin so, `*` for all. What is more exact comes first; lines that begin with `#` are remarks.
public struct DeviceKeys: Sendable {
    private var exact: [String: SM4] = [:]
    /// The longest first.
    private var prefixes: [(prefix: String, key: SM4)] = []

    /// No keys.
    public init() {}

    /// Reads the table.
    ///
    /// - Throws: ``DeviceKeysError`` with the number of the line that is none, never with what stands in it.
    public init(_ table: Secret) throws {
        let lines = table.reveal { $0.split(separator: "\n", omittingEmptySubsequences: false).map(String.init) }
        for (index, line) in lines.enumerated() {
            let words = line.split(whereSeparator: { $0.isWhitespace })
            guard let mn = words.first, !mn.hasPrefix("#") else { continue }
            guard words.count == 2, let bytes = Hex.decode(String(words[1])), let key = SM4(key: bytes) else {
                throw DeviceKeysError(line: index + 1)
            }
            if mn.hasSuffix("*") { prefixes.append((String(mn.dropLast()), key)) } else { exact[String(mn)] = key }
        }
        prefixes.sort { $0.prefix.count > $1.prefix.count }
    }

    /// The key of a device; nil when it has none.
    func key(of mn: String) -> SM4? { exact[mn] ?? prefixes.first { mn.hasPrefix($0.prefix) }?.key }
}

/// A line of a table of keys that is none.
public struct DeviceKeysError: Error, CustomStringConvertible {
    /// The line, from 1.
    public let line: Int

    /// In words.
    public var description: String {
        "line \(line) of the devices' SM4 keys is not an MN and 32 hexadecimal digits, with a blank between"
    }
}
