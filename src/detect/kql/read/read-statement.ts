import type { SyntaxNode } from '../kusto-parser.ts'
import type { Environment } from './names.ts'
import { Refusal } from './refusal.ts'

/** What a `let` adds to what is named. Throws a Refusal at what is not supported. */
export function readLet(statement: SyntaxNode, environment: Environment): Environment {
  if (statement.kind === 'QueryParametersStatement') return readParameters(statement, environment)
  const [declaration, value] = statement.children
  if (statement.kind !== 'LetStatement' || declaration === undefined || value === undefined) {
    throw new Refusal(statement, statement.firstWord)
  }
  const name = declaration.name ?? declaration.text
  if (value.kind === 'FunctionDeclaration') {
    return { ...environment, functions: new Map([...environment.functions, [name, { node: value, environment }]]) }
  }
  if (isTabular(value))
    return {
      ...environment,
      tables: new Map([...environment.tables, [name, () => environment.readers.table(value, environment)]]),
    }
  return withVariable(environment, name, value)
}

/** Parameters of a query have the values that it says; nobody gives others. */
function readParameters(statement: SyntaxNode, environment: Environment): Environment {
  return statement.children.reduce((known, parameter) => {
    const [declaration, fallback] = parameter.children
    const value = fallback?.children[0]
    const name = declaration?.children[0]?.name
    if (name == null || value === undefined) {
      throw new Refusal(parameter, parameter.text, `the parameter ${name ?? parameter.text} has no value; give it a default`)
    }
    return withVariable(known, name, value)
  }, environment)
}

function withVariable(environment: Environment, name: string, value: SyntaxNode): Environment {
  const expression = environment.readers.expression(value, { columns: new Map(), environment, share: (shared) => shared })
  return { ...environment, variables: new Map([...environment.variables, [name, expression]]) }
}

const TABULAR: ReadonlySet<string> = new Set([
  'PipeExpression',
  'DataTableExpression',
  'PrintOperator',
  'RangeOperator',
  'UnionOperator',
])

/** bag_unpack() leaves the binder without columns. */
export function isTabular(node: SyntaxNode): boolean {
  return node.columns.length > 0 || TABULAR.has(node.kind)
}
