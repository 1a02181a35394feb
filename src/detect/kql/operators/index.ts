import { extend } from './extend.ts'
import type { OperatorReader } from './operator-reader.ts'
import { project } from './project.ts'
import { where } from './where.ts'

/** Every query operator that cefwatch knows, by the parser's name. */
export const OPERATORS: Readonly<Record<string, OperatorReader>> = {
  FilterOperator: where,
  ProjectOperator: project,
  ExtendOperator: extend,
}
