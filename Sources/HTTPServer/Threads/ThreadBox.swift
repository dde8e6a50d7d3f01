import Synchronization

/// Holds a thread's value where the thread library keeps nothing but a pointer.
class ThreadBox: @unchecked Sendable {
    private let registry: ThreadRegistry

    init(_ registry: ThreadRegistry) {
        self.registry = registry
    }

    /// The thread ends.
    func forget() { registry.remove(self) }

    /// The place itself ends while the thread lives on.
    func clear() {}
}

/// The value is touched by its own thread, and by the last owner of the place, after which nobody can ask for it.
final class ThreadValueBox<Value>: ThreadBox, @unchecked Sendable {
    var value: Value!

    init(_ value: Value, _ registry: ThreadRegistry) {
        self.value = value
        super.init(registry)
    }

    override func clear() { value = nil }
}

/// Every box of one `ThreadLocal`, so that its values end with it.
final class ThreadRegistry: Sendable {
    private let boxes = Mutex<[ObjectIdentifier: ThreadBox]>([:])

    func insert(_ box: ThreadBox) { boxes.withLock { $0[ObjectIdentifier(box)] = box } }

    func remove(_ box: ThreadBox) { boxes.withLock { _ = $0.removeValue(forKey: ObjectIdentifier(box)) } }

    func removeAll() {
        let all = boxes.withLock { boxes in
            defer { boxes = [:] }
            return Array(boxes.values)
        }
        for box in all { box.clear() }
    }
}
