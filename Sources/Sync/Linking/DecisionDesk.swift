public import Storage
import Feeds
import Model

/// Takes what people decide about pollution sources: it is recorded, holds above all that the machine thinks, and is carried out at
/// once, whatever runs go on.
public struct DecisionDesk: Sendable {
    /// What a decision did.
    public struct Outcome: Sendable, Equatable {
        /// Its number.
        public var decision: Int64
        /// How many members belong to another source than before.
        public var moved: Int
        /// The sources of the members that it names, by now.
        public var sources: [Int64]
    }

    /// Why a decision was refused.
    public enum Refusal: Error, Sendable, Equatable, CustomStringConvertible {
        /// Other decisions say the opposite of two members, which are shown by system and key.
        case contradiction(String, String, decisions: [Int64])
        /// There is no such decision, or it does not hold any more.
        case notThere(Int64)

        /// What a person is told.
        public var description: String {
            switch self {
            case .contradiction(let one, let two, let decisions):
                "people have said of \(one) and \(two) that they are one and that they are two (decisions "
                    + decisions.map(String.init).joined(separator: ", ") + "): undo one of them first"
            case .notThere(let id): "there is no decision \(id) that still holds"
            }
        }
    }

    private let hub: Hub
    private let now: @Sendable () -> Int64

    /// The desk of a hub.
    public init(_ hub: Hub, now: @escaping @Sendable () -> Int64 = SyncRun.clock) {
        self.hub = hub
        self.now = now
    }

    /// Records a decision and carries it out.
    ///
    /// - Parameter groups: the members it is about, see ``Decision``.
    /// - Throws: ``Refusal`` when it contradicts another one, ``StoreError``.
    public func decide(
        _ kind: Decision.Kind, groups: [[Int64]], who: String, why: String
    ) throws -> Outcome {
        let store = try Store(path: hub.storePath)
        let at = now()
        return try carryOut(in: store, at: at) {
            let id = try store.add(Decision(kind, groups: groups, who: who, why: why, at: at))
            return (id, Array(groups.joined()))
        }
    }

    /// Takes a decision back: the machine judges again.
    public func undo(_ decision: Int64, who: String, why: String) throws -> Outcome {
        let store = try Store(path: hub.storePath)
        let at = now()
        return try carryOut(in: store, at: at) {
            guard try store.undoDecision(decision, .init(who: who, why: why, at: at)) else {
                throw Refusal.notThere(decision)
            }
            let undone = try store.decisions().first { $0.id == decision }
            return (decision, undone.map { Array($0.groups.joined()) } ?? [])
        }
    }

    private func carryOut(
        in store: Store, at: Int64, _ record: () throws -> (decision: Int64, members: [Int64])
    ) throws -> Outcome {
        do {
            return try store.inTransaction {
                try FeedKeeping.prepare(hub.feeds, schema: hub.schema, in: store, at: at)
                let before = try store.decisions()
                let (decision, named) = try record()
                let logged = try store.regroupingCount()
                // Not a connector's: no run has number 0.
                let commit = try PageCommit(
                    store, schema: hub.schema, feeds: hub.feeds,
                    source: SourceIdentity(connector: "=people", system: "people"), versionSeed: 0,
                    identity: hub.identity)
                let stamp = Stamp(run: 0, version: 0, at: at)
                try commit.followRules(stamp)
                let entity = SourceRoll.entity(in: hub.schema)?.name ?? ""
                try commit.followDecisions(of: entity, after: before, newest: decision, stamp: stamp)
                let members = try MemberTable(store)
                return Outcome(
                    decision: decision, moved: try store.regroupingCount() - logged,
                    sources: Set(try named.map { try members.row(of: $0) }).sorted())
            }
        } catch let fault as DecisionFault {
            throw try refusal(fault)
        }
    }

    /// The transaction is gone; what it was refused for is told by what stands.
    private func refusal(_ fault: DecisionFault) throws -> Refusal {
        guard case .contradiction(let one, let two) = fault else { return .notThere(0) }
        let roll = try SourceRoll(storePath: hub.storePath, schema: hub.schema)
        let parts = roll.entries.flatMap(\.parts)
        func name(_ id: Int64) -> String { parts.first { $0.member.id == id }?.name ?? "\(id)" }
        let involved = roll.decisions.filter { decision in
            decision.undone == nil && decision.groups.joined().contains { $0 == one || $0 == two }
        }
        return .contradiction(name(one), name(two), decisions: involved.map(\.id))
    }
}
