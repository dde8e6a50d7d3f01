/// The feed's own lines, and one `end` line: a client that reads `changes` reads this.
final class LineSnapshot: SnapshotBody {
    private let moment: SnapshotMoment
    private let file: DraftFile

    init(_ moment: SnapshotMoment, _ file: DraftFile) {
        self.moment = moment
        self.file = file
    }

    func append(_ line: StoredLine) throws {
        try file.append(line.bytes)
        try file.append(CollectionOfOne(UInt8(ascii: "\n")))
    }

    func finish(count: Int64) throws -> SnapshotSeal {
        try file.append(#"{"op":"end","cursor":"\#(moment.cursor)","count":\#(count),"more":false}"# + "\n")
        return try file.sealed()
    }
}
