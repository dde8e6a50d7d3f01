import Foundation
import Terminal

let words = Array(CommandLine.arguments.dropFirst())
exit(await Program.run(words).rawValue)
