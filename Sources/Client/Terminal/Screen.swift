internal import CTerminalRescue
package import Drawing
internal import Glibc

/// The terminal as the program's screen: takes keys, shows canvases, and puts everything back at the end.
///
/// A frame is one write, and none where nothing changed. Once the terminal is gone (`isLost`) every call returns
/// at once and does nothing.
package final class Screen {
    let options: ScreenOptions
    var line: TerminalLine
    var curses: Curses
    var decoder: KeyDecoder
    /// Where the terminal is not known to mark pastes, what tells them from keys.
    var pasteGuess: PasteGuess
    package private(set) var size: Size

    /// What the glass shows, as far as we know.
    var shown: Canvas?
    var theme: Theme?
    var looks: [Look] = []
    /// Bytes of our own that leave before the next frame's, and after them.
    var before: [UInt8] = []
    var after: [UInt8] = []
    /// The frame that waits until a stopped terminal takes bytes again.
    var waiting: (Canvas, Theme)?
    /// Keys that were read and not asked for yet.
    var decoded: [Key] = []
    var received = [UInt8](repeating: 0, count: 4096)
    /// When bytes last came, on a clock that knows only how much time passes.
    var silentSince = ContinuousClock.now
    var hasNewSize = false
    var hasEnded = false
    /// Whether the loop has been told that the terminal is gone.
    var hasToldLoss = false
    var hasTitle = false
    /// What is done around a stop of the process, which must not find it in the middle of something.
    package var aroundStop: (() -> Void) -> Void = { $0() }
    let signals: Int32

    /// Takes the terminal over. Nothing is written before the first frame.
    package init(_ options: ScreenOptions) throws(TerminalError) {
        let line = try TerminalLine(input: options.input, output: options.output)
        let reported = line.reportedSize() ?? (80, 24)
        let size = Size(width: reported.width, height: reported.height)
        // Our own signals first: curses leaves alone what somebody else has taken.
        signals = rescue_watch_signals()
        var found: Curses?
        do throws(TerminalError) {
            for type in options.types where found == nil {
                found = try Curses(type: type, size: size, usesColour: options.usesColour, readsUTF8: options.readsUTF8)
            }
        } catch {
            rescue_forget_signals()
            line.close()
            throw error
        }
        guard let curses = found else {
            rescue_forget_signals()
            line.close()
            throw .unusableType(options.terminalType)
        }
        self.options = options
        self.line = line
        self.curses = curses
        self.size = size
        decoder = KeyDecoder(extra: curses.keySequences())
        let marksPastes = Modes.marksPastes(type: options.terminalType, isInsideTmux: options.isInsideTmux)
        pasteGuess = PasteGuess(isMarked: marksPastes)
        enter()
    }

    /// The type in use, and whether it stands in for one that is unknown here.
    package var terminalType: String { curses.type }
    package var isFallback: Bool { curses.type != options.terminalType }
    package var colourCount: Int { curses.colourCount }
    package var isLost: Bool { line.isLost }
    /// Writes to the terminal so far, for measurements.
    package var writeCount: Int { line.writeCount }

    /// Whether the terminal has told that its background is dark or light.
    package var reportedBackground: Theme.Background? {
        decoder.background.map { Contrast.luminance($0) < 0.18 ? .dark : .light }
    }

    /// Gives the terminal back for good. Harmless when called again.
    package func end() {
        guard !hasEnded else { return }
        hasEnded = true
        var bytes = modes.off + (hasTitle ? Sequences.titleBack : [])
        curses.end(into: &bytes)
        line.send(bytes)
        line.drain()
        line.restore()
        rescue_disarm()
        line.close()
    }

    isolated deinit { end() }
}

// MARK: - Coming and going

extension Screen {
    /// Prepares the line; what the terminal has to be told goes out with the next frame.
    private func enter() {
        line.makeRaw()
        var settings = line.settings
        let farewell = modes.farewell
        rescue_arm(line.output, &settings, farewell, farewell.count)
        after += modes.on
        if options.asksForBackground, modes.isModern { after += Sequences.askBackground }
        shown = nil
    }

    private func leave() {
        var bytes = modes.off
        curses.leave(into: &bytes)
        line.send(bytes)
        line.drain()
        line.restore()
        rescue_disarm()
    }

    /// Does something else with the terminal, such as running an editor, and takes it back afterwards.
    package func whileAway<Result>(_ work: () throws -> Result) rethrows -> Result {
        guard !hasEnded, !line.isLost else { return try work() }
        leave()
        defer {
            enter()
            adoptSize()
        }
        return try work()
    }

    /// Stops the process as Ctrl-Z does and returns when it goes on.
    package func suspend(stop: () -> Void = { rescue_stop_here() }) { whileAway { aroundStop(stop) } }

    /// Draws everything anew with the next frame.
    package func redraw() {
        curses.forget()
        shown = nil
    }

    /// Asks for the size and draws anew even where it is the old one: a window that was another size in between
    /// does not show what it showed before.
    func adoptSize() {
        hasNewSize = true
        if let reported = line.reportedSize() {
            size = Size(width: reported.width, height: reported.height)
            curses.resize(size)
        }
        redraw()
    }

    var modes: Modes { Modes(type: curses.type, usesMouse: options.usesMouse) }
}
