import { type Document, isCollection, isNode, isPair, isScalar, LineCounter, type Node, parseDocument, Scalar } from 'yaml'
import type { z } from 'zod'
import { CefwatchError, type ErrorCode, type Place } from './errors.ts'
import { describeIssue, keysOf } from './zod-issue.ts'

type Path = readonly PropertyKey[]

/** A YAML (or JSON) file that was read against a schema, and can still say where each of its values stands. */
export type YamlFile<T> = {
  readonly value: T
  /** The place of the value at `path`, or of its nearest parent that exists. */
  readonly placeOf: (path: Path) => Place
  /** The place in the file of line and column (from 1) inside the text at `path`, which may be a block of several lines. */
  readonly placeInText: (path: Path, line: number, column: number) => Place
}

export type YamlResult<T> =
  { readonly ok: true; readonly file: YamlFile<T> } | { readonly ok: false; readonly errors: readonly CefwatchError[] }

/**
 * Parses `text` as one YAML document and checks it against `schema`. Every problem found becomes an error with line and column: broken
 * YAML with YAML_SYNTAX, what the schema refuses with `code`.
 */
export function parseYamlFile<S extends z.ZodType>(
  text: string,
  file: string,
  schema: S,
  code: ErrorCode,
): YamlResult<z.output<S>> {
  const lines = new LineCounter()
  const document = parseDocument(text, { lineCounter: lines, prettyErrors: false })
  const place = (offset: number): Place => {
    const { line, col } = lines.linePos(offset)
    return { file, line, column: col }
  }
  if (document.errors.length > 0) {
    const errors = document.errors.map((error) => new CefwatchError('YAML_SYNTAX', error.message, { place: place(error.pos[0]) }))
    return { ok: false, errors }
  }
  const root = document.contents
  const content = contentOf(document)
  if (content instanceof Error)
    return { ok: false, errors: [new CefwatchError('YAML_SYNTAX', content.message, { place: { file } })] }
  const parsed = schema.safeParse(content ?? {}, { reportInput: true })
  if (!parsed.success) {
    const errors = parsed.error.issues
      .flatMap((issue) => describeIssue(issue, () => keysOf(schema)))
      .map(({ path, message }) => {
        return new CefwatchError(code, message, { place: place(offsetOf(root, path)) })
      })
    return { ok: false, errors }
  }
  const placeInText = (path: Path, line: number, column: number): Place => {
    const node = nodeAt(root, path)
    if (!isScalar(node) || node.type !== Scalar.BLOCK_LITERAL) return place(offsetOf(root, path))
    const start = lines.linePos(node.range?.[0] ?? 0).line
    return { file, line: start + line, column: column + indentOfBlock(text, node) }
  }
  return { ok: true, file: { value: parsed.data, placeOf: (path) => place(offsetOf(root, path)), placeInText } }
}

/** The document as plain values; an error when its aliases would fill the memory. */
function contentOf(document: Document.Parsed): unknown {
  try {
    return document.toJS({ maxAliasCount: 100 })
  } catch (error) {
    return error
  }
}

/** The node at `path`, or the last one on the way that exists. For a key of a map that holds nothing deeper, its value. */
function nodeAt(root: Node | null, path: Path): Node | null {
  let node = root
  for (const step of path) {
    if (!isCollection(node)) return node
    const next: unknown = node.get(typeof step === 'symbol' ? String(step) : step, true)
    if (!isNode(next)) return node
    node = next
  }
  return node
}

/** Where the value at `path` begins; for a key that the schema does not know, where the key begins. */
function offsetOf(root: Node | null, path: Path): number {
  const parent = nodeAt(root, path.slice(0, -1))
  const last = path.at(-1)
  if (isCollection(parent) && last !== undefined) {
    for (const item of parent.items) {
      if (isPair(item) && isScalar(item.key) && String(item.key.value) === String(last)) return item.key.range?.[0] ?? 0
    }
  }
  return nodeAt(root, path)?.range?.[0] ?? 0
}

function indentOfBlock(text: string, node: Scalar): number {
  const body = text.slice(text.indexOf('\n', node.range?.[0] ?? 0) + 1)
  return /^(?: *\n)*( *)/.exec(body)?.[1]?.length ?? 0
}
