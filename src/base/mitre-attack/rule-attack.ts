import { type Tactic, TACTICS } from './tactics.ts'
import { TECHNIQUES } from './techniques.ts'

/** What a rule says of MITRE ATT&CK, by id and name. */
export type RuleAttack = {
  readonly tactics: readonly Tactic[]
  readonly techniques: readonly { readonly id: string; readonly name: string }[]
}

/** Names the tactics and techniques of a rule, which was checked when it was loaded. */
export function ruleAttack(rule: { readonly tactics: readonly string[]; readonly techniques: readonly string[] }): RuleAttack {
  return {
    tactics: rule.tactics.map((name) => TACTICS.get(name) ?? { id: null, name }),
    techniques: rule.techniques.map((id) => ({ id, name: TECHNIQUES.get(id) ?? id })),
  }
}
