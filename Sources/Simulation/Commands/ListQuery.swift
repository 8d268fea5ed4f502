// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: 2026 the Understudy authors

package import JSON

/// Which jobs or records of a collection to show, in which order, which page.
package struct ListQuery: Sendable, Hashable, Codable {
    package var filters: [Filter]
    package var order: Order
    package var page: Page

    package init(filters: [Filter] = [], order: Order = Order(), page: Page = .all) {
        self.filters = filters
        self.order = order
        self.page = page
    }

    package enum Filter: Sendable, Hashable, Codable {
        /// Jobs only: the canonical state is one of these.
        case state([JobState])
        /// Jobs only: the input at that index is one of these values.
        case input(Int, [JSONValue])
        /// Records only.
        case field(String, Match)
    }

    package enum Match: Sendable, Hashable, Codable {
        /// The field is one of these values.
        case anyOf([JSONValue])
        /// The field is none of these values.
        case noneOf([JSONValue])
        /// The field is a number above this one.
        case above(Double)
        /// The field is an array that holds one of these values.
        case containsAny([JSONValue])
        /// The field's text contains this text, without regard to case.
        case text(String)
        /// The field, a timestamp or text, is at or after this.
        case from(String)
        /// The field, a timestamp or text, is at or before this.
        case until(String)
    }

    /// Ties are broken by the order of creation, in the same direction.
    package struct Order: Sendable, Hashable, Codable {
        package enum Key: Sendable, Hashable, Codable {
            case created
            case updated
            /// A field of records.
            case field(String)
            /// A made-up figure of records.
            case series(SeriesKey)
        }

        package var key: Key
        package var descending: Bool

        package init(key: Key = .created, descending: Bool = true) {
            self.key = key
            self.descending = descending
        }
    }

    package enum Page: Sendable, Hashable, Codable {
        case all
        /// Pages are counted from 1.
        case number(Int, size: Int)
        case offset(Int, limit: Int)
        /// Those after the one that the cursor, an earlier page's `nextCursor`, stands for; `nil`: from the start.
        case cursor(String?, limit: Int)
    }
}

/// What a list answer says about itself.
package struct PageInfo: Sendable, Hashable, Codable {
    /// How many there are on all pages.
    package var total: Int
    /// Counted from 1; 1 where the list has no page numbers.
    package var number: Int
    /// The size that was asked for; the total where everything is shown.
    package var size: Int
    package var offset: Int
    /// `nil` on the last page and where the list has no cursors.
    package var nextCursor: String?

    package init(total: Int, number: Int, size: Int, offset: Int, nextCursor: String? = nil) {
        self.total = total
        self.number = number
        self.size = size
        self.offset = offset
        self.nextCursor = nextCursor
    }

    /// The number of pages, 0 for an empty list.
    package var pages: Int { size > 0 ? (total + size - 1) / size : 0 }
}
