import { z } from 'zod'
import { nearestName } from './nearest.ts'

export type Problem = { readonly path: readonly PropertyKey[]; readonly message: string }

type Issue = z.core.$ZodIssue

/**
 * What a schema's issue says to the writer of the file: one problem a key, each at the place to correct. `knownKeys` are the keys that an
 * unknown one may have been meant to be. The schema must have parsed with `reportInput`.
 */
export function describeIssue(issue: Issue, knownKeys: () => Iterable<string>): readonly Problem[] {
  switch (issue.code) {
    case 'unrecognized_keys':
      return issue.keys.map((key) => ({ path: [...issue.path, key], message: `unknown key "${key}"${hint(key, knownKeys())}` }))
    case 'invalid_union':
      return [{ path: issue.path, message: describeUnion(issue) }]
    case 'invalid_type':
      return [
        { path: issue.path, message: `${subject(issue)}${issue.input === undefined ? ' is missing' : `: ${issue.message}`}` },
      ]
    default:
      return [{ path: issue.path, message: `${subject(issue)}: ${issue.message}` }]
  }
}

function subject(issue: Issue): string {
  const name = issue.path.map((step) => (typeof step === 'number' ? `[${step}]` : `.${String(step)}`)).join('')
  return name === '' ? 'the file' : `"${name.replace(/^\./, '')}"`
}

/** The branch of the union that came closest is the one whose problems lie deepest. */
function describeUnion(issue: Extract<Issue, { code: 'invalid_union' }>): string {
  const branches = issue.errors.map((issues) => issues.map((inner) => inner.message).join(', '))
  return `${subject(issue)}: ${[...new Set(branches)].join('; or ') || issue.message}`
}

function hint(key: string, knownKeys: Iterable<string>): string {
  const nearest = nearestName(key, knownKeys)
  return nearest === null ? '' : `; did you mean "${nearest}"?`
}

/** The names of all keys that `schema` knows, at any depth. */
export function keysOf(schema: z.ZodType): ReadonlySet<string> {
  const keys = new Set<string>()
  const collect = (node: unknown): void => {
    if (typeof node !== 'object' || node === null) return
    for (const [name, value] of Object.entries(node)) {
      if (name === 'properties' && typeof value === 'object') for (const key of Object.keys(value as object)) keys.add(key)
      collect(value)
    }
  }
  collect(z.toJSONSchema(schema, { io: 'input', unrepresentable: 'any' }))
  return keys
}
