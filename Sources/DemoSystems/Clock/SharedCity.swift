import Synchronization

/// The city that all systems look at and the clock changes.
final class SharedCity: Sendable {
    private let city: Mutex<DemoCity>

    init(_ city: sending DemoCity) { self.city = Mutex(city) }

    /// Looks at the city, or changes it, while nobody else does.
    func withCity<Result: Sendable>(_ body: (inout DemoCity) -> Result) -> Result {
        city.withLock { body(&$0) }
    }
}
