import Crypto
import Synchronization

/// Ids of requests: a number that begins anywhere and is spread over 64 bits, so that ids do not tell how many there are.
final class RequestNumber: Sendable {
    private let next: Atomic<UInt64>

    init() throws {
        next = Atomic(try randomBytes(8).reduce(0) { $0 << 8 | UInt64($1) })
    }

    /// The next id: 13 characters, which Swift keeps without a heap allocation.
    func take() -> String {
        let number = next.wrappingAdd(1, ordering: .relaxed).newValue &* 0x9E37_79B9_7F4A_7C15
        return unsafe String(unsafeUninitializedCapacity: 13) { buffer in
            for place in 0..<13 {
                unsafe buffer[place] = Self.digit(number, place)
            }
            return 13
        }
    }

    /// One of the 13 digits of a number in base 32, the first being 0.
    static func digit(_ number: UInt64, _ place: Int) -> UInt8 {
        let digit = number >> UInt64(5 * (12 - place)) & 31
        return UInt8(digit < 10 ? 48 + digit : 87 + digit)
    }
}
