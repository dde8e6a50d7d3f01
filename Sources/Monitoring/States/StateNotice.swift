import Foundation
import Model
import Storage

/// States of points as bytes: what is kept of them, and the records that the hub's mapping reads.
enum StateNotice {
    static func body(_ state: PointState) throws -> [UInt8] { Array(try EpisodeNotice.encoder().encode(state)) }

    static func state(_ body: [UInt8]) throws -> PointState {
        do {
            return try JSONDecoder().decode(PointState.self, from: Data(body))
        } catch {
            throw StoreError(.damaged, "the state of a monitoring point cannot be read: \(error)")
        }
    }

    /// What a mapping sees of a state; times are UTC.
    private struct Record: Encodable {
        var kind = "state"
        var id: String
        var mn: String
        var state: String
        var since: String
        var heardAt: String
        var reason: String?
        var pointName: String?
        var medium: String?
        var outletCode: String?
        var uscc: String?
    }

    static func notice(_ state: PointState, of point: LimitBook.Point, at now: Int64) throws -> Notice {
        let record = Record(
            id: "state|\(point.code)", mn: point.code, state: state.name.rawValue,
            since: EpisodeNotice.text(state.since), heardAt: EpisodeNotice.text(state.heard),
            reason: state.reason.isEmpty ? nil : state.reason, pointName: point.name, medium: point.medium,
            outletCode: point.outlet, uscc: point.uscc)
        return Notice(.state, key: record.id, at: now, body: Array(try EpisodeNotice.recordEncoder().encode(record)))
    }
}
