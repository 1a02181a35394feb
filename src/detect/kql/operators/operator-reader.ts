import type { SyntaxNode } from '../kusto-parser.ts'
import type { Draft } from './draft.ts'

/** Takes one query operator over into the draft. Throws a Refusal at what is not supported. */
export type OperatorReader = (node: SyntaxNode, draft: Draft) => void
