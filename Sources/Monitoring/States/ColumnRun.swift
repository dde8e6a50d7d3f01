/// How the values of one column of a series went on lately.
struct ColumnRun {
    /// What is wrong with them.
    struct Doubts: OptionSet {
        let rawValue: UInt8
        static let constant = Doubts(rawValue: 1)
        static let negative = Doubts(rawValue: 2)
    }

    let column: Int32
    private var scale: UInt8 = 0
    private var mantissa: Int64 = 0
    /// How many values in a row are the same, and since when.
    private var count = 0
    private var since: Int64 = 0
    private var negatives = 0
    private(set) var doubts: Doubts = []

    init(column: Int32) { self.column = column }

    /// Takes the next value.
    ///
    /// - Returns: whether the doubts are other ones now.
    mutating func add(
        _ mantissa: Int64, scale: UInt8, at time: Int64, isConcentration: Bool, _ settings: StateSettings
    ) -> Bool {
        if count > 0, mantissa == self.mantissa, scale == self.scale {
            count += 1
        } else {
            (self.mantissa, self.scale, count, since) = (mantissa, scale, 1, time)
        }
        negatives = mantissa < 0 ? negatives + 1 : 0
        var found: Doubts = []
        if isConcentration, settings.constant > 0, count >= StateSettings.fewestConstant,
            time - since >= settings.constant
        {
            found.insert(.constant)
        }
        if settings.negative > 0, negatives >= settings.negative { found.insert(.negative) }
        defer { doubts = found }
        return found != doubts
    }

    /// Takes a value that counts for nothing, because its instrument was not measuring.
    ///
    /// - Returns: whether there were doubts, which are gone.
    mutating func stop() -> Bool {
        let had = !doubts.isEmpty
        self = ColumnRun(column: column)
        return had
    }
}
