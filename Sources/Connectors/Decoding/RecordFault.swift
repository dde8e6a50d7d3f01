public import Diagnostics
import Model

/// What can be wrong with a record before any mapping sees it. Such a record is counted, quarantined and never lost.
public enum RecordFault: CaseIterable, Sendable {
    /// More or fewer columns than the header.
    case columnCount
    /// Longer than `limits.max_record`.
    case tooLong
    /// Bytes that the file's encoding does not have.
    case encoding
    /// A quoted field that never ends.
    case unclosedQuote
    /// Text behind a closing quote.
    case textAfterQuote
    /// A NUL byte.
    case nulByte
    /// A line that is not JSON.
    case brokenJSON
    /// A JSON record that is no object.
    case notAnObject
    /// A single value where the mapping reads a list.
    case notAList
    /// A database value longer than `limits.max_record`.
    case valueTooLong
    /// Bytes of a device that are no packet, or a packet that cannot be taken.
    case refusedPacket

    /// The code, which says the headline, the cause and what to do.
    public var code: DiagnosticCode {
        switch self {
        case .columnCount: .columnCount
        case .tooLong: .recordTooLong
        case .encoding: .badEncoding
        case .unclosedQuote: .unclosedQuote
        case .textAfterQuote: .textAfterQuote
        case .nulByte: .nulByte
        case .brokenJSON: .brokenJSON
        case .notAnObject: .notAnObject
        case .notAList: .notAList
        case .valueTooLong: .valueTooLong
        case .refusedPacket: .refusedPacket
        }
    }

    /// The fault of a record.
    func at(_ place: RecordPage.Place, _ detail: String) -> RecordPage.Fault {
        RecordPage.Fault(place: place, code: code.id, message: detail.isEmpty ? code.title : detail)
    }
}
