import Testing

@testable import DemoSystems
