/// What one transfer has received so far: what curl's callbacks write to.
final class TransferReceiver {
    /// Where a download's bytes go; false ends it.
    typealias Sink = (RawSpan) -> Bool

    private(set) var fields = TransferFields()
    private(set) var body: [UInt8] = []
    /// Why a callback refused to go on.
    private(set) var refusal: Refusal?

    /// Whether an address was refused, so that no socket was opened to it.
    private(set) var isBarred = false

    private let limits: TransferLimits
    private let sink: Sink?
    private let admits: (@Sendable (String) -> Bool)?
    private var status = 0
    private var head = 0
    private var given = 0

    enum Refusal {
        case tooLarge
        case headTooLarge
        case aborted
    }

    /// An answer that is not what a download asked for is kept, up to here, for its message.
    private static let errorBody = 64 << 10

    init(_ request: TransferRequest, sink: Sink?) {
        limits = request.limits
        admits = request.admits
        self.sink = sink
    }

    /// Whether a connection may go to an address.
    func mayOpen(_ address: String) -> Bool {
        guard let admits, !admits(address) else { return true }
        isBarred = true
        return false
    }

    /// Takes a piece of the body; false ends the transfer.
    func take(_ bytes: UnsafeRawBufferPointer) -> Bool {
        given += bytes.count
        guard given <= limits.bodyBytes else { return refuse(.tooLarge) }
        guard let sink, status == 0 || (200..<300).contains(status) else {
            if sink == nil || body.count + bytes.count <= Self.errorBody { unsafe body.append(contentsOf: bytes) }
            return true
        }
        return unsafe sink(bytes.bytes) ? true : refuse(.aborted)
    }

    /// Takes a line of the head; false ends the transfer.
    func takeHead(_ line: UnsafeRawBufferPointer) -> Bool {
        head += line.count
        guard head <= limits.headBytes else { return refuse(.headTooLarge) }
        let text = unsafe String(decoding: line, as: UTF8.self)
        if text.hasPrefix("HTTP/") {
            // A new response: the one before was interim (1xx).
            fields = TransferFields()
            status = text.split(separator: " ").dropFirst().first.flatMap { Int($0) } ?? 0
        } else if status != 0, let colon = text.firstIndex(of: ":") {
            fields.add(String(text[..<colon]), trimmed(text[text.index(after: colon)...]))
        }
        return true
    }

    private func refuse(_ reason: Refusal) -> Bool {
        refusal = reason
        return false
    }
}

/// Without blanks and line ends around it.
func trimmed(_ text: Substring) -> String {
    let blank: (Character) -> Bool = { $0 == " " || $0 == "\t" || $0 == "\r" || $0 == "\n" || $0 == "\r\n" }
    guard let start = text.firstIndex(where: { !blank($0) }), let end = text.lastIndex(where: { !blank($0) }) else {
        return ""
    }
    return String(text[start...end])
}

func receiveBody(
    _ bytes: UnsafeMutablePointer<CChar>?, _ one: Int, _ count: Int, _ context: UnsafeMutableRawPointer?
) -> Int {
    guard let context = unsafe context else { return 0 }
    let receiver = unsafe Unmanaged<TransferReceiver>.fromOpaque(context).takeUnretainedValue()
    return unsafe receiver.take(UnsafeRawBufferPointer(start: bytes, count: count)) ? count : refused(count)
}

func receiveHead(
    _ bytes: UnsafeMutablePointer<CChar>?, _ one: Int, _ count: Int, _ context: UnsafeMutableRawPointer?
) -> Int {
    guard let context = unsafe context else { return 0 }
    let receiver = unsafe Unmanaged<TransferReceiver>.fromOpaque(context).takeUnretainedValue()
    return unsafe receiver.takeHead(UnsafeRawBufferPointer(start: bytes, count: count)) ? count : refused(count)
}

/// Any other number than the one given ends the transfer; an empty piece needs one too.
private func refused(_ count: Int) -> Int { count == 0 ? 1 : 0 }
