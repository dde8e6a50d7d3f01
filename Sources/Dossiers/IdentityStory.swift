public import Model

/// Which records make a thing up, how they came together, and what people decided of them.
public struct IdentityStory: Sendable, Equatable {
    /// What one system calls by one key.
    public struct Member: Sendable, Equatable {
        /// Its number for ever.
        public let id: HubID
        /// The system.
        public let system: String
        /// The key.
        public let key: String
    }

    /// A member that came to belong to another thing, with the evidence.
    public struct Regrouping: Sendable, Equatable {
        /// When, in milliseconds.
        public let at: Int64
        /// Which member.
        public let member: Member
        /// What it belonged to before; nil for a new member.
        public let from: HubID?
        /// What it belongs to since.
        public let to: HubID
        /// `linked`, `relinked` or `decided`.
        public let cause: String
        /// The decision that made it so; nil when linking did.
        public let decision: Int64?
        /// The member that spoke most for it.
        public let other: Member?
        /// What all the evidence weighs, in bits.
        public let bits: Double
        /// Which rule decided.
        public let rule: String
    }

    /// What a person decided.
    public struct Decision: Sendable, Equatable {
        /// Its number.
        public let number: Int64
        /// `same`, `different` or `pin`.
        public let kind: String
        /// Of whom; of `different` those of both sides.
        public let members: [Member]
        /// Who decided.
        public let who: String
        /// Why.
        public let why: String
        /// When, in milliseconds.
        public let at: Int64
        /// Who took it back, why and when; nil when it holds.
        public let undone: Undoing?
    }

    /// A decision that was taken back.
    public struct Undoing: Sendable, Equatable {
        /// Who took it back.
        public let who: String
        /// Why.
        public let why: String
        /// When, in milliseconds.
        public let at: Int64
    }

    /// A thing that is none of its own any more.
    public struct Merged: Sendable, Equatable {
        /// Its id.
        public let id: HubID
        /// When, in milliseconds.
        public let at: Int64
    }

    /// Who makes the thing up.
    public internal(set) var members: [Member] = []
    /// How they came together, and who left, the newest first.
    public internal(set) var regroupings: [Regrouping] = []
    /// What people decided of them, the newest first.
    public internal(set) var decisions: [Decision] = []
    /// What went into the thing, the newest first.
    public internal(set) var merged: [Merged] = []

    /// Whether there is nothing to tell.
    public var isEmpty: Bool { members.isEmpty && regroupings.isEmpty && decisions.isEmpty && merged.isEmpty }
}
