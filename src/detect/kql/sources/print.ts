import type { SyntaxNode } from '../kusto-parser.ts'
import { createDraft, type Draft } from '../operators/draft.ts'
import { readColumns } from '../operators/read-columns.ts'
import type { Environment } from '../read/names.ts'

/** `print`: one row of the query's own. */
export function print(node: SyntaxNode, environment: Environment): Draft {
  const draft = createDraft(new Map(), environment, { kind: 'rows', columns: [], rows: [[]] })
  draft.columns = new Map(readColumns(node, draft, new Map()))
  return draft
}
