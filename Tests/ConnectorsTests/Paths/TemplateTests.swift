import Testing

@testable import Connectors

@Suite struct TemplateTests {
    @Test func fillsVariables() {
        let template = Template("p={page}&n={page.size}&x={other}")
        #expect(template.variables == [.page, .pageSize])
        #expect(template.unknown == ["other"])
        #expect(template.filled([.page: "3", .pageSize: "500"]) == "p=3&n=500&x={other}")
    }

    @Test func leavesJSONBracesAlone() {
        let template = Template(#"{"a":{"from":"{cursor}"},"b":{}}"#)
        let body = template.filled([.cursor: "2024 \"甲\"\n"], escaping: .json)
        #expect(body == #"{"a":{"from":"2024 \"甲\"\n"},"b":{}}"#)
    }

    @Test func escapesForXMLAndForms() {
        let template = Template("<from>{cursor}</from>")
        #expect(template.filled([.cursor: "<a&\u{1}b>"], escaping: .xml) == "<from>&lt;a&amp;b&gt;</from>")
        #expect(Template("{token}").filled([.token: "甲 +/="], escaping: .form) == "%E7%94%B2%20%2B%2F%3D")
    }

    @Test func knowsASoleVariable() {
        #expect(Template("{token}").isOneVariable)
        #expect(!Template("t{token}").isOneVariable)
        #expect(!Template("").isOneVariable)
    }
}
