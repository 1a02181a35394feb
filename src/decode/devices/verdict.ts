/** What a device did with the request, reduced from its action. */
export type Verdict = 'blocked' | 'allowed' | 'unknown'

/** What only asks the user (Cautioned, Ask User), or does not say what became of the request, is in neither list. */
export type Actions = Readonly<Record<Exclude<Verdict, 'unknown'>, readonly string[]>>

/** Finds the verdict on an action as sent. Case, spaces, hyphens and underscores do not count. */
export type VerdictOf = (action: string | undefined) => Verdict

/** Words that mean the same on every device. */
export const COMMON_ACTIONS: Actions = {
  allowed: ['allow', 'allowed', 'accept', 'accepted', 'permit', 'permitted', 'pass', 'passed'],
  blocked: ['block', 'blocked', 'deny', 'denied', 'drop', 'dropped', 'reject', 'rejected', 'reset'],
}

/** Of an action that several lists hold, the last counts. */
export function compileVerdicts(lists: readonly Actions[]): VerdictOf {
  const verdicts = new Map(
    lists.flatMap(({ allowed, blocked }) => [
      ...allowed.map((action) => [plain(action), 'allowed'] as const),
      ...blocked.map((action) => [plain(action), 'blocked'] as const),
    ]),
  )
  return (action) => verdicts.get(plain(action ?? '')) ?? 'unknown'
}

function plain(action: string): string {
  return action.toLowerCase().replace(/[\s_-]/g, '')
}
