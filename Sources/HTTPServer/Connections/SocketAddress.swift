import CMicroHTTPD
import Glibc

/// The numeric host of a socket address, or an empty text.
func numericHost(_ address: UnsafePointer<sockaddr>) -> String {
    if unsafe address.pointee.sa_family == sa_family_t(AF_INET) { return unsafe numericHost4(address) }
    let size =
        unsafe address.pointee.sa_family == sa_family_t(AF_INET6)
        ? MemoryLayout<sockaddr_in6>.size : MemoryLayout<sockaddr_in>.size
    return unsafe withUnsafeTemporaryAllocation(of: CChar.self, capacity: Int(NI_MAXHOST)) { host in
        let code = unsafe getnameinfo(
            address, socklen_t(size), host.baseAddress, socklen_t(NI_MAXHOST), nil, 0, NI_NUMERICHOST)
        return code == 0 ? unsafe String(cString: host.baseAddress!) : ""
    }
}

/// Four numbers with dots between. The library's own way asks its whole machinery of names, for every request.
private func numericHost4(_ address: UnsafePointer<sockaddr>) -> String {
    let number = unsafe UInt32(
        bigEndian: UnsafeRawPointer(address).assumingMemoryBound(to: sockaddr_in.self).pointee.sin_addr.s_addr)
    return unsafe String(unsafeUninitializedCapacity: 15) { text in
        var count = 0
        for shift in [UInt32(24), 16, 8, 0] {
            let part = number >> shift & 0xFF
            if count > 0 { append(UInt8(ascii: ".")) }
            if part > 99 { append(digit(part / 100)) }
            if part > 9 { append(digit(part / 10 % 10)) }
            append(digit(part % 10))
        }
        return count

        func append(_ byte: UInt8) {
            unsafe text[count] = byte
            count += 1
        }
        func digit(_ value: UInt32) -> UInt8 { UInt8(ascii: "0") + UInt8(value) }
    }
}
