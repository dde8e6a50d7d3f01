import Foundation
import FuzzTargets

/// The target that `ENVHUB_FUZZ_TARGET` names.
private let target: FuzzTarget = {
    let name = ProcessInfo.processInfo.environment["ENVHUB_FUZZ_TARGET"] ?? ""
    guard let target = FuzzTarget.named(name) else {
        fatalError("ENVHUB_FUZZ_TARGET is one of \(FuzzTarget.all.map(\.name))")
    }
    return target
}()

/// Called by libFuzzer once, before it reads its corpus: puts the seeds into `ENVHUB_FUZZ_CORPUS`.
@_cdecl("LLVMFuzzerInitialize") public func initialize(
    _ count: UnsafeMutableRawPointer, _ arguments: UnsafeMutableRawPointer
)
    -> CInt
{
    guard let folder = ProcessInfo.processInfo.environment["ENVHUB_FUZZ_CORPUS"] else { return 0 }
    do {
        try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
        for (index, seed) in try target.seeds().enumerated() {
            try Data(seed).write(to: URL(filePath: folder + "/seed-\(index)"))
        }
    } catch {
        fatalError("no seeds: \(error)")
    }
    return 0
}

/// Called by libFuzzer with every input.
@_cdecl("LLVMFuzzerTestOneInput") public func test(_ data: UnsafePointer<UInt8>?, _ count: Int) -> CInt {
    let bytes = unsafe Array(UnsafeBufferPointer(start: data, count: count))
    do { try target.check(bytes) } catch { fatalError("\(error)") }
    return 0
}
