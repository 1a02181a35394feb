import type { OperatorReader } from './operator-reader.ts'
import { readColumns } from './read-columns.ts'

/** `project`: these columns, and no others. */
export const project: OperatorReader = (node, draft) => {
  draft.columns = new Map(readColumns(node, draft, new Map()))
}
