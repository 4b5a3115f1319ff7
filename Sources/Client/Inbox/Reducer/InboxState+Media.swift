import Drawing
import Messaging

extension InboxState {
    /// How long messages are on the screen before their attachments are asked for: passing over them is no reason.
    static let mediaRest = Duration.milliseconds(300)

    /// Lets the alarm ring soon where attachments may be on the screen whose list was never asked for.
    mutating func watchMedia() {
        guard layout.conversation != nil, conversation.isLoaded, let lead = conversation.lead,
            conversation.messages.contains(where: { mediaWatch.isUnlisted($0.row) })
        else {
            mediaWatch.endRest()
            alarms[.media] = nil
            return
        }
        let place = MessagePlace(
            lead: lead, bottom: conversation.bottom, newest: conversation.messages.last?.id, size: size)
        if mediaWatch.rest(at: place) { alarms[.media] = elapsed + Self.mediaRest }
    }

    /// Has the lists of the attachments fetched that are on the screen.
    mutating func seekMedia() {
        guard let place = mediaWatch.takeRest(), place.lead == conversation.lead else { return }
        for index in visibleMessages where mediaWatch.isUnlisted(conversation.messages[index].row) {
            mediaWatch.ask(conversation.messages[index].id)
            emit(.outside(.listMedia(conversation.messages[index].id)))
        }
    }

    /// Lists the attachments of the current message, and has the list fetched where it is not known.
    mutating func openMediaList() {
        guard let message = messageWithMedia else { return }
        if message.row.media.count < message.row.mediaCount {
            mediaWatch.tryAgain(message.id)
            emit(.outside(.listMedia(message.id)))
        }
        sheet = Sheet(.media(message.id))
    }

    /// The message under the cursor, where it has attachments; without a cursor the newest at hand that has some.
    var messageWithMedia: ShownMessage? {
        if conversation.cursor != nil { return conversation.current.flatMap { $0.row.mediaCount > 0 ? $0 : nil } }
        return conversation.messages.last { $0.row.mediaCount > 0 }
    }

    /// Saves the attachment that is selected, or the first of the message, whose list may have to be fetched before.
    mutating func saveMedia() {
        if let media = selectedMedia {
            emit(.outside(.saveMedia(media.id)))
        } else if let message = mediaMessage {
            emit(.outside(.fetchAndSaveMedia(message.id)))
        }
    }

    /// The message whose attachments keys act on.
    var mediaMessage: ShownMessage? {
        guard let sheet, case .media(let id) = sheet.kind else { return messageWithMedia }
        return conversation.index(of: id).map { conversation.messages[$0] }
    }

    /// The attachment keys act on: the one chosen in the list, else the first of the message.
    var selectedMedia: MediaRow? {
        guard let media = mediaMessage?.row.media else { return nil }
        guard let sheet, case .media = sheet.kind else { return media.first }
        return media.indices.contains(sheet.choice) ? media[sheet.choice] : nil
    }
}
