import { evaluate } from './bag-unpack.ts'
import { projectAway, projectKeep, projectRename, projectReorder } from './choose-columns.ts'
import { mvApply, mvExpand } from './expand.ts'
import { extend } from './extend.ts'
import { invoke } from './invoke.ts'
import type { OperatorReader } from './operator-reader.ts'
import { distinct, sort, take, top } from './order.ts'
import { parse, parseWhere } from './parse.ts'
import { parseKv } from './parse-kv.ts'
import { project } from './project.ts'
import { search } from './search.ts'
import { count, summarize } from './summarize.ts'
import { union } from './union.ts'
import { where } from './where.ts'

/** Every query operator that cefwatch knows, by the parser's name. */
export const OPERATORS: Readonly<Record<string, OperatorReader>> = {
  FilterOperator: where,
  ProjectOperator: project,
  ProjectAwayOperator: projectAway,
  ProjectKeepOperator: projectKeep,
  ProjectRenameOperator: projectRename,
  ProjectReorderOperator: projectReorder,
  ExtendOperator: extend,
  ParseOperator: parse,
  ParseWhereOperator: parseWhere,
  ParseKvOperator: parseKv,
  MvExpandOperator: mvExpand,
  MvApplyOperator: mvApply,
  DistinctOperator: distinct,
  TakeOperator: take,
  SortOperator: sort,
  TopOperator: top,
  SummarizeOperator: summarize,
  CountOperator: count,
  UnionOperator: union,
  EvaluateOperator: evaluate,
  InvokeOperator: invoke,
  SearchOperator: search,
}
