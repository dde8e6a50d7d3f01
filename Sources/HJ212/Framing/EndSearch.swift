/// The search for the end of one frame.
struct EndSearch {
    /// How a search goes out.
    enum Outcome {
        case end(End)
        case noise(Noise, upTo: Int)
        /// More bytes are needed; up to this place there is no end.
        case wait(Int)
    }

    /// An end that was found.
    struct End {
        /// The checksum, or what stands in its place.
        let checksum: Range<Int>
        let hasChecksum: Bool
        /// The first byte that is not the frame's.
        let upTo: Int
        let notes: PacketNotes
    }

    let view: ScanView
    let mark: Int
    /// Where the data segment begins.
    let segment: Int
    let declared: Int
    private let digits: Int
    private let limit: Int

    init(view: ScanView, mark: Int, digits: Int) {
        self.view = view
        self.mark = mark
        self.digits = digits
        segment = mark + 2 + digits
        declared = view.number(mark + 2..<segment)
        limit = min(view.count, mark + FrameScanner.longestFrame)
    }

    mutating func run(from: Int) -> Outcome {
        let exact = segment + declared
        var at = from
        while true {
            at = view.firstMark(at, limit)
            if at >= exact + 4, isEnd(exact), view.isChecksum(exact) { return finish(exact, exact + 4, exact + 4) }
            guard at < limit else { break }
            if view[at] == UInt8(ascii: "#") {
                guard let isStart = view.isStart(at) else { return .wait(at) }
                if isStart { return before(at) }
            } else if view[at] == 0x0d || view[at] == 0x0a, let outcome = lineEnd(at) {
                return outcome
            }
            at += 1
        }
        if limit == mark + FrameScanner.longestFrame { return .noise(.endless, upTo: limit) }
        return view.isFinal ? before(limit) : .wait(limit)
    }

    /// Whether the data segment can end at a place.
    private func isEnd(_ at: Int) -> Bool { at - 2 >= segment && view.isClosing(at - 2) }

    /// What a line end at a place ends; nil when it stands in the midst of something.
    private func lineEnd(_ at: Int) -> Outcome? {
        guard let last = lastByte(before: at) else { return nil }
        if view.isChecksum(last - 4), isEnd(last - 4) { return finish(last - 4, last, at) }
        return malformed(before: last).map { finish($0, last, at) }
    }

    /// What ends before the next frame, or with the connection.
    private func before(_ at: Int) -> Outcome {
        guard let last = lastByte(before: at) else { return .noise(.cut, upTo: at) }
        if view.isChecksum(last - 4), isEnd(last - 4) { return finish(last - 4, last, last) }
        return malformed(before: last).map { finish($0, last, last) } ?? .noise(.cut, upTo: at)
    }

    /// The place behind the last byte that is no padding; nil when there is more padding than a frame may have. A frame of
    /// nothing but line ends must not be walked through at each of them.
    private func lastByte(before at: Int) -> Int? {
        var last = at
        while last > segment, ScanView.isPadding(view[last - 1]) {
            guard at - last < FrameScanner.longestPadding else { return nil }
            last -= 1
        }
        return last
    }

    /// Where a checksum should begin that is none: behind `&&`, among the last eight bytes.
    private func malformed(before last: Int) -> Int? {
        (max(last - 8, segment)...max(last, segment)).last { $0 <= last && isEnd($0) }
    }

    /// The end, with the line's end if it follows. Padding between both is the frame's too.
    private func finish(_ checksum: Int, _ last: Int, _ lineEnd: Int) -> Outcome {
        var notes: PacketNotes = []
        if lineEnd > last { notes.insert(.padding) }
        var upTo = lineEnd
        if upTo == view.count {
            if !view.isFinal { return .wait(max(segment, min(checksum, upTo - 8))) }
            notes.insert(.noLineEnd)
        } else if view[upTo] == 0x0d {
            upTo += 1
            if upTo == view.count, !view.isFinal { return .wait(max(segment, min(checksum, lineEnd))) }
            if upTo < view.count, view[upTo] == 0x0a { upTo += 1 } else { notes.insert(.bareLineEnd) }
        } else if view[upTo] == 0x0a {
            upTo += 1
            notes.insert(.bareLineEnd)
        } else {
            notes.insert(.noLineEnd)
        }
        let range = checksum..<last
        return .end(
            End(checksum: range, hasChecksum: view.isChecksum(checksum) && range.count == 4, upTo: upTo, notes: notes))
    }

    /// The frame's parts, counted from `start`.
    func layout(_ end: End, _ start: Int) -> FrameLayout {
        var notes = end.notes
        let range = segment..<end.checksum.lowerBound
        if mark > start { notes.insert(.padding) }
        if digits != 4 { notes.insert(.lengthWidth) }
        if range.count != declared { notes.insert(.wrongLength) }
        if range.count > FrameScanner.longestSegment { notes.insert(.oversize) }
        return FrameLayout(
            mark: mark - start, segment: range.lowerBound - start..<range.upperBound - start,
            checksum: end.checksum.lowerBound - start..<end.checksum.upperBound - start, byteCount: end.upTo - start,
            declaredLength: declared, hasChecksum: end.hasChecksum, notes: notes)
    }
}
