// Synchronous on purpose: the inbox's loop is the program's one main-actor code and owns the main thread.
ProcessGuards.engage()
HeapManners.engage()
Program.run(Array(CommandLine.arguments.dropFirst()))
