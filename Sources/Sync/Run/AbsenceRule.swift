/// Whether records that a complete reading did not show may be deleted.
struct AbsenceRule {
    /// The largest share that may be absent.
    let share: Double
    /// Records of the reading that could not be decoded or have no key: each may be one of those that seem absent.
    let unreadable: Int
    /// Whether a person said yes.
    let isAccepted: Bool

    /// Why not; nil when they may.
    func refusal(_ absence: PageCommit.Absence) -> String? {
        if isAccepted { return nil }
        if unreadable > 0 {
            return
                "\(absence.absent) records are absent, but \(unreadable) of this reading could not be decoded or have no key "
                + "and may be among them: nothing was deleted; mend the source, or accept with --accept-absent"
        }
        guard absence.share > share else { return nil }
        let found = Self.percent(absence.share)
        return "\(absence.absent) of \(absence.known) records are absent (\(found)), more than max_absent "
            + "\(Self.percent(share)): nothing was deleted; if they are really gone, run again with --accept-absent"
    }

    private static func percent(_ share: Double) -> String {
        let tenths = Int((share * 1_000).rounded())
        return tenths % 10 == 0 ? "\(tenths / 10) %" : "\(tenths / 10).\(tenths % 10) %"
    }
}
