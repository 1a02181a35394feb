type AttackEntry = { readonly id: string; readonly name: string }

/** A tactic, technique and sub-technique that belong together; what is not known of them is null. */
export type Attack = {
  readonly tactic: { readonly id: string | null; readonly name: string } | null
  readonly technique: { readonly id: string; readonly name: string | null } | null
  readonly subTechnique: { readonly id: string; readonly name: string | null } | null
}

/** By the names that Sentinel's rule files use. Source: https://attack.mitre.org/tactics/enterprise/ and /tactics/ics/ */
const TACTICS: ReadonlyMap<string, AttackEntry> = new Map(
  Object.entries({
    Reconnaissance: { id: 'TA0043', name: 'Reconnaissance' },
    ResourceDevelopment: { id: 'TA0042', name: 'Resource Development' },
    InitialAccess: { id: 'TA0001', name: 'Initial Access' },
    Execution: { id: 'TA0002', name: 'Execution' },
    Persistence: { id: 'TA0003', name: 'Persistence' },
    PrivilegeEscalation: { id: 'TA0004', name: 'Privilege Escalation' },
    DefenseEvasion: { id: 'TA0005', name: 'Defense Evasion' },
    CredentialAccess: { id: 'TA0006', name: 'Credential Access' },
    Discovery: { id: 'TA0007', name: 'Discovery' },
    LateralMovement: { id: 'TA0008', name: 'Lateral Movement' },
    Collection: { id: 'TA0009', name: 'Collection' },
    Exfiltration: { id: 'TA0010', name: 'Exfiltration' },
    CommandAndControl: { id: 'TA0011', name: 'Command and Control' },
    Impact: { id: 'TA0040', name: 'Impact' },
    ImpairProcessControl: { id: 'TA0106', name: 'Impair Process Control' },
    InhibitResponseFunction: { id: 'TA0107', name: 'Inhibit Response Function' },
  }),
)

/** Those of the rules that come with cefwatch, with the tactic that each serves. Others go by their id. */
const TECHNIQUES: ReadonlyMap<string, { readonly name: string; readonly tactic: string }> = new Map(
  Object.entries({
    T1041: { name: 'Exfiltration Over C2 Channel', tactic: 'Exfiltration' },
    T1071: { name: 'Application Layer Protocol', tactic: 'CommandAndControl' },
    'T1071.001': { name: 'Web Protocols', tactic: 'CommandAndControl' },
  }),
)

/** The attacks that a rule's two lists name. A technique is joined to a tactic only where it is known to serve it. */
export function attacksOf(tactics: readonly string[], techniques: readonly string[]): readonly Attack[] {
  const joined = techniques.map((id) => ({ id, tactic: tactics.find((tactic) => TECHNIQUES.get(id)?.tactic === tactic) }))
  const alone = tactics.filter((tactic) => !joined.some((one) => one.tactic === tactic))
  return [
    ...joined.map(({ id, tactic }) => ({ tactic: tactic === undefined ? null : tacticOf(tactic), ...techniqueOf(id) })),
    ...alone.map((tactic) => ({ tactic: tacticOf(tactic), technique: null, subTechnique: null })),
  ]
}

function tacticOf(name: string): Attack['tactic'] {
  return TACTICS.get(name) ?? { id: null, name }
}

/** T1071.001 is a sub-technique of T1071. */
function techniqueOf(id: string): Pick<Attack, 'technique' | 'subTechnique'> {
  const [parent = id, sub] = id.split('.')
  const named = (known: string): AttackEntry | { id: string; name: null } => {
    return { id: known, name: TECHNIQUES.get(known)?.name ?? null }
  }
  return { technique: named(parent), subTechnique: sub === undefined ? null : named(id) }
}
