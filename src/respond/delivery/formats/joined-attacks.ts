import { type Tactic, TACTICS } from '../../../base/mitre-attack/tactics.ts'
import { TECHNIQUES } from '../../../base/mitre-attack/techniques.ts'

type Technique = { readonly id: string; readonly name: string | null }

/** A tactic, technique and sub-technique that belong together; what is not known of them is null. */
export type Attack = {
  readonly tactic: Tactic | null
  readonly technique: Technique | null
  readonly subTechnique: Technique | null
}

/** The tactic that each technique of the rules that come with cefwatch serves; those of other rules stand alone. */
const TACTIC_SERVED: ReadonlyMap<string, string> = new Map(
  Object.entries({ T1041: 'Exfiltration', T1071: 'CommandAndControl', 'T1071.001': 'CommandAndControl' }),
)

/** The attacks that a rule's two lists name. A technique is joined to a tactic only where it is known to serve it. */
export function attacksOf(tactics: readonly string[], techniques: readonly string[]): readonly Attack[] {
  const joined = techniques.map((id) => ({ id, tactic: tactics.find((tactic) => TACTIC_SERVED.get(id) === tactic) }))
  const alone = tactics.filter((tactic) => !joined.some((one) => one.tactic === tactic))
  return [
    ...joined.map(({ id, tactic }) => ({ tactic: tactic === undefined ? null : tacticOf(tactic), ...techniqueOf(id) })),
    ...alone.map((tactic) => ({ tactic: tacticOf(tactic), technique: null, subTechnique: null })),
  ]
}

function tacticOf(name: string): Tactic {
  return TACTICS.get(name) ?? { id: null, name }
}

/** T1071.001 is a sub-technique of T1071. */
function techniqueOf(id: string): Pick<Attack, 'technique' | 'subTechnique'> {
  const [parent = id, sub] = id.split('.')
  return { technique: named(parent), subTechnique: sub === undefined ? null : named(id) }
}

function named(id: string): Technique {
  return { id, name: TECHNIQUES.get(id) ?? null }
}
