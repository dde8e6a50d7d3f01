import CIconv

#if canImport(Glibc)
    import Glibc
#endif

/// One conversion of the C library to UTF-8 (`iconv`).
@safe final class Transcoder {
    /// Why a conversion stopped.
    enum Ending {
        case complete
        case incomplete
        case invalid
    }

    private let handle: iconv_t
    private let room: UnsafeMutableBufferPointer<CChar>

    /// Nil when the C library lacks the encoding.
    init?(_ name: String) {
        guard let opened = unsafe iconv_open("UTF-8", name), unsafe opened != iconv_t(bitPattern: -1) else {
            return nil
        }
        unsafe handle = opened
        unsafe room = .allocate(capacity: 1 << 16)
    }

    deinit {
        unsafe iconv_close(handle)
        unsafe room.deallocate()
    }

    /// Converts as many whole characters as there are.
    ///
    /// - Returns: how many bytes were converted, and what stopped it.
    func convert(_ input: UnsafeRawBufferPointer, into output: inout [UInt8]) -> (Int, Ending) {
        // The C function takes a pointer to mutable bytes but does not change them.
        var source = unsafe UnsafeMutablePointer(mutating: input.baseAddress?.assumingMemoryBound(to: CChar.self))
        var left = input.count
        while true {
            var target = unsafe room.baseAddress
            var space = unsafe room.count
            let result = unsafe iconv(handle, &source, &left, &target, &space)
            let reason = errno
            let written = unsafe UnsafeRawBufferPointer(room)[..<(room.count - space)]
            unsafe output.append(contentsOf: written)
            if result >= 0 { return (input.count - left, .complete) }
            switch reason {
            case E2BIG: continue
            case EINVAL: return (input.count - left, .incomplete)
            default: return (input.count - left, .invalid)
            }
        }
    }
}
