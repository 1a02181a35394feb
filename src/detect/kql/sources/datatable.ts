import { constantOf } from '../compile-expression.ts'
import { literalOf } from '../literal.ts'
import type { SyntaxNode } from '../kusto-parser.ts'
import { createDraft, type Draft, tableColumns } from '../operators/draft.ts'
import type { LiteralValue } from '../plan.ts'
import type { OutputColumn } from '../query.ts'
import { kqlTypeOf } from '../read/kql-types.ts'
import type { Environment } from '../read/names.ts'
import { readExpression } from '../read/read-expression.ts'
import { Refusal } from '../read/refusal.ts'
import { convert } from '../values/convert.ts'

/** `datatable`: rows of the query's own. */
export function datatable(node: SyntaxNode, environment: Environment): Draft {
  const [schema, ...cells] = node.children
  const columns = (schema?.children ?? []).map(readColumn)
  const values = cells.map((cell, index) => readCell(cell, columns[index % columns.length], environment))
  if (columns.length === 0 || values.length % columns.length !== 0) {
    throw new Refusal(node, 'datatable', 'datatable needs a value for each column of each row')
  }
  const rows = Array.from({ length: values.length / columns.length }, (_, row) => {
    return values.slice(row * columns.length, (row + 1) * columns.length)
  })
  return createDraft(tableColumns(columns), environment, { kind: 'rows', columns, rows })
}

function readColumn(declaration: SyntaxNode): OutputColumn {
  const [name, typeNode] = declaration.children
  const type = kqlTypeOf(typeNode?.text ?? '')
  if (name?.name == null || type === null) throw new Refusal(declaration, declaration.text)
  return { name: name.name, type }
}

function readCell(cell: SyntaxNode, column: OutputColumn | undefined, environment: Environment): LiteralValue {
  const expression = readExpression(cell, { columns: new Map(), environment, share: (shared) => shared })
  const value = constantOf(expression)
  if (value === undefined || column === undefined) throw new Refusal(cell, cell.text, 'a value of datatable must be constant')
  // A text is a dynamic value as it is: only parse_json() reads it.
  if (column.type === 'dynamic' && expression.type === 'string') return value as string
  return literalOf(column.type, convert(value, expression.type, column.type)).value
}
