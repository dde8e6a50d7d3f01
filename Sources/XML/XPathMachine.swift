import CXML
import Synchronization

/// libxml2's compiled form of an expression with the context it is evaluated in, which takes one evaluation at a time:
/// `turn` sees to that.
@safe
final class XPathMachine: @unchecked Sendable {
    private let turn = Mutex(())
    private let context: xmlXPathContextPtr
    private let compiled: xmlXPathCompExprPtr

    /// Operations one evaluation may take: a slip of the pen must not hold a run for hours.
    private static let mostOperations: UInt = 100_000_000

    init(_ text: String, _ namespaces: [String: String]) throws(XPathError) {
        xmlInitParser()
        guard let context = unsafe xmlXPathNewContext(nil) else {
            throw XPathError(message: "there is not enough memory", column: 0)
        }
        unsafe context.pointee.error = { _, _ in }
        unsafe context.pointee.opLimit = Self.mostOperations
        for (prefix, uri) in namespaces { unsafe xmlXPathRegisterNs(context, prefix, uri) }
        guard let compiled = unsafe xmlXPathCtxtCompile(context, text) else {
            let error = unsafe Self.error(of: context, text)
            unsafe xmlXPathFreeContext(context)
            throw error
        }
        unsafe self.context = context
        unsafe self.compiled = compiled
        try rehearse()
    }

    deinit {
        unsafe xmlXPathFreeCompExpr(compiled)
        unsafe xmlXPathFreeContext(context)
    }

    /// Evaluates on a page of nothing, which shows prefixes and functions that are not declared.
    private func rehearse() throws(XPathError) {
        let page: XMLPage
        do throws(XMLError) { page = try XMLPage(Array("<a/>".utf8)) } catch { return }
        _ = try evaluate(page, page.root)
    }

    func evaluate(_ page: XMLPage, _ node: XMLNode) throws(XPathError) -> XPathValue {
        // They do not leave this call: the lock only makes it wait.
        nonisolated(unsafe) let place = (page: page, node: node)
        nonisolated(unsafe) var result = Result<XPathValue, XPathError>.success(.nodes([]))
        turn.withLock { _ in unsafe result = evaluateAlone(place.page, place.node) }
        return unsafe try result.get()
    }

    private func evaluateAlone(_ page: XMLPage, _ node: XMLNode) -> Result<XPathValue, XPathError> {
        cxml_silence()
        unsafe xmlResetError(&context.pointee.lastError)
        unsafe context.pointee.doc = page.document
        unsafe context.pointee.node = node.pointer
        unsafe context.pointee.opCount = 0
        guard let object = unsafe xmlXPathCompiledEval(compiled, context) else {
            return unsafe .failure(Self.error(of: context, nil))
        }
        defer { unsafe xmlXPathFreeObject(object) }
        return unsafe .success(Self.value(of: object))
    }

    private static func value(of object: xmlXPathObjectPtr) -> XPathValue {
        switch unsafe object.pointee.type {
        case XPATH_BOOLEAN: unsafe .boolean(object.pointee.boolval != 0)
        case XPATH_NUMBER: unsafe .number(object.pointee.floatval)
        case XPATH_STRING: unsafe .text(object.pointee.stringval.map { unsafe String(cString: $0) } ?? "")
        default: unsafe .nodes(nodes(of: object))
        }
    }

    /// Namespace nodes are copies that end with the result, and the document is no record: both are left out.
    private static func nodes(of object: xmlXPathObjectPtr) -> [XMLNode] {
        guard let set = unsafe object.pointee.nodesetval, unsafe set.pointee.nodeNr > 0 else { return [] }
        unsafe xmlXPathNodeSetSort(set)
        var nodes: [XMLNode] = []
        for index in unsafe 0..<Int(set.pointee.nodeNr) {
            guard let node = unsafe XMLNode(set.pointee.nodeTab[index]) else { continue }
            if node.isElement || node.isAttribute || node.isText { nodes.append(node) }
        }
        return nodes
    }

    private static func error(of context: xmlXPathContextPtr, _ text: String?) -> XPathError {
        let error = unsafe context.pointee.lastError
        let message = unsafe error.message.map { unsafe String(cString: $0) } ?? "the expression failed"
        let trimmed = message.split(separator: "\n").joined(separator: " ")
        guard let text else { return XPathError(message: trimmed, column: 0) }
        let scalars = unsafe String(decoding: text.utf8.prefix(max(0, Int(error.int1))), as: UTF8.self).unicodeScalars
        return XPathError(message: trimmed, column: scalars.count + 1)
    }
}
