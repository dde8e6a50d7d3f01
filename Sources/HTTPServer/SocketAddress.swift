import CMicroHTTPD
import Glibc

/// The numeric host of a socket address, or an empty text.
func numericHost(_ address: UnsafePointer<sockaddr>) -> String {
    let size =
        unsafe address.pointee.sa_family == sa_family_t(AF_INET6)
        ? MemoryLayout<sockaddr_in6>.size : MemoryLayout<sockaddr_in>.size
    return unsafe withUnsafeTemporaryAllocation(of: CChar.self, capacity: Int(NI_MAXHOST)) { host in
        let code = unsafe getnameinfo(
            address, socklen_t(size), host.baseAddress, socklen_t(NI_MAXHOST), nil, 0, NI_NUMERICHOST)
        return code == 0 ? unsafe String(cString: host.baseAddress!) : ""
    }
}
