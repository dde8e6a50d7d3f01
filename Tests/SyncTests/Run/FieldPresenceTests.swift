import Diagnostics
import Storage
import Testing

@testable import Sync

/// Paths that the mapping reads and no record has, of JSON and XML.
@Suite("contract: missing_field") struct FieldPresenceTests {
    private func hub(_ format: String, _ contract: String, mass: String) throws -> WaitingHub {
        let hub = try WaitingHub()
        let path = format == "xml" ? "" : "$."
        let more = format == "xml" ? "records: /r/p\n" : ""
        try hub.write(
            "connectors/plants.yaml",
            """
            connector: plants
            kind: files
            files: { folder: inbox/plants, pattern: "*", format: \(format), stable_for: 0s }
            identity: \(path)no
            sync: { mode: snapshot, deletes: none }
            \(more)\(contract.isEmpty ? "" : "contract: { \(contract) }")
            """)
        try hub.write(
            "mappings/plants.yaml",
            """
            mapping: plants
            to:
              permit:
                fields: { number: \(path)no, mass: \(mass) }
                children:
                  sender:
                    entity: source
                    reference: true
                    each: \(path)lines\(format == "xml" ? "/line" : "[*]")
                    fields: { local_code: \(path)code }
            """)
        return hub
    }

    private func run(_ hub: WaitingHub, _ text: String) async throws -> Run {
        try hub.write("inbox/plants/a", text)
        let task = try #require(HubLoader.load(hub.directory, into: .init())?.task(for: "plants"))
        return try await SyncRun(task).perform()
    }

    @Test("A path that no record of the run has is told, once", arguments: ["", "missing_field: report"])
    func report(contract: String) async throws {
        let hub = try hub("json", contract, mass: "$.mass")
        let run = try await run(hub, #"[{"no":"P1","lines":[]},{"no":"P2"}]"#)
        #expect(run.state == .ok && run.code == "missing_field" && run.counts.stored == 2)
        #expect(run.message?.hasPrefix("no record has the field `$.mass`, which the mapping reads") == true)
        #expect(try await self.run(hub, #"[{"no":"P3"}]"#).message == nil)
        // It comes back, and goes again.
        #expect(try await self.run(hub, #"[{"no":"P3","mass":1}]"#).message == nil)
        #expect(try await self.run(hub, #"[{"no":"P3"}]"#).code == "missing_field")
    }

    @Test("`fail` stops before anything is stored; a null is there, an empty page says nothing")
    func fail() async throws {
        let hub = try hub("json", "missing_field: fail", mass: "$.mass")
        #expect(try await run(hub, "[]").state == .ok)
        #expect(try await run(hub, #"[{"no":"P1"},{"no":"P2","mass":null}]"#).state == .ok)
        let run = try await run(hub, #"[{"no":"P1"},{"no":"P2"}]"#)
        #expect(run.state == .failed && run.code == "missing_field" && run.counts.read == 0)
        #expect(run.message?.contains("no record of a has the field `$.mass`, which the mapping reads") == true)
        // Items of a list are asked for what they have, a list without items is not.
        let items = try await self.run(hub, #"[{"no":"P1","mass":1,"lines":[{"other":1}]}]"#)
        #expect(items.message?.contains("`$.lines[*].code`") == true)
    }

    @Test("What may be absent says so; what is one of several, or stands in an expression, need not be there")
    func optional() async throws {
        for mass in ["{ from: $.mass, optional: true }", "{ from: [$.mass, $.m2] }", "{ expr: '$.mass ?? null' }"] {
            let hub = try hub("json", "missing_field: fail", mass: mass)
            let run = try await run(hub, #"[{"no":"P1"}]"#)
            #expect(run.state == .ok && run.message == nil, "\(mass): \(run)")
        }
    }

    @Test("`ignore` says nothing")
    func ignore() async throws {
        let hub = try hub("json", "missing_field: ignore", mass: "$.mass")
        #expect(try await run(hub, #"[{"no":"P1"}]"#).message == nil)
    }

    @Test("XML: elements that no record has, and elements and attributes that nobody asks for")
    func xml() async throws {
        let hub = try hub("xml", "", mass: "mass")
        let run = try await run(hub, "<r><p><no>P1</no><lines><line><code>1</code></line></lines></p></r>")
        #expect(run.message?.hasPrefix("no record has the field `mass`, which the mapping reads") == true)
        let more = "<r><p><no>P1</no><mass>1</mass></p><p id='3'><no>P2</no><mass/><备注>x</备注></p></r>"
        let second = try await self.run(hub, more)
        #expect(
            second.message
                == "the source has 2 fields `@id`, `备注` that it did not have before and that the mapping does not know")
        let strict = try self.hub("xml", "missing_field: fail, unknown_field: fail", mass: "mass")
        #expect(try await self.run(strict, "<r><p><no>P1</no></p></r>").code == "missing_field")
        #expect(try await self.run(strict, more).code == "unknown_field")
        #expect(try await self.run(strict, "<r/>").state == .ok)
    }
}
