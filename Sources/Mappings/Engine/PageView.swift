import Model

// The one hot loop. It reads the page through pointers that live as long as the call that made them: an array inside a
// struct inside an array costs a reference count and two bounds checks at every field, and there are millions of fields.
// Whoever made the page is not trusted: its arrays are checked once, and every slice before it is read.

/// The rows of one scope of a page.
@safe struct ScopeView {
    let fields: UnsafeBufferPointer<FieldSlice>
    let starts: UnsafeBufferPointer<UInt32>
    let slotCount: Int
    let rowCount: Int
}

/// A page as the engine reads it.
@safe struct PageView {
    let bytes: UnsafeBufferPointer<UInt8>
    let scopes: [ScopeView]

    /// The value of a slot; missing if the page does not have what it should.
    @inline(__always) func field(_ slot: SlotRef, row: Int) -> FieldSlice {
        let scope = scopes[slot.scope]
        let index = row &* scope.slotCount &+ slot.slot
        guard index >= 0, unsafe index < scope.fields.count else { return .missing }
        let slice = unsafe scope.fields[index]
        guard unsafe Int(slice.offset) &+ slice.length <= bytes.count else { return .missing }
        return slice
    }

    /// The rows of a scope below a row of its parent.
    func rows(of scope: Int, below parent: Int) -> Range<Int> {
        let view = scopes[scope]
        guard parent >= 0, unsafe parent + 1 < view.starts.count else { return 0..<0 }
        let start = unsafe Int(view.starts[parent])
        let end = unsafe Int(view.starts[parent + 1])
        return start <= end && end <= view.rowCount ? start..<end : 0..<0
    }
}

extension RecordPage {
    /// Runs `body` with a view of the page, which must have at least `shape`'s scopes and slots.
    func withView<Result>(of shape: RecordShape, _ body: (PageView) -> Result) -> Result? {
        guard scopes.count >= shape.scopes.count,
            zip(scopes, shape.scopes).allSatisfy({ $0.slotCount >= $1.paths.count })
        else { return nil }
        return unsafe bytes.withUnsafeBufferPointer { bytes in
            collect(0, []) { views in unsafe body(PageView(bytes: bytes, scopes: views)) }
        }
    }

    private func collect<Result>(_ index: Int, _ views: [ScopeView], _ body: ([ScopeView]) -> Result) -> Result {
        guard index < scopes.count else { return body(views) }
        let scope = scopes[index]
        return unsafe scope.fields.withUnsafeBufferPointer { fields in
            unsafe scope.starts.withUnsafeBufferPointer { starts in
                let view = unsafe ScopeView(
                    fields: fields, starts: starts, slotCount: scope.slotCount, rowCount: scope.rowCount)
                return collect(index + 1, views + [view], body)
            }
        }
    }
}
