extension RecordPage {
    /// Appends the records and faults of another page of the same shape. The name stays; the layout is the other's.
    public mutating func append(_ other: RecordPage) {
        let shift = bytes.count
        bytes.append(contentsOf: other.bytes)
        layout = other.layout
        for index in scopes.indices {
            let added = other.scopes[index]
            let rows = UInt32(truncatingIfNeeded: scopes[index].rowCount)
            scopes[index].fields.append(contentsOf: added.fields.lazy.map { $0.moved(by: shift) })
            if !added.starts.isEmpty {
                let starts = added.starts.map { $0 &+ rows }
                scopes[index].starts.append(contentsOf: scopes[index].starts.isEmpty ? starts[...] : starts.dropFirst())
            }
            scopes[index].rowCount += added.rowCount
        }
        places.append(contentsOf: other.places.lazy.map { $0.moved(by: shift) })
        for var fault in other.faults {
            fault.place = fault.place.moved(by: shift)
            faults.append(fault)
        }
    }
}

extension RecordPage.Place {
    fileprivate func moved(by shift: Int) -> RecordPage.Place {
        var place = self
        place.offset &+= UInt32(truncatingIfNeeded: shift)
        return place
    }
}

extension FieldSlice {
    /// The same value in a buffer where it lies `shift` bytes further on.
    fileprivate func moved(by shift: Int) -> FieldSlice {
        isPresent ? FieldSlice(kind, offset: Int(offset) + shift, length: length) : self
    }
}
