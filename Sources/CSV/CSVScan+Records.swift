extension CSVScan {
    /// Ends the record at the line end or end of file at `at`. False when the pass goes on elsewhere.
    mutating func endRecord(_ at: Int) -> Bool {
        let length = at - recordStart
        if length > format.maxRecordBytes { return recoverFromLength() }
        if problem == nil { checkFields(length) }
        if let problem {
            report(problem.kind, at: problem.at, line: problem.line, range: recordStart..<at)
        } else {
            batch.records.append(
                CSVRecord(
                    firstField: firstField, fieldCount: fieldCount - firstField, offset: recordStart, length: length,
                    line: recordLine, number: recordNumber))
            (firstField, firstScratch) = (fieldCount, batch.scratchCount)
            recordNumber += 1
        }
        beginRecord(at < end ? at + 1 : end, line: line + 1)
        return !countRecords()
    }

    private mutating func checkFields(_ length: Int) {
        let count = fieldCount - firstField
        if length > format.maxFieldBytes {
            for index in firstField..<fieldCount {
                let field = unsafe fields[index]
                guard field.length > format.maxFieldBytes else { continue }
                let at = field.isUnescaped ? recordStart : Int(field.offset)
                return flag(.fieldTooLong(limit: format.maxFieldBytes), at)
            }
        }
        if count > format.maxColumns {
            flag(.tooManyColumns(found: count, limit: format.maxColumns), recordStart)
        } else if let columns, count != columns {
            problem = (.columnCount(found: count, expected: columns), recordStart, recordLine)
        }
    }

    /// Starts afresh at `start`, dropping the fields of a record that was not finished.
    mutating func beginRecord(_ start: Int, line: Int) {
        (recordStart, fieldStart) = (start, start)
        (self.line, recordLine) = (line, line)
        (state, hasEscapes, problem) = (.plain, false, nil)
        fieldCount = firstField
        batch.scratchCount = firstScratch
    }

    private mutating func countRecords() -> Bool {
        isFull = batch.records.count + batch.problems.count >= maxRecords
        return isFull
    }

    private mutating func report(_ kind: CSVProblem.Kind, at: Int, line: Int, range: Range<Int>) {
        batch.problems.append(
            CSVProblem(kind: kind, record: recordNumber, line: line, byteOffset: streamOffset + at, range: range))
        recordNumber += 1
    }

    /// Deals with what is left at the page's end. True when the pass has to go on from ``position``.
    mutating func finishPage() -> Bool {
        if end - recordStart > format.maxRecordBytes {
            _ = recoverFromLength()
        } else if isLast, state == .quoted {
            recoverFromQuote()
        } else if isLast {
            endField(end)
            _ = endRecord(end)
        } else {
            beginRecord(recordStart, line: recordLine)
            return false
        }
        return !isFull && position < end
    }

    /// Reports a record that is too long and goes on after its first line, whether or not the page holds all of it: the
    /// outcome must not depend on where pages end.
    private mutating func recoverFromLength() -> Bool {
        let kind = CSVProblem.Kind.recordTooLong(limit: format.maxRecordBytes)
        let from = recoveriesLeft > 0 ? recordStart : recordStart + format.maxRecordBytes
        recover(kind, at: recordStart, line: recordLine, from: from)
        return false
    }

    /// Reports a quote that is open at the end of the file and goes on after the quote's line.
    private mutating func recoverFromQuote() {
        let from = recoveriesLeft > 0 ? quoteStart : end
        recover(.unclosedQuote, at: quoteStart, line: quoteLine, from: from)
    }

    private mutating func recover(_ kind: CSVProblem.Kind, at: Int, line: Int, from: Int) {
        let next = lineEnd(from)
        report(kind, at: at, line: line, range: recordStart..<(next ?? end))
        isSkipping = next == nil && !isLast
        recoveriesLeft = max(recoveriesLeft - 1, 0)
        let lines = countLines(recordStart, next ?? end)
        position = next.map { $0 + 1 } ?? end
        beginRecord(position, line: recordLine + lines + (next == nil ? 0 : 1))
        _ = countRecords()
    }

    /// Passes over the rest of a record that was too long.
    mutating func skipToLineEnd() {
        let next = lineEnd(position)
        isSkipping = next == nil
        position = next.map { $0 + 1 } ?? end
        beginRecord(position, line: next == nil ? line : line + 1)
    }

    private func lineEnd(_ from: Int) -> Int? {
        let delimiters = CSVByte.repeated(format.delimiter.rawValue)
        var start = from
        while start < end {
            var marks = CSVByte.marks(word(start), delimiters: delimiters)
            while marks != 0 {
                let at = start &+ (marks.trailingZeroBitCount &>> 3)
                if CSVByte.isLineEnd(unsafe base.load(fromByteOffset: at, as: UInt8.self)) { return at }
                marks &= marks &- 1
            }
            start &+= 8
        }
        return nil
    }

    /// Line ends that start in a part of the page.
    private func countLines(_ from: Int, _ upTo: Int) -> Int {
        var count = 0
        for index in from..<upTo {
            let byte = unsafe base.load(fromByteOffset: index, as: UInt8.self)
            guard CSVByte.isLineEnd(byte) else { continue }
            if byte == CSVByte.carriageReturn || !followsCarriageReturn(index) { count += 1 }
        }
        return count
    }
}
