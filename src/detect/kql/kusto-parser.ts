import { COLUMN_NAMES, COLUMNS } from '../../decode/common-security-log/columns.ts'
import { type BridgeList, type BridgeNode, Kusto, System } from './kusto-bridge.ts'
import { TABLE_NAME } from './table-name.ts'

/** A node of Microsoft's syntax tree after binding, reduced to what is read of it. Brackets, keywords and lists are left out. */
export type SyntaxNode = {
  /** The parser's name of the construct, such as `FilterOperator`. */
  readonly kind: string
  /** The source of the node, and its offset in UTF-16 code units. */
  readonly text: string
  readonly start: number
  /** The word that it begins with: for a query operator, its name. */
  readonly firstWord: string
  /** The operator of a binary, list or range expression, such as `!has_any`, and its offset. */
  readonly operator: { readonly text: string; readonly start: number } | null
  /** The type of a scalar expression. */
  readonly type: string | null
  /** The names of the columns of a tabular expression or operator. */
  readonly columns: readonly string[]
  /** What a name refers to: its kind, such as `Column` or `Variable`, and the name without any quoting. */
  readonly symbol: { readonly kind: string; readonly name: string } | null
  /** The name that a declaration gives. */
  readonly name: string | null
  /** The value of a string literal, escapes resolved. */
  readonly string: string | null
  readonly children: readonly SyntaxNode[]
}

export type Diagnostic = { readonly code: string; readonly message: string; readonly start: number; readonly length: number }

/** The bound tree, and the errors of parser and binder: with errors it may be incomplete. */
export type Syntax = { readonly root: SyntaxNode; readonly errors: readonly Diagnostic[] }

const { GlobalState, KustoCode, Parsing, Symbols } = Kusto.Language
const { SyntaxKind } = Kusto.Language.Syntax

const GLOBALS = GlobalState.Default.WithDatabase(new Symbols.DatabaseSymbol.ctor('database', [commonSecurityLog()]))

/** Nodes that only hold others together. */
const TRANSPARENT: ReadonlySet<string> = new Set(['List', 'SeparatedElement', 'ExpressionList', 'ParenthesizedExpression'])

/** Parses a query, and binds its names and types to the columns of CommonSecurityLog. */
export function parseKusto(source: string): Syntax {
  const code = KustoCode.ParseAndAnalyze(source, GLOBALS)
  const errors = itemsOf(code.GetDiagnostics()).filter(({ Severity }) => Severity === 'Error')
  return {
    root: nodeOf(code.Syntax, source),
    errors: errors.map(({ Code, Message, Start, Length }) => ({ code: Code, message: Message, start: Start, length: Length })),
  }
}

/** How deep brackets nest in a text, by its tokens: the parser itself needs seconds to refuse what nests a few thousand deep. */
export function nestingOf(source: string): number {
  let depth = 0
  let deepest = 0
  for (const { Text: text } of Parsing.TokenParser.ParseTokens(source)) {
    if (text === '(' || text === '[' || text === '{') deepest = Math.max(deepest, ++depth)
    else if (text === ')' || text === ']' || text === '}') depth--
  }
  return deepest
}

/**
 * How many tokens follow each other in a text without a comma, pipe, brace or semicolon: `a.b.c`, `1 + 1 + 1` and `- - 1` nest without
 * brackets, and the parser needs seconds to run out of stack.
 */
export function longestChainOf(source: string): number {
  let length = 0
  let longest = 0
  for (const { Text: text } of Parsing.TokenParser.ParseTokens(source)) {
    length = CHAIN_ENDS.has(text) ? 0 : length + 1
    longest = Math.max(longest, length)
  }
  return longest
}

const CHAIN_ENDS: ReadonlySet<string> = new Set([',', ';', '|', '{', '}'])

/**
 * How many names of `let` a text comes to once each is put in its place: the parser binds a function's body anew at every call, and an
 * alias of a union at every name. Names of functions' own parameters and of columns that are like them count too.
 */
export function expansionOf(source: string): number {
  const tokens = Array.from(Parsing.TokenParser.ParseTokens(source), ({ Text }) => Text)
  const costs = new Map<string, number>()
  const open: { readonly name: string; readonly depth: number; cost: number }[] = [{ name: '', depth: -1, cost: 0 }]
  let depth = 0
  for (const [index, text] of tokens.entries()) {
    const top = open.at(-1) as (typeof open)[number]
    if (text === '(' || text === '[' || text === '{') depth++
    else if (text === ')' || text === ']' || text === '}') depth--
    else if (text === ';' && top.depth === depth) {
      costs.set(top.name, top.cost + 1)
      open.pop()
    } else if (tokens[index - 1] !== 'let') top.cost += costs.get(text) ?? 0
    if (text === 'let') open.push({ name: tokens[index + 1] ?? '', depth, cost: 0 })
  }
  return open.reduce((sum, { cost }) => sum + cost, 0)
}

function commonSecurityLog() {
  const schema = COLUMN_NAMES.map((name) => `${name}: ${COLUMNS[name]}`).join(', ')
  return Symbols.TableSymbol.From(`(${schema})`).WithName(TABLE_NAME)
}

function nodeOf(node: BridgeNode, source: string): SyntaxNode {
  const { ResultType: result, ReferencedSymbol: symbol, ConstantValue: constant } = node
  const columns = result?.Columns
  return {
    kind: kindOf(node),
    text: source.slice(node.TextStart, node.End),
    start: node.TextStart,
    firstWord: node.GetFirstToken()?.Text ?? '',
    operator: node.Operator ? { text: node.Operator.Text, start: node.Operator.TextStart } : null,
    type: columns === undefined ? (result?.Name ?? null) : null,
    columns: columns === undefined ? [] : itemsOf(columns).map(({ Name }) => Name),
    symbol: symbol ? { kind: System.Enum.toString(Symbols.SymbolKind, symbol.Kind), name: symbol.Name } : null,
    name: node.SimpleName ?? null,
    string: typeof constant === 'string' ? constant : null,
    children: childrenOf(node).map((child) => nodeOf(child, source)),
  }
}

function childrenOf(node: BridgeNode): readonly BridgeNode[] {
  return Array.from({ length: node.ChildCount }, (_, index) => node.GetChild(index)).flatMap((child) => {
    if (child === null || child.IsToken) return []
    return TRANSPARENT.has(kindOf(child)) ? childrenOf(child) : [child]
  })
}

function kindOf(node: BridgeNode): string {
  return System.Enum.toString(SyntaxKind, node.Kind)
}

function itemsOf<T>(list: BridgeList<T>): readonly T[] {
  return Array.from({ length: list.Count }, (_, index) => list.getItem(index))
}
