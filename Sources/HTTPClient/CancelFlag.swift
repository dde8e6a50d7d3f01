import CCurl
import Synchronization

/// Cancels a transfer from another thread: at once, wherever it waits.
@safe final class CancelFlag: @unchecked Sendable {
    private let multi: OpaquePointer
    private let owner: CurlHandle
    private let raised = Atomic<Bool>(false)

    init(_ owner: CurlHandle) {
        self.owner = owner
        unsafe multi = owner.multi
    }

    var isRaised: Bool { raised.load(ordering: .acquiring) }

    func raise() {
        raised.store(true, ordering: .releasing)
        // The one function of a multi handle that any thread may call.
        unsafe curl_multi_wakeup(UnsafeMutableRawPointer(multi))
    }
}
