// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: 2026 the Understudy authors

extension ProseTemplates {
    /// Sentences without slots, by their number of words (the first list, of no words, is empty).
    static let closingsByLength: [[String]] = {
        var lists: [[String]] = []
        for sentence in closings {
            let length = WordCount.words(in: sentence.utf8)
            while lists.count <= length { lists.append([]) }
            lists[length].append(sentence)
        }
        return lists
    }()

    /// Every length from 1 to 14 must be here at least once; a test looks.
    static let closings = [
        "Onward.",
        "Start small.", "Keep going.",
        "Write it down.", "Then try again.",
        "Measure before you change.", "Small steps still count.", "Good notes save time.", "Ask early, ask often.",
        "Nothing here is beyond reach.", "Patience is part of it.", "The rest follows from practice.",
        "Simple plans are easier to keep.", "Choose one thing and finish it.", "Share the result while it lasts.",
        "Old questions deserve a second look too.", "A clear goal makes every choice easier.",
        "It is fine to learn in public.",
        "What you leave out matters just as much.", "Come back to this page in three months.",
        "The best time to review it is now.", "Doubt is useful as long as it moves.",
        "Most of it becomes easier with a little repetition.", "Let the people who use it have the last word.",
        "Progress is often quieter than we would like it.",
        "Keep what works, drop what does not, and write down why.",
        "Every decision is easier to defend when its reason is known.",
        "A calm hour of thought replaces many hours of repair.",
        "If one thing stays with you, let it be the first step.",
        "There will be setbacks, and most of them will teach you something.",
        "The people around you will notice the difference before the numbers do.",
        "Set a date for the next review and treat it as an appointment.",
        "Whatever you decide, make sure that somebody else could understand it later on.",
        "A little structure goes a long way, especially when time is in short supply.",
        "Look at the plan again next week, because fresh eyes find what tired ones miss.",
        "It takes some courage to stop doing what no longer helps, and it is worth it.",
    ]
}
