import { readFunctionBody } from '../read/read-function.ts'
import { Refusal } from '../read/refusal.ts'
import { adopt, copyOf } from './draft.ts'
import type { OperatorReader } from './operator-reader.ts'

/** `invoke f()`: a function of the query's own, or one that was given with it, on the table so far. */
export const invoke: OperatorReader = (node, draft) => {
  const [call] = node.children
  const [called, ...operands] = call?.children ?? []
  const declared = draft.environment.functions.get(called?.name ?? '')
  if (call === undefined || declared === undefined) throw new Refusal(node, `${called?.name ?? node.text}()`)
  const before = copyOf(draft, draft.environment)
  const { body, environment } = readFunctionBody(declared, call, operands, draft, () => copyOf(before, draft.environment))
  adopt(draft, environment.readers.table(body, environment))
}
