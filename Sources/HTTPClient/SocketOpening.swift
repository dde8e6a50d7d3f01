import CCurl
import Glibc

/// Opens the socket of a connection (`CURLOPT_OPENSOCKETFUNCTION`), when it may go to that address.
func openSocket(
    _ context: UnsafeMutableRawPointer?, _ purpose: curlsocktype, _ target: UnsafeMutablePointer<curl_sockaddr>?
) -> curl_socket_t {
    guard let context = unsafe context, let target = unsafe target else { return hub_curl_no_socket }
    let receiver = unsafe Unmanaged<TransferReceiver>.fromOpaque(context).takeUnretainedValue()
    guard let address = unsafe numericHost(target), receiver.mayOpen(address) else { return hub_curl_no_socket }
    let kind = unsafe target.pointee.socktype | CInt(SOCK_CLOEXEC.rawValue)
    return unsafe socket(target.pointee.family, kind, target.pointee.protocol)
}

/// The address as a numeric text; nil for what is no address of the internet.
private func numericHost(_ target: UnsafeMutablePointer<curl_sockaddr>) -> String? {
    // The address is longer than the field that begins it: it must be read where it lies.
    guard let offset = MemoryLayout<curl_sockaddr>.offset(of: \.addr) else { return nil }
    let address = unsafe UnsafeRawPointer(target).advanced(by: offset).assumingMemoryBound(to: sockaddr.self)
    let size = unsafe socklen_t(target.pointee.addrlen)
    return unsafe withUnsafeTemporaryAllocation(of: CChar.self, capacity: Int(NI_MAXHOST)) { host in
        let code = unsafe getnameinfo(address, size, host.baseAddress, socklen_t(NI_MAXHOST), nil, 0, NI_NUMERICHOST)
        return code == 0 ? unsafe String(cString: host.baseAddress!) : nil
    }
}
