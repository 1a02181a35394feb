import { FUNCTIONS } from './functions/index.ts'
import type { Operand } from './functions/scalar-function.ts'
import { valueOf } from './literal.ts'
import type { Expression } from './plan.ts'
import type { KqlType, KqlValue } from './query.ts'
import type { Evaluator } from './scope.ts'
import { spendWork } from './work.ts'

/** An expression as a function of a scope. `computed` are the evaluators of the plan's computed expressions that it may use. */
export function compileExpression(expression: Expression, computed: readonly Evaluator[]): Evaluator {
  switch (expression.kind) {
    case 'literal': {
      const value = valueOf(expression)
      return () => value
    }
    case 'column':
      return compileColumn(expression.name, expression.type)
    case 'computed': {
      const evaluate = computed[expression.index]
      if (evaluate === undefined) throw new RangeError(`the plan uses computed expression ${expression.index} before its turn`)
      return evaluate
    }
    case 'call': {
      const operands = expression.arguments.map((argument) => compileOperand(argument, computed))
      return FUNCTIONS[expression.function].compile(...operands)
    }
  }
}

/** The evaluators of a plan's computed expressions: each runs at most once a row, and only when asked for. */
export function compileComputed(expressions: readonly Expression[]): readonly Evaluator[] {
  const computed: Evaluator[] = []
  for (const [index, expression] of expressions.entries()) {
    const evaluate = compileExpression(expression, computed)
    computed.push((scope) => {
      const known = scope.computed[index]
      if (known !== undefined) return known
      return (scope.computed[index] = evaluate(scope))
    })
  }
  return computed
}

function compileOperand(expression: Expression, computed: readonly Evaluator[]): Operand {
  const evaluate = compileExpression(expression, computed)
  return { type: expression.type, constant: constantOf(expression), evaluate: counted(expression, evaluate) }
}

/** Literals shorter than this are not worth counting. */
const SHORT = 256

/** Counts what a function is given as work: nearly all of them look at all of it. */
function counted({ kind, type }: Expression, evaluate: Evaluator): Evaluator {
  if (type !== 'string' && type !== 'dynamic') return evaluate
  if (kind === 'literal' && sizeOf(evaluate({ row: {}, computed: [], clock: { now: null } })) < SHORT) return evaluate
  return (scope) => {
    const value = evaluate(scope)
    spendWork(sizeOf(value))
    return value
  }
}

function sizeOf(value: KqlValue): number {
  return typeof value === 'string' || Array.isArray(value) ? value.length + 1 : 1
}

/** The value of an expression that is known without a row, or undefined. */
export function constantOf(expression: Expression): KqlValue | undefined {
  return expression.kind === 'literal' ? valueOf(expression) : undefined
}

/** An absent column is Kusto's "" when it is a string, and null otherwise. */
function compileColumn(name: string, type: KqlType): Evaluator {
  const absent = type === 'string' ? '' : null
  return (scope) => scope.row[name] ?? absent
}
