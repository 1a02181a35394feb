import type { RuleSet } from '../detect/detector.ts'
import type { Rule } from '../detect/rules/rule.ts'

/** The rules and exclusions in force, and every rule there has been: a match may come in just after its rule was reloaded away. */
export class RuleBook {
  readonly #rules = new Map<string, Rule>()
  #current: RuleSet

  constructor(ruleSet: RuleSet) {
    this.#current = ruleSet
    this.#remember(ruleSet)
  }

  get current(): RuleSet {
    return this.#current
  }

  replace(ruleSet: RuleSet): void {
    this.#current = ruleSet
    this.#remember(ruleSet)
  }

  /** null: no rule of this process, though alerts of it may be stored. */
  find(id: string): Rule | null {
    return this.#rules.get(id) ?? null
  }

  ruleOf(id: string): Rule {
    const rule = this.#rules.get(id)
    if (rule === undefined) throw new Error(`no rule has the id ${id}`)
    return rule
  }

  #remember({ rules }: RuleSet): void {
    for (const rule of rules) this.#rules.set(rule.id, rule)
  }
}
