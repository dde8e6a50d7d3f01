import Synchronization

/// What one consumer is being sent, in bytes: given back when the last of those who keep it lets go.
///
/// Answers lie in memory until their readers have taken them. A partner that asks for many and reads none of them would fill it.
final class SendingShare: Sendable {
    private let consumer: Int64
    private let bytes: Int
    private let budget: SendingBudget

    fileprivate init(_ consumer: Int64, _ bytes: Int, _ budget: SendingBudget) {
        self.consumer = consumer
        self.bytes = bytes
        self.budget = budget
    }

    deinit { budget.release(consumer, bytes) }
}

/// Holds each consumer to a number of bytes that may be on their way to it at the same time.
final class SendingBudget: Sendable {
    private let most: Int
    private let held = Mutex<[Int64: Int]>([:])
    /// Answers that take less are not counted: the connections bound how many there are.
    private static let least = 64 << 10

    init(most: Int) { self.most = most }

    /// A share for an answer; nil for one that needs none. Throws 429 when the consumer has as much on its way as it may. Whoever has
    /// nothing on its way gets any answer.
    func share(_ consumer: Int64, bytes: Int) throws(Problem) -> SendingShare? {
        guard bytes >= Self.least else { return nil }
        let isAdmitted = held.withLock { held in
            let now = held[consumer, default: 0]
            guard now == 0 || now + bytes <= most else { return false }
            held[consumer] = now + bytes
            return true
        }
        guard isAdmitted else {
            throw .tooMany(
                "\(most >> 20) MiB of answers are on their way to you already: read them before you ask for more.",
                after: 1
            )
        }
        return SendingShare(consumer, bytes, self)
    }

    fileprivate func release(_ consumer: Int64, _ bytes: Int) {
        held.withLock { held in
            let left = held[consumer, default: 0] - bytes
            held[consumer] = left > 0 ? left : nil
        }
    }
}
