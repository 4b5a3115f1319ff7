/// Takes one input and says what is to be done about it.
///
/// All keys of a batch are taken before anything is asked for, so that three hundred of them cost one load.
package func reduce(_ state: inout InboxState, _ input: Input, at clock: ClockReading) -> [Effect] {
    (state.now, state.elapsed) = (clock.wall, clock.elapsed)
    switch input {
    case .keys(let keys): state.press(keys)
    case .news(let news): state.hear(news)
    }
    state.settle()
    defer { state.effects = [] }
    return state.effects
}
