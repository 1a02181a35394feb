import type { OperatorReader } from './operator-reader.ts'
import { readColumns } from './read-columns.ts'

/** `extend`: adds columns, or puts new ones in the place of old. */
export const extend: OperatorReader = (node, draft) => {
  draft.columns = new Map([...draft.columns, ...readColumns(node, draft, draft.columns)])
}
