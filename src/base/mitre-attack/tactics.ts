/** A tactic of MITRE ATT&CK. */
export type Tactic = { readonly id: string | null; readonly name: string }

/**
 * The tactics by the names that Sentinel's rule files use. Sources: https://attack.mitre.org/tactics/enterprise/ and /tactics/ics/;
 * PreAttack is Sentinel's own, for what ATT&CK has since split into Reconnaissance and ResourceDevelopment.
 */
export const TACTICS: ReadonlyMap<string, Tactic> = new Map(
  Object.entries<Tactic>({
    PreAttack: { id: null, name: 'PRE-ATT&CK' },
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
