import Connectors
public import Diagnostics
import Mappings
import Model

/// Compares the mappings of a hub with the samples that its runs kept. Only `envhub check` does: a run goes by what the
/// files say, not by what records were.
public enum SampleCheck {
    /// What is found goes to `bag`.
    public static func check(_ hub: Hub, into bag: DiagnosticBag) {
        for connector in hub.connectors {
            guard let mapping = hub.mappings[connector.name],
                let profile = SampleFile(connector.name, in: hub.stateDirectory).read()
            else { continue }
            mapping.check(against: profile, note: note(connector.name, profile), into: bag)
        }
    }

    private static func note(_ connector: String, _ profile: SampleProfile) -> String {
        "the sample is of \(connector), run \(profile.run), \(Instant(milliseconds: profile.at).description)"
    }
}
