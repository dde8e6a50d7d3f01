/// Leaves only some columns in the records of lines.
struct LineProjection {
    let fields: [String]

    /// The line with a record of only those fields, in their order; a line without a record as it is.
    func line(_ line: RawSpan) -> [UInt8] {
        let bytes = line.bytes
        guard let range = FlatJSON.members(of: bytes, in: bytes.indices)["record"] else { return bytes }
        let members = FlatJSON.members(of: bytes, in: range)
        var out = Array(bytes[..<range.lowerBound])
        out.append(UInt8(ascii: "{"))
        for name in fields {
            guard let value = members[name] else { continue }
            if out.last != UInt8(ascii: "{") { out.append(UInt8(ascii: ",")) }
            out += Array("\"\(name)\":".utf8)
            out += bytes[value]
        }
        out.append(UInt8(ascii: "}"))
        out += bytes[range.upperBound...]
        return out
    }
}
