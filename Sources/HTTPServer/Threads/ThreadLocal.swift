import Glibc
import Synchronization

/// A value for each thread, made when the thread first asks for it and let go when the thread ends: what a handler
/// keeps per server thread, such as its database reader. After a listener's `stop` the values of its threads are gone.
public final class ThreadLocal<Value>: Sendable {
    private let make: @Sendable () throws -> Value
    private let key: pthread_key_t
    private let registry = ThreadRegistry()

    /// A place for values that `make` makes, on the thread that will own each of them.
    public init(_ make: @escaping @Sendable () throws -> Value) {
        self.make = make
        var key = pthread_key_t()
        let code = unsafe pthread_key_create(&key) { box in
            guard let box = unsafe box else { return }
            unsafe Unmanaged<ThreadBox>.fromOpaque(box).takeRetainedValue().forget()
        }
        precondition(code == 0, "the process has no thread-specific key left")
        self.key = key
    }

    deinit {
        pthread_key_delete(key)
        registry.removeAll()
    }

    /// Gives the closure this thread's value. Throws what `make` throws; then the next call tries again.
    public func withValue<Result>(_ body: (inout Value) throws -> Result) throws -> Result {
        try body(&box().value)
    }

    private func box() throws -> ThreadValueBox<Value> {
        if let known = unsafe pthread_getspecific(key) {
            return unsafe Unmanaged<ThreadValueBox<Value>>.fromOpaque(known).takeUnretainedValue()
        }
        let box = ThreadValueBox(try make(), registry)
        registry.insert(box)
        unsafe pthread_setspecific(key, Unmanaged.passRetained(box).toOpaque())
        return box
    }
}
