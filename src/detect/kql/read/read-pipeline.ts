import type { SyntaxNode } from '../kusto-parser.ts'
import { createDraft, type Draft, tableColumns } from '../operators/draft.ts'
import { OPERATORS } from '../operators/index.ts'
import { COLUMN_NAMES, COLUMNS } from '../../../decode/common-security-log/columns.ts'
import { SOURCES } from '../sources/index.ts'
import { EXTERNAL_DATA } from '../describe-diagnostic.ts'
import { TABLE_NAME } from '../table-name.ts'
import type { Environment } from './names.ts'
import { readFunctionBody } from './read-function.ts'
import { Refusal } from './refusal.ts'
import { spend } from './spend.ts'
import { needsWindow, WINDOWED_OPERATORS } from './windowed.ts'

/** A tabular expression as a draft, `let` aliases and functions inlined. Throws a Refusal at what is not supported. */
export function readTable(node: SyntaxNode, environment: Environment): Draft {
  spend(environment, node)
  if (node.kind === 'PipeExpression') {
    const [source, operator] = node.children
    if (source === undefined || operator === undefined) throw new Refusal(node, node.firstWord)
    const draft = readTable(source, environment)
    // What follows an alias sees what is named where it stands.
    draft.environment = environment
    applyOperator(operator, draft)
    return draft
  }
  if (node.kind === 'NameReference') return readNamedTable(node, environment)
  if (node.kind === 'FunctionCallExpression') return readTabularCall(node, environment)
  const read = SOURCES[node.kind]
  if (read !== undefined) return read(node, environment)
  if (node.kind === 'ExternalDataExpression') throw new Refusal(node, node.firstWord, EXTERNAL_DATA)
  throw new Refusal(node, node.firstWord, `${node.firstWord} is not supported here: a query begins with ${TABLE_NAME}`)
}

/** The operators of a query inside another, on what the draft has come to. */
export function readPipeline(node: SyntaxNode, draft: Draft): void {
  const [source, operator] = node.children
  const isPiped = node.kind === 'PipeExpression' && source !== undefined && operator !== undefined
  if (isPiped) readPipeline(source, draft)
  applyOperator(isPiped ? operator : node, draft)
}

function applyOperator(node: SyntaxNode, draft: Draft): void {
  const read = OPERATORS[node.kind]
  if (read === undefined) throw unsupportedOperator(node)
  read(node, draft)
}

export function unsupportedOperator(operator: SyntaxNode): Refusal {
  const name = operator.firstWord
  if (!WINDOWED_OPERATORS.has(name)) return new Refusal(operator, name)
  return new Refusal(operator, name, needsWindow(name))
}

function readNamedTable(node: SyntaxNode, environment: Environment): Draft {
  const name = node.symbol?.name ?? node.name ?? node.text
  if (node.symbol?.kind === 'Table' && name === TABLE_NAME) {
    return createDraft(tableColumns(COLUMN_NAMES.map((column) => ({ name: column, type: COLUMNS[column] }))), environment)
  }
  const table = environment.tables.get(name)
  if (table !== undefined) return table()
  if (environment.functions.has(name)) return readTabularCall(node, environment)
  throw new Refusal(node, node.firstWord, `${node.firstWord} is not supported here: a query begins with ${TABLE_NAME}`)
}

function readTabularCall(node: SyntaxNode, environment: Environment): Draft {
  const [called, ...operands] = node.kind === 'NameReference' ? [node] : node.children
  const declared = environment.functions.get(called?.name ?? '')
  if (declared === undefined) throw new Refusal(node, `${called?.name ?? node.firstWord}()`)
  const names = { columns: new Map(), environment, share: <T>(expression: T) => expression }
  const { body, environment: inner } = readFunctionBody(declared, node, operands, names)
  return readTable(body, inner)
}
