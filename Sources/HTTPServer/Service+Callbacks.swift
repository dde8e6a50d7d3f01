import CMicroHTTPD
import Glibc

// The C functions that the server library calls. The service outlives the library's threads, and is borrowed: threads that counted its
// references up and down with each request would wait for each other.

func accessRequest(
    _ owner: UnsafeMutableRawPointer?, _ connection: OpaquePointer?, _ url: UnsafePointer<CChar>?,
    _ method: UnsafePointer<CChar>?, _ version: UnsafePointer<CChar>?, _ data: UnsafePointer<CChar>?,
    _ size: UnsafeMutablePointer<Int>?, _ context: UnsafeMutablePointer<UnsafeMutableRawPointer?>?
) -> MHD_Result {
    guard let owner = unsafe owner, let connection = unsafe connection, let url = unsafe url,
        let method = unsafe method, let size = unsafe size, let context = unsafe context
    else { return .NO }
    let exchange: Exchange
    if let known = unsafe context.pointee {
        exchange = unsafe Unmanaged<Exchange>.fromOpaque(known).takeUnretainedValue()
    } else {
        exchange = Exchange()
        unsafe context.pointee = Unmanaged.passRetained(exchange).toOpaque()
    }
    return unsafe Unmanaged<Service>.fromOpaque(owner)._withUnsafeGuaranteedRef { service in
        guard exchange.hasBegun else { return unsafe service.begin(exchange, connection, url, method) }
        guard unsafe size.pointee > 0 else { return unsafe service.answer(exchange, connection, url, method) }
        let bytes = unsafe UnsafeRawBufferPointer(start: data, count: size.pointee)
        unsafe size.pointee = 0
        return unsafe service.receive(exchange, bytes)
    }
}

func completeRequest(
    _ owner: UnsafeMutableRawPointer?, _ connection: OpaquePointer?,
    _ context: UnsafeMutablePointer<UnsafeMutableRawPointer?>?, _ code: MHD_RequestTerminationCode
) {
    guard let owner = unsafe owner, let known = unsafe context?.pointee else { return }
    let exchange = unsafe Unmanaged<Exchange>.fromOpaque(known).takeRetainedValue()
    unsafe context?.pointee = nil
    unsafe Unmanaged<Service>.fromOpaque(owner)._withUnsafeGuaranteedRef { $0.end(exchange, code) }
}

/// Sees the request's target before its parameters are read. Each parameter takes memory of the connection, which closes
/// without an answer when that runs out: so a target of too many loses its query here, and is refused when it is whole.
func screenTarget(
    _ owner: UnsafeMutableRawPointer?, _ target: UnsafePointer<CChar>?, _ connection: OpaquePointer?
) -> UnsafeMutableRawPointer? {
    guard let owner = unsafe owner, let target = unsafe target else { return nil }
    let refusal = unsafe Unmanaged<Service>.fromOpaque(owner)._withUnsafeGuaranteedRef { unsafe $0.refusal(of: target) }
    guard let refusal else { return nil }
    let exchange = Exchange()
    exchange.refusal = refusal
    // The text is the library's own, in memory that it writes to itself.
    if let query = unsafe strchr(target, 0x3F) { unsafe query[1] = 0 }
    return unsafe Unmanaged.passRetained(exchange).toOpaque()
}

/// Decodes `%XX` in place. `%00` and broken escapes stay as they are: a zero would cut the text for every C function
/// that reads it, so that a guard and what it guards would see two different paths.
func unescapeInPlace(
    _ owner: UnsafeMutableRawPointer?, _ connection: OpaquePointer?, _ text: UnsafeMutablePointer<CChar>?
) -> Int {
    guard let text = unsafe text else { return 0 }
    guard let first = unsafe strchr(text, 0x25) else { return unsafe strlen(text) }
    var from = unsafe first - text
    var to = from
    while true {
        let byte = unsafe text[from]
        if byte == 0 { break }
        if byte == 0x25, let value = unsafe escaped(text + from + 1) {
            unsafe text[to] = CChar(bitPattern: value)
            from &+= 3
        } else {
            unsafe text[to] = byte
            from &+= 1
        }
        to &+= 1
    }
    unsafe text[to] = 0
    return to
}

private func escaped(_ digits: UnsafeMutablePointer<CChar>) -> UInt8? {
    guard let high = unsafe hexDigit(digits[0]), let low = unsafe hexDigit(digits[1]) else { return nil }
    let value = high << 4 | low
    return value == 0 ? nil : value
}

private func hexDigit(_ character: CChar) -> UInt8? {
    switch UInt8(bitPattern: character) {
    case let digit where (0x30...0x39).contains(digit): digit &- 0x30
    case let letter where (0x41...0x46).contains(letter): letter &- 0x37
    case let letter where (0x61...0x66).contains(letter): letter &- 0x57
    default: nil
    }
}
