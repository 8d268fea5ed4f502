// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: 2026 the Understudy authors

import JSON

/// What a request costs: it runs down a number among the attributes of its credential.
package struct Charge: Sendable, Hashable, Codable {
    /// The names that lead to the attribute.
    package var attribute: [String]
    package var amount: Int64
    /// The name of the error where too little is left.
    package var error: String
    /// The ends of the job that give the amount back.
    package var returnsOn: [JobState]

    package init(attribute: [String], amount: Int64, error: String, returnsOn: [JobState] = []) {
        self.attribute = attribute
        self.amount = amount
        self.error = error
        self.returnsOn = returnsOn
    }
}

/// What each credential has spent.
struct Spending: Sendable, Hashable, Codable {
    /// An amount that comes back if its job ends in one of these states.
    private struct Pending: Sendable, Hashable, Codable {
        var job: Int
        var amount: Int64
        var returnsOn: [JobState]
    }

    private struct Account: Sendable, Hashable, Codable {
        var spent: Int64 = 0
        var pending: [Pending] = []
    }

    /// By API, credential and attribute.
    private var accounts: [String: Account] = [:]

    var isEmpty: Bool { accounts.isEmpty }

    /// What was spent; `state` gives that of a job, by its ordinal.
    func spent(_ key: String, _ state: (Int) -> JobState) -> Int64 {
        guard let account = accounts[key] else { return 0 }
        return account.pending.reduce(account.spent) { sum, pending in
            pending.returnsOn.contains(state(pending.job)) ? sum : sum &+ pending.amount
        }
    }

    mutating func add(_ charge: Charge, for job: Int?, to key: String, _ state: (Int) -> JobState) {
        var account = accounts.removeValue(forKey: key) ?? Account()
        // What has ended is decided; only live jobs are worth remembering.
        account.pending.removeAll { pending in
            let state = state(pending.job)
            guard state.isTerminal else { return false }
            if !pending.returnsOn.contains(state) { account.spent &+= pending.amount }
            return true
        }
        if let job, !charge.returnsOn.isEmpty {
            account.pending.append(Pending(job: job, amount: charge.amount, returnsOn: charge.returnsOn))
        } else {
            account.spent &+= charge.amount
        }
        accounts[key] = account
    }
}

extension Space {
    private func account(_ attribute: [String], _ credential: String, _ api: String) -> String {
        Self.key(of: [api, credential] + attribute)
    }

    /// Takes what was spent off the attributes that requests of the API can run down.
    func deductSpending(from attributes: inout JSONObject, credential: String, of api: InstalledAPI) {
        guard !ledger.spending.isEmpty else { return }
        for path in api.catalog.spendable {
            let key = account(path, credential, api.catalog.api)
            let spent = ledger.spending.spent(key) { self[places[$0]].state }
            guard spent != 0, let budget = JSONValue.object(attributes).value(at: path)?.integerValue else { continue }
            attributes = attributes.setting(path[...], to: .integer(budget &- spent))
        }
    }

    /// The refusal of a charge for which too little is left; an attribute that is no number never runs out.
    func refusal(of charges: [Charge], _ attributes: JSONObject) -> Outcome.Refusal? {
        for charge in charges {
            guard let left = JSONValue.object(attributes).value(at: charge.attribute)?.integerValue else { continue }
            if left < charge.amount { return .preconditionFailed(charge.error) }
        }
        return nil
    }

    mutating func book(_ charges: [Charge], credential: String, of api: InstalledAPI, made result: Outcome.Result) {
        guard !charges.isEmpty else { return }
        var job: Int?
        if case .job(let view) = result { job = find(view.reference).map { Int(self[$0].ordinal) } }
        for charge in charges where charge.amount > 0 {
            var spending = Spending()
            swap(&spending, &ledger.spending)
            spending.add(charge, for: job, to: account(charge.attribute, credential, api.catalog.api)) {
                self[places[$0]].state
            }
            swap(&spending, &ledger.spending)
        }
    }
}

extension JSONObject {
    /// The same with a value in the place that the names lead to.
    fileprivate func setting(_ path: ArraySlice<String>, to value: JSONValue) -> JSONObject {
        guard let name = path.first else { return self }
        var copy = self
        copy[name] =
            path.count == 1
            ? value : .object((self[name]?.objectValue ?? JSONObject()).setting(path.dropFirst(), to: value))
        return copy
    }
}
