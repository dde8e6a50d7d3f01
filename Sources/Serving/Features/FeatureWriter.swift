/// Makes GeoJSON features (RFC 7946) of stored lines: longitude and latitude in WGS 84, every property present.
struct FeatureWriter {
    private let columns: PlacedColumns
    private let fields: [String]?

    init(_ columns: PlacedColumns, fields: [String]? = nil) {
        self.columns = columns
        self.fields = fields
    }

    /// Appends a feature without its closing brace, so that links can follow.
    func appendOpen(_ line: RawSpan, to out: inout [UInt8]) {
        let bytes = line.bytes
        let members = FlatJSON.members(of: bytes, in: bytes.indices)
        out += Array(#"{"type":"Feature","id":"#.utf8)
        out += members["id"].map { Array(bytes[$0]) } ?? Array("null".utf8)
        out += Array(#","geometry":"#.utf8)
        appendGeometry(line, to: &out)
        out += Array(#","properties":"#.utf8)
        guard let record = members["record"] else {
            out += Array("{}".utf8)
            return
        }
        guard let fields else {
            out += bytes[record]
            return
        }
        let values = FlatJSON.members(of: bytes, in: record)
        out.append(UInt8(ascii: "{"))
        for name in fields {
            guard let value = values[name] else { continue }
            if out.last != UInt8(ascii: "{") { out.append(UInt8(ascii: ",")) }
            out += Array("\"\(name)\":".utf8)
            out += bytes[value]
        }
        out.append(UInt8(ascii: "}"))
    }

    private func appendGeometry(_ line: RawSpan, to out: inout [UInt8]) {
        let scan = RecordScan(line)
        guard let lon = columns.lon, let lat = columns.lat, let east = scan.digits(lon), let north = scan.digits(lat)
        else {
            out += Array("null".utf8)
            return
        }
        out += Array(#"{"type":"Point","coordinates":["#.utf8)
        out += east
        out.append(UInt8(ascii: ","))
        out += north
        out += Array("]}".utf8)
    }
}
