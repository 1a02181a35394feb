import type { SyntaxNode } from '../kusto-parser.ts'
import type { Draft } from '../operators/draft.ts'
import type { Expression } from '../plan.ts'
import { literalOf } from '../literal.ts'
import { convert } from '../values/convert.ts'
import { constantOf } from '../compile-expression.ts'
import { kqlTypeOf } from './kql-types.ts'
import type { DeclaredFunction, Environment, Names } from './names.ts'
import { readLet } from './read-statement.ts'
import { Refusal } from './refusal.ts'
import { spend } from './spend.ts'

type Body = { readonly body: SyntaxNode; readonly environment: Environment }

/**
 * The body of a function of the query's own, and what it sees in a call: its parameters are the call's arguments. `table` is what
 * stands before `invoke`.
 */
export function readFunctionBody(
  declared: DeclaredFunction,
  call: SyntaxNode,
  operands: readonly SyntaxNode[],
  names: Names,
  table?: () => Draft,
): Body {
  spend(declared.environment, call)
  const [parameterList, bodyNode] = declared.node.children
  const parameters = parameterList?.children ?? []
  const variables = new Map(declared.environment.variables)
  const tables = new Map(declared.environment.tables)
  const given = argumentsByName(parameters, operands, table !== undefined)
  for (const [index, parameter] of parameters.entries()) {
    const [declaration, fallback] = parameter.children
    const name = declaration?.children[0]?.name ?? parameter.text
    if (table !== undefined && index === 0) tables.set(name, table)
    else if (declaration?.children[1]?.kind === 'SchemaTypeExpression') {
      const operand = given.get(name)
      if (operand === undefined) throw new Refusal(call, name)
      tables.set(name, () => names.environment.readers.table(operand, names.environment))
    } else {
      const operand = given.get(name) ?? fallback?.children[0]
      if (operand === undefined) throw new Refusal(call, name, `${name} has no value`)
      variables.set(
        name,
        typed(names.share(names.environment.readers.expression(operand, names)), declaration?.children[1]?.text ?? ''),
      )
    }
  }
  let environment: Environment = { ...declared.environment, variables, tables }
  const statements = [...(bodyNode?.children ?? [])]
  const body = statements.pop()
  for (const statement of statements) environment = readLet(statement, environment)
  if (body === undefined) throw new Refusal(call, call.firstWord, 'a function without a result is not supported')
  return { body: body.kind === 'ExpressionStatement' ? (body.children[0] ?? body) : body, environment }
}

function argumentsByName(
  parameters: readonly SyntaxNode[],
  operands: readonly SyntaxNode[],
  isInvoked: boolean,
): ReadonlyMap<string, SyntaxNode> {
  const names = parameters.map((parameter) => parameter.children[0]?.children[0]?.name ?? parameter.text)
  const given = new Map<string, SyntaxNode>()
  for (const [index, operand] of operands.entries()) {
    const [name, value] = operand.kind === 'SimpleNamedExpression' ? operand.children : []
    if (name?.name != null && value !== undefined) given.set(name.name, value)
    else given.set(names[index + (isInvoked ? 1 : 0)] ?? '', operand)
  }
  return given
}

/** A literal argument is a value of the parameter's type. */
function typed(expression: Expression, typeName: string): Expression {
  const type = kqlTypeOf(typeName)
  const value = constantOf(expression)
  if (type === null || value === undefined || type === expression.type) return expression
  return literalOf(type, convert(value, expression.type, type))
}
