// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: 2026 the Understudy authors

package import JSON

/// A report over the records of a collection: which of them, in which groups, and what is said of each group.
///
/// Whatever is shown of the same records agrees, because all of it is worked out from them.
package struct ReportQuery: Sendable, Hashable, Codable {
    package var collection: String
    /// Which records; the page and the order are those of the rows.
    package var list: ListQuery
    /// A field that holds a list: each of its elements counts, with the record's other fields.
    package var unfold: String?
    /// The days that are reported; `nil`: all time.
    package var period: Period?
    package var table: Table

    package init(
        collection: String, list: ListQuery, unfold: String? = nil, period: Period? = nil, table: Table
    ) {
        self.collection = collection
        self.list = list
        self.unfold = unfold
        self.period = period
        self.table = table
    }

    /// Whole days in UTC, both included.
    package struct Period: Sendable, Hashable, Codable {
        /// The field that holds when a record counts.
        package var field: String
        /// `nil`: so many days before the last.
        package var from: CalendarDay?
        /// `nil`: today.
        package var until: CalendarDay?
        package var usualDays: Int

        package init(field: String, from: CalendarDay?, until: CalendarDay?, usualDays: Int) {
            self.field = field
            self.from = from
            self.until = until
            self.usualDays = usualDays
        }
    }

    /// One object, or one for each group.
    package struct Table: Sendable, Hashable, Codable {
        package var grouping: Grouping?
        /// In the order in which they are written.
        package var columns: [Column]
        /// Groups by this column instead of by their first record.
        package var order: String?
        package var descending: Bool
        package var limit: Int?
        /// A list of the values of this column instead of objects.
        package var only: String?
        /// An object whose members are called by the groups' keys instead of a list.
        package var isKeyed: Bool
        /// Of the period of the same length before.
        package var isPrevious: Bool

        package init(
            grouping: Grouping? = nil, columns: [Column] = [], order: String? = nil, descending: Bool = true,
            limit: Int? = nil, only: String? = nil, isKeyed: Bool = false, isPrevious: Bool = false
        ) {
            self.grouping = grouping
            self.columns = columns
            self.order = order
            self.descending = descending
            self.limit = limit
            self.only = only
            self.isKeyed = isKeyed
            self.isPrevious = isPrevious
        }
    }

    package struct Column: Sendable, Hashable, Codable {
        package var name: String
        package var value: Value
        /// Worked out, but not written.
        package var isHidden: Bool

        package init(_ name: String, _ value: Value, isHidden: Bool = false) {
            self.name = name
            self.value = value
            self.isHidden = isHidden
        }
    }

    package enum Grouping: Sendable, Hashable, Codable {
        /// One group for each day, week (from Monday) or month of the period, also where nothing happened.
        case days(Interval)
        /// One for each value of a field; for each element where the field is a list.
        case field(String)
        /// One for each value of a field in each of the days, weeks or months, where there is one.
        case daysAndField(Interval, String)
    }

    package enum Interval: String, Sendable, Hashable, Codable, CaseIterable {
        case day
        case week
        case month
    }

    package indirect enum Value: Sendable, Hashable, Codable {
        /// What the group is for: the first day of it, or the field's value.
        case key(KeyForm)
        case constant(JSONValue)
        /// The field of the group's first record.
        case field(String)
        /// How many records, of those that fit.
        case count(Condition?)
        /// How many different values.
        case distinct(String)
        /// How many elements the lists in a field have together.
        case elements(String)
        case sum(String)
        /// Null where there are none.
        case average(String, decimals: Int)
        case least(String)
        case most(String)
        /// The share of the records that fit, in hundredths, to one decimal; of the records of the table around it
        /// where there is no condition.
        case percent(Condition?)
        /// The share of the records of the report that have the same value in this field.
        case percentOfSame(String)
        /// Of the numbers in another column, however deep.
        case leastOf(String)
        case mostOf(String)
        /// A field of the record of a collection whose field `by` is the group's key.
        case lookup(collection: String, by: String, take: String)
        /// One member of the object minus another; by their paths. Null where one has no number.
        case difference([String], [String])
        /// The same in percent of the second.
        case growth([String], [String])
        case table(Table)
    }

    package enum KeyForm: String, Sendable, Hashable, Codable {
        case plain
        /// Of a day: its first instant, as the API's timestamps are written.
        case instant
    }

    /// A field that is one of these values.
    package struct Condition: Sendable, Hashable, Codable {
        package var field: String
        package var values: [JSONValue]

        package init(field: String, values: [JSONValue]) {
            self.field = field
            self.values = values
        }
    }
}
