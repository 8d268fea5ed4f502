// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: 2026 the Understudy authors

/// The words that drafts are made of.
///
/// In a template `{t}` is the topic, `{T}` the topic with a capital, `{H}` the topic in title case, `{s}` its slug, `{a}` an
/// adjective (with a consonant in front), `{r}` people, `{n}` things, `{v}` a verb, `{w}` a span of time, `{c}` a small
/// number, `{p}` a percentage, `{e}` an effort.
enum ProseTemplates {
    enum Block {
        case bullets
        case quote
        case link
        case table
    }

    /// What comes between paragraphs, in turn.
    static let blocks: [Block] = [.quote, .bullets, .link, .table, .quote, .link, .bullets, .link]

    static let titles: [(before: String, after: String)] = [
        ("", ": A Practical Guide"), ("A Working Guide to ", ""), ("", " Explained"),
        ("", ": What Works and What Does Not"),
        ("", ": Lessons From Everyday Practice"), ("Making Sense of ", ""), ("", " Without the Guesswork"), ("", ""),
    ]

    static let introductions = [
        "Most people come to {t} with a question that sounds simple and turns out not to be.",
        "There is no shortage of advice about {t}, yet very little of it says where to begin.",
        "Ask {r} about {t} and you will hear {c} different answers, all of them partly right.",
        "Interest in {t} has grown by about {p} percent within {w}, and the questions have become more specific.",
        "When {t} goes well, hardly anybody notices; when it goes wrong, everyone has an opinion.",
        "A year ago, {t} was a subject for specialists, and today it is part of ordinary planning.",
        "This guide looks at {t} from the point of view of {r} who have limited time.",
        "If you have put off thinking about {t}, you are in good company.",
    ]

    static let headings = [
        "Why {H} Deserves a Closer Look", "What {H} Really Means", "Where to Begin", "Setting Realistic Goals",
        "Common Mistakes and How to Avoid Them", "Choosing the Right Approach", "What the Numbers Say",
        "A Simple Process That Works", "Costs, Time and Trade-Offs", "Tools That Help", "How to Measure Progress",
        "Working With Other People", "Questions Worth Asking First", "Lessons From Real Projects",
        "When to Change Course", "Keeping the Results Up to Date", "Building a Repeatable Routine",
        "What Experts Tend to Overlook", "Preparing for the First Month", "Growing Without Losing Quality",
        "Checking Your Work", "Making the Case to Others", "Details That Make a Difference",
        "{H} on a Limited Budget",
    ]

    static let sentences = [
        "The first step is to write down what a good result would look like for {r}.",
        "In practice, {n} tell you more than any general rule.",
        "Some {r} prefer to {v} everything at once, but a {a} start is easier to correct.",
        "Teams that {v} their work every week find problems about {w} earlier.",
        "It helps to separate what is *known* from what is merely assumed.",
        "With {t}, the order of the steps matters more than their number.",
        "A {a} plan that people follow beats a perfect one that stays in a drawer.",
        "Around {p} percent of the effort usually goes into work that nobody planned for.",
        "That sounds obvious, yet {r} skip it again and again.",
        "Good {n} are short, current and easy to find.",
        "Before you spend any money, {v} the options you already have.",
        "The most useful feedback comes from {r}, not from the people who did the work.",
        "None of this requires special tools; a shared document is enough for {w}.",
        "Once the basics are in place, {t} becomes a matter of routine.",
        "Be **honest about the cost** of every change, including the time it takes to explain it.",
        "Consider {c} scenarios: the likely one, the pleasant one and the one you would rather not discuss.",
        "A common mistake is to copy what others do without asking why it worked for them.",
        "Look at {n} from the last year before you decide anything about the next.",
        "What matters is not how much you publish but whether {r} can act on it.",
        "For many organisations, {t} starts with a single person who keeps asking questions.",
        "Short deadlines are not always a disadvantage, because they force a {a} choice.",
        "After {w}, compare the result with the notes from the beginning.",
        "It is tempting to treat {t} as a project with an end, although it behaves more like a habit.",
        "Small differences add up: saving {p} minutes a week is almost a working day each quarter.",
        "Where the evidence is thin, say so, and come back to the point later.",
        "Clear ownership prevents most of the arguments that {r} remember afterwards.",
        "You do not need to {v} every detail, only the {c} that change the outcome.",
        "Prices vary widely, so ask for {n} before comparing offers.",
        "A {a} checklist turns a vague intention into something that can be finished.",
        "Many guides on {t} leave out the unglamorous part, which is keeping things up to date.",
        "When two goals conflict, let {r} decide which one comes first.",
        "The numbers rarely speak for themselves; somebody has to {v} them in plain language.",
        "Try the idea with a small group first and give it {w} before judging it.",
        "Experience suggests that roughly {p} percent of questions come from the same few causes.",
        "That is why experienced people keep {n} close at hand.",
        "Nobody gets {t} right on the first attempt, and that is not a failure.",
        "If a step cannot be explained in {c} sentences, it probably hides a second step.",
        "Ask what would have to be true for the opposite decision to make sense.",
        "Good habits survive a busy month; good intentions usually do not.",
        "There is a **simple test**: would {r} notice if this part disappeared?",
        "Documentation is cheapest on the day the decision is made.",
        "The trade-off between speed and care never goes away, but it can be made visible.",
        "Most of the value in {t} comes from {c} or so decisions that are easy to name.",
        "Leave room for surprises, since even a {a} estimate is still an estimate.",
        "Regional differences deserve attention too, especially where {r} expect local examples.",
        "Instead of adding another tool, {v} how the current ones are used.",
        "Progress feels slow during {w} and then becomes hard to overlook.",
        "Keep the language *plain*, because every unclear term costs a reader.",
        "One manager described {t} as gardening: mostly patience, occasionally pruning.",
        "It pays to revisit old {n}, since the reasons behind them may have changed.",
        "Whenever possible, {v} with real data rather than with memory.",
        "The second attempt is usually {p} percent faster, simply because the questions are known.",
        "Make it easy for {r} to disagree, and the weak points show up early.",
        "If resources are limited, choose the {a} option and do it properly.",
        "A result that cannot be repeated is an anecdote, not a method.",
        "Talking about {t} with people outside your field often brings the best ideas.",
    ]

    static let listLeads = [
        "A few points are worth checking early:", "Before moving on, make sure that you have the following:",
        "Most successful attempts share these habits:", "In short, {r} should keep this in mind:",
        "The following list covers the essentials of {t}:",
    ]

    static let bullets = [
        "**Scope:** decide what is part of the work and what is not.",
        "**Timing:** plan for {w} and say when you will look again.",
        "**People:** name {c} of them who can answer questions.",
        "**Budget:** keep about {p} percent in reserve.",
        "**Evidence:** collect {n} before the first meeting.",
        "**Audience:** write for {r}, not for colleagues.",
        "A {a} description of the goal in one sentence",
        "A list of {n}, with dates and sources",
        "Somebody who is allowed to say no",
        "An agreement on how to {v} the result",
        "Regular reviews, at least once within {w}",
        "A place where open questions are collected",
        "Room for {c} small experiments",
        "A short note on what was tried before",
        "Honest figures, even where they are inconvenient",
        "A clear point at which to stop",
    ]

    static let quotes = [
        "\"We stopped guessing once we began to {v} together,\" one project lead told us.",
        "\"The hardest part was agreeing on what {t} meant for our own customers.\"",
        "\"If I could start again, I would ask {r} first and plan second.\"",
        "\"It took us {w} to see a difference, and then we wondered why we had waited.\"",
        "\"Nobody thanks you for {n}, but everybody uses them.\"",
    ]

    static let links = [
        "For a longer discussion, see [the background notes on this subject](https://www.example.com/guides/{s}).",
        "The [checklist we use ourselves](https://www.example.org/checklists/{s}) covers these points one by one.",
        "Our [comparison of common approaches](https://www.example.com/compare/{s}) is updated every quarter.",
        "Readers who want figures will find them in [this summary](https://www.example.org/reports/{s}).",
    ]

    static let approaches = [
        "Doing it in-house", "Hiring a specialist", "A small pilot", "Shared templates", "Outside training",
        "Weekly reviews", "A fixed package", "Learning by doing",
    ]

    static let adjectives = [
        "practical", "clear", "careful", "modest", "useful", "specific", "steady", "simple", "thorough", "realistic",
        "deliberate", "short", "flexible", "well-documented",
    ]
    static let readers = [
        "readers", "customers", "small teams", "first-time buyers", "editors", "new visitors", "returning customers",
        "busy managers", "specialists", "beginners", "local businesses", "product teams",
    ]
    static let things = [
        "examples", "comparisons", "checklists", "case studies", "benchmarks", "interviews", "estimates",
        "test results",
        "customer notes", "price lists", "reviews", "worked samples",
    ]
    static let verbs = ["compare", "explain", "test", "document", "plan", "review", "measure", "simplify", "question"]
    static let spans = [
        "a week", "two weeks", "one month", "six weeks", "a single quarter", "ninety days", "half a year", "a few days",
    ]
    static let counts = ["two", "three", "four", "five", "six"]
    static let efforts = ["low", "moderate", "high", "low at first", "one day a week"]

    static let conclusionHeadings = [
        "Conclusion", "Final Thoughts", "Where to Go From Here", "In Summary", "Next Steps",
    ]

    static let conclusions = [
        "In the end, {t} rewards people who stay curious and keep good notes.",
        "None of the steps above is difficult on its own; the difficulty lies in doing them regularly.",
        "There is no single right way to approach {t}, but there are plenty of sensible ones.",
        "Start with the part of {t} that you understand best and work outwards from there.",
        "What remains is the decision to begin, and {w} is enough to see whether the direction is right.",
    ]
}
