import type { SyntaxNode } from '../kusto-parser.ts'
import type { Expression } from '../plan.ts'
import { readExpression } from './read-expression.ts'
import { Refusal } from './refusal.ts'

/** What the statements of a query say: the values and the tabular aliases that `let` names, and the expression to evaluate. */
export type Statements = {
  readonly variables: Map<string, Expression>
  readonly aliases: Map<string, SyntaxNode>
  result: SyntaxNode | null
}

/** Adds one statement to those before it. Throws a Refusal at what is not supported. */
export function readStatement(statement: SyntaxNode, statements: Statements): void {
  const [first, second] = statement.children
  if (statement.kind === 'LetStatement' && first !== undefined && second !== undefined) {
    readLet(first, second, statements)
  } else if (statement.kind === 'ExpressionStatement' && first !== undefined) {
    if (statements.result !== null) throw new Refusal(statement, statement.firstWord, 'a second result is not supported')
    statements.result = first
  } else {
    throw new Refusal(statement, statement.firstWord)
  }
}

function readLet(declaration: SyntaxNode, value: SyntaxNode, { variables, aliases }: Statements): void {
  const name = declaration.name ?? declaration.text
  if (value.kind === 'FunctionDeclaration') {
    throw new Refusal(declaration, `${name}()`, `a function of the query's own, ${name}(), is not supported`)
  }
  if (value.columns.length > 0) aliases.set(name, value)
  else variables.set(name, readExpression(value, { columns: new Map(), variables }))
}
