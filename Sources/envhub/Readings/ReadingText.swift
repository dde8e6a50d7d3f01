import Monitoring
import Storage

/// Values of devices in words.
enum ReadingText {
    /// A limit: `≤50`, `6~9`; with an exclamation mark where it is broken.
    static func limit(_ value: PointStanding.Value) -> String {
        guard let limit = value.limit else { return "" }
        let text =
            switch (limit.min, limit.max) {
            case (let min?, let max?): "\(min)~\(max)"
            case (let min?, nil): "≥\(min)"
            case (nil, let max?): "≤\(max)"
            case (nil, nil): ""
            }
        return (value.isOver ? "! " : "") + text
    }

    /// How a reading came to be.
    static func origin(_ origin: ReadingOrigin) -> String {
        switch origin {
        case .device: ""
        case .history: "sent later"
        case .computed: "computed"
        }
    }
}
