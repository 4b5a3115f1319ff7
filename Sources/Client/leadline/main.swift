// Synchronous on purpose: the inbox's loop is the program's one main-actor code and owns the main thread.
ProcessGuards.engage()
let arguments = Array(CommandLine.arguments.dropFirst())
HeapManners.engage(for: arguments)
Program.run(arguments)
